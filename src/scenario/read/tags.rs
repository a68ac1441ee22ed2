//! Tags of YAML (`!name`), which mean something to some programs and nothing here. Must not judge what they stand before.

use super::reader::{Reader, shown};
use crate::scenario::yaml::{Node, Value};

/// Notes every tag of the file that is none of YAML's own: its value would be read as if it were not there.
pub(super) fn unknown(reader: &mut Reader, node: &Node) {
    // Hardly any file has one, and walking with paths costs as much as reading.
    if any(node) {
        note(reader, node);
    }
}

fn any(node: &Node) -> bool {
    node.tag.is_some()
        || match &node.value {
            Value::Sequence(items) => items.iter().any(any),
            Value::Mapping(entries) => entries
                .iter()
                .any(|entry| any(&entry.key) || any(&entry.value)),
            _ => false,
        }
}

fn note(reader: &mut Reader, node: &Node) {
    if let Some(tag) = &node.tag {
        reader.error(
            "unknown-tag",
            node.place,
            format!("`{}` is a tag of YAML, and none is known here", shown(tag)),
            "take the tag out; put text that begins with `!` in quotes",
        );
    }
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                note(reader, &entry.key);
                reader.under(entry, note);
            }
        }
        Value::Sequence(_) => {
            let _ = reader.list(node, "", |reader, item| {
                note(reader, item);
                Some(())
            });
        }
        _ => {}
    }
}
