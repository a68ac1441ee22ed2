//! # looks-like-personal-data
//!
//! ## What it flags
//! Eleven digits or more on end: a phone, card, account or identity number that could be somebody's.
//!
//! ## Why
//! Scenarios are shown on projectors and kept in repositories; a number that belongs to somebody does not belong there.
//!
//! ## Example
//! ```yaml
//!       - {zh: 我的电话是13900001234, en: …}
//! ```
//!
//! ## Instead
//! Say it without digits (“my number”), or with stars: 139****1234.

use super::texts::texts;
use super::{Findings, Rule};
use crate::scenario::Scenario;

pub(super) const RULE: Rule = Rule {
    name: "looks-like-personal-data",
    source: include_str!("looks_like_personal_data.rs"),
    check,
};

/// The fewest digits on end that look like somebody's.
const LEAST: usize = 11;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (path, text) in texts(scenario) {
        for (key, text) in [("zh", &text.zh), ("en", &text.en)] {
            let plain = text.replace([' ', '-'], "");
            let mut runs = plain.split(|c: char| !c.is_ascii_digit());
            if let Some(run) = runs.find(|run| run.len() >= LEAST) {
                findings.warning(
                    path.clone().key(key),
                    format!("a number of {} digits looks like somebody's own", run.len()),
                    "say it without digits, or write stars for most of them",
                );
            }
        }
    }
}
