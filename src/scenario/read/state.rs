//! One state: what the customer says there, what the trainee has to answer it with, and the examples. Must not read guards.

use super::names::Names;
use super::reader::Reader;
use super::{Kind, rule};
use crate::domain::{FactId, Moment, StateId};
use crate::scenario::yaml::Node;
use crate::scenario::{Example, State};

const KEYS: &[&str] = &[
    "moment", "says", "needs", "actions", "patience", "hints", "good", "poor", "next",
];

/// Reads what stands under the key of a state; `id` is the key, if it is an id.
pub(super) fn state(
    reader: &mut Reader,
    node: &Node,
    id: Option<StateId>,
    names: &Names<'_>,
) -> Option<State> {
    let fields = reader.fields(node, KEYS)?;
    let moment = reader.required(node, &fields, "moment", moment);
    let says = reader.required(node, &fields, "says", |reader, node| {
        reader.filled_list(
            node,
            "write what the customer says: `- {zh: \"…\", en: \"…\"}`",
            Reader::bilingual,
        )
    });
    let needs = reader.optional(&fields, "needs", |reader, node| needs(reader, node, names));
    let actions = reader.optional(&fields, "actions", Reader::actions);
    let patience = reader.optional(&fields, "patience", Reader::seconds);
    let hints = reader.optional(&fields, "hints", |reader, node| {
        reader.list(
            node,
            "write a list: `- {zh: \"…\", en: \"…\"}`",
            Reader::bilingual,
        )
    });
    let good = reader.optional(&fields, "good", example);
    let poor = reader.optional(&fields, "poor", example);
    let next = reader.required(node, &fields, "next", |reader, node| {
        rule::rules(reader, node, names)
    });
    Some(State {
        id: id?,
        moment: moment?,
        says: says?,
        needs: needs.unwrap_or_default(),
        actions: actions.unwrap_or_default(),
        patience,
        hints: hints.unwrap_or_default(),
        good,
        poor,
        next: next?,
    })
}

fn moment(reader: &mut Reader, node: &Node) -> Option<Moment> {
    let known: Vec<&str> = Moment::ALL.iter().map(|moment| moment.key()).collect();
    reader.known(node, &Kind::MOMENT, &known, Moment::from_key)
}

fn needs(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Vec<FactId>> {
    let facts = reader.list(node, "write a list of facts' ids", |reader, node| {
        let fact = reader.known(node, &Kind::FACT, &names.facts, |word| names.fact(word))?;
        Some((fact, node.place))
    })?;
    let mut once: Vec<FactId> = Vec::new();
    for (fact, place) in facts {
        if once.contains(&fact) {
            reader.twice(fact.as_str(), place);
        } else {
            once.push(fact);
        }
    }
    Some(once)
}

fn example(reader: &mut Reader, node: &Node) -> Option<Example> {
    let fields = reader.fields(node, &["zh", "en", "actions"])?;
    let words = reader.languages(node, &fields);
    let actions = reader.optional(&fields, "actions", Reader::actions);
    Some(Example {
        words: words?,
        actions: actions.unwrap_or_default(),
    })
}
