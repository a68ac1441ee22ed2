//! What the signals of a reply weigh together: the fifth kindness adds less than the first, and kind words beside a fault or a
//! crossed red line count for less, since a polite formula inside a rude reply does not rescue it. Must not look at text.

use super::features::{Feature, Found};
use super::rubric::{Rubric, SCALES};
use super::signals::{Effect, Inventory};

/// A term of the balance; each has a weight per scale in the rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// All that is good, with less and less added.
    Good,
    /// What is good on this scale, with less and less added.
    GoodHere,
    /// All faults, with less and less added.
    Faults,
    /// The faults on this scale, with less and less added.
    FaultsHere,
    /// Whether a red line is crossed.
    RedLine,
    /// What is good beside a fault.
    GoodBesideFault,
    /// What is good beside a crossed red line.
    GoodBesideRedLine,
}

crate::domain::keyed!(Term {
    Good => "good",
    GoodHere => "good_here",
    Faults => "faults",
    FaultsHere => "faults_here",
    RedLine => "red_line",
    GoodBesideFault => "good_beside_fault",
    GoodBesideRedLine => "good_beside_red_line",
});

impl Term {
    /// Whether it can only raise a mark; the others can only lower it.
    #[must_use]
    pub const fn raises(self) -> bool {
        matches!(self, Self::Good | Self::GoodHere)
    }
}

/// How fast what is added counts for less.
const FALLING_OFF: f32 = 3.0;
/// The faults beside which kind words count for least, in mean strength.
const MOST_FAULTS: f32 = 1.5;

/// How a sum of strengths counts.
fn together(sum: f32) -> f32 {
    (FALLING_OFF * sum).ln_1p()
}

/// What a signal weighs: per scale and on the mean of the principles, in strengths times amount.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    good: bool,
    red_line: bool,
    here: [f32; SCALES],
    mean: f32,
}

impl Weight {
    /// The weight of a feature; `None` for what is no signal.
    #[must_use]
    pub fn of(feature: Feature, amount: f32) -> Option<Self> {
        let Feature::Signal(number) = feature else {
            return None;
        };
        let inventory = Inventory::embedded();
        let signal = inventory.signals().get(number as usize)?;
        let strengths = inventory.strengths(number as usize);
        Some(Self {
            good: signal.effect == Effect::Good,
            red_line: inventory.red_line(number as usize).is_some(),
            here: strengths.here.map(|strength| strength * amount),
            mean: strengths.mean * amount,
        })
    }
}

impl Weight {
    /// Points that a signal of this weight may add: a good one never lowers a mark, a fault never raises one.
    #[must_use]
    pub const fn held_to_its_sign(&self, points: f32) -> f32 {
        if self.good {
            points.max(0.0)
        } else {
            points.min(0.0)
        }
    }
}

/// The sums over one reply.
#[derive(Debug, Clone, Copy, Default)]
pub struct Balance {
    good: f32,
    good_here: [f32; SCALES],
    faults: f32,
    faults_here: [f32; SCALES],
    /// How many signals cross a red line.
    red_lines: f32,
}

impl Balance {
    /// Sums up what was found.
    #[must_use]
    pub fn of(weights: impl Iterator<Item = Weight>) -> Self {
        let mut out = Self::default();
        for weight in weights {
            let (all, here) = if weight.good {
                (&mut out.good, &mut out.good_here)
            } else {
                (&mut out.faults, &mut out.faults_here)
            };
            *all += weight.mean;
            for (sum, strength) in here.iter_mut().zip(weight.here) {
                *sum += strength;
            }
            out.red_lines += f32::from(u8::from(weight.red_line));
        }
        out
    }

    /// Sums up the features of a reply.
    #[must_use]
    pub fn of_found(found: &[Found]) -> Self {
        Self::of(
            found
                .iter()
                .filter_map(|one| Weight::of(one.feature, one.amount)),
        )
    }

    /// How much of a term there is on a scale.
    #[must_use]
    pub fn amount(&self, term: Term, scale: usize) -> f32 {
        let crossed = f32::from(u8::from(self.red_lines > 0.0));
        match term {
            Term::Good => together(self.good),
            Term::GoodHere => together(self.good_here[scale]),
            Term::Faults => together(self.faults),
            Term::FaultsHere => together(self.faults_here[scale]),
            Term::RedLine => crossed,
            Term::GoodBesideFault => self.good * (self.faults / MOST_FAULTS).min(1.0),
            Term::GoodBesideRedLine => self.good * crossed,
        }
    }
}

/// What all signals of a reply weigh together, in points, to be shared out among them.
#[derive(Debug, Clone)]
pub struct Together {
    /// Points per unit of a good signal's strength: of its mean, and of its strength on the scale.
    good: [(f32, f32); SCALES],
    /// The same of a fault.
    fault: [(f32, f32); SCALES],
    /// Points of each signal that crosses a red line.
    red_line: [f32; SCALES],
}

impl Together {
    /// The points of a balance by a rubric.
    #[must_use]
    pub fn of(balance: &Balance, rubric: &Rubric) -> Self {
        let part = |points: f32, sum: f32| if sum > 0.0 { points / sum } else { 0.0 };
        let points = |scale: usize| {
            move |term: Term| rubric.balance(term)[scale] * balance.amount(term, scale)
        };
        Self {
            good: std::array::from_fn(|scale| {
                let points = points(scale);
                let all = points(Term::Good)
                    + points(Term::GoodBesideFault)
                    + points(Term::GoodBesideRedLine);
                (
                    part(all, balance.good),
                    part(points(Term::GoodHere), balance.good_here[scale]),
                )
            }),
            fault: std::array::from_fn(|scale| {
                let points = points(scale);
                (
                    part(points(Term::Faults), balance.faults),
                    part(points(Term::FaultsHere), balance.faults_here[scale]),
                )
            }),
            red_line: std::array::from_fn(|scale| {
                part(points(scale)(Term::RedLine), balance.red_lines)
            }),
        }
    }

    /// A signal's share on a scale.
    #[must_use]
    pub fn share(&self, weight: &Weight, scale: usize) -> f32 {
        let (mean, here) = if weight.good {
            self.good[scale]
        } else {
            self.fault[scale]
        };
        let red_line = if weight.red_line {
            self.red_line[scale]
        } else {
            0.0
        };
        mean * weight.mean + here * weight.here[scale] + red_line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(good: bool, red_line: bool, strength: f32) -> Weight {
        Weight {
            good,
            red_line,
            here: [strength; SCALES],
            mean: strength,
        }
    }

    #[test]
    fn the_second_adds_less_than_the_first_and_shares_make_a_whole() {
        let one = weight(true, false, 1.0);
        let amount = |count: usize| {
            let balance = Balance::of(std::iter::repeat_n(one, count));
            balance.amount(Term::Good, 0)
        };
        assert!(amount(2) - amount(1) < amount(1) - amount(0));
        let all = [one, weight(true, false, 0.5), weight(false, true, 2.0)];
        let balance = Balance::of(all.into_iter());
        assert!(balance.amount(Term::GoodBesideRedLine, 0) > 0.0);
        let rubric = Rubric::embedded();
        let together = Together::of(&balance, rubric);
        for scale in 0..SCALES {
            let shares: f32 = all.iter().map(|one| together.share(one, scale)).sum();
            let terms = Term::ALL.iter();
            let whole: f32 = terms
                .map(|&term| rubric.balance(term)[scale] * balance.amount(term, scale))
                .sum();
            assert!((shares - whole).abs() < 1e-3, "{scale}: {shares} {whole}");
        }
    }
}
