//! The names a scenario file gives to its states, endings and facts, gathered before anything else is read, so that a mistake
//! inside a state does not make the state unknown everywhere else. Must not report anything.

use crate::domain::{FactId, StateId};
use crate::scenario::yaml::{Entry, Node, Value};

/// The names given in one file.
#[derive(Debug, Default)]
pub struct Names<'n> {
    /// Keys under `states`.
    pub states: Vec<&'n str>,
    /// Keys under `endings`.
    pub endings: Vec<&'n str>,
    /// The `id`s under `facts`.
    pub facts: Vec<&'n str>,
}

impl<'n> Names<'n> {
    /// The names in `file`.
    #[must_use]
    pub fn of(file: &'n Node) -> Self {
        let keys = |key: &str| {
            entries(file)
                .filter(|entry| entry.key.word() == key)
                .flat_map(|entry| entries(&entry.value))
                .map(|entry| entry.key.word())
                .collect()
        };
        let facts = entries(file)
            .filter(|entry| entry.key.word() == "facts")
            .flat_map(|entry| match &entry.value.value {
                Value::Sequence(items) => items.as_slice(),
                _ => &[],
            })
            .flat_map(|fact| entries(fact).filter(|entry| entry.key.word() == "id"))
            .map(|entry| entry.value.word())
            .collect();
        Self {
            states: keys("states"),
            endings: keys("endings"),
            facts,
        }
    }

    /// States and endings: where a rule may lead.
    #[must_use]
    pub fn places(&self) -> Vec<&'n str> {
        self.states.iter().chain(&self.endings).copied().collect()
    }

    /// The fact called `word`.
    #[must_use]
    pub fn fact(&self, word: &str) -> Option<FactId> {
        self.facts
            .contains(&word)
            .then(|| FactId::new(word).ok())
            .flatten()
    }

    /// The state or ending called `word`.
    #[must_use]
    pub fn place(&self, word: &str) -> Option<StateId> {
        (self.states.contains(&word) || self.endings.contains(&word))
            .then(|| StateId::new(word).ok())
            .flatten()
    }
}

fn entries(node: &Node) -> impl Iterator<Item = &Entry> {
    match &node.value {
        Value::Mapping(entries) => entries.as_slice(),
        _ => &[],
    }
    .iter()
}
