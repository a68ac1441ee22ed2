//! One written case as the plays it stands for: a row of its table each, with `{name}` in its texts filled in, and a seed each.
//! Must not know what a case holds.

use std::collections::BTreeMap;

use crate::scenario::read::{Fields, Reader, shown};
use crate::scenario::yaml::{Entry, Node, Value};

/// More plays than this are no case that anybody reads.
const MOST: u64 = 10_000;

/// What names stand for.
pub(super) type Variables<'n> = BTreeMap<&'n str, &'n Node>;

/// The variables under `variables:` beside those already known.
pub(super) fn variables<'n>(
    reader: &mut Reader,
    fields: &Fields<'n>,
    known: &Variables<'n>,
) -> Variables<'n> {
    let mut all = known.clone();
    if let Some(entry) = fields.get("variables") {
        all.extend(named(reader, entry, &entry.value));
    }
    all
}

/// The names of a mapping and what they stand for.
fn named<'n>(reader: &mut Reader, under: &Entry, node: &'n Node) -> Variables<'n> {
    let entries = reader.under(under, |reader, _| {
        reader.entries(node, "write `{sorry: \"…\", time: \"…\"}`")
    });
    let mut all = Variables::new();
    for entry in entries.unwrap_or_default() {
        let name = entry.key.word();
        if is_name(name) {
            all.insert(name, &entry.value);
        } else {
            reader.error(
                "invalid-id",
                entry.key.place,
                format!("`{}` can't stand between `{{` and `}}`", shown(name)),
                "name it with small letters, digits and `_`, a letter first",
            );
        }
    }
    all
}

/// How many seeds a case is played with, from its own on.
pub(super) fn repeat(reader: &mut Reader, fields: &Fields<'_>) -> u64 {
    let repeat = reader.optional(fields, "repeat", |reader, node| {
        reader.number::<u64>(node, 1..=1000)
    });
    repeat.unwrap_or(1)
}

/// The case once for each row of its table, names filled in; as it is where it has neither names nor a table.
pub(super) fn rows<'n>(
    reader: &mut Reader,
    case: &'n Node,
    fields: &Fields<'n>,
    shared: &Variables<'n>,
    repeat: u64,
) -> Vec<std::borrow::Cow<'n, Node>> {
    let own = variables(reader, fields, shared);
    let Some(table) = fields.get("table") else {
        if own.is_empty() {
            return vec![std::borrow::Cow::Borrowed(case)];
        }
        return vec![std::borrow::Cow::Owned(filled(reader, case, &own))];
    };
    let Value::Sequence(rows) = &table.value.value else {
        reader.under(table, |reader, node| {
            reader.wrong_type(
                node,
                "a list of rows",
                "write `- {sorry: \"…\"}` for each row",
            );
        });
        return Vec::new();
    };
    reader.under(table, |reader, node| {
        reader.not_empty(node, "write `- {sorry: \"…\"}` for each row");
    });
    if rows.len() as u64 * repeat > MOST {
        reader.error(
            "too-many-plays",
            table.key.place,
            format!(
                "{} rows with {repeat} seeds each are more than {MOST} plays",
                rows.len()
            ),
            "take fewer rows or seeds, or divide the case",
        );
        return Vec::new();
    }
    rows.iter()
        .map(|row| {
            let mut all = own.clone();
            all.extend(named(reader, table, row));
            std::borrow::Cow::Owned(filled(reader, case, &all))
        })
        .collect()
}

/// A name that may stand between braces.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The case with its names filled in everywhere but where they are given.
fn filled(reader: &mut Reader, case: &Node, names: &Variables<'_>) -> Node {
    let Value::Mapping(entries) = &case.value else {
        return case.clone();
    };
    let entries = entries.iter().map(|entry| Entry {
        key: entry.key.clone(),
        value: match entry.key.word() {
            "variables" | "table" => entry.value.clone(),
            _ => fill(reader, &entry.value, names),
        },
    });
    Node {
        value: Value::Mapping(entries.collect()),
        ..case.clone()
    }
}

fn fill(reader: &mut Reader, node: &Node, names: &Variables<'_>) -> Node {
    let value = match &node.value {
        Value::Text(text) => {
            // A name alone stands for whatever it names: a number, a list, a mapping.
            let alone = text
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            if let Some(named) = alone.and_then(|name| names.get(name)) {
                // What goes wrong with it is shown where it is used.
                return Node {
                    place: node.place,
                    ..(*named).clone()
                };
            }
            Value::Text(text_with(reader, node, text, names))
        }
        Value::Sequence(items) => {
            Value::Sequence(items.iter().map(|item| fill(reader, item, names)).collect())
        }
        Value::Mapping(entries) => Value::Mapping(
            entries
                .iter()
                .map(|entry| Entry {
                    key: entry.key.clone(),
                    value: fill(reader, &entry.value, names),
                })
                .collect(),
        ),
        _ => return node.clone(),
    };
    Node {
        value,
        ..node.clone()
    }
}

/// A text with its names filled in; `{{` and `}}` stand for braces.
fn text_with(reader: &mut Reader, node: &Node, text: &str, names: &Variables<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(more) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            out.push_str(&from[..1]);
            rest = more;
            continue;
        }
        let name = from
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
            .filter(|(name, _)| is_name(name));
        let Some((name, more)) = name else {
            out.push_str(&from[..1]);
            rest = &from[1..];
            continue;
        };
        match names.get(name) {
            Some(named) => out.push_str(named.word()),
            None => {
                let known: Vec<&str> = names.keys().copied().collect();
                let advice = reader.advice(name, &known);
                reader.error(
                    "unknown-variable",
                    node.place,
                    format!("nothing says what `{{{}}}` stands for", shown(name)),
                    format!("{advice}; a brace as such is written `{{{{`"),
                );
            }
        }
        rest = more;
    }
    out.push_str(rest);
    out
}
