//! The customer and how they feel. Must not read changes of mood: rules do.

use super::reader::Reader;
use crate::domain::{Feeling, Mood};
use crate::scenario::Customer;
use crate::scenario::yaml::Node;

/// Years that a customer can be.
const AGES: std::ops::RangeInclusive<i64> = 0..=120;

pub(super) fn customer(reader: &mut Reader, node: &Node) -> Option<Customer> {
    let fields = reader.fields(node, &["name", "age", "mood"])?;
    let name = reader.required(node, &fields, "name", Reader::bilingual);
    let age = reader.required(node, &fields, "age", |reader, node| {
        reader.number(node, AGES)
    });
    let mood = reader.required(node, &fields, "mood", mood);
    Some(Customer {
        name: name?,
        age: age?,
        mood: mood?,
    })
}

fn mood(reader: &mut Reader, node: &Node) -> Option<Mood> {
    let known: Vec<&str> = Feeling::ALL.iter().map(|feeling| feeling.key()).collect();
    let fields = reader.fields(node, &known)?;
    let mut read = |feeling: Feeling| {
        reader.required(node, &fields, feeling.key(), |reader, node| {
            reader.number::<u8>(node, 0..=100)
        })
    };
    let (anger, worry) = (read(Feeling::Anger), read(Feeling::Worry));
    let (confusion, trust) = (read(Feeling::Confusion), read(Feeling::Trust));
    Some(Mood {
        anger: anger?,
        worry: worry?,
        confusion: confusion?,
        trust: trust?,
    })
}
