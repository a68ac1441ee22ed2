//! The embedded signals with their automaton, read once. Must not parse authored files: the build script did.

use std::sync::OnceLock;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::entry::{Owner, Prepared, Signal};
use super::lists::Lists;
use super::pattern::{Pattern, Target};
use crate::domain::{Principle, RedLine};

/// A pattern to try where its rarest step stands. It holds what decides whether trying is worth it, since most are not, and
/// going to look at the pattern itself costs more than looking for it.
pub(super) struct Try {
    /// The pattern.
    pub(super) pattern: u32,
    /// Where the literals of its second rarest step stand among all; empty where there is none.
    gate: (u32, u32),
    /// Whether the step looked for is the first.
    pub(super) at_once: bool,
}

/// All signals, ready to be looked for.
pub struct Inventory {
    pub(super) prepared: Prepared,
    pub(super) automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// For each literal the slots that it fills and that are looked for first: a slot's number doubled, plus one as a stem.
    pub(super) anchors: Lists,
    /// What to try where something of a slot stands, slot after slot, and where each slot's tries end.
    tries: Vec<Try>,
    tries_end: Vec<u32>,
    /// The patterns that hold nothing but classes.
    pub(super) classes_only: Vec<u32>,
    red_lines: Vec<Option<RedLine>>,
    literals: usize,
    strengths: Vec<Strengths>,
}

/// How strongly a signal speaks, 0–3.
#[derive(Debug, Clone, Copy, Default)]
pub struct Strengths {
    /// On each of the eight principles, and on the whole: a third of their sum, and two more where it crosses a red line.
    pub here: [f32; Principle::COUNT + 1],
    /// The mean over the principles.
    pub mean: f32,
}

impl Strengths {
    fn of(signal: &Signal) -> Self {
        let mut here = [0.0; Principle::COUNT + 1];
        for (key, &strength) in &signal.strength {
            if let Some(principle) = Principle::from_key(key) {
                here[principle.index()] = f32::from(strength);
            }
        }
        let sum: f32 = here.iter().sum();
        here[Principle::COUNT] = sum / 3.0 + if signal.red_line.is_some() { 2.0 } else { 0.0 };
        Self {
            here,
            mean: sum / Principle::COUNT as f32,
        }
    }
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
    pub fn of(mut prepared: Prepared) -> Result<Self, String> {
        prepared.compiled.choose_anchors(&[]);
        let automaton = CharwiseDoubleArrayAhoCorasick::new(&prepared.compiled.literals)
            .map_err(|error| format!("the automaton can't be built: {error}"))?;
        Ok(Self::new(prepared, automaton))
    }

    fn new(prepared: Prepared, automaton: CharwiseDoubleArrayAhoCorasick<u32>) -> Self {
        let slots = &prepared.compiled.slots;
        let (mut tries, mut classes_only) = (Vec::new(), Vec::new());
        for (number, pattern) in (0_u32..).zip(&prepared.compiled.patterns) {
            let anchor = pattern
                .anchor
                .and_then(|anchor| pattern.steps.get(usize::from(anchor)));
            match anchor.map(|step| step.target) {
                Some(Target::Slot(slot)) => {
                    let gate = pattern
                        .gate
                        .and_then(|gate| pattern.steps.get(usize::from(gate)));
                    let gate = match gate.map(|step| step.target) {
                        Some(Target::Slot(slot)) => slots.range(slot),
                        _ => (0, 0),
                    };
                    tries.push((
                        slot,
                        Try {
                            pattern: number,
                            gate,
                            at_once: pattern.anchor == Some(0),
                        },
                    ));
                }
                _ => classes_only.push(number),
            }
        }
        tries.sort_by_key(|(slot, _)| *slot);
        let mut anchors = Vec::new();
        let mut tries_end = vec![0; slots.len()];
        for (place, (slot, _)) in (1_u32..).zip(&tries) {
            if tries_end[*slot as usize] == 0 {
                let literals = slots.get(*slot).iter();
                anchors.extend(literals.map(|literal| (literal / 2, slot * 2 + literal % 2)));
            }
            tries_end[*slot as usize] = place;
        }
        for slot in 1..tries_end.len() {
            tries_end[slot] = tries_end[slot].max(tries_end[slot - 1]);
        }
        let anchors = Lists::grouped(anchors);
        let tries: Vec<Try> = tries.into_iter().map(|(_, one)| one).collect();
        let red_lines = prepared
            .signals
            .iter()
            .map(|signal| signal.red_line.as_deref().and_then(RedLine::from_key))
            .collect();
        let strengths = prepared.signals.iter().map(Strengths::of).collect();
        let literals = prepared.compiled.slots.iter().flatten().max().copied();
        Self {
            literals: literals.map_or(0, |greatest| greatest as usize / 2 + 1),
            strengths,
            prepared,
            automaton,
            anchors,
            tries,
            tries_end,
            classes_only,
            red_lines,
        }
    }

    /// The signals, in the order of their numbers.
    #[must_use]
    pub fn signals(&self) -> &[Signal] {
        &self.prepared.signals
    }

    /// How many literals stand in normalised text: the bare pass over it, for benches to compare with.
    #[must_use]
    pub fn scan(&self, text: &str) -> usize {
        self.automaton.find_overlapping_iter(text).count()
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

    /// How strongly a signal speaks; not at all where there is none of this number.
    #[must_use]
    pub fn strengths(&self, signal: usize) -> Strengths {
        self.strengths.get(signal).copied().unwrap_or_default()
    }

    /// What to try where something of this slot stands.
    pub(super) fn tries(&self, slot: u32) -> &[Try] {
        let end = self
            .tries_end
            .get(slot as usize)
            .map_or(0, |&end| end as usize);
        let before = self.tries_end.get(..slot as usize).unwrap_or_default();
        let from = before.last().map_or(0, |&from| from as usize);
        self.tries.get(from..end).unwrap_or_default()
    }

    /// The literals that a gate asks for.
    pub(super) fn gate(&self, one: &Try) -> &[u32] {
        let numbers = self.prepared.compiled.slots.numbers();
        numbers
            .get(one.gate.0 as usize..one.gate.1 as usize)
            .unwrap_or_default()
    }

    pub(super) fn pattern(&self, number: u32) -> &Pattern {
        &self.prepared.compiled.patterns[number as usize]
    }

    pub(super) fn owner(&self, number: u32) -> Owner {
        self.prepared.owners[number as usize]
    }

    /// One more than the greatest number of a literal.
    pub(super) fn literals(&self) -> usize {
        self.literals
    }

    /// The literals of a slot: a literal's number doubled, plus one where its last word may go on.
    pub(super) fn slot(&self, slot: u32) -> &[u32] {
        self.prepared.compiled.slots.get(slot)
    }

    /// Whether `literal` may fill `slot`; `runs_on` where its last word goes on in the text.
    pub(super) fn fills(&self, slot: u32, literal: u32, runs_on: bool) -> bool {
        let slot = self.slot(slot);
        let at = slot.partition_point(|one| *one < literal * 2 + u32::from(runs_on));
        slot.get(at).is_some_and(|one| one / 2 == literal)
    }
}
