//! # unreachable-ending
//!
//! ## What it flags
//! An ending that no way from the start leads to.
//!
//! ## Why
//! Its text was written for nobody, and the trainee is kept from something the author wanted to show.
//!
//! ## Example
//! ```yaml
//! endings:
//!   served: {…}
//!   praised: {…}             # no rule says `to: praised`
//! ```
//!
//! ## Instead
//! Let a rule lead there, or take the ending out.

use super::{Findings, Rule};
use crate::scenario::path::Path;
use crate::scenario::{Graph, Scenario};

pub(super) const RULE: Rule = Rule {
    name: "unreachable-ending",
    source: include_str!("unreachable_ending.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let graph = Graph::of(scenario);
    let proof = findings.proof(scenario);
    for ending in &scenario.endings {
        if graph.reaches(&ending.id) && proof.complete && proof.way_to(&ending.id).is_none() {
            findings.warning(
                Path::of(&["endings", ending.id.as_str()]),
                "rules lead to this ending, but no play can meet their guards",
                "move the guards' bounds to what can happen, or take the ending out",
            );
        }
        if !graph.reaches(&ending.id) {
            findings.error(
                Path::of(&["endings", ending.id.as_str()]),
                format!("no way from `{}` leads to this ending", scenario.start),
                format!(
                    "write `to: {}` in a rule of a state that is reached, or take the ending out",
                    ending.id
                ),
            );
        }
    }
}
