//! `schema`: a JSON Schema of scenario files, for editors that complete and explain while one types. What only reading can
//! know (names that must exist, ways that must lead on) is for `check`.

use serde_json::{Value, json};

use super::{Exit, Streams};
use crate::domain::{Action, Feeling, Moment, Outcome, Principle, RedLine, Role};
use crate::scenario::lint;
use crate::scoring::known_keys;

/// What `schema` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Writes the schema.
pub(super) fn run(_: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let text = serde_json::to_string_pretty(&schema())?;
    writeln!(streams.out, "{text}")?;
    Ok(Exit::Fine)
}

fn keys<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// A mapping with these keys and no others.
fn mapping(about: &str, required: &[&str], properties: Value) -> Value {
    json!({
        "type": "object",
        "description": about,
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

fn list(about: &str, items: Value) -> Value {
    json!({"type": "array", "description": about, "items": items})
}

fn refer(to: &str) -> Value {
    json!({"$ref": format!("#/$defs/{to}")})
}

fn schema() -> Value {
    let whole = |least: i32, most: i32, about: &str| json!({"type": "integer", "minimum": least, "maximum": most, "description": about});
    let feelings = |value: Value| -> Value {
        let each = Feeling::ALL
            .iter()
            .map(|feeling| (feeling.to_string(), value.clone()));
        Value::Object(each.collect())
    };
    let mut guard: serde_json::Map<String, Value> = Principle::ALL
        .iter()
        .map(|principle| (principle.to_string(), refer("bounds")))
        .collect();
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
            feelings(refer("bounds")),
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
            "mood": mapping("what it does to the customer", &[], feelings(whole(-100, 100, "added"))),
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
    let mut top = mapping(
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
                "mood": mapping("at the start", &[], feelings(whole(0, 100, "0 to 100"))),
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
    );
    top["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    top["title"] = json!("A scenario of teller-coach, format 1");
    top["$defs"] = json!({
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
        "text": mapping("the same in both languages", &["zh", "en"], json!({"zh": {"type": "string"}, "en": {"type": "string"}})),
        "actions": list("what can be done", json!({"enum": keys(Action::ALL)})),
        "bounds": mapping("an interval, both ends included", &[], json!({"min": whole(0, 100, "at least"), "max": whole(0, 100, "at most")})),
    });
    top
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;
    use crate::scenario::yaml::{Node, Value as Yaml, parse};

    /// What in `node` the schema does not know, by key; only what editors complete is compared: keys and enumerations.
    fn unknown(schema: &Value, of: &Value, node: &Node, found: &mut Vec<String>) {
        let of = match of["$ref"].as_str() {
            Some(name) => &schema["$defs"][name.trim_start_matches("#/$defs/")],
            None => of,
        };
        match &node.value {
            Yaml::Mapping(entries) => {
                for entry in entries {
                    let key = entry.key.word();
                    let known = &of["properties"][key];
                    let below = if known.is_null() {
                        &of["additionalProperties"]
                    } else {
                        known
                    };
                    if below.is_object() {
                        unknown(schema, below, &entry.value, found);
                    } else {
                        found.push(key.to_owned());
                    }
                }
            }
            Yaml::Sequence(items) => items
                .iter()
                .for_each(|item| unknown(schema, &of["items"], item, found)),
            _ => {
                if let Some(all) = of["enum"].as_array()
                    && !all.iter().any(|one| one == node.word())
                {
                    found.push(node.word().to_owned());
                }
            }
        }
    }

    #[test]
    fn the_schema_knows_every_key_and_word_of_the_library_and_no_other() {
        let schema = schema();
        for entry in Library::embedded().entries() {
            let tree = parse(entry.scenario).unwrap();
            let mut found = Vec::new();
            unknown(&schema, &schema, &tree, &mut found);
            assert_eq!(found, [""; 0], "{}", entry.id);
        }
        let tree = parse("format: 1\nmomnt: arrival\nrole: tellr\nstates: {a: {moment: arival}}\n")
            .unwrap();
        let mut found = Vec::new();
        unknown(&schema, &schema, &tree, &mut found);
        assert_eq!(found, ["momnt", "tellr", "arival"]);
    }
}
