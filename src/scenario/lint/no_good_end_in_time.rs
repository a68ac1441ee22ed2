//! # no-good-end-in-time
//!
//! ## What it flags
//! A scenario that no play of twelve replies brings to a `good` ending.
//!
//! ## Why
//! Whoever does everything right must get there while they are still fresh.
//!
//! ## Example
//! ```yaml
//! endings:
//!   served: {outcome: fair, …}     # and no good one within reach
//! ```
//!
//! ## Instead
//! Let the best way be shorter, or let a rule lead to a good ending.

use super::{Findings, Rule};
use crate::domain::Outcome;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "no-good-end-in-time",
    source: include_str!("no_good_end_in_time.rs"),
    check,
};

/// The replies that the best way may take.
const MOST: usize = 12;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    let good = |outcome| {
        scenario
            .endings
            .iter()
            .any(|ending| ending.outcome == outcome)
    };
    if !good(Outcome::Good) {
        return;
    }
    let proof = findings.proof(scenario);
    let shortest = proof.shortest(scenario, Outcome::Good).map(<[_]>::len);
    let message = match shortest {
        Some(replies) if replies <= MOST => return,
        Some(replies) => {
            format!("the shortest way to a good ending takes {replies} replies, more than {MOST}")
        }
        None => "no play reaches a good ending".to_owned(),
    };
    findings.warning(
        Path::of(&["endings"]),
        message,
        "let a rule with a guard that can be met lead there sooner",
    );
}
