//! The way from a reply to its assessment: features, points, marks, red lines, evidence. Must not hold words or weights.

use super::facts::{FactsFound, find_facts};
use super::features::{Feature, Found, features};
use super::looked_for::missing;
use super::reading::Reading;
use super::rubric::{OVERALL, Rubric};
use super::shape::{LENGTH, Shape};
use super::signals::Inventory;
use super::situation::Situation;
use super::{Assessment, Crossing, Evidence, EvidenceEffect, PrincipleAssessment};
use crate::domain::{Action, Call, Mark, Moment, PerPrinciple, Principle, RedLine, Reply};
use crate::text::Span;

/// What is worth less than this is not shown, and does not count either, so that every point can be seen.
const LEAST_POINTS: f32 = 0.05;

/// Assesses one reply in its situation.
#[must_use]
pub fn assess(situation: &Situation<'_>, reply: &Reply) -> Assessment {
    assess_with(Rubric::embedded(), situation, reply)
}

/// Assesses with a rubric of one's own, for fitting and for trying changes out.
#[must_use]
pub fn assess_with(rubric: &Rubric, situation: &Situation<'_>, reply: &Reply) -> Assessment {
    let reading = Reading::of(&reply.words);
    let found = features(&reading, situation, reply);
    let facts = find_facts(&reading, situation);
    let base = rubric.base(situation.moment);
    let red_lines = crossings(&found, &reply.words);
    let fact_points = facts.points(&rubric.facts);

    let mut signals: Vec<String> = found.iter().flat_map(|one| keys_of(one.feature)).collect();
    signals.extend(
        red_lines
            .iter()
            .map(|crossing| crossing.red_line.key().to_owned()),
    );
    signals.sort();
    signals.dedup();
    let principles = PerPrinciple::from_fn(|principle| {
        let call = situation.moment.call(principle);
        let mut evidence: Vec<Evidence> = found
            .iter()
            .flat_map(|one| evidence_of(one, rubric.points(one.feature)[principle.index()], reply))
            .collect();
        one_length(&mut evidence);
        if principle == Principle::Competence {
            evidence.extend(facts.evidence(&rubric.facts, reply));
        }
        let points: f32 = evidence.iter().map(|one| one.points).sum();
        // Words first: form explains less.
        let form = |one: &Evidence| one.signal == LENGTH || Shape::from_key(&one.signal).is_some();
        evidence.sort_by(|a, b| {
            form(a)
                .cmp(&form(b))
                .then(b.points.abs().total_cmp(&a.points.abs()))
        });
        if call == Call::LivesBy {
            evidence.extend(absent(principle, situation.moment, &signals));
        }
        PrincipleAssessment {
            mark: Mark::graded(base[principle.index()] + points),
            call,
            evidence,
        }
    });
    let points: f32 = base[OVERALL]
        + found
            .iter()
            .map(|one| rubric.points(one.feature)[OVERALL] * one.amount)
            .sum::<f32>()
        + fact_points;
    let mut overall = overall(points, situation.moment, &principles);
    if !red_lines.is_empty() {
        overall = overall.min(Mark::RED_LINE_CAP);
    }
    let FactsFound { said, denied, .. } = facts;
    Assessment {
        overall,
        principles,
        red_lines,
        signals,
        facts_said: said.into_iter().map(|(id, _)| id).collect(),
        facts_denied: denied.into_iter().map(|(id, _)| id).collect(),
    }
}

/// The key of a feature in evidence, guards and expectations.
#[must_use]
pub fn key(feature: Feature) -> String {
    match feature {
        Feature::Signal(number) => Inventory::embedded()
            .signals()
            .get(number as usize)
            .map(|signal| signal.id.clone())
            .unwrap_or_default(),
        Feature::Action(action) => action.key().to_owned(),
        Feature::Shape(shape) => shape.key().to_owned(),
    }
}

/// The overall mark: what the rubric gives it, drawn towards the principles the moment lives by, and never above the best
/// principle, so that the one mark can be understood from the eight.
fn overall(points: f32, moment: Moment, principles: &PerPrinciple<PrincipleAssessment>) -> Mark {
    const OWN: f32 = 0.6;
    let lived_by: Vec<f32> = moment
        .lives_by()
        .map(|one| f32::from(principles[one].mark.value()))
        .collect();
    let mean = lived_by.iter().sum::<f32>() / lived_by.len().max(1) as f32;
    let best = principles
        .iter()
        .map(|(_, one)| one.mark)
        .max()
        .unwrap_or_default();
    Mark::graded(points * OWN + mean * (1.0 - OWN)).min(best)
}

/// Every key that an assessment may hold in `signals`: what guards and replays can ask for.
pub fn known_keys() -> impl Iterator<Item = &'static str> {
    let signals = Inventory::embedded().signals();
    let families = signals.iter().filter_map(|signal| signal.family.as_deref());
    signals
        .iter()
        .map(|signal| signal.id.as_str())
        .chain(families)
        .chain(Shape::ALL.iter().map(|shape| shape.key()))
        .chain(Action::ALL.iter().map(|action| action.key()))
        .chain(RedLine::ALL.iter().map(|red_line| red_line.key()))
}

/// The key of a feature, and of what it is one kind of.
fn keys_of(feature: Feature) -> impl Iterator<Item = String> {
    let family = match feature {
        Feature::Signal(number) => Inventory::embedded()
            .signals()
            .get(number as usize)
            .and_then(|signal| signal.family.clone()),
        Feature::Action(_) | Feature::Shape(_) => None,
    };
    std::iter::once(key(feature)).chain(family)
}

/// One piece of evidence per occurrence, the points shared among them.
fn evidence_of(found: &Found, points: f32, reply: &Reply) -> Vec<Evidence> {
    let points = points * found.amount;
    if points.abs() < LEAST_POINTS {
        return Vec::new();
    }
    let signal = match found.feature {
        Feature::Shape(shape) => shape.shown_as().to_owned(),
        feature => key(feature),
    };
    let effect = if points > 0.0 {
        EvidenceEffect::Raises
    } else {
        EvidenceEffect::Lowers
    };
    if found.spans.is_empty() {
        let absent = matches!(found.feature, Feature::Shape(_));
        return vec![Evidence {
            signal,
            // Words that were not said have no place.
            effect: if absent {
                EvidenceEffect::Absent
            } else {
                effect
            },
            span: None,
            text: None,
            points,
        }];
    }
    let share = points / found.spans.len() as f32;
    found
        .spans
        .iter()
        .map(|&span| Evidence {
            signal: signal.clone(),
            effect,
            span: Some(span),
            text: Some(span.text(&reply.words)),
            points: share,
        })
        .collect()
}

/// Sums what is said of the reply's length up into one piece of evidence.
fn one_length(evidence: &mut Vec<Evidence>) {
    let points: f32 = evidence
        .iter()
        .filter(|one| one.signal == LENGTH)
        .map(|one| one.points)
        .sum();
    let Some(mut length) = evidence.iter().find(|one| one.signal == LENGTH).cloned() else {
        return;
    };
    evidence.retain(|one| one.signal != LENGTH);
    length.points = points;
    if length.effect == EvidenceEffect::Absent {
        evidence.push(length);
        return;
    }
    length.effect = if points > 0.0 {
        EvidenceEffect::Raises
    } else {
        EvidenceEffect::Lowers
    };
    if points.abs() >= LEAST_POINTS {
        evidence.push(length);
    }
}

/// What would have shown the principle in this moment and is not there.
fn absent(
    principle: Principle,
    moment: Moment,
    signals: &[String],
) -> impl Iterator<Item = Evidence> {
    let found = |key: &str| {
        signals
            .binary_search_by(|signal| signal.as_str().cmp(key))
            .is_ok()
    };
    missing(principle, moment, found).map(|key| Evidence {
        signal: key.to_owned(),
        effect: EvidenceEffect::Absent,
        span: None,
        text: None,
        points: 0.0,
    })
}

/// The red lines crossed, each once at its first place, in the order of the places.
fn crossings(found: &[Found], words: &str) -> Vec<Crossing> {
    let inventory = Inventory::embedded();
    let mut out: Vec<Crossing> = Vec::new();
    let mut all: Vec<(Span, crate::domain::RedLine)> = found
        .iter()
        .filter_map(|one| match one.feature {
            Feature::Signal(number) => inventory
                .red_line(number as usize)
                .zip(one.spans.first().copied()),
            _ => None,
        })
        .map(|(red_line, span)| (span, red_line))
        .collect();
    all.sort();
    for (span, red_line) in all {
        if !out.iter().any(|crossing| crossing.red_line == red_line) {
            out.push(Crossing {
                red_line,
                span,
                text: span.text(words),
            });
        }
    }
    out
}
