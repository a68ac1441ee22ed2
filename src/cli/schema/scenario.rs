//! The schema of scenario files. Must list no key or word that reading does not know: a test compares it with the library.

use serde_json::{Value, json};

use super::{feelings, keys, list, mapping, marks, refer, whole};
use crate::domain::{Moment, Outcome, RedLine, Role};
use crate::scenario::lint;
use crate::scoring::known_keys;

/// Scenario files.
pub(super) fn scenario() -> Value {
    let mut guard = marks(&refer("bounds"));
    let mut red_lines = vec!["any".to_owned()];
    red_lines.extend(keys(RedLine::ALL));
    guard.insert(
        "red_line".to_owned(),
        json!({"enum": red_lines, "description": "a red line that must be crossed"}),
    );
    guard.insert(
        "facts".to_owned(),
        list("facts that must have been said by now", refer("id")),
    );
    guard.insert(
        "signals".to_owned(),
        list(
            "signals that must be found",
            json!({"enum": known_keys().collect::<Vec<_>>()}),
        ),
    );
    guard.insert(
        "mood".to_owned(),
        mapping(
            "the mood before the rule changes it",
            &[],
            feelings(&refer("bounds")),
        ),
    );
    guard.insert("turns".to_owned(), refer("bounds"));
    let example = mapping(
        "a reply in both languages, and what is done with it",
        &["zh", "en"],
        json!({"zh": {"type": "string"}, "en": {"type": "string"}, "actions": refer("actions")}),
    );
    let rule = mapping(
        "a way on; the first that fits is taken, and the last has no `when`",
        &["to"],
        json!({
            "when": mapping("what must hold", &[], Value::Object(guard)),
            "to": refer("id"),
            "mood": mapping("what it does to the customer", &[], feelings(&whole(-100, 100, "added"))),
        }),
    );
    let state = mapping(
        "the customer has spoken, and the trainee must answer",
        &["moment", "says", "next"],
        json!({
            "moment": {"enum": keys(Moment::ALL), "description": "what kind of situation it is"},
            "says": list("what the customer may say; the seed chooses", refer("text")),
            "needs": list("facts that are due here", refer("id")),
            "actions": refer("actions"),
            "patience": {"type": "string", "pattern": "^[0-9]+[sm]$", "description": "until the customer speaks again: 90s, 2m"},
            "hints": list("a question, then a pointer", refer("text")),
            "good": example.clone(),
            "poor": example,
            "next": list("where it goes on", rule),
        }),
    );
    let fact = mapping(
        "something a competent answer says",
        &["id", "text", "said_by"],
        json!({
            "id": refer("id"),
            "text": refer("text"),
            "said_by": list("words it is known by", json!({"type": "string"})),
            "denied_by": list("words that say the opposite", json!({"type": "string"})),
            "source": mapping("where it is written", &["reference", "review"], json!({
                "reference": {"type": "string"},
                "review": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "the day to look again"},
            })),
        }),
    );
    let rules: Vec<&str> = lint::RULES.iter().map(|rule| rule.name).collect();
    mapping(
        "a customer, facts, states with what the customer may say, endings",
        &[
            "format", "id", "title", "role", "level", "about", "customer", "start", "states",
            "endings",
        ],
        json!({
            "format": {"const": 1},
            "id": refer("id"),
            "title": refer("text"),
            "role": {"enum": keys(Role::ALL), "description": "whom the trainee plays"},
            "tags": list("words to find it by", json!({"type": "string"})),
            "level": whole(1, 5, "1 is easy"),
            "about": refer("text"),
            "customer": mapping("who comes", &["name", "age", "mood"], json!({
                "name": refer("text"),
                "age": whole(0, 120, "years"),
                "mood": mapping("at the start", &[], feelings(&whole(0, 100, "0 to 100"))),
            })),
            "facts": list("what a competent answer must or must not say", fact),
            "start": refer("id"),
            "states": {"type": "object", "additionalProperties": state},
            "endings": {"type": "object", "additionalProperties": mapping("how it ends", &["outcome", "text"], json!({
                "outcome": {"enum": keys(Outcome::ALL)},
                "text": refer("text"),
            }))},
            "allow": list("warnings that are right here", mapping("one rule", &["rule", "reason"], json!({
                "rule": {"enum": rules},
                "reason": {"type": "string"},
            }))),
        }),
    )
}
