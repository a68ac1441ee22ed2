//! # poor-reply-does-well
//!
//! ## What it flags
//! A state's `poor` reply that has more than 50 overall with one of the customer's wordings, or that takes the way which the
//! `good` reply takes and which asks for something good.
//!
//! ## Why
//! The trainee is shown this reply as the one to avoid, and trainers trust the marks because replies like it fall low.
//!
//! ## Example
//! ```yaml
//!     poor: {zh: 您先请坐，我帮您看看, en: Do sit down and let me have a look}
//! ```
//!
//! ## Instead
//! Write what a tired colleague might really say, with what is wrong about it in the words.

use super::examples::{Which, rewards, way_on};
use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "poor-reply-does-well",
    source: include_str!("poor_reply_does_well.rs"),
    check,
};

/// The overall mark that a poor reply has at most.
const POOR: u8 = 50;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        for &language in Language::ALL {
            let assessments = findings
                .examples
                .get(scenario, state, Which::Poor, language);
            let highest = assessments
                .iter()
                .map(|assessment| assessment.overall.value())
                .max();
            if let Some(highest) = highest.filter(|highest| *highest > POOR) {
                findings.warning(
                    Path::of(&["states", state.id.as_str(), "poor", language.key()]),
                    format!("the poor reply has {highest} overall, more than {POOR}"),
                    "put what is wrong about it into the words, or take it as the good one",
                );
                continue;
            }
            let good = findings
                .examples
                .get(scenario, state, Which::Good, language);
            let good = good
                .first()
                .and_then(|one| way_on(scenario, state, one))
                .filter(|way| rewards(way));
            let taken = good.filter(|good| {
                let mut ways = assessments
                    .iter()
                    .filter_map(|one| way_on(scenario, state, one));
                ways.any(|way| std::ptr::eq(way, *good))
            });
            if let Some(rule) = taken {
                findings.warning(
                    Path::of(&["states", state.id.as_str(), "poor", language.key()]),
                    format!(
                        "the poor reply takes the way of the good one, to `{}`",
                        rule.to
                    ),
                    "let that rule ask for more, or say less in the poor reply",
                );
            }
        }
    }
}
