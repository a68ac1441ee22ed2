//! # shadowed-guard
//!
//! ## What it flags
//! A rule that could hold, but that an earlier rule of the same state always takes away.
//!
//! ## Why
//! Rules are tried in their order. Most often the stricter guard was written below the laxer one.
//!
//! ## Example
//! ```yaml
//!     next:
//!       - {when: {listening: {min: 50}}, to: calms_down}
//!       - {when: {listening: {min: 80}}, to: thanks_you}   # never looked at
//!       - {to: storms_on}
//! ```
//!
//! ## Instead
//! Put the stricter rule first.

use super::guards::{guarded, path_of};
use super::{Findings, Rule};
use crate::scenario::Scenario;

pub(super) const RULE: Rule = Rule {
    name: "shadowed-guard",
    source: include_str!("shadowed_guard.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let proof = findings.proof(scenario);
    for (state, number) in guarded(scenario) {
        if proof.could_hold(&state.id, number) && !proof.takes(&state.id, number) {
            findings.warning(
                path_of(state, number),
                "an earlier rule of this state holds whenever this one does",
                "move it above that rule, or make that rule's guard stricter",
            );
        }
    }
}
