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
use crate::scenario::Scenario;
use crate::scenario::path::Path;

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
