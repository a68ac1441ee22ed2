//! # no-way-out
//!
//! ## What it flags
//! A state from which no ending can be reached, whatever the trainee says.
//!
//! ## Why
//! The encounter would go on for ever; the trainee could only give up, and would never see what came of it.
//!
//! ## Example
//! ```yaml
//! states:
//!   asks_again: {…, next: [{to: asks_again}]}
//! ```
//!
//! ## Instead
//! Give the customer an end of their patience:
//! ```yaml
//!     next: [{when: {turns: {min: 3}}, to: walks_out}, {to: asks_again}]
//! ```

use super::{Findings, Rule};
use crate::scenario::path::Path;
use crate::scenario::{Graph, Scenario};

pub(super) const RULE: Rule = Rule {
    name: "no-way-out",
    source: include_str!("no_way_out.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings) {
    let graph = Graph::of(scenario);
    for state in &scenario.states {
        if !graph.can_end(&state.id) {
            findings.error(
                Path::of(&["states", state.id.as_str(), "next"]),
                "no ending can be reached from this state",
                "let a rule lead to an ending, or to a state that can end; `when: {turns: {min: 3}}` is a customer whose patience ends",
            );
        }
    }
}
