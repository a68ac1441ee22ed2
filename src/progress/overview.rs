//! What a head office asks of many places at once: sums per branch, person and principle, and who is due. Must not hold a name,
//! and must not know how attempts are kept.

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::{BranchId, Mark, PerPrinciple, Principle};

/// Sums over replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// How many replies.
    pub replies: u64,
    /// Of their overall marks.
    pub overall: u64,
    /// Of their marks per principle.
    pub marks: PerPrinciple<u64>,
}

impl Sums {
    /// The mean overall mark; none without replies.
    #[must_use]
    pub fn mean(&self) -> Option<Mark> {
        mean(self.overall, self.replies)
    }

    /// The mean mark of a principle.
    #[must_use]
    pub fn mean_of(&self, principle: Principle) -> Option<Mark> {
        mean(self.marks[principle], self.replies)
    }

    /// The principle with the lowest mean, the first of equals.
    #[must_use]
    pub fn weakest(&self) -> Option<Principle> {
        let all = Principle::ALL.iter().copied();
        (self.replies > 0)
            .then(|| all.min_by_key(|principle| self.marks[*principle]))
            .flatten()
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        self.replies += other.replies;
        self.overall += other.overall;
        for principle in Principle::ALL {
            self.marks[*principle] += other.marks[*principle];
        }
    }
}

/// The mean of `count` marks that add up to `sum`, halves rounded up.
fn mean(sum: u64, count: u64) -> Option<Mark> {
    let mean = (sum * 2 + count).checked_div(count * 2)?;
    u8::try_from(mean).ok().map(Mark::new)
}

/// One branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BranchSum {
    /// Its name.
    pub branch: BranchId,
    /// How many people have ever practised there.
    pub people: u64,
    /// How many replies they gave.
    pub replies: u64,
    /// How many encounters came to an end.
    pub encounters: u64,
    /// The mean overall mark.
    pub overall: Option<Mark>,
    /// The principle with the lowest mean.
    pub weakest: Option<Principle>,
    /// How many replies crossed a red line.
    pub crossed: u64,
    /// How many exams and classes were passed.
    pub passed: u64,
    /// How many were not.
    pub failed: u64,
    /// The last day somebody practised.
    pub last: Option<Date>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonSum {
    /// The branch of the last attempt.
    pub branch: BranchId,
    /// The pseudonym.
    pub person: Uuid,
    /// How many replies.
    pub replies: u64,
    /// How many encounters came to an end.
    pub encounters: u64,
    /// The mean overall mark.
    pub overall: Option<Mark>,
    /// The principle with the lowest mean.
    pub weakest: Option<Principle>,
    /// How many replies crossed a red line.
    pub crossed: u64,
    /// The last day an exam or a class was passed.
    pub passed: Option<Date>,
    /// The last day of practice.
    pub last: Option<Date>,
}

/// One principle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrincipleSum {
    /// Which.
    pub principle: Principle,
    /// How many replies.
    pub replies: u64,
    /// The mean mark.
    pub mean: Option<Mark>,
    /// How many replies went badly in it (a mark under 50).
    pub badly: u64,
    /// The branch with the lowest mean.
    pub lowest: Option<BranchMean>,
}

/// A branch and its mean of a principle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BranchMean {
    /// The branch.
    pub branch: BranchId,
    /// The mean.
    pub mean: Mark,
}

/// How far trainers and the scorer agree on one scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleSum {
    /// The principle; none for the overall rating.
    pub principle: Option<Principle>,
    /// How many replies a trainer rated on it.
    pub rulings: u64,
    /// In how many of them the scorer's rating is the same.
    pub same: u64,
    /// In how many it is at most one apart.
    pub near: u64,
    /// The mean difference in ratings, the scorer's taken from the trainer's; none where there are too few to tell.
    pub difference: Option<f64>,
}

/// Somebody who is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DuePerson {
    /// The branch of the last attempt.
    pub branch: BranchId,
    /// The pseudonym.
    pub person: Uuid,
    /// The last day of practice.
    pub last: Option<Date>,
    /// The last day an exam or a class was passed.
    pub passed: Option<Date>,
    /// The days since what is asked for; none where it never happened.
    pub days: Option<i32>,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paged<T> {
    /// Which page, from 1.
    pub page: u64,
    /// How many rows a page has.
    pub per_page: u64,
    /// How many rows there are on all pages.
    pub of: u64,
    /// The rows of this one.
    pub rows: Vec<T>,
}

impl<T> Paged<T> {
    /// Page `number`, from 1, of rows that are all there.
    #[must_use]
    pub fn cut(all: Vec<T>, number: u32, per_page: u32) -> Self {
        let of = all.len() as u64;
        let rows = usize::try_from(per_page).unwrap_or(usize::MAX);
        let skip = usize::try_from(number.max(1) - 1).unwrap_or(usize::MAX);
        Self {
            page: number.max(1).into(),
            per_page: per_page.into(),
            of,
            rows: all
                .into_iter()
                .skip(skip.saturating_mul(rows))
                .take(rows)
                .collect(),
        }
    }

    /// How many pages there are, at least one.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.of.div_ceil(self.per_page.max(1)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_rounded_and_the_weakest_is_the_lowest() {
        let mut sums = Sums::default();
        assert_eq!((sums.mean(), sums.weakest()), (None, None));
        for (overall, patience) in [(50, 40), (51, 30)] {
            let marks = PerPrinciple::from_fn(|one| match one {
                Principle::Patience => patience,
                _ => 60,
            });
            sums.add(&Sums {
                replies: 1,
                overall,
                marks,
            });
        }
        assert_eq!(sums.mean(), Some(Mark::new(51)));
        assert_eq!(sums.weakest(), Some(Principle::Patience));
        assert_eq!(sums.mean_of(Principle::Patience), Some(Mark::new(35)));
    }
}
