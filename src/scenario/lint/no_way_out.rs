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

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let graph = Graph::of(scenario);
    for state in &scenario.states {
        if !graph.can_end(&state.id) {
            findings.error(
                Path::of(&["states", state.id.as_str(), "next"]),
                "no ending can be reached from this state",
                "let a rule lead to an ending, or to a state that can end; `when: {turns: {min: 3}}` is a customer whose patience ends",
            );
            return;
        }
    }
    // The states are joined well, and yet guards may keep a play from ever getting out.
    let proof = findings.proof(scenario);
    if let Some(last) = proof.stuck.as_ref().and_then(|way| way.last()) {
        let way: Vec<&str> = proof
            .stuck
            .iter()
            .flatten()
            .map(|step| step.to.as_str())
            .collect();
        findings.warning(
            Path::of(&["states", last.to.as_str(), "next"]),
            format!(
                "a play can get here from where no guard lets it out any more: {} -> {}",
                scenario.start,
                way.join(" -> ")
            ),
            "add a rule that holds in the end, such as `when: {turns: {min: 3}}`",
        );
    }
}
