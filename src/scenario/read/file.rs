//! The top of a scenario file. Must not read what a part of its own reads.

use super::names::Names;
use super::reader::{Reader, shown};
use super::{Kind, customer, ending, fact, state, stem};
use crate::domain::{Role, ScenarioId, StateId};
use crate::scenario::yaml::Node;
use crate::scenario::{Allowed, Ending, Fact, Scenario, State, lint};

const KEYS: &[&str] = &[
    "format", "id", "title", "role", "tags", "level", "about", "customer", "facts", "start",
    "states", "endings", "allow",
];

/// Reads a whole file; `name` is the file's name.
pub(super) fn scenario(reader: &mut Reader, file: &Node, name: &str) -> Option<Scenario> {
    let fields = reader.fields(file, KEYS)?;
    let names = Names::of(file);
    let format = reader.required(file, &fields, "format", Reader::format);
    let id = reader.required(file, &fields, "id", |reader, node| id(reader, node, name));
    let title = reader.required(file, &fields, "title", Reader::bilingual);
    let role = reader.required(file, &fields, "role", role);
    let tags = reader.optional(&fields, "tags", |reader, node| {
        reader.list(node, "write `[elderly, pin]`", Reader::text)
    });
    let level = reader.required(file, &fields, "level", |reader, node| {
        reader.number(node, 1..=5)
    });
    let about = reader.required(file, &fields, "about", Reader::bilingual);
    let customer = reader.required(file, &fields, "customer", customer::customer);
    let facts = reader.optional(&fields, "facts", facts);
    let start = reader.required(file, &fields, "start", |reader, node| {
        start(reader, node, &names)
    });
    let states = reader.required(file, &fields, "states", |reader, node| {
        states(reader, node, &names)
    });
    let endings = reader.required(file, &fields, "endings", |reader, node| {
        endings(reader, node, &names)
    });
    let allow = reader.optional(&fields, "allow", |reader, node| {
        reader.list(node, "write `- {rule: …, reason: …}`", allowed)
    });
    format?;
    Some(Scenario {
        id: id?,
        version: String::new(),
        title: title?,
        role: role?,
        tags: tags.unwrap_or_default(),
        level: level?,
        about: about?,
        customer: customer?,
        facts: facts.unwrap_or_default(),
        start: start?,
        states: states?,
        endings: endings?,
        allow: allow.unwrap_or_default(),
    })
}

fn allowed(reader: &mut Reader, node: &Node) -> Option<Allowed> {
    let fields = reader.fields(node, &["rule", "reason"])?;
    let known: Vec<&str> = lint::RULES.iter().map(|rule| rule.name).collect();
    let rule = reader.required(node, &fields, "rule", |reader, node| {
        reader.known(node, &Kind::LINT_RULE, &known, |word| {
            lint::rule(word).map(|rule| rule.name.to_owned())
        })
    });
    let reason = reader.required(node, &fields, "reason", Reader::text);
    Some(Allowed {
        rule: rule?,
        reason: reason?,
    })
}

fn id(reader: &mut Reader, node: &Node, name: &str) -> Option<ScenarioId> {
    let id = reader.id(node, |word| ScenarioId::new(word).ok())?;
    let place = reader.place_of(node);
    if let Some(stem) = stem(name, ".yaml")
        && stem != id.as_str()
    {
        reader.error(
            "id-not-file-name",
            place,
            format!(
                "the id is `{}`, and the file is called `{stem}.yaml`",
                shown(id.as_str())
            ),
            format!(
                "rename the file to `{}.yaml`, or write `id: {stem}`",
                shown(id.as_str())
            ),
        );
    }
    Some(id)
}

fn role(reader: &mut Reader, node: &Node) -> Option<Role> {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
    reader.known(node, &Kind::ROLE, &known, Role::from_key)
}

fn facts(reader: &mut Reader, node: &Node) -> Option<Vec<Fact>> {
    let facts = reader.list(
        node,
        "write a list of facts: `- id: …`",
        |reader, node| fact::fact(reader, node).map(|fact| (fact, node.place)),
    )?;
    let mut kept: Vec<Fact> = Vec::new();
    for (fact, place) in facts {
        if kept.iter().any(|kept| kept.id == fact.id) {
            reader.error(
                "duplicate-fact",
                place,
                format!(
                    "a fact with the id `{}` stands above already",
                    shown(fact.id.as_str())
                ),
                "give it another id, or make one fact of the two",
            );
        } else {
            kept.push(fact);
        }
    }
    Some(kept)
}

fn start(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<StateId> {
    // That there are no states is reported where they should be.
    if names.states.is_empty() {
        return None;
    }
    reader.known(node, &Kind::STATE, &names.states, |word| {
        names.place(word).filter(|_| names.states.contains(&word))
    })
}

fn states(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Vec<State>> {
    let entries = reader.entries(node, "write one key per state, with its contents under it")?;
    if entries.is_empty() {
        let place = reader.place_of(node);
        reader.error(
            "no-states",
            place,
            "there is no state to begin with",
            "write the first state under `states:`",
        );
    }
    let states = entries.into_iter().filter_map(|entry| {
        let id = place_id(reader, entry.key.word(), entry.key.place);
        reader.under(entry, |reader, node| state::state(reader, node, id, names))
    });
    Some(states.collect())
}

fn endings(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Vec<Ending>> {
    let entries = reader.entries(node, "write one key per ending, with its contents under it")?;
    if entries.is_empty() {
        let place = reader.place_of(node);
        reader.error(
            "no-endings",
            place,
            "there is no ending, so the encounter never ends",
            "write the endings under `endings:`",
        );
    }
    let endings = entries.into_iter().filter_map(|entry| {
        let word = entry.key.word();
        if names.states.contains(&word) {
            reader.error(
                "ambiguous-id",
                entry.key.place,
                format!("`{word}` is the name of a state too"),
                "rename one of the two, and the rules that lead there",
            );
        }
        let id = place_id(reader, word, entry.key.place);
        reader.under(entry, |reader, node| ending::ending(reader, node, id))
    });
    Some(endings.collect())
}

fn place_id(
    reader: &mut Reader,
    word: &str,
    place: crate::scenario::yaml::Place,
) -> Option<StateId> {
    let id = StateId::new(word).ok();
    if id.is_none() {
        reader.invalid_id(word, place);
    }
    id
}
