//! One statement, and what all of them are made of. Ids are made from what is stored, so that the same thing gives the same
//! statement every time and a record store takes none twice. Must not know what is reported.

use std::fmt;

use serde_json::{Value, json};
use uuid::Uuid;

/// What the ids of our activities and extensions begin with.
pub(super) const OURS: &str = "urn:teller-coach";

/// A statement: an id, and the whole as JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The id, a UUID; it is in the value, too.
    pub id: String,
    /// The statement.
    pub value: Value,
}

impl Statement {
    /// The statement about what `name` names, which must be said of nothing else.
    pub(super) fn new(name: &str, mut value: Value) -> Self {
        let id = uuid(name);
        value["id"] = json!(id);
        Self { id, value }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

/// An activity of the type that the registry at adlnet.gov calls `kind`.
pub(super) fn activity(id: &str, kind: &str, name: Option<Value>) -> Value {
    let mut definition = json!({"type": format!("http://adlnet.gov/expapi/activities/{kind}")});
    // An empty name would make the statement one that a store must refuse.
    let name = name.filter(|name| name.as_object().is_some_and(|all| !all.is_empty()));
    set(&mut definition, "name", name);
    json!({"objectType": "Activity", "id": id, "definition": definition})
}

/// The rules that these statements follow, by which a store can find them all.
pub(super) fn profile() -> Value {
    activity(&format!("{OURS}:profile:1"), "profile", None)
}

/// A name that a file gives, so that it can stand in an address.
pub(super) fn part(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    name.bytes().fold(String::new(), |mut out, byte| {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// Another statement, as what a statement is about.
pub(super) fn about(name: &str) -> Value {
    json!({"objectType": "StatementRef", "id": uuid(name)})
}

/// Sets `key` where there is something to set: empty values are forbidden.
pub(super) fn set(value: &mut Value, key: &str, to: Option<impl Into<Value>>) {
    if let Some(to) = to {
        value[key] = to.into();
    }
}

/// A UUID made from a name (RFC 4122, version 5), the same for the same name for ever.
pub(super) fn uuid(name: &str) -> String {
    let name = format!("{OURS}:{name}");
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_uuids_and_stay_what_they_are() {
        let id = uuid("a/1");
        assert_eq!(id, "0d80cf2b-8fd5-51d2-8788-88014a516f17");
        assert_eq!(id, uuid("a/1"));
        assert_ne!(id, uuid("a/2"));
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(id.chars().nth(14), Some('5'));
    }
}
