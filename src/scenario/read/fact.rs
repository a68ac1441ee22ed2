//! One fact with the phrases it is known by. Must not look for them in texts.

use super::reader::Reader;
use crate::domain::FactId;
use crate::scenario::Fact;
use crate::scenario::yaml::Node;

pub(super) fn fact(reader: &mut Reader, node: &Node) -> Option<Fact> {
    let fields = reader.fields(node, &["id", "text", "said_by", "denied_by"])?;
    let id = reader.required(node, &fields, "id", |reader, node| {
        reader.id(node, |word| FactId::new(word).ok())
    });
    let text = reader.required(node, &fields, "text", Reader::bilingual);
    let said_by = reader.required(node, &fields, "said_by", |reader, node| {
        reader.filled_list(
            node,
            "write phrases that say it: `[预约, \"book ahead\"]`",
            Reader::word,
        )
    });
    let denied_by = reader.optional(&fields, "denied_by", |reader, node| {
        reader.list(
            node,
            "write phrases that say the opposite, or take the key out",
            Reader::word,
        )
    });
    Some(Fact {
        id: id?,
        text: text?,
        said_by: said_by?,
        denied_by: denied_by.unwrap_or_default(),
    })
}
