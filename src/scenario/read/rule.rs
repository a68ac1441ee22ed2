//! The ways on from a state. Must not evaluate them.

use super::names::Names;
use super::reader::Reader;
use super::{Kind, guard};
use crate::domain::{Feeling, MoodChange};
use crate::scenario::Rule;
use crate::scenario::yaml::{Node, Place};

/// Reads a state's `next`: rules in order, of which the last and only the last has no `when`.
pub(super) fn rules(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Vec<Rule>> {
    const FIX: &str = "write rules, the last of them without `when`: `- {to: some_state}`";
    let mut guarded: Vec<(bool, Place)> = Vec::new();
    let rules = reader.filled_list(node, FIX, |reader, node| {
        let has_guard = super::entry(node, "when").is_some();
        if guarded.iter().any(|(has_guard, _)| !has_guard) {
            reader.error(
                "rule-after-fallback",
                node.place,
                "this rule is never looked at: a rule without `when` stands before it",
                "move the rule without `when` to the end",
            );
        }
        guarded.push((has_guard, node.place));
        rule(reader, node, names)
    })?;
    if let Some((_, place)) = guarded.last()
        && guarded.iter().all(|(has_guard, _)| *has_guard)
    {
        reader.error(
            "missing-fallback",
            *place,
            "no rule without `when` comes last, so the encounter could get stuck here",
            "add a last rule `- {to: …}`",
        );
    }
    Some(rules)
}

fn rule(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Rule> {
    let fields = reader.fields(node, &["when", "to", "mood"])?;
    let when = fields
        .get("when")
        .map(|entry| reader.under(entry, |reader, node| guard::guard(reader, node, names)));
    let to = reader.required(node, &fields, "to", |reader, node| {
        reader.known(node, &Kind::PLACE_IN_STORY, &names.places(), |word| {
            names.place(word)
        })
    });
    let mood = reader.optional(&fields, "mood", change);
    Some(Rule {
        // A guard that could not be read must not become a rule that always holds.
        when: match when {
            Some(guard) => Some(guard?),
            None => None,
        },
        to: to?,
        mood: mood.unwrap_or_default(),
    })
}

fn change(reader: &mut Reader, node: &Node) -> Option<MoodChange> {
    let known: Vec<&str> = Feeling::ALL.iter().map(|feeling| feeling.key()).collect();
    let mut change = MoodChange::default();
    for entry in reader.entries(node, "write `{anger: -10, trust: +5}`")? {
        let Some(feeling) = Feeling::from_key(entry.key.word()) else {
            reader.unknown(&Kind::FEELING, entry.key.word(), entry.key.place, &known);
            continue;
        };
        let by = reader.under(entry, |reader, node| reader.number::<i8>(node, -100..=100));
        change.set(feeling, by.unwrap_or_default());
    }
    Some(change)
}
