//! # mood-never-moves
//!
//! ## What it flags
//! A scenario in which no rule changes the customer's mood.
//!
//! ## Why
//! The mood bars are the first thing the trainee looks at after a reply; in this story they stand still.
//!
//! ## Example
//! ```yaml
//!     next:
//!       - {when: {listening: {min: 50}}, to: calms_down}   # and no `mood:` anywhere
//! ```
//!
//! ## Instead
//! Say what each way on does to the customer: `mood: {anger: -15, trust: +8}`.

use super::{Findings, Rule};
use crate::domain::MoodChange;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "mood-never-moves",
    source: include_str!("mood_never_moves.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let mut rules = scenario.states.iter().flat_map(|state| &state.next);
    if rules.all(|rule| rule.mood == MoodChange::default()) {
        findings.warning(
            Path::of(&["customer", "mood"]),
            "no rule changes the customer's mood",
            "write what each way on does to it: `mood: {anger: -15, trust: +8}`",
        );
    }
}
