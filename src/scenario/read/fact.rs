//! One fact with the phrases it is known by. Must not look for them in texts.

use super::reader::{Reader, shown};
use crate::domain::FactId;
use crate::scenario::yaml::Node;
use crate::scenario::{Fact, Source};

pub(super) fn fact(reader: &mut Reader, node: &Node) -> Option<Fact> {
    let fields = reader.fields(node, &["id", "text", "said_by", "denied_by", "source"])?;
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
    let source = reader.optional(&fields, "source", source);
    Some(Fact {
        id: id?,
        text: text?,
        said_by: said_by?,
        denied_by: denied_by.unwrap_or_default(),
        source,
    })
}

fn source(reader: &mut Reader, node: &Node) -> Option<Source> {
    let fields = reader.fields(node, &["reference", "review"])?;
    let reference = reader.required(node, &fields, "reference", Reader::text);
    let review = reader.required(node, &fields, "review", day);
    Some(Source {
        reference: reference?,
        review: review?,
    })
}

/// A day written as `2027-06-30`; days written so are compared as texts.
fn day(reader: &mut Reader, node: &Node) -> Option<String> {
    let word = reader.word(node)?;
    let parts: Vec<&str> = word.split('-').collect();
    let number = |at: usize, digits: usize, most: u32| {
        parts.get(at).is_some_and(|part| {
            part.len() == digits
                && part.chars().all(|c| c.is_ascii_digit())
                && part
                    .parse()
                    .is_ok_and(|number: u32| (1..=most).contains(&number))
        })
    };
    let part = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
    if parts.len() == 3
        && number(0, 4, 9999)
        && number(1, 2, 12)
        && number(
            2,
            2,
            part(0)
                .zip(part(1))
                .map_or(31, |(year, month)| days(year, month)),
        )
    {
        return Some(word);
    }
    let place = reader.place_of(node);
    reader.error(
        "invalid-day",
        place,
        format!("`{}` is no day", shown(&word)),
        "write year, month and day: `2027-06-30`",
    );
    None
}

/// How many days a month has, 1–12.
const fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
