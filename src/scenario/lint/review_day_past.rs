//! # review-day-past
//!
//! ## What it flags
//! A fact whose source was to be looked at again on a day that is past.
//!
//! ## Why
//! Rules at a counter change. What was right when the scenario was written may be taught wrongly today.
//!
//! ## Example
//! ```yaml
//!   - id: register_50000
//!     source: {reference: "…", review: 2024-06-30}
//! ```
//!
//! ## Instead
//! Look the source up, mend the fact if it changed, and move the day on.

use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::scenario::path::Path;

pub(super) const RULE: Rule = Rule {
    name: "review-day-past",
    source: include_str!("review_day_past.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (number, fact) in scenario.facts.iter().enumerate() {
        let Some(source) = &fact.source else { continue };
        // Days written as 2027-06-30 stand in the order of time.
        if !findings.today.is_empty() && source.review.as_str() < findings.today {
            findings.warning(
                Path::of(&["facts"])
                    .index(number)
                    .key("source")
                    .key("review"),
                format!(
                    "{} was to be looked at again by {}",
                    source.reference, source.review
                ),
                "look the source up, mend the fact if it changed, and move the day on",
            );
        }
    }
}
