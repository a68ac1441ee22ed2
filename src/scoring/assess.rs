//! The way from a reply to its assessment: features, points, marks, red lines, evidence. Must not hold words or weights.

use super::balance::{Balance, Together};
use super::facts::{FactsFound, find_facts};
use super::features::{Feature, Found, found, hits_and_scopes};
use super::key::KeySet;
use super::leaning::lean;
use super::looked_for::missing;
use super::reading::Reading;
use super::reasons::{Clause, Reasons, Weighed};
use super::rubric::{OVERALL, Rubric};
use super::scopes::Scopes;
use super::signals::{Hit, Inventory};
use super::situation::Situation;
use super::{Assessment, Crossing, Evidence, EvidenceEffect, PrincipleAssessment};
use crate::domain::{Call, Mark, Moment, PerPrinciple, Principle, Reply};
use crate::text::Span;

/// Assesses one reply in its situation.
#[must_use]
pub fn assess(situation: &Situation<'_>, reply: &Reply) -> Assessment {
    assess_with(Rubric::embedded(), situation, reply)
}

/// Assesses with a rubric of one's own, for fitting and for trying changes out.
#[must_use]
pub fn assess_with(rubric: &Rubric, situation: &Situation<'_>, reply: &Reply) -> Assessment {
    let read = Read::of(reply);
    let facts = find_facts(&read.reading, &read.scopes, situation);
    assess_read(rubric, situation, reply, &read, facts)
}

/// Assesses one reply in each of several situations; what depends on the reply alone is looked for once.
#[must_use]
pub fn assess_in_each(situations: &[Situation<'_>], reply: &Reply) -> Vec<Assessment> {
    let read = Read::of(reply);
    let mut known: Option<(&Situation<'_>, FactsFound)> = None;
    situations
        .iter()
        .map(|situation| {
            let facts = match &known {
                Some((before, facts)) if before.facts == situation.facts => facts.clone(),
                _ => find_facts(&read.reading, &read.scopes, situation),
            };
            known = Some((situation, facts.clone()));
            assess_read(Rubric::embedded(), situation, reply, &read, facts)
        })
        .collect()
}

/// A reply read, and what stands in it wherever it is said.
struct Read {
    reading: Reading,
    hits: Vec<Hit>,
    scopes: Scopes,
}

impl Read {
    fn of(reply: &Reply) -> Self {
        let reading = Reading::of(&reply.words);
        let (hits, scopes) = hits_and_scopes(&reading);
        Self {
            reading,
            hits,
            scopes,
        }
    }
}

fn assess_read(
    rubric: &Rubric,
    situation: &Situation<'_>,
    reply: &Reply,
    read: &Read,
    facts: FactsFound,
) -> Assessment {
    let Read {
        reading,
        hits,
        scopes,
    } = read;
    let mut found = found(reading, hits, scopes, situation, reply);
    let actions = found.iter().filter_map(|one| match one.feature {
        Feature::Action(action) => Some(action),
        Feature::Signal(_) | Feature::Shape(_) => None,
    });
    let weighing = rubric
        .wording
        .weigh(reading, scopes, situation.moment, actions);
    lean(&mut found, &weighing.odds, reading);
    let base = rubric.base(situation.moment);
    let red_lines = crossings(&found, &reply.words);
    let fact_points = facts.points(&rubric.facts);
    let wording: Vec<Clause> = weighing
        .clauses
        .into_iter()
        .map(|worded| Clause::of(worded, reading, reply))
        .collect();

    let keys = KeySet::of(&found, red_lines.iter().map(|crossing| crossing.red_line));
    let together = Together::of(&Balance::of_found(&found), rubric);
    let weighed: Vec<Weighed<'_>> = found
        .iter()
        .map(|one| Weighed::of(one, rubric, &together, reading, reply))
        .collect();
    let mut reasons = Reasons::default();
    let principles = PerPrinciple::from_fn(|principle| {
        let call = situation.moment.call(principle);
        let scale = principle.index();
        // Facts speak for competence alone.
        let mut of_facts = Vec::new();
        if principle == Principle::Competence {
            of_facts = facts.evidence(&rubric.facts, reply);
        }
        reasons.gather(&weighed, &of_facts, &wording, scale);
        if principle == Principle::Competence {
            let rest: f32 = base[scale] + reasons.points();
            let cost = facts.cost_of_missing(&rubric.facts, rubric.facts.ceiling, rest);
            let known = of_facts.len();
            of_facts.extend(facts.missing(cost));
            reasons.of_facts(&of_facts, known);
        }
        let absent = (call == Call::LivesBy).then(|| absent(principle, situation.moment, &keys));
        let mut evidence = reasons.evidence(&weighed, &of_facts, &wording, scale);
        let points: f32 = evidence.iter().map(|one| one.points).sum();
        evidence.extend(absent.into_iter().flatten());
        PrincipleAssessment {
            mark: Mark::graded(base[scale] + points),
            call,
            evidence,
        }
    });
    let points: f32 = base[OVERALL]
        + weighed.iter().map(|one| one.points[OVERALL]).sum::<f32>()
        + wording.iter().map(|one| one.points[OVERALL]).sum::<f32>()
        + fact_points;
    let points =
        points + facts.cost_of_missing(&rubric.facts, rubric.facts.overall_ceiling, points);
    let mut overall = overall(points, situation.moment, &principles);
    if !red_lines.is_empty() {
        overall = overall.min(Mark::RED_LINE_CAP);
    }
    let FactsFound { said, denied, .. } = facts;
    Assessment {
        overall,
        principles,
        red_lines,
        signals: keys.keys(),
        facts_said: said.into_iter().map(|(id, _)| id).collect(),
        facts_denied: denied.into_iter().map(|(id, _)| id).collect(),
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

/// What would have shown the principle in this moment and is not there.
fn absent(principle: Principle, moment: Moment, keys: &KeySet) -> impl Iterator<Item = Evidence> {
    missing(principle, moment, |rank| keys.contains(rank)).map(|key| Evidence {
        signal: key.into(),
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
