//! The way from a reply to its assessment.

use super::{Assessment, PrincipleAssessment, Situation};
use crate::domain::{Mark, PerPrinciple, Reply};

/// Assesses one reply.
#[must_use]
pub fn assess(situation: &Situation<'_>, reply: &Reply) -> Assessment {
    let points = (reply.words.chars().count().min(60) + 20) as f32;
    Assessment {
        overall: Mark::from_points(points),
        principles: PerPrinciple::from_fn(|principle| PrincipleAssessment {
            mark: Mark::from_points(points),
            call: situation.moment.call(principle),
            evidence: Vec::new(),
        }),
        red_lines: Vec::new(),
        signals: Vec::new(),
        facts_said: Vec::new(),
        facts_denied: Vec::new(),
    }
}
