//! One ending. Must not judge it.

use super::Kind;
use super::reader::Reader;
use crate::domain::{Outcome, StateId};
use crate::scenario::Ending;
use crate::scenario::yaml::Node;

/// Reads what stands under the key of an ending; `id` is the key, if it is an id.
pub(super) fn ending(reader: &mut Reader, node: &Node, id: Option<StateId>) -> Option<Ending> {
    let known: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.key()).collect();
    let fields = reader.fields(node, &["outcome", "text"])?;
    let outcome = reader.required(node, &fields, "outcome", |reader, node| {
        reader.known(node, &Kind::OUTCOME, &known, Outcome::from_key)
    });
    let text = reader.required(node, &fields, "text", Reader::bilingual);
    Some(Ending {
        id: id?,
        outcome: outcome?,
        text: text?,
    })
}
