//! # fact-never-due
//!
//! ## What it flags
//! A fact that no state lists under `needs`.
//!
//! ## Why
//! Competence is judged by the facts that are due. One that is never due earns a trainee nothing for saying it.
//!
//! ## Example
//! ```yaml
//! facts: [{id: book_ahead, …}]
//! states:
//!   storms_up: {moment: grievance, says: […], next: […]}     # no `needs`
//! ```
//!
//! ## Instead
//! ```yaml
//!   storms_up: {moment: grievance, needs: [book_ahead], …}
//! ```

use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "fact-never-due",
    source: include_str!("fact_never_due.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (index, fact) in scenario.facts.iter().enumerate() {
        let due = scenario
            .states
            .iter()
            .any(|state| state.needs.contains(&fact.id));
        if !due {
            findings.warning(
                Path::of(&["facts"]).index(index).key("id"),
                format!("the fact `{}` is due in no state", fact.id),
                "add it to the `needs` of the state in which it should be said, or take it out",
            );
        }
    }
}
