//! What must hold for a rule to be taken. Must not decide whether it holds.

use super::Kind;
use super::names::Names;
use super::reader::{Reader, shown};
use crate::domain::{FactId, Feeling, Principle, RedLine, SignalId};
use crate::scenario::yaml::{Entry, Node, Place, Value};
use crate::scenario::{Bounds, Guard, RedLineGuard};
use crate::scoring::known_keys;

/// How often a reply can be asked for in one state before a guard on it makes no sense.
const TURNS: std::ops::RangeInclusive<i64> = 1..=99;

/// The parts of a guard besides principles.
const PARTS: [&str; 5] = ["red_line", "signals", "facts", "mood", "turns"];

/// Reads what stands under `when`.
pub(super) fn guard(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Guard> {
    let entries = reader.entries(
        node,
        "write conditions such as `{listening: {min: 60}}`, or leave `when` out",
    )?;
    if entries.is_empty() {
        let place = reader.place_of(node);
        reader.error(
            "empty-guard",
            place,
            "this guard asks for nothing, so it always holds",
            "leave `when` out if the rule is the last, or write a condition",
        );
    }
    let mut guard = Guard::default();
    for entry in entries {
        reader.under(entry, |reader, node| {
            part(reader, &mut guard, entry, node, names);
        });
    }
    Some(guard)
}

fn part(reader: &mut Reader, guard: &mut Guard, entry: &Entry, node: &Node, names: &Names<'_>) {
    let key = entry.key.word();
    if let Some(principle) = Principle::from_key(key) {
        let bounds = reader.bounds(node, 0..=100);
        guard.marks.extend(bounds.map(|bounds| (principle, bounds)));
        return;
    }
    match key {
        "red_line" => guard.red_line = red_line(reader, node),
        "signals" => {
            reader.not_empty(node, "write a signal's id, or leave `signals` out");
            let signals = reader.signals(node).unwrap_or_default();
            guard.signals = signals.into_iter().map(|(signal, _)| signal).collect();
        }
        "facts" => guard.facts = facts(reader, node, names).unwrap_or_default(),
        "mood" => guard.mood = reader.mood_bounds(node).unwrap_or_default(),
        "turns" => guard.turns = reader.bounds(node, TURNS),
        _ => {
            let message = format!("there is no condition `{}`", shown(key));
            reader.unknown_beside_marks(entry, &PARTS, message);
        }
    }
}

fn red_line(reader: &mut Reader, node: &Node) -> Option<RedLineGuard> {
    let known: Vec<&str> = std::iter::once("any")
        .chain(RedLine::ALL.iter().map(|line| line.key()))
        .collect();
    reader.known(node, &Kind::RED_LINE, &known, |word| {
        if word == "any" {
            Some(RedLineGuard::Any)
        } else {
            RedLine::from_key(word).map(RedLineGuard::One)
        }
    })
}

fn facts(reader: &mut Reader, node: &Node, names: &Names<'_>) -> Option<Vec<FactId>> {
    reader.filled_list(node, "write a list of facts' ids", |reader, node| {
        reader.known(node, &Kind::FACT, &names.facts, |word| names.fact(word))
    })
}

impl Reader {
    /// A list of signals' ids with their places.
    pub fn signals(&mut self, node: &Node) -> Option<Vec<(SignalId, Place)>> {
        let known: Vec<&str> = known_keys().collect();
        self.list(node, "write a list of signals' ids", |reader, node| {
            let signal = reader.known(node, &Kind::SIGNAL, &known, |word| {
                known
                    .contains(&word)
                    .then(|| SignalId::new(word).ok())
                    .flatten()
            })?;
            Some((signal, node.place))
        })
    }

    /// Bounds on feelings: `{anger: {max: 40}}`.
    pub fn mood_bounds(&mut self, node: &Node) -> Option<Vec<(Feeling, Bounds)>> {
        self.felt(node, Self::bounds)
    }

    /// Bounds on feelings, or just what they are: `{anger: 40}`.
    pub fn mood_bounds_or_values(&mut self, node: &Node) -> Option<Vec<(Feeling, Bounds)>> {
        self.felt(node, |reader, node, range| match node.value {
            Value::Whole(_) => {
                let value = reader.number::<u8>(node, range);
                value.map(|value| Bounds {
                    min: Some(value),
                    max: Some(value),
                })
            }
            _ => reader.bounds(node, range),
        })
    }

    fn felt(
        &mut self,
        node: &Node,
        read: impl Fn(&mut Self, &Node, std::ops::RangeInclusive<i64>) -> Option<Bounds>,
    ) -> Option<Vec<(Feeling, Bounds)>> {
        let known: Vec<&str> = Feeling::ALL.iter().map(|feeling| feeling.key()).collect();
        let entries = self.entries(node, "write `{anger: {max: 40}}`")?;
        let mut all = Vec::new();
        for entry in entries {
            match Feeling::from_key(entry.key.word()) {
                Some(feeling) => {
                    let bounds = self.under(entry, |reader, node| read(reader, node, 0..=100));
                    all.extend(bounds.map(|bounds| (feeling, bounds)));
                }
                None => self.unknown(&Kind::FEELING, entry.key.word(), entry.key.place, &known),
            }
        }
        Some(all)
    }
}
