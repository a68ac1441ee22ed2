//! Everything observable in one reply, in one list: signals that count where they stand, actions done or written as stage
//! directions, form. What marks are computed from; must not hold weights.

use super::context::{apology_again, context};
use super::key::family;
use super::reading::Reading;
use super::scopes::{Scopes, negated};
use super::shape::{Shape, shape};
use super::signals::{Effect, Hit, Inventory, Negation, Signal, find};
use super::situation::Situation;
use crate::domain::{Action, Reply};
use crate::text::{Span, normalise};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// A signal, by its number in the inventory.
    Signal(u32),
    /// An action.
    Action(Action),
    /// A feature of form.
    Shape(Shape),
}

/// One feature of a reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Which.
    pub feature: Feature,
    /// How much of it: 1 for once, little more for more often.
    pub amount: f32,
    /// Where, in typed characters; empty for an action that was chosen.
    pub spans: Vec<Span>,
}

/// The features of a reply, signals first, each once; and the scopes that decided which count.
#[must_use]
pub fn features(
    reading: &Reading,
    situation: &Situation<'_>,
    reply: &Reply,
) -> (Vec<Found>, Scopes) {
    let (hits, scopes) = hits_and_scopes(reading);
    (found(reading, &hits, &scopes, situation, reply), scopes)
}

/// What does not depend on the situation: where signals stand, and the scopes that decide which count.
#[must_use]
pub(super) fn hits_and_scopes(reading: &Reading) -> (Vec<Hit>, Scopes) {
    let inventory = Inventory::embedded();
    let hits = find(inventory, reading);
    let scopes = Scopes::of(reading, inventory, &hits);
    (hits, scopes)
}

/// The features of a reply whose signals were looked for already.
#[must_use]
pub(super) fn found(
    reading: &Reading,
    hits: &[Hit],
    scopes: &Scopes,
    situation: &Situation<'_>,
    reply: &Reply,
) -> Vec<Found> {
    let inventory = Inventory::embedded();
    let typed = |start: u32, end: u32| {
        let (from, to) = reading.normal.typed(start as usize, end as usize);
        Span::new(from, to)
    };
    let mut out: Vec<Found> = Vec::new();
    for hit in hits {
        let signal = &inventory.signals()[hit.signal as usize];
        let moment = situation.moment.key();
        if signal.only_opens()
            || !signal.moments.is_empty() && !signal.moments.iter().any(|one| one == moment)
        {
            continue;
        }
        // What opens a scope stands in it.
        let out_of_scope = signal.opens.is_none()
            && scopes
                .at(hit.start, hit.end)
                .is_some_and(|scope| signal.effect == Effect::Good || !scope.faults_count());
        if out_of_scope || signal.negation == Negation::Cancels && negated(reading, hit.start) {
            continue;
        }
        push(
            &mut out,
            Feature::Signal(hit.signal),
            typed(hit.start, hit.end),
        );
    }
    let signal = |feature: Feature| match feature {
        Feature::Signal(number) => inventory.signals().get(number as usize),
        Feature::Action(_) | Feature::Shape(_) => None,
    };
    if out
        .iter()
        .any(|one| signal(one.feature).is_some_and(Signal::shows_a_way_on))
    {
        out.retain(|one| !signal(one.feature).is_some_and(|signal| signal.alone));
    }
    for &action in &reply.actions {
        if !out
            .iter()
            .any(|found| found.feature == Feature::Action(action))
        {
            out.push(Found {
                feature: Feature::Action(action),
                amount: 1.0,
                spans: Vec::new(),
            });
        }
    }
    for stage in &scopes.actions {
        let feature = Feature::Action(stage.action);
        if !out.iter().any(|found| found.feature == feature) {
            out.push(Found {
                feature,
                amount: 1.0,
                spans: vec![typed(stage.start as u32, stage.end as u32)],
            });
        }
    }
    let apologies = earlier_apologies(inventory, situation);
    if apologies > 0 {
        for one in out
            .iter_mut()
            .filter(|one| family(one.feature) == Some(APOLOGY))
        {
            one.amount *= apology_again(apologies);
        }
    }
    let customer = normalise(situation.customer);
    let around = context(reading, situation, &customer, &out);
    for form in shape(reading, situation, &customer)
        .into_iter()
        .chain(around)
    {
        // What is missing has no place.
        let missing = form.shape == Shape::LeavesQuestionOpen;
        let spans = if reading.normal.chars.is_empty() || missing {
            Vec::new()
        } else if form.places.is_empty() {
            vec![reading.whole()]
        } else {
            form.places
                .iter()
                .map(|&(start, end)| typed(start, end))
                .collect()
        };
        out.push(Found {
            feature: Feature::Shape(form.shape),
            amount: form.amount,
            spans,
        });
    }
    out
}

/// The family of signals that say sorry.
const APOLOGY: &str = "apology";

/// In how many earlier replies of the encounter the trainee has said sorry.
fn earlier_apologies(inventory: &Inventory, situation: &Situation<'_>) -> usize {
    let apologises = |words: &&&str| {
        let hits = find(inventory, &Reading::of(words));
        hits.iter()
            .any(|hit| family(Feature::Signal(hit.signal)) == Some(APOLOGY))
    };
    situation.earlier.iter().filter(apologises).count()
}

/// Adds an occurrence; a second and a third add less and less, since an apology said three times is worth little more.
fn push(out: &mut Vec<Found>, feature: Feature, span: Span) {
    match out.iter_mut().find(|found| found.feature == feature) {
        Some(found) => {
            found.spans.push(span);
            found.amount = match found.spans.len() {
                0 | 1 => 1.0,
                2 => 1.3,
                _ => 1.5,
            };
        }
        None => out.push(Found {
            feature,
            amount: 1.0,
            spans: vec![span],
        }),
    }
}
