//! The embedded signals with their automaton, read once. Must not parse authored files: the build script did.

use std::sync::OnceLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::entry::{Owner, Prepared, Signal};
use super::lists::Lists;
use super::pattern::{Class, Pattern, Target};
use crate::domain::RedLine;

/// All signals, ready to be looked for.
pub struct Inventory {
    pub(super) prepared: Prepared,
    pub(super) automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// For each literal the patterns that may begin with it: a pattern's number doubled, plus one as a stem.
    pub(super) begins: Lists,
    /// The patterns that begin with a class.
    pub(super) first_class: Vec<(Class, u32)>,
    red_lines: Vec<Option<RedLine>>,
}

impl Inventory {
    /// The inventory this program was built with.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static INVENTORY: OnceLock<Inventory> = OnceLock::new();
        INVENTORY.get_or_init(|| {
            let words = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
            let automaton = include_bytes!(concat!(env!("OUT_DIR"), "/literals.bin"));
            let signals = include_bytes!(concat!(env!("OUT_DIR"), "/signals.json"));
            let mut prepared: Prepared = match serde_json::from_slice(signals) {
                Ok(prepared) => prepared,
                // All three files were written by the build script of this very program.
                Err(error) => unreachable!("the embedded signals are not readable: {error}"),
            };
            let (words, _) = words.as_chunks::<4>();
            let whole = prepared.take_words(words.iter().map(|word| u32::from_le_bytes(*word)));
            match CharwiseDoubleArrayAhoCorasick::deserialize(automaton) {
                Ok((automaton, _)) if whole => Self::new(prepared, automaton),
                Ok(_) => unreachable!("the embedded patterns are not readable"),
                Err(error) => unreachable!("the embedded automaton is not readable: {error}"),
            }
        })
    }

    /// An inventory of these signals alone, for trying files out.
    ///
    /// # Errors
    /// A sentence that says which pattern can't be used.
    pub fn of(prepared: Prepared) -> Result<Self, String> {
        let automaton = CharwiseDoubleArrayAhoCorasick::new(&prepared.compiled.literals)
            .map_err(|error| format!("the automaton can't be built: {error}"))?;
        Ok(Self::new(prepared, automaton))
    }

    fn new(prepared: Prepared, automaton: CharwiseDoubleArrayAhoCorasick<u32>) -> Self {
        let mut starts: Vec<(u32, u32)> = Vec::new();
        let mut first_class = Vec::new();
        for (number, pattern) in (0_u32..).zip(&prepared.compiled.patterns) {
            match pattern.steps.first().map(|step| step.target) {
                Some(Target::Slot(slot)) => {
                    let literals = prepared.compiled.slots.get(slot).iter();
                    starts.extend(literals.map(|literal| (literal / 2, number * 2 + literal % 2)));
                }
                Some(Target::Class(class)) => first_class.push((class, number)),
                Some(Target::End) | None => {}
            }
        }
        starts.sort_unstable();
        let mut begins = Lists::default();
        let mut rest = starts.as_slice();
        while let Some(&(last, _)) = starts.last()
            && begins.len() as u32 <= last
        {
            let literal = begins.len() as u32;
            let (own, others) = rest.split_at(rest.partition_point(|(of, _)| *of <= literal));
            begins.push(own.iter().map(|(_, pattern)| *pattern));
            rest = others;
        }
        let red_lines = prepared
            .signals
            .iter()
            .map(|signal| signal.red_line.as_deref().and_then(RedLine::from_key))
            .collect();
        Self {
            prepared,
            automaton,
            begins,
            first_class,
            red_lines,
        }
    }

    /// The signals, in the order of their numbers.
    #[must_use]
    pub fn signals(&self) -> &[Signal] {
        &self.prepared.signals
    }

    /// The number of the signal with this id.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<usize> {
        self.prepared
            .signals
            .iter()
            .position(|signal| signal.id == id)
    }

    /// The red line that a signal crosses.
    #[must_use]
    pub fn red_line(&self, signal: usize) -> Option<RedLine> {
        self.red_lines.get(signal).copied().flatten()
    }

    pub(super) fn pattern(&self, number: u32) -> &Pattern {
        &self.prepared.compiled.patterns[number as usize]
    }

    pub(super) fn owner(&self, number: u32) -> Owner {
        self.prepared.owners[number as usize]
    }

    /// Whether `literal` may fill `slot`; `runs_on` where its last word goes on in the text.
    pub(super) fn fills(&self, slot: u32, literal: u32, runs_on: bool) -> bool {
        let slot = self.prepared.compiled.slots.get(slot);
        slot.binary_search(&(literal * 2 + 1)).is_ok()
            || (!runs_on && slot.binary_search(&(literal * 2)).is_ok())
    }
}
