//! # text-in-the-other-language
//!
//! ## What it flags
//! A Chinese text with English words and no Chinese character, and an English text with more Chinese characters than English
//! letters.
//!
//! ## Why
//! Most often the two were exchanged, or one was left to be translated later.
//!
//! ## Example
//! ```yaml
//! hints: [{zh: "What is she afraid of?", en: "她怕什么？"}]
//! ```
//!
//! ## Instead
//! ```yaml
//! hints: [{zh: "她怕什么？", en: "What is she afraid of?"}]
//! ```

use super::same_text_in_both_languages::same;
use super::texts::texts;
use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::text::is_han;

pub(super) const RULE: Rule = Rule {
    name: "text-in-the-other-language",
    source: include_str!("text_in_the_other_language.rs"),
    check,
};

/// The fewest words that are no abbreviation or name.
const WORDS: usize = 3;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (path, text) in texts(scenario) {
        if same(text) {
            continue;
        }
        let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).count();
        let words = text
            .zh
            .split_whitespace()
            .filter(|word| letters(word) > 1)
            .count();
        if han(&text.zh) == 0 && words >= WORDS {
            findings.warning(
                path.clone().key("zh"),
                "the Chinese text is not in Chinese",
                "write it in Chinese, as somebody who speaks it would say it",
            );
        }
        if han(&text.en) > letters(&text.en) {
            findings.warning(
                path.key("en"),
                "the English text is in Chinese",
                "write it in English, as somebody who speaks it would say it",
            );
        }
    }
}
