//! # stock-phrase-passes
//!
//! ## What it flags
//! A state in which an empty phrase, the same for every customer, takes the way that the good reply takes.
//!
//! ## Why
//! “Sorry for the inconvenience, thank you for your understanding” does nothing; a story that rewards it teaches to say it.
//!
//! ## Example
//! ```yaml
//!     next:
//!       - {when: {attitude: {min: 20}}, to: calms_down}   # any polite noise will do
//! ```
//!
//! ## Instead
//! Let the guard ask for what this moment needs: a fact, listening, a step that is taken on.

use super::examples::{assessed, rewards, way_on};
use super::{Findings, Rule};
use crate::domain::{Language, Reply};
use crate::scenario::path::Path;
use crate::scenario::{Fact, Rule as Way, Scenario, State};

pub(super) const RULE: Rule = Rule {
    name: "stock-phrase-passes",
    source: include_str!("stock_phrase_passes.rs"),
    check,
};

/// Phrases that fit every customer and help none.
const STOCK: [(Language, &str); 2] = [
    (Language::Zh, "非常抱歉给您带来不便，感谢您的理解与支持。"),
    (
        Language::En,
        "We apologise for any inconvenience and thank you for your understanding.",
    ),
];

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        let passes = STOCK.iter().find(|(language, words)| {
            if !state
                .next
                .iter()
                .any(|rule| rewards(rule) && !asks_for_more(scenario, state, rule, words))
            {
                return false;
            }
            let assessment = assessed(scenario, state, *language, &Reply::of_words(words));
            assessment
                .is_some_and(|assessment| way_on(scenario, state, &assessment).is_some_and(rewards))
        });
        if let Some((_, words)) = passes {
            findings.warning(
                Path::of(&["states", state.id.as_str(), "next"]),
                format!("the stock phrase “{words}” takes a way that is meant for good replies"),
                "let that rule ask for a fact, or for more of what the moment lives by",
            );
        }
    }
}

/// Whether a rule asks for a fact that is due here and no phrase of which stands in `words`: it need not be tried.
fn asks_for_more(scenario: &Scenario, state: &State, rule: &Way, words: &str) -> bool {
    let words = words.to_lowercase();
    let unsaid = |fact: &Fact| {
        let mut phrases = fact.said_by.iter();
        !phrases.any(|phrase| words.contains(&phrase.trim().to_lowercase()))
    };
    rule.when.as_ref().is_some_and(|guard| {
        let mut due = guard.facts.iter().filter(|fact| state.needs.contains(fact));
        due.any(|due| {
            scenario
                .facts
                .iter()
                .any(|fact| fact.id == *due && unsaid(fact))
        })
    })
}
