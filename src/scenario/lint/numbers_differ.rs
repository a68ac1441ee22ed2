//! # numbers-differ
//!
//! ## What it flags
//! Numbers in digits that stand in one language and not in the other, where both write digits.
//!
//! ## Why
//! A fee of 10 in one language and of 15 in the other is right in one of them at most.
//!
//! ## Example
//! ```yaml
//!     text: {zh: 年费10元, en: the annual fee is 15 yuan}
//! ```
//!
//! ## Instead
//! Write the same numbers.

use std::collections::BTreeSet;

use super::texts::texts;
use super::{Findings, Rule};
use crate::scenario::Scenario;

pub(super) const RULE: Rule = Rule {
    name: "numbers-differ",
    source: include_str!("numbers_differ.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (path, text) in texts(scenario) {
        let (zh, en) = (numbers(&text.zh), numbers(&text.en));
        if !zh.is_empty() && !en.is_empty() && zh.is_disjoint(&en) {
            let list =
                |numbers: &BTreeSet<String>| numbers.iter().cloned().collect::<Vec<_>>().join(", ");
            findings.warning(
                path.key("en"),
                format!(
                    "the Chinese text has the numbers {} and the English one {}",
                    list(&zh),
                    list(&en)
                ),
                "write the same numbers in both",
            );
        }
    }
}

/// The numbers in digits, without the commas that group them.
fn numbers(text: &str) -> BTreeSet<String> {
    let plain = text.replace(',', "");
    plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.trim_start_matches('0').to_owned())
        .collect()
}
