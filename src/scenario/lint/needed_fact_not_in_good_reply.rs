//! # needed-fact-not-in-good-reply
//!
//! ## What it flags
//! A fact that is due in a state and is not found in that state's `good` reply, in one of the languages.
//!
//! ## Why
//! Either the reply leaves out what the customer must know, or the phrases under `said_by` do not know how one says it; then a
//! trainee who says it just as well gets nothing for it either.
//!
//! ## Example
//! ```yaml
//! facts: [{id: book_ahead, said_by: [提前一天, a day's notice], …}]
//! states:
//!   storms_up: {needs: [book_ahead], good: {zh: 您先坐, en: Do sit down}, …}
//! ```
//!
//! ## Instead
//! Say the fact in the good reply, or add the words it is said with to `said_by`.

use super::examples::Which;
use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "needed-fact-not-in-good-reply",
    source: include_str!("needed_fact_not_in_good_reply.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        if state.needs.is_empty() {
            continue;
        }
        for &language in Language::ALL {
            // The customer's wording has no part in which facts are said.
            let good = findings
                .examples
                .get(scenario, state, Which::Good, language);
            let Some(assessment) = good.first() else {
                continue;
            };
            let missing = state
                .needs
                .iter()
                .filter(|fact| !assessment.facts_said.contains(fact));
            for fact in missing {
                findings.warning(
                    Path::of(&["states", state.id.as_str(), "good", language.key()]),
                    format!("the fact `{fact}` is due here and not found in the good reply"),
                    "say it, or add the words it is said with to the fact's `said_by`",
                );
            }
        }
    }
}
