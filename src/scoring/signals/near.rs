//! Which literals stand near each character of a reply, roughly: enough to say of most patterns that they can't be there. Must
//! not know patterns.

use super::inventory::{Try, mark};
use super::matcher::Literal;

/// For each level and each character the marks of the literals that are near it.
pub(super) struct Near {
    /// Of those that begin there or fewer than two to the power of the level characters behind; a level after another.
    behind: Vec<u64>,
    /// Of those that end there or as many before.
    before: Vec<u64>,
    /// How many characters there are, and one for the end.
    places: usize,
}

impl Near {
    /// What is near in a text of `length` characters.
    pub(super) fn of(length: usize, literals: &[Literal]) -> Self {
        let places = length + 1;
        let mut behind = vec![0; places * Try::LEVELS];
        let mut before = behind.clone();
        for literal in literals {
            behind[literal.start as usize] |= mark(literal.number);
            before[literal.end as usize] |= mark(literal.number);
        }
        // Of twice as many characters: those that are near here, and those that are near to where these end.
        for level in 1..Try::LEVELS {
            let step = 1 << (level - 1);
            let (one, twice) = levels(&mut behind, level, places);
            join(twice, one.get(step..).unwrap_or_default());
            let (one, twice) = levels(&mut before, level, places);
            join(twice.get_mut(step..).unwrap_or_default(), one);
        }
        Self {
            behind,
            before,
            places,
        }
    }

    /// The marks of the literals that begin at `at` or behind it.
    pub(super) fn behind(&self, at: u32, level: usize) -> u64 {
        self.behind[level * self.places + at as usize]
    }

    /// The marks of the literals that end at `at` or before it.
    pub(super) fn before(&self, at: u32, level: usize) -> u64 {
        self.before[level * self.places + at as usize]
    }
}

/// The level below this one, and this one filled with the same.
fn levels(all: &mut [u64], level: usize, places: usize) -> (&[u64], &mut [u64]) {
    let (below, above) = all.split_at_mut(level * places);
    let (below, this) = (&below[(level - 1) * places..], &mut above[..places]);
    this.copy_from_slice(below);
    (below, this)
}

fn join(marks: &mut [u64], others: &[u64]) {
    for (marks, others) in marks.iter_mut().zip(others) {
        *marks |= others;
    }
}
