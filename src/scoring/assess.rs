//! The way from a reply to its assessment: features, points, marks, red lines, evidence. Must not hold words or weights.

use std::sync::Arc;

use super::balance::{Balance, Together, Weight};
use super::facts::{FactsFound, find_facts};
use super::features::{Feature, Found, found, hits_and_scopes};
use super::key::{KeySet, key};
use super::leaning::lean;
use super::looked_for::missing;
use super::reading::Reading;
use super::rubric::{OVERALL, Points, Rubric};
use super::scopes::Scopes;
use super::shape::LENGTH;
use super::signals::{Hit, Inventory};
use super::situation::Situation;
use super::wording::{WORDING, Worded};
use super::{Assessment, Crossing, Evidence, EvidenceEffect, PrincipleAssessment};
use crate::domain::{Call, Mark, Moment, PerPrinciple, Principle, Reply};
use crate::text::Span;

/// What is worth less than this is not shown, and does not count either, so that every point can be seen.
const LEAST_POINTS: f32 = 0.25;
/// The same for the wording of a clause, which is explained less well: what is not worth showing does not count.
const LEAST_POINTS_OF_WORDING: f32 = 0.6;

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
    let principles = PerPrinciple::from_fn(|principle| {
        let call = situation.moment.call(principle);
        let scale = principle.index();
        let mut evidence = Vec::with_capacity(weighed.len() + 4);
        // Words first: form explains less.
        let (form, words) = (weighed.iter().filter(|one| one.is_form()), weighed.iter());
        for one in words.filter(|one| !one.is_form()) {
            one.evidence(scale, &mut evidence);
        }
        if principle == Principle::Competence {
            evidence.extend(facts.evidence(&rubric.facts, reply));
        }
        let mut words = evidence.len();
        for one in form.filter(|one| !one.of_length) {
            one.evidence(scale, &mut evidence);
        }
        length(&weighed, scale, &mut evidence);
        evidence.extend(wording.iter().filter_map(|one| one.evidence(scale)));
        let weightiest = |a: &Evidence, b: &Evidence| b.points.abs().total_cmp(&a.points.abs());
        if principle == Principle::Competence {
            let rest: f32 =
                base[principle.index()] + evidence.iter().map(|one| one.points).sum::<f32>();
            let cost = facts.cost_of_missing(&rubric.facts, rubric.facts.ceiling, rest);
            let missing: Vec<Evidence> = facts.missing(cost).collect();
            let count = missing.len();
            evidence.splice(words..words, missing);
            words += count;
        }
        evidence[..words].sort_by(weightiest);
        evidence[words..].sort_by(weightiest);
        let points: f32 = evidence.iter().map(|one| one.points).sum();
        if call == Call::LivesBy {
            evidence.extend(absent(principle, situation.moment, &keys));
        }
        PrincipleAssessment {
            mark: Mark::graded(base[principle.index()] + points),
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

/// The wording of a clause and its words.
struct Clause {
    span: Span,
    text: Arc<str>,
    points: Points,
}

impl Clause {
    fn of(worded: Worded, reading: &Reading, reply: &Reply) -> Self {
        let shown = |points: f32| {
            if points.abs() < LEAST_POINTS_OF_WORDING {
                0.0
            } else {
                points
            }
        };
        Self {
            span: worded.span,
            text: reading.typed_text(&reply.words, worded.span).into(),
            points: worded.points.map(shown),
        }
    }

    fn evidence(&self, scale: usize) -> Option<Evidence> {
        let points = self.points[scale];
        (points != 0.0).then(|| Evidence {
            signal: WORDING.into(),
            effect: effect(points),
            span: Some(self.span),
            text: Some(Arc::clone(&self.text)),
            points,
        })
    }
}

/// A feature with its points on every scale and its words, gathered once for all nine.
struct Weighed<'a> {
    found: &'a Found,
    points: Points,
    key: &'static str,
    /// Whether it is shown as [`LENGTH`].
    of_length: bool,
    texts: Vec<Arc<str>>,
}

impl<'a> Weighed<'a> {
    fn of(
        found: &'a Found,
        rubric: &Rubric,
        together: &Together,
        reading: &Reading,
        reply: &Reply,
    ) -> Self {
        let mut points = rubric.points(found.feature);
        let weight = Weight::of(found.feature, found.amount);
        for (scale, one) in points.iter_mut().enumerate() {
            *one *= found.amount;
            if let Some(weight) = &weight {
                *one = weight.held_to_its_sign(*one + together.share(weight, scale));
            }
            if one.abs() < LEAST_POINTS {
                *one = 0.0;
            }
        }
        let key = match found.feature {
            Feature::Shape(shape) => shape.shown_as(),
            feature => key(feature),
        };
        // What is worth nothing anywhere is never quoted.
        let quoted = points.iter().any(|points| *points != 0.0);
        let texts = found.spans.iter().filter(|_| quoted);
        Self {
            found,
            points,
            key,
            of_length: key == LENGTH,
            texts: texts
                .map(|span| reading.typed_text(&reply.words, *span).into())
                .collect(),
        }
    }

    const fn is_form(&self) -> bool {
        matches!(self.found.feature, Feature::Shape(_))
    }

    /// One piece of evidence per occurrence, the points shared among them.
    fn evidence(&self, scale: usize, out: &mut Vec<Evidence>) {
        let points = self.points[scale];
        if points == 0.0 {
            return;
        }
        if self.found.spans.is_empty() {
            // Words that were not said have no place.
            let absent = matches!(self.found.feature, Feature::Shape(_));
            out.push(Evidence {
                signal: self.key.into(),
                effect: if absent {
                    EvidenceEffect::Absent
                } else {
                    effect(points)
                },
                span: None,
                text: None,
                points,
            });
            return;
        }
        let share = points / self.found.spans.len() as f32;
        let places = self.found.spans.iter().zip(&self.texts);
        out.extend(places.map(|(&span, text)| Evidence {
            signal: self.key.into(),
            effect: effect(points),
            span: Some(span),
            text: Some(Arc::clone(text)),
            points: share,
        }));
    }
}

fn effect(points: f32) -> EvidenceEffect {
    if points > 0.0 {
        EvidenceEffect::Raises
    } else {
        EvidenceEffect::Lowers
    }
}

/// Sums what is said of the reply's length up into one piece of evidence.
fn length(weighed: &[Weighed<'_>], scale: usize, out: &mut Vec<Evidence>) {
    let mut all = Vec::new();
    for one in weighed.iter().filter(|one| one.of_length) {
        one.evidence(scale, &mut all);
    }
    let points: f32 = all.iter().map(|one| one.points).sum();
    let Some(mut length) = all.into_iter().next() else {
        return;
    };
    length.points = points;
    if length.effect == EvidenceEffect::Absent {
        out.push(length);
    } else if points.abs() >= LEAST_POINTS {
        length.effect = effect(points);
        out.push(length);
    }
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
