//! # numbers-differ
//!
//! ## What it flags
//! A number that stands in one language only where the other has one of its own in its place: amounts, times, dates, days of the
//! week, in digits (3,000) or in words (三千, three thousand). A number left out is no fault, and vague ones (几十, a few) are not
//! compared.
//!
//! ## Why
//! A fee of 10 in one language and of 15 in the other is right in one of them at most.
//!
//! ## Example
//! ```yaml
//!     text: {zh: 下午两点前到，手续费十元, en: "there by 2 pm, for fifteen yuan"}
//! ```
//!
//! ## Instead
//! Say the same numbers; each language may write them as it likes.

use super::numerals::{Number, chinese, english};
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
        let en = english(&text.en);
        if en.all.iter().all(|number| number.weak) {
            continue;
        }
        let zh = chinese(&text.zh);
        let (only_zh, only_en) = (zh.missing_in(&en), en.missing_in(&zh));
        if !only_zh.is_empty() && !only_en.is_empty() {
            findings.warning(
                path.key("en"),
                format!(
                    "the Chinese text says {} where the English one says {}",
                    list(&only_zh),
                    list(&only_en)
                ),
                "say the same numbers in both; `allow` is for where both are right",
            );
        }
    }
}

/// The numbers as they are said, each once.
fn list(numbers: &[&Number]) -> String {
    let mut said: Vec<String> = Vec::new();
    for number in numbers {
        let one = format!("“{}”", number.said);
        if !said.contains(&one) {
            said.push(one);
        }
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(zh: &str, en: &str) -> bool {
        let (zh, en) = (chinese(zh), english(en));
        !zh.missing_in(&en).is_empty() && !en.missing_in(&zh).is_empty()
    }

    #[test]
    fn numbers_are_told_apart_however_they_are_written() {
        for row in include_str!("../../../tests/data/numbers.txt").lines() {
            let Some((wanted, pair)) = row.split_once(' ').filter(|_| !row.starts_with('#')) else {
                continue;
            };
            let (zh, en) = pair.split_once(" | ").unwrap();
            assert_eq!(differ(zh, en), wanted == "differ", "{row}");
        }
    }
}
