//! # hard-reading-for-the-elderly
//!
//! ## What it flags
//! A good reply to a customer of 70 or more with a sentence of more than 60 Chinese characters or 40 English words.
//!
//! ## Why
//! One step at a time: who listens for the first time can hold one thought, not four.
//!
//! ## Example
//! ```yaml
//! customer: {age: 76, …}
//!     good: {zh: 您带上身份证存折户口本到二楼三号窗口取号以后先填一张表再…, en: …}
//! ```
//!
//! ## Instead
//! Break it up: a step, a pause, the next.

use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::Scenario;
use crate::scenario::path::Path;
use crate::text::is_han;

pub(super) const RULE: Rule = Rule {
    name: "hard-reading-for-the-elderly",
    source: include_str!("hard_reading_for_the_elderly.rs"),
    check,
};

/// From this age on.
const AGE: u8 = 70;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    if scenario.customer.age < AGE {
        return;
    }
    for state in &scenario.states {
        let Some(good) = &state.good else { continue };
        for &language in Language::ALL {
            let (most, unit) = match language {
                Language::Zh => (60, "characters"),
                Language::En => (40, "words"),
            };
            let length = |sentence: &str| match language {
                Language::Zh => sentence.chars().filter(|c| is_han(*c)).count(),
                Language::En => sentence.split_whitespace().count(),
            };
            let sentences = good
                .words
                .get(language)
                .split(['。', '！', '？', '；', '.', '!', '?', ';']);
            if let Some(longest) = sentences
                .map(length)
                .max()
                .filter(|longest| *longest > most)
            {
                findings.warning(
                    Path::of(&["states", state.id.as_str(), "good", language.key()]),
                    format!(
                        "a sentence of {longest} {unit} is too much for a customer of {}",
                        scenario.customer.age
                    ),
                    "break it up: one step in a sentence",
                );
            }
        }
    }
}
