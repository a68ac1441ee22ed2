//! `schema`: a JSON Schema of scenario files, replays and packs, for editors that complete and explain while one types. What
//! only reading can know (names that must exist, ways that must lead on) is for `check`.

mod replay;
mod scenario;

use serde_json::{Value, json};

use super::{Exit, Streams};
use crate::domain::{Action, Feeling, Language, Principle};

/// What `schema` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The kind of file
    #[arg(value_enum, default_value_t = Kind::Scenario)]
    of: Kind,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// Scenario files
    Scenario,
    /// Replay files
    Replay,
    /// Manifests of packs
    Pack,
}

/// Writes the schema.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let text = serde_json::to_string_pretty(&schema(args.of))?;
    writeln!(streams.out, "{text}")?;
    Ok(Exit::Fine)
}

fn schema(of: Kind) -> Value {
    let (mut top, title) = match of {
        Kind::Scenario => (scenario::scenario(), "A scenario of teller-coach, format 1"),
        Kind::Replay => (replay::replay(), "A replay of teller-coach, format 1"),
        Kind::Pack => (pack(), "A pack of scenarios of teller-coach, format 1"),
    };
    top["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    top["title"] = json!(title);
    top["$defs"] = json!({
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
        "text": mapping("the same in both languages", &["zh", "en"], json!({"zh": {"type": "string"}, "en": {"type": "string"}})),
        "actions": list("what can be done", json!({"enum": keys(Action::ALL)})),
        "bounds": mapping("an interval, both ends included", &[], json!({"min": whole(0, 100, "at least"), "max": whole(0, 100, "at most")})),
    });
    top
}

fn pack() -> Value {
    mapping(
        "whose scenarios these are, and which edition",
        &["format", "pack", "version", "title", "languages", "licence"],
        json!({
            "format": {"const": 1},
            "pack": refer("id"),
            "version": {"type": "string", "pattern": "^[0-9]{1,6}[.][0-9]{1,6}[.][0-9]{1,6}$", "description": "three numbers: 1.0.0"},
            "title": refer("text"),
            "about": refer("text"),
            "languages": list("written with care in", json!({"enum": keys(Language::ALL)})),
            "licence": {"type": "string", "description": "under which terms it may be passed on"},
        }),
    )
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

fn whole(least: i32, most: i32, about: &str) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most, "description": about})
}

/// A value for each feeling.
fn feelings(value: &Value) -> Value {
    let each = Feeling::ALL
        .iter()
        .map(|feeling| (feeling.to_string(), value.clone()));
    Value::Object(each.collect())
}

/// A value for each principle.
fn marks(value: &Value) -> serde_json::Map<String, Value> {
    let each = Principle::ALL
        .iter()
        .map(|principle| (principle.to_string(), value.clone()));
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Library;
    use crate::scenario::yaml::{Node, Value as Yaml, parse};

    /// What in `node` the schema does not know, by key; only what editors complete is compared: keys and enumerations.
    fn unknown(schema: &Value, of: &Value, node: &Node, found: &mut Vec<String>) {
        let of = of.get("anyOf").map_or(of, |any| &any[0]);
        let of = match of["$ref"].as_str() {
            Some(name) => &schema["$defs"][name.trim_start_matches("#/$defs/")],
            None => of,
        };
        match &node.value {
            // What names stand for may be anything.
            Yaml::Mapping(_) if of["additionalProperties"] == true => {}
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
        let complaints = |of: Kind, text: &str| {
            let (schema, tree) = (schema(of), parse(text).unwrap());
            let mut found = Vec::new();
            unknown(&schema, &schema, &tree, &mut found);
            found
        };
        for file in Library::embedded().files() {
            assert_eq!(
                complaints(Kind::Scenario, file.text()),
                [""; 0],
                "{}",
                file.id()
            );
            let replay = file.replay().unwrap();
            assert_eq!(complaints(Kind::Replay, replay), [""; 0], "{}", file.id());
        }
        for (name, text) in Library::embedded_manifests() {
            assert_eq!(complaints(Kind::Pack, text), [""; 0], "{name}");
        }
        let found = complaints(
            Kind::Scenario,
            "format: 1\nmomnt: arrival\nrole: tellr\nstates: {a: {moment: arival}}\n",
        );
        assert_eq!(found, ["momnt", "tellr", "arival"]);
    }
}
