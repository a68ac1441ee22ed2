//! # red-line-leads-nowhere
//!
//! ## What it flags
//! A scenario in which no rule of any state asks for a red line.
//!
//! ## Why
//! Whoever insults the customer or breaks the law must see what comes of it; otherwise the story teaches that it does not matter.
//!
//! ## Example
//! ```yaml
//!     next:
//!       - {when: {attitude: {min: 50}}, to: calms_down}
//!       - {to: storms_on}          # also after “that's your own fault”
//! ```
//!
//! ## Instead
//! Begin `next` with `{when: {red_line: any}, to: …}` where the customer would leave.

use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "red-line-leads-nowhere",
    source: include_str!("red_line_leads_nowhere.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let mut guards = scenario
        .states
        .iter()
        .flat_map(|state| state.next.iter().filter_map(|rule| rule.when.as_ref()));
    if !guards.any(|guard| guard.red_line.is_some()) {
        findings.warning(
            Path::of(&["states"]),
            "no rule asks for a red line, so crossing one changes nothing",
            "begin a state's `next` with `{when: {red_line: any}, to: …}`",
        );
    }
}
