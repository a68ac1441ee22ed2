//! # too-few-endings
//!
//! ## What it flags
//! Fewer than three endings, or none that is good, or none that is bad.
//!
//! ## Why
//! An encounter that ends well whatever one says teaches nothing, and one that can't end well teaches despair.
//!
//! ## Example
//! ```yaml
//! endings:
//!   served: {outcome: good, …}
//! ```
//!
//! ## Instead
//! Write at least one good ending, one bad one, and what lies between: the customer who got the money but not the respect.

use super::{Findings, Rule};
use crate::domain::Outcome;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "too-few-endings",
    source: include_str!("too_few_endings.rs"),
    check,
};

/// A good one, a bad one, and something between.
const FEWEST: usize = 3;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let mut missing: Vec<String> = [Outcome::Good, Outcome::Bad]
        .into_iter()
        .filter(|outcome| {
            !scenario
                .endings
                .iter()
                .any(|ending| ending.outcome == *outcome)
        })
        .map(|outcome| format!("none has the outcome `{outcome}`"))
        .collect();
    let count = scenario.endings.len();
    if count < FEWEST {
        missing.insert(0, format!("there are fewer than {FEWEST} of them: {count}"));
    }
    if !missing.is_empty() {
        findings.warning(
            Path::of(&["endings"]),
            format!("these endings are too few: {}", missing.join(", ")),
            "write a good ending, a bad one, and one between them",
        );
    }
}
