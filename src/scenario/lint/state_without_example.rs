//! # state-without-example
//!
//! ## What it flags
//! A state without a `good` reply, or without a `poor` one.
//!
//! ## Why
//! The examples are how a scenario is tried out: the good reply must do well and go the right way, the poor one must not. They
//! are also what the trainee is shown afterwards.
//!
//! ## Example
//! ```yaml
//! states:
//!   storms_up: {moment: grievance, says: […], next: […]}
//! ```
//!
//! ## Instead
//! ```yaml
//!     good: {zh: …, en: …, actions: [offer_seat]}
//!     poor: {zh: …, en: …}
//! ```

use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "state-without-example",
    source: include_str!("state_without_example.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        let missing = match (&state.good, &state.poor) {
            (Some(_), Some(_)) => continue,
            (None, None) => "neither a good nor a poor reply",
            (None, Some(_)) => "no good reply",
            (Some(_), None) => "no poor reply",
        };
        findings.warning(
            Path::of(&["states", state.id.as_str()]),
            format!("this state has {missing}"),
            "add `good: {zh: …, en: …}` and `poor: {zh: …, en: …}`",
        );
    }
}
