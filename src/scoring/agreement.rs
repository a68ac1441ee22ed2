//! How well two raters agree. Pure counting; must not score or read anything.

use crate::domain::{Mark, PerPrinciple};

/// Agreement on one scale of ratings 0–4.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// How many replies were compared.
    pub count: usize,
    /// Cohen's kappa with quadratic weights; 1 is perfect, 0 is chance. 0 where it is not defined.
    pub qwk: f64,
    /// The share rated the same.
    pub exact: f64,
    /// The share at most one rating apart.
    pub within_one: f64,
    /// The mean distance in ratings.
    pub mean_error: f64,
}

impl Agreement {
    /// Compares pairs of ratings 0–4; ratings above 4 count as 4.
    #[must_use]
    pub fn of(pairs: &[(u8, u8)]) -> Self {
        let mut observed = [[0.0_f64; 5]; 5];
        for &(a, b) in pairs {
            observed[usize::from(a.min(4))][usize::from(b.min(4))] += 1.0;
        }
        let count = pairs.len() as f64;
        let rows: Vec<f64> = observed.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<f64> = (0..5)
            .map(|column| observed.iter().map(|row| row[column]).sum())
            .collect();
        let (mut seen, mut expected) = (0.0, 0.0);
        let (mut exact, mut within, mut error) = (0.0, 0.0, 0.0);
        for a in 0..5 {
            for b in 0..5 {
                let distance = (a as f64 - b as f64).abs();
                seen += distance * distance * observed[a][b];
                if count > 0.0 {
                    expected += distance * distance * rows[a] * columns[b] / count;
                }
                error += distance * observed[a][b];
                if distance < 0.5 {
                    exact += observed[a][b];
                }
                if distance < 1.5 {
                    within += observed[a][b];
                }
            }
        }
        let share = |part: f64| if count > 0.0 { part / count } else { 0.0 };
        Self {
            count: pairs.len(),
            qwk: if expected > 0.0 {
                1.0 - seen / expected
            } else {
                0.0
            },
            exact: share(exact),
            within_one: share(within),
            mean_error: share(error),
        }
    }
}

/// Below so many comparisons nothing can be told of how well two agree.
pub const FEW: usize = 5;

/// How far somebody's ratings are from the scorer's on one scale, counted one by one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Apart {
    /// How many replies were compared.
    pub count: usize,
    /// In how many of them the rating is the same.
    pub same: usize,
    /// In how many it is at most one apart.
    pub near: usize,
    /// The sum of the differences, the scorer's taken from the other's.
    pub sum: i64,
}

impl Apart {
    /// Counts one reply: somebody's rating and the scorer's, 0–4.
    pub fn count(&mut self, own: u8, scorer: u8) {
        let apart = own.abs_diff(scorer);
        self.count += 1;
        self.same += usize::from(apart == 0);
        self.near += usize::from(apart <= 1);
        self.sum += i64::from(own) - i64::from(scorer);
    }

    /// The mean difference in ratings: above 0 where the scorer is the stricter. None where there are too few to tell.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.count >= FEW).then(|| self.sum as f64 / self.count as f64)
    }
}

/// How far somebody's ratings are from the scorer's, overall and on each principle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Overall.
    pub overall: Apart,
    /// Each principle.
    pub principles: PerPrinciple<Apart>,
}

impl Agreed {
    /// Counts the ratings somebody gave of one reply beside the scorer's marks of it.
    pub fn count(
        &mut self,
        overall: Option<u8>,
        principles: &PerPrinciple<Option<u8>>,
        scorer: (Mark, &PerPrinciple<Mark>),
    ) {
        if let Some(rating) = overall {
            self.overall.count(rating, scorer.0.rating());
        }
        for (principle, rating) in principles.iter() {
            if let Some(rating) = rating {
                self.principles[principle].count(*rating, scorer.1[principle].rating());
            }
        }
    }

    /// Whether nothing was compared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overall.count == 0 && self.principles.iter().all(|(_, one)| one.count == 0)
    }
}

/// How well alarms agree with what was there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Alarms {
    /// Raised and right.
    pub right: usize,
    /// Raised and wrong.
    pub wrong: usize,
    /// Not raised and should have been.
    pub missed: usize,
}

impl Alarms {
    /// Counts one case.
    pub const fn count(&mut self, raised: bool, there: bool) {
        match (raised, there) {
            (true, true) => self.right += 1,
            (true, false) => self.wrong += 1,
            (false, true) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// The share of alarms that were right; 1 where none was raised.
    #[must_use]
    pub fn precision(&self) -> f64 {
        let raised = self.right + self.wrong;
        if raised == 0 {
            1.0
        } else {
            self.right as f64 / raised as f64
        }
    }

    /// The share of what was there that was found; 1 where nothing was.
    #[must_use]
    pub fn recall(&self) -> f64 {
        let there = self.right + self.missed;
        if there == 0 {
            1.0
        } else {
            self.right as f64 / there as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_from_five_comparisons_on() {
        let mut agreed = Agreed::default();
        assert!(agreed.is_empty());
        let marks = PerPrinciple::from_fn(|_| Mark::new(50));
        let mut principles = PerPrinciple::default();
        for (count, own) in (1..).zip([3, 3, 2, 4, 0]) {
            principles[crate::domain::Principle::Patience] = Some(own);
            agreed.count(None, &principles, (Mark::new(90), &marks));
            let patience = agreed.principles[crate::domain::Principle::Patience];
            assert_eq!(patience.mean().is_some(), count == 5);
        }
        let patience = agreed.principles[crate::domain::Principle::Patience];
        assert_eq!((patience.count, patience.same, patience.near), (5, 1, 3));
        assert!(
            patience
                .mean()
                .is_some_and(|mean| (mean - 0.4).abs() < 1e-9)
        );
        assert_eq!(agreed.overall.count, 0, "nothing was said of it");
    }

    #[test]
    fn kappa_is_one_for_the_same_and_nought_for_chance() {
        let same: Vec<(u8, u8)> = (0..5).map(|rating| (rating, rating)).collect();
        assert!((Agreement::of(&same).qwk - 1.0).abs() < 1e-9);
        let chance: Vec<(u8, u8)> = (0..5).flat_map(|a| (0..5).map(move |b| (a, b))).collect();
        let agreement = Agreement::of(&chance);
        assert!(agreement.qwk.abs() < 1e-9);
        assert!((agreement.exact - 0.2).abs() < 1e-9);
        assert_eq!(Agreement::of(&[]).count, 0);
        // By hand: two of three the same, the third two apart.
        let some = Agreement::of(&[(0, 0), (4, 4), (2, 4)]);
        assert!((some.mean_error - 2.0 / 3.0).abs() < 1e-9 && some.qwk > 0.5 && some.qwk < 1.0);
    }
}
