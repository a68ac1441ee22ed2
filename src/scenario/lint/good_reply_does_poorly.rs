//! # good-reply-does-poorly
//!
//! ## What it flags
//! A state's `good` reply that crosses a red line, has less than 60 overall, or takes no way on that asks for something good
//! although the state has one. It is assessed in both languages, against each of the customer's wordings.
//!
//! ## Why
//! The trainee is shown this reply as the one to learn from. If it does not do well, either it or the rules are wrong.
//!
//! ## Example
//! ```yaml
//!     good: {zh: 这是规定, en: Those are the rules}
//! ```
//!
//! ## Instead
//! Write the reply a good colleague would give, and ask in `next` for no more than that reply has.

use super::examples::{Which, rewards, way_on};
use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::path::Path;
use crate::scenario::{Scenario, State};
use crate::scoring::Assessment;

pub(super) const RULE: Rule = Rule {
    name: "good-reply-does-poorly",
    source: include_str!("good_reply_does_poorly.rs"),
    check,
};

/// The overall mark that a good reply has at least.
const GOOD: u8 = 60;

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        if state.good.is_none() {
            continue;
        }
        for &language in Language::ALL {
            example(scenario, state, language, findings);
        }
    }
}

fn example(scenario: &Scenario, state: &State, language: Language, findings: &mut Findings<'_>) {
    let assessments = findings
        .examples
        .get(scenario, state, Which::Good, language);
    let path = || Path::of(&["states", state.id.as_str(), "good", language.key()]);
    if let Some(crossing) = assessments
        .iter()
        .find_map(|assessment| assessment.red_lines.first())
    {
        findings.error(
            path(),
            format!(
                "the good reply crosses the red line `{}` with “{}”",
                crossing.red_line, crossing.text
            ),
            "say it in another way; no good reply crosses a red line",
        );
        return;
    }
    let lowest = assessments
        .iter()
        .map(|assessment| assessment.overall.value())
        .min();
    if let Some(lowest) = lowest.filter(|lowest| *lowest < GOOD) {
        findings.warning(
            path(),
            format!("the good reply has only {lowest} overall, less than {GOOD}"),
            "see with `teller-coach score` which principle costs most, and write the reply better",
        );
    }
    let strays =
        |assessment: &Assessment| !way_on(scenario, state, assessment).is_some_and(rewards);
    if state.next.iter().any(rewards)
        && let Some(assessment) = assessments.iter().find(|assessment| strays(assessment))
    {
        let taken = way_on(scenario, state, assessment)
            .map_or_else(String::new, |rule| format!("; it leads to `{}`", rule.to));
        findings.warning(
            path(),
            format!("the good reply meets no rule that asks for something good{taken}"),
            "make the reply meet the rule that it should, or let the rule ask for less",
        );
    }
}
