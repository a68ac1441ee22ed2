//! # lengths-far-apart
//!
//! ## What it flags
//! A text that is much longer in one language than in the other: fewer than 0.35 or more than 5 Chinese characters to an English
//! word. Short texts are left alone.
//!
//! ## Why
//! Most often a sentence was added in one language only.
//!
//! ## Example
//! ```yaml
//!       - {zh: 号呢？, en: "Two hours, two solid hours, and my number has gone by as if I was thin air; what are you people doing?"}
//! ```
//!
//! ## Instead
//! Write in both what the customer says in both.

use super::texts::texts;
use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::text::is_han;

pub(super) const RULE: Rule = Rule {
    name: "lengths-far-apart",
    source: include_str!("lengths_far_apart.rs"),
    check,
};

/// Texts with fewer characters and words than this say little about proportion.
const LEAST: usize = 12;
/// The fewest and the most Chinese characters to an English word.
const PROPORTION: (f32, f32) = (0.35, 5.0);

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (path, text) in texts(scenario) {
        let characters = text.zh.chars().filter(|c| is_han(*c)).count();
        let words = text.en.split_whitespace().count();
        if characters + words < LEAST || characters == 0 || words == 0 {
            continue;
        }
        let proportion = characters as f32 / words as f32;
        if proportion < PROPORTION.0 || proportion > PROPORTION.1 {
            let shorter = if proportion < PROPORTION.0 {
                "zh"
            } else {
                "en"
            };
            findings.warning(
                path.key(shorter),
                format!("{characters} Chinese characters stand beside {words} English words"),
                "say in both languages what is said in one",
            );
        }
    }
}
