//! Past encounters as xAPI 1.0.3 statements, one JSON object a line, for a bank's learning record store. The trainee is a
//! pseudonym; ids are made from what is stored, so that the same encounter gives the same statements every time and a store
//! takes none twice. Verbs are those of the registry at adlnet.gov.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::progress::{End, KeptEncounter};

const VERBS: &str = "http://adlnet.gov/expapi/verbs/";
const OURS: &str = "urn:teller-coach";

/// The statements of one encounter by the trainee called `actor`: one a reply (`answered`), one for its end (`completed`,
/// `terminated`), one for an exam (`passed`, `failed`).
#[must_use]
pub fn statements(one: &KeptEncounter, actor: &str) -> String {
    let mut out = String::new();
    for (turn, reply) in (1_usize..).zip(&one.replies) {
        let marks: Map<String, Value> = reply
            .marks
            .iter()
            .map(|(principle, mark)| (extension(principle.key()), json!(mark)))
            .collect();
        let mut extensions = marks;
        extensions.insert(extension("red-lines"), json!(reply.red_lines));
        extensions.insert(extension("moment"), json!(reply.moment));
        let object = match &reply.state {
            Some(state) => format!("{OURS}:scenario:{}:{state}", one.scenario),
            None => format!("{OURS}:scenario:{}", one.scenario),
        };
        push(
            &mut out,
            json!({
                "id": uuid(&format!("{}/{turn}", one.id)),
                "actor": agent(actor),
                "verb": verb("answered"),
                "object": activity(&object, "interaction"),
                "result": {
                    "score": {"scaled": f64::from(reply.overall.value()) / 100.0, "raw": reply.overall, "min": 0, "max": 100},
                    "response": reply.reply.words,
                    "extensions": extensions,
                },
                "context": context(one),
                "timestamp": reply.at.to_string(),
            }),
        );
    }
    let at = one
        .replies
        .last()
        .map_or(one.at, |reply| reply.at)
        .to_string();
    let verb_of_end = match one.end {
        End::Open => None,
        End::Left => Some("terminated"),
        End::Answered | End::Ended { .. } => Some("completed"),
    };
    if let Some(name) = verb_of_end {
        push(
            &mut out,
            json!({
                "id": uuid(&format!("{}/end", one.id)),
                "actor": agent(actor),
                "verb": verb(name),
                "object": activity(&format!("{OURS}:scenario:{}", one.scenario), "simulation"),
                "result": {
                    "score": {"scaled": f64::from(one.overall().value()) / 100.0, "raw": one.overall(), "min": 0, "max": 100},
                    "completion": !matches!(one.end, End::Left),
                    "extensions": {extension("end"): one.end.key()},
                },
                "context": context(one),
                "timestamp": at,
            }),
        );
    }
    if let Some(result) = one.examined {
        push(
            &mut out,
            json!({
                "id": uuid(&format!("{}/exam", one.id)),
                "actor": agent(actor),
                "verb": verb(if result.passed { "passed" } else { "failed" }),
                "object": activity(&format!("{OURS}:exam"), "assessment"),
                "result": {
                    "score": {"scaled": f64::from(result.overall.value()) / 100.0, "raw": result.overall, "min": 0, "max": 100},
                    "success": result.passed,
                },
                "context": context(one),
                "timestamp": at,
            }),
        );
    }
    out
}

fn push(out: &mut String, statement: Value) {
    out.push_str(&statement.to_string());
    out.push('\n');
}

fn agent(actor: &str) -> Value {
    json!({"objectType": "Agent", "account": {"homePage": "https://teller-coach.invalid", "name": actor}})
}

fn verb(name: &str) -> Value {
    json!({"id": format!("{VERBS}{name}"), "display": {"en": name}})
}

fn activity(id: &str, kind: &str) -> Value {
    json!({
        "objectType": "Activity",
        "id": id,
        "definition": {"type": format!("http://adlnet.gov/expapi/activities/{kind}")},
    })
}

fn context(one: &KeptEncounter) -> Value {
    json!({
        "registration": uuid(&one.id),
        "language": one.language,
        "revision": one.scenario_version,
        "platform": format!("teller-coach {}", one.version),
        "extensions": {extension("form"): one.form, extension("seed"): one.seed},
    })
}

fn extension(name: &str) -> String {
    format!("{OURS}:ext:{name}")
}

/// A UUID made from a name (RFC 9562, version 8), the same for the same name for ever.
fn uuid(name: &str) -> String {
    let digest = Sha256::digest(format!("teller-coach/{name}").as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_stay_what_they_are() {
        let id = uuid("a/1");
        assert_eq!(id, uuid("a/1"));
        assert_ne!(id, uuid("a/2"));
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(id.chars().nth(14), Some('8'));
    }
}
