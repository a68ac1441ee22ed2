//! The reasons behind a mark: what was found with its points and words, put in order on each scale. Must not look for anything,
//! nor decide what it is worth.

use std::sync::Arc;

use super::balance::{Together, Weight};
use super::features::{Feature, Found};
use super::key::key;
use super::reading::Reading;
use super::rubric::{Points, Rubric};
use super::shape::LENGTH;
use super::wording::{WORDING, Worded};
use super::{Evidence, EvidenceEffect};
use crate::domain::Reply;
use crate::text::Span;

/// What is worth less than this is not shown, and does not count either, so that every point can be seen.
const LEAST_POINTS: f32 = 0.25;
/// The same for the wording of a clause, which is explained less well: what is not worth showing does not count.
const LEAST_POINTS_OF_WORDING: f32 = 0.6;

/// What a reason is taken from, by its number.
#[derive(Clone, Copy)]
enum Of {
    Found(usize),
    Fact(usize),
    Length,
    Clause(usize),
}

/// A reason on one scale before it has its words: as such it is small, and quickly put in its place.
#[derive(Clone, Copy)]
struct Reason {
    of: Of,
    /// How many pieces of evidence it is, each worth as much.
    pieces: usize,
    points: f32,
}

/// The reasons on one scale; kept from one to the next, so that the memory is taken once.
#[derive(Default)]
pub(super) struct Reasons {
    words: Vec<Reason>,
    /// Form, which explains less, and what is learned of wording.
    rest: Vec<Reason>,
}

impl Reasons {
    /// Begins with what was found, with facts and wording.
    pub(super) fn gather(
        &mut self,
        weighed: &[Weighed<'_>],
        facts: &[Evidence],
        wording: &[Clause],
        scale: usize,
    ) {
        self.words.clear();
        self.rest.clear();
        for (number, one) in weighed.iter().enumerate() {
            if one.points[scale] != 0.0 && !one.of_length {
                let pieces = one.found.spans.len().max(1);
                let kind = if one.is_form() {
                    &mut self.rest
                } else {
                    &mut self.words
                };
                kind.push(Reason {
                    of: Of::Found(number),
                    pieces,
                    points: one.points[scale] / pieces as f32,
                });
            }
        }
        self.of_facts(facts, 0);
        self.rest.extend(length(weighed, scale).map(|one| Reason {
            of: Of::Length,
            pieces: 1,
            points: one.points,
        }));
        let clauses = wording.iter().enumerate();
        let clauses = clauses.filter(|(_, one)| one.points[scale] != 0.0);
        self.rest.extend(clauses.map(|(number, one)| Reason {
            of: Of::Clause(number),
            pieces: 1,
            points: one.points[scale],
        }));
    }

    /// Adds `facts` from this number on.
    pub(super) fn of_facts(&mut self, facts: &[Evidence], from: usize) {
        let facts = facts.iter().enumerate().skip(from);
        self.words.extend(facts.map(|(number, one)| Reason {
            of: Of::Fact(number),
            pieces: 1,
            points: one.points,
        }));
    }

    /// The sum of their points.
    pub(super) fn points(&self) -> f32 {
        let all = self.words.iter().chain(&self.rest);
        all.flat_map(|one| std::iter::repeat_n(one.points, one.pieces))
            .sum()
    }

    /// The evidence, words first, the weightiest first of each.
    pub(super) fn evidence(
        &mut self,
        weighed: &[Weighed<'_>],
        facts: &[Evidence],
        wording: &[Clause],
        scale: usize,
    ) -> Vec<Evidence> {
        let weightiest = |a: &Reason, b: &Reason| b.points.abs().total_cmp(&a.points.abs());
        self.words.sort_by(weightiest);
        self.rest.sort_by(weightiest);
        let all = self.words.iter().chain(&self.rest);
        // Room for what is absent as well.
        let mut out = Vec::with_capacity(all.clone().map(|one| one.pieces).sum::<usize>() + 4);
        for reason in all {
            match reason.of {
                Of::Found(number) => weighed[number].evidence(reason, &mut out),
                Of::Fact(number) => out.push(facts[number].clone()),
                Of::Length => out.extend(length(weighed, scale)),
                Of::Clause(number) => out.push(wording[number].evidence(scale)),
            }
        }
        out
    }
}

/// The wording of a clause and its words.
pub(super) struct Clause {
    span: Span,
    text: Arc<str>,
    pub(super) points: Points,
}

impl Clause {
    pub(super) fn of(worded: Worded, reading: &Reading, reply: &Reply) -> Self {
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

    fn evidence(&self, scale: usize) -> Evidence {
        let points = self.points[scale];
        Evidence {
            signal: WORDING.into(),
            effect: effect(points),
            span: Some(self.span),
            text: Some(Arc::clone(&self.text)),
            points,
        }
    }
}

/// A feature with its points on every scale and its words, gathered once for all nine.
pub(super) struct Weighed<'a> {
    found: &'a Found,
    pub(super) points: Points,
    key: &'static str,
    /// Whether it is shown as [`LENGTH`].
    of_length: bool,
    texts: Vec<Arc<str>>,
}

impl<'a> Weighed<'a> {
    pub(super) fn of(
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

    /// One piece of evidence per occurrence.
    fn evidence(&self, reason: &Reason, out: &mut Vec<Evidence>) {
        let points = reason.points;
        if self.found.spans.is_empty() {
            out.push(Evidence {
                signal: self.key.into(),
                effect: self.effect(points),
                span: None,
                text: None,
                points,
            });
        }
        for (&span, text) in self.found.spans.iter().zip(&self.texts) {
            out.push(Evidence {
                signal: self.key.into(),
                effect: effect(points),
                span: Some(span),
                text: Some(Arc::clone(text)),
                points,
            });
        }
    }

    /// Words that were not said have no place.
    fn effect(&self, points: f32) -> EvidenceEffect {
        if self.is_form() && self.found.spans.is_empty() {
            EvidenceEffect::Absent
        } else {
            effect(points)
        }
    }
}

fn effect(points: f32) -> EvidenceEffect {
    if points > 0.0 {
        EvidenceEffect::Raises
    } else {
        EvidenceEffect::Lowers
    }
}

/// Sums what is said of the reply's length up into one piece of evidence, which stands where the first of it does.
fn length(weighed: &[Weighed<'_>], scale: usize) -> Option<Evidence> {
    let said = |one: &&Weighed<'_>| one.of_length && one.points[scale] != 0.0;
    let all = weighed.iter().filter(said);
    let first = all.clone().next()?;
    let points: f32 = all.map(|one| one.points[scale]).sum();
    let effect = first.effect(points);
    (effect == EvidenceEffect::Absent || points.abs() >= LEAST_POINTS).then(|| Evidence {
        signal: first.key.into(),
        effect,
        span: first.found.spans.first().copied(),
        text: first.texts.first().map(Arc::clone),
        points,
    })
}
