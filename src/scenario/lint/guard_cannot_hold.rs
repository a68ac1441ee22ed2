//! # guard-cannot-hold
//!
//! ## What it flags
//! A rule whose guard no play can meet, whatever the trainee says: a mood the customer never has there, more turns than the state
//! allows, a mark that must be high and low at once.
//!
//! ## Why
//! Its author believes that the story can go this way, and nobody will ever see it.
//!
//! ## Example
//! ```yaml
//! customer: {…, mood: {anger: 20, …}}
//! states:
//!   asks: {…, next: [{when: {mood: {anger: {min: 90}}}, to: shouts}, …]}   # nothing before raises anger
//! ```
//!
//! ## Instead
//! Move the bound to what can happen, or let an earlier rule change the mood.

use super::guards::{guarded, path_of, taken_by};
use super::{Findings, Rule};
use crate::scenario::Scenario;

pub(super) const RULE: Rule = Rule {
    name: "guard-cannot-hold",
    source: include_str!("guard_cannot_hold.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let proof = findings.proof(scenario);
    for (state, number) in guarded(scenario) {
        // What an earlier rule takes away is told by `shadowed-guard`.
        let taken =
            taken_by(state, number).is_some_and(|earlier| proof.could_hold(&state.id, earlier));
        if proof.comes_to(&state.id) && !proof.could_hold(&state.id, number) && !taken {
            findings.warning(
                path_of(state, number),
                "no play can meet this guard, whatever the trainee says",
                "move its bounds to what can happen here, or take the rule out",
            );
        }
    }
}
