//! The embedded signals with their automaton, read once. Must not parse authored files: the build script did.

use std::sync::OnceLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::entry::{Owner, Prepared, Signal};
use super::pattern::{Class, Pattern, Target, Use};
use crate::domain::RedLine;

/// All signals, ready to be looked for.
pub struct Inventory {
    pub(super) prepared: Prepared,
    pub(super) automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// For each slot the pattern whose first step it is.
    pub(super) first_slot: Vec<Option<u32>>,
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
            let prepared =
                serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/signals.json")));
            let automaton = CharwiseDoubleArrayAhoCorasick::deserialize(include_bytes!(concat!(
                env!("OUT_DIR"),
                "/literals.bin"
            )));
            match (prepared, automaton) {
                (Ok(prepared), Ok((automaton, _))) => Self::new(prepared, automaton),
                // Both were written by the build script of this very program.
                (Err(error), _) => unreachable!("the embedded signals are not readable: {error}"),
                (_, Err(error)) => unreachable!("the embedded automaton is not readable: {error}"),
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
        let mut first_slot = vec![None; prepared.compiled.slots as usize];
        let mut first_class = Vec::new();
        for (number, pattern) in (0_u32..).zip(&prepared.compiled.patterns) {
            match pattern.steps.first().map(|step| step.target) {
                Some(Target::Slot(slot)) => first_slot[slot as usize] = Some(number),
                Some(Target::Class(class)) => first_class.push((class, number)),
                Some(Target::End) | None => {}
            }
        }
        let red_lines = prepared
            .signals
            .iter()
            .map(|signal| signal.red_line.as_deref().and_then(RedLine::from_key))
            .collect();
        Self {
            prepared,
            automaton,
            first_slot,
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

    pub(super) fn uses(&self, literal: u32) -> &[Use] {
        &self.prepared.compiled.uses[literal as usize]
    }
}
