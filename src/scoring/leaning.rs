//! Which red lines are crossed: patterns and wording together. Wording knows breaches that no pattern does, and kind words in
//! which a pattern errs. Must not look at text.

use super::features::{Feature, Found};
use super::reading::Reading;
use super::signals::{Effect, Inventory, Opens};
use super::wording::Odds;
use crate::domain::RedLine;
use crate::text::{Span, is_han};

/// How patterns and wording are weighed in a language. These and the bound below are those that agreed best with raters on replies
/// whose writers had seen neither the gold nor the signals.
struct Scale {
    /// What a pattern that crosses a line adds to the log odds of the wording.
    of_a_pattern: f32,
    /// The log odds from which a line is crossed.
    crossed: f32,
}

/// Chinese patterns seldom err; wording alone must speak more plainly.
const CHINESE: Scale = Scale {
    of_a_pattern: 2.8,
    crossed: 0.5,
};
/// English patterns err more often: the same words do more things.
const ENGLISH: Scale = Scale {
    of_a_pattern: 1.7,
    crossed: 0.2,
};

/// By how much kind behaviour may outweigh faults, in mean strength, in a reply that crosses a line by its wording alone. Calling a
/// kind reply a breach does more harm than missing one.
const KINDEST: f32 = 1.5;

/// By how much the kind behaviour found outweighs the faults, in mean strength.
fn kindness(found: &[Found]) -> f32 {
    let inventory = Inventory::embedded();
    let of = |one: &Found| match one.feature {
        Feature::Signal(number) => {
            let mean = inventory.strengths(number as usize).mean;
            let signal = inventory.signals().get(number as usize);
            let good = signal.is_some_and(|signal| signal.effect == Effect::Good);
            if good { mean } else { -mean }
        }
        Feature::Action(_) | Feature::Shape(_) => 0.0,
    };
    found.iter().map(of).sum()
}

/// Whether it is a signal that crosses its line in so many words.
fn is_certain(one: &Found) -> bool {
    match one.feature {
        Feature::Signal(number) => {
            let signal = Inventory::embedded().signals().get(number as usize);
            signal.is_some_and(|signal| signal.certain)
        }
        Feature::Action(_) | Feature::Shape(_) => false,
    }
}

/// Takes out signals of red lines that the wording speaks against, and puts in those it speaks for by itself.
pub(super) fn lean(found: &mut Vec<Found>, odds: &Odds, reading: &Reading) {
    let inventory = Inventory::embedded();
    let crosses = |one: &Found, line: RedLine| match one.feature {
        Feature::Signal(number) => inventory.red_line(number as usize) == Some(line),
        Feature::Action(_) | Feature::Shape(_) => false,
    };
    let chinese = reading.normal.chars.iter().any(|c| is_han(*c));
    let scale = if chinese { CHINESE } else { ENGLISH };
    // Kind words that are meant otherwise speak against nothing.
    let ironic = found.iter().any(|one| match one.feature {
        Feature::Signal(number) => {
            let signal = inventory.signals().get(number as usize);
            signal.is_some_and(|signal| signal.opens == Some(Opens::Ironic))
        }
        Feature::Action(_) | Feature::Shape(_) => false,
    });
    let mut ranges = None;
    for &line in RedLine::ALL {
        let odds_of_line = odds.on(line);
        let by_pattern = found.iter().any(|one| crosses(one, line));
        let certain = found
            .iter()
            .any(|one| crosses(one, line) && is_certain(one));
        if by_pattern && !certain && !ironic && odds_of_line + scale.of_a_pattern < scale.crossed {
            found.retain(|one| !crosses(one, line));
        }
        if by_pattern || odds_of_line < scale.crossed || kindness(found) > KINDEST {
            continue;
        }
        let ranges: &Vec<(u32, u32)> =
            ranges.get_or_insert_with(|| reading.clauses.clause_ranges().collect());
        let places = odds.places(line, scale.crossed).into_iter();
        let places = places.filter_map(|clause| ranges.get(clause));
        let spans: Vec<Span> = places
            .map(|&(start, end)| {
                let (from, to) = reading.normal.typed(start as usize, end as usize);
                Span::new(from, to)
            })
            .collect();
        let Some(signal) = inventory.by_wording(line).filter(|_| !spans.is_empty()) else {
            continue;
        };
        let signals = found
            .iter()
            .take_while(|one| matches!(one.feature, Feature::Signal(_)))
            .count();
        let one = Found {
            feature: Feature::Signal(signal),
            amount: 1.0,
            spans,
        };
        found.insert(signals, one);
    }
}
