//! The schema of replay files. Must list no key or word that reading does not know: a test compares it with the library.

use serde_json::{Value, json};

use super::{feelings, keys, list, mapping, marks, refer, whole};
use crate::domain::{Language, Outcome, RedLine};
use crate::scoring::known_keys;

/// Replay files.
pub(super) fn replay() -> Value {
    let red_lines = || list("red lines", json!({"enum": keys(RedLine::ALL)}));
    let signals = |about: &str| list(about, json!({"enum": known_keys().collect::<Vec<_>>()}));
    let facts = |about: &str| list(about, refer("id"));

    let mut expect = marks(&refer("bounds"));
    expect.extend([
        ("state".to_owned(), refer("id")),
        ("overall".to_owned(), refer("bounds")),
        (
            "mood".to_owned(),
            mapping("the mood afterwards", &[], feelings(&refer("bounds"))),
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
            "given": mapping("in the place of words: marks and findings", &[], Value::Object(given)),
            "expect": mapping("what must be true of this turn", &[], Value::Object(expect)),
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
            "turns": list("the replies in order", turn),
            "expect": mapping("what must be true at the end", &[], json!({
                "ending": refer("id"),
                "outcome": {"enum": keys(Outcome::ALL)},
                "overall": refer("bounds"),
                "turns": refer("bounds"),
                "mood": mapping("the mood at the end", &[], feelings(&refer("bounds"))),
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
            "cases": list("the encounters", case),
        }),
    )
}
