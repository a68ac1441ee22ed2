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

use super::guards::{guarded, path_of, taken_by};
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
        let taken_by =
            taken_by(state, number).filter(|earlier| proof.could_hold(&state.id, *earlier));
        if (proof.could_hold(&state.id, number) || taken_by.is_some())
            && proof.comes_to(&state.id)
            && !proof.takes(&state.id, number)
        {
            let earlier = taken_by.and_then(|earlier| Some((earlier, state.next.get(earlier)?)));
            let message = earlier.map_or_else(
                || {
                    "the earlier rules of this state hold between them whenever this one does"
                        .to_owned()
                },
                |(earlier, rule)| {
                    format!(
                        "rule {} of this state (`to: {}`) holds whenever this one does",
                        earlier + 1,
                        rule.to
                    )
                },
            );
            findings.warning(
                path_of(state, number),
                message,
                "move it above that rule, or make that rule's guard stricter",
            );
        }
    }
}
