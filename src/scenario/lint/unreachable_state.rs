//! # unreachable-state
//!
//! ## What it flags
//! A state that no way from the start leads to.
//!
//! ## Why
//! Nobody will ever see it. Most often a rule's `to` names another state than its author meant.
//!
//! ## Example
//! ```yaml
//! start: storms_up
//! states:
//!   storms_up: {…, next: [{to: storms_up}]}
//!   calms_down: {…}          # no rule leads here
//! ```
//!
//! ## Instead
//! Let a rule of a state that is reached lead there, or take the state out.

use super::{Findings, Rule};
use crate::scenario::path::Path;
use crate::scenario::{Graph, Scenario};

pub(super) const RULE: Rule = Rule {
    name: "unreachable-state",
    source: include_str!("unreachable_state.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let graph = Graph::of(scenario);
    for state in &scenario.states {
        if !graph.reaches(&state.id) {
            findings.error(
                Path::of(&["states", state.id.as_str()]),
                format!("no way from `{}` leads to this state", scenario.start),
                format!(
                    "write `to: {}` in a rule of a state that is reached, or take the state out",
                    state.id
                ),
            );
        }
    }
}
