//! The numbers a text says, in digits or in words, in Chinese and in English, so that two texts can be held against each other.
//! What is vague (几十, a few) is left out. Must not judge the texts.

mod chinese;
mod english;

pub(super) use chinese::numbers as chinese;
pub(super) use english::numbers as english;

/// What a number counts, as far as that decides which others it equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An amount, a count, a date.
    Plain,
    /// An hour of the day: 两点 is 2 pm as well as 14:00.
    Clock,
    /// A day of the week, Monday being 1.
    Weekday,
}

/// A number that a text says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) kind: Kind,
    /// The words it is said with.
    pub(super) said: String,
    /// Whether it may only stand in for a number of the other text: “a third”, “both”.
    pub(super) weak: bool,
}

/// The numbers of a text.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) all: Vec<Number>,
    /// Whether it says halves or quarters, which are written in too many ways to be compared.
    pub(super) halves: bool,
}

/// What a half or a quarter may be in the other language: minutes, and what ends in a half.
const OF_HALVES: [f64; 4] = [15.0, 30.0, 45.0, 90.0];

impl Numbers {
    /// The numbers for which `other` has none that could be the same.
    pub(super) fn missing_in<'n>(&'n self, other: &Self) -> Vec<&'n Number> {
        let halves = self.halves || other.halves;
        self.all
            .iter()
            .filter(|one| !one.weak && !other.all.iter().any(|there| same(one, there)))
            .filter(|one| !halves || !(OF_HALVES.contains(&one.value) || one.value.fract() != 0.0))
            .collect()
    }
}

fn same(a: &Number, b: &Number) -> bool {
    let weekdays = [a, b].map(|one| one.kind == Kind::Weekday);
    if weekdays[0] != weekdays[1] {
        return false;
    }
    let apart = (a.value - b.value).abs();
    let clock = a.kind == Kind::Clock || b.kind == Kind::Clock;
    // "Forty" is forty thousand where people talk of bundles, and "fifteen" fifteen million where of loans.
    let spoken = |many: &Number, few: &Number| {
        [1_000.0, 1_000_000.0]
            .iter()
            .any(|factor| (few.value * factor - many.value).abs() < 0.001)
            && few.said.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    apart < 0.001 || (clock && (apart - 12.0).abs() < 0.001) || spoken(a, b) || spoken(b, a)
}
