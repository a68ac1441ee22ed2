//! The schema of replay files. Must list no key or word that reading does not know: a test compares it with the library.

use serde_json::{Value, json};

use super::{feelings, keys, list, mapping, marks, refer, whole};
use crate::domain::{Language, Outcome, RedLine};
use crate::scoring::known_keys;

/// The same, or the name of a variable that stands for it: `"{name}"`.
fn or_named(mut value: Value) -> Value {
    if let Some(kind) = value.get("type").cloned() {
        value["type"] = json!([kind, "string"]);
    }
    value
}

/// Bounds on a feeling, or just what it is.
fn felt() -> Value {
    json!({"anyOf": [refer("bounds"), whole(0, 100, "just so much")]})
}

/// A state's or ending's id, or the name of a variable that stands for it.
fn place() -> Value {
    json!({"type": "string", "pattern": "^([a-z0-9][a-z0-9_-]*|[{][a-z][a-z0-9_]*[}])$"})
}

/// What names stand for: a mapping of texts, numbers, lists and mappings.
fn variables(about: &str) -> Value {
    json!({"type": "object", "description": about, "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"}, "additionalProperties": true})
}

/// Replay files.
pub(super) fn replay() -> Value {
    let red_lines = || or_named(list("red lines", json!({"enum": keys(RedLine::ALL)})));
    let signals = |about: &str| {
        let known = json!({"enum": known_keys().collect::<Vec<_>>()});
        or_named(list(about, known))
    };
    let facts = |about: &str| or_named(list(about, refer("id")));

    let mut expect = marks(&refer("bounds"));
    expect.extend([
        ("state".to_owned(), place()),
        ("overall".to_owned(), refer("bounds")),
        (
            "mood".to_owned(),
            or_named(mapping("the mood afterwards", &[], feelings(&felt()))),
        ),
        ("signals".to_owned(), signals("signals that must be found")),
        (
            "not_signals".to_owned(),
            signals("signals that must not be found"),
        ),
        (
            "words".to_owned(),
            json!({
                "type": "object",
                "description": "signals, each with words it must be found in",
                "propertyNames": {"enum": known_keys().collect::<Vec<_>>()},
                "additionalProperties": {"type": "string"},
            }),
        ),
        (
            "advice".to_owned(),
            json!({"type": "string", "description": "the key of the next step; `reflect` or `none`"}),
        ),
        ("red_lines".to_owned(), red_lines()),
        ("facts".to_owned(), facts("facts said by now")),
    ]);
    let mut given = marks(&whole(0, 100, "the mark"));
    given.extend([
        ("red_lines".to_owned(), red_lines()),
        ("signals".to_owned(), signals("signals found")),
        ("facts".to_owned(), facts("facts said")),
    ]);
    let turn = mapping(
        "one reply, or what is taken to be found in it",
        &[],
        json!({
            "reply": {"type": "string", "description": "the words"},
            "actions": refer("actions"),
            "given": or_named(mapping("in the place of words: marks and findings", &[], Value::Object(given))),
            "expect": or_named(mapping("what must be true of this turn", &[], Value::Object(expect))),
        }),
    );
    let case = mapping(
        "one scripted encounter",
        &["name", "seed", "lang", "turns"],
        json!({
            "name": refer("text"),
            "seed": {"type": "integer", "minimum": 0, "description": "chooses the customer's wordings"},
            "lang": {"enum": keys(Language::ALL), "description": "the language the customer speaks"},
            "tags": list("words to choose it by", json!({"type": "string"})),
            "skip": {"type": "string", "description": "why it is not to be played"},
            "only": {"type": "string", "description": "why only this and its like of the file are to be played"},
            "variables": variables("what `{name}` stands for in this case's texts"),
            "table": list("the case is played once for each row", variables("what `{name}` stands for in this row")),
            "repeat": whole(1, 1000, "how many seeds it is played with, from its own on"),
            "turns": list("the replies in order", turn),
            "expect": mapping("what must be true at the end", &[], json!({
                "ending": place(),
                "outcome": {"enum": keys(Outcome::ALL)},
                "overall": refer("bounds"),
                "turns": refer("bounds"),
                "mood": mapping("the mood at the end", &[], feelings(&felt())),
                "red_lines": red_lines(),
            })),
        }),
    );
    mapping(
        "scripted conversations and what must come of them",
        &["format", "scenario", "cases"],
        json!({
            "format": {"const": 1},
            "scenario": refer("id"),
            "variables": variables("what `{name}` stands for in the texts of all cases"),
            "cases": list("the encounters", case),
        }),
    )
}
