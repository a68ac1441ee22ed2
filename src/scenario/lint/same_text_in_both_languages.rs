//! # same-text-in-both-languages
//!
//! ## What it flags
//! A text that is the same in Chinese and in English, but for spaces, marks and capitals.
//!
//! ## Why
//! Most often one was copied into the place of the other to be translated later.
//!
//! ## Example
//! ```yaml
//! hints: [{zh: 她最怕的是什么？, en: 她最怕的是什么？}]
//! ```
//!
//! ## Instead
//! Write it in both languages, each as somebody who speaks it would say it.

use super::texts::texts;
use super::{Findings, Rule};
use crate::domain::Bilingual;
use crate::scenario::Scenario;
use crate::text::is_word;

pub(super) const RULE: Rule = Rule {
    name: "same-text-in-both-languages",
    source: include_str!("same_text_in_both_languages.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (path, text) in texts(scenario) {
        if same(text) {
            findings.warning(
                path.key("en"),
                "the Chinese and the English text are the same",
                "write each in its own language",
            );
        }
    }
}

/// Whether both texts have the same letters.
pub(super) fn same(text: &Bilingual) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars()
            .filter(|c| is_word(*c))
            .flat_map(char::to_lowercase)
    }
    letters(&text.zh).eq(letters(&text.en))
        && (letters(&text.zh).next().is_some() || text.zh.trim() == text.en.trim())
}
