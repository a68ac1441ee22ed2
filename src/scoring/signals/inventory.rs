//! The embedded signals with their automaton, read once. Must not parse authored files: the build script did.

use std::num::NonZeroU32;
use std::sync::OnceLock;

use daachorse::DoubleArrayAhoCorasick;

use super::entry::{Owner, Prepared, Signal};
use super::lists::Lists;
use super::pattern::Step;
use crate::domain::{Principle, RedLine};

/// A pattern to try where a literal of its rarest step stands. It holds what decides whether trying is worth it, since most are
/// not, and going to look at the pattern itself costs more than looking for it.
/// Hence also the tight form: a reply looks through hundreds of them.
#[derive(Clone, Copy)]
pub(super) struct Try {
    /// The pattern's number, and two bits beside it.
    packed: u32,
    /// The number of its second rarest step among [`Inventory::gates`]; `None` where there is none.
    pub(super) gate: Option<NonZeroU32>,
}

impl Try {
    const STEM: u32 = 1 << 31;
    const AT_ONCE: u32 = 1 << 30;

    const fn new(pattern: u32, gate: Option<NonZeroU32>, stem: bool, at_once: bool) -> Self {
        let stem = if stem { Self::STEM } else { 0 };
        let at_once = if at_once { Self::AT_ONCE } else { 0 };
        let packed = pattern | stem | at_once;
        Self { packed, gate }
    }

    /// The pattern.
    pub(super) const fn pattern(self) -> u32 {
        self.packed & !(Self::STEM | Self::AT_ONCE)
    }

    /// Whether the literal may be the beginning of a longer word.
    pub(super) const fn stem(self) -> bool {
        self.packed & Self::STEM != 0
    }

    /// Whether the step looked for is the first.
    pub(super) const fn at_once(self) -> bool {
        self.packed & Self::AT_ONCE != 0
    }
}

/// All signals, ready to be looked for.
pub struct Inventory {
    pub(super) prepared: Prepared,
    pub(super) automaton: DoubleArrayAhoCorasick<u32>,
    /// What to try where a literal stands, literal after literal, and where each literal's tries end.
    tries: Vec<Try>,
    tries_end: Vec<u32>,
    /// The literals of the second rarest steps; none has the number 0.
    gates: Lists,
    /// The patterns that hold nothing but classes.
    pub(super) classes_only: Vec<u32>,
    red_lines: Vec<Option<RedLine>>,
    by_wording: [Option<u32>; RedLine::COUNT],
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
            match DoubleArrayAhoCorasick::deserialize(automaton) {
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
        prepared.arrange(&[]);
        let automaton = DoubleArrayAhoCorasick::new(&prepared.compiled.literals)
            .map_err(|error| format!("the automaton can't be built: {error}"))?;
        Ok(Self::new(prepared, automaton))
    }

    fn new(prepared: Prepared, automaton: DoubleArrayAhoCorasick<u32>) -> Self {
        let compiled = &prepared.compiled;
        let slots = &compiled.slots;
        let literals = slots.iter().flatten().max().copied();
        let literals = literals.map_or(0, |greatest| greatest as usize / 2 + 1);
        let mut classes_only = Vec::new();
        let mut gates = Lists::default();
        gates.push([]);
        let mut gate_numbers: Vec<Option<Option<NonZeroU32>>> = vec![None; slots.len()];
        let mut by_literal: Vec<(u32, Try)> = Vec::new();
        for (number, pattern) in (0_u32..).zip(&prepared.compiled.patterns) {
            let Some(anchor) = compiled.slot_of(pattern, pattern.anchor) else {
                classes_only.push(number);
                continue;
            };
            let gate = compiled.slot_of(pattern, pattern.gate).and_then(|slot| {
                *gate_numbers[slot as usize].get_or_insert_with(|| {
                    gates.push(slots.get(slot).iter().copied());
                    NonZeroU32::new(gates.len() as u32 - 1)
                })
            });
            by_literal.extend(slots.get(anchor).iter().map(|literal| {
                let at_once = pattern.anchor == Some(0);
                let one = Try::new(number, gate, literal % 2 == 1, at_once);
                (literal / 2, one)
            }));
        }
        gates.shrink();
        let (tries_end, tries) = grouped(by_literal, literals);
        let red_lines = prepared
            .signals
            .iter()
            .map(|signal| signal.red_line.as_deref().and_then(RedLine::from_key))
            .collect();
        let strengths = prepared.signals.iter().map(Strengths::of).collect();
        let mut by_wording = [None; RedLine::COUNT];
        for &line in RedLine::ALL {
            let id = format!("{line}_by_wording");
            let number = prepared.signals.iter().position(|signal| signal.id == id);
            by_wording[line as usize] = number.map(|number| number as u32);
        }
        Self {
            literals,
            strengths,
            prepared,
            automaton,
            tries,
            tries_end,
            gates,
            classes_only,
            red_lines,
            by_wording,
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

    /// The signal by which `red_line` is crossed where the wording says so and no pattern does.
    #[must_use]
    pub fn by_wording(&self, red_line: RedLine) -> Option<u32> {
        self.by_wording[red_line as usize]
    }

    /// How strongly a signal speaks; not at all where there is none of this number.
    #[must_use]
    pub fn strengths(&self, signal: usize) -> Strengths {
        self.strengths.get(signal).copied().unwrap_or_default()
    }

    /// What to try where this literal stands.
    pub(super) fn tries(&self, literal: u32) -> &[Try] {
        let before = self.tries_end.get(..literal as usize).unwrap_or_default();
        let from = before.last().map_or(0, |&from| from as usize);
        let to = self.tries_end.get(literal as usize);
        self.tries
            .get(from..to.map_or(0, |&to| to as usize))
            .unwrap_or_default()
    }

    /// The literals of a second rarest step.
    pub(super) fn gate(&self, number: NonZeroU32) -> &[u32] {
        self.gates.get(number.get())
    }

    /// How many numbers of second rarest steps there are.
    pub(super) fn gates(&self) -> usize {
        self.gates.len()
    }

    /// The steps of a pattern, at least one, and whether it must begin a sentence.
    pub(super) fn pattern(&self, number: u32) -> (&[Step], bool) {
        let compiled = &self.prepared.compiled;
        let pattern = &compiled.patterns[number as usize];
        (compiled.steps(pattern), pattern.at_start)
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

/// Puts what belongs to each of so many numbers together, in the order it came; where each number's part ends comes first.
fn grouped<T: Copy>(pairs: Vec<(u32, T)>, numbers: usize) -> (Vec<u32>, Vec<T>) {
    let mut ends = vec![0_u32; numbers];
    for (number, _) in &pairs {
        ends[*number as usize] += 1;
    }
    let mut sum = 0;
    for end in &mut ends {
        // For now where the part begins; what is put there moves it on to its end.
        sum += std::mem::replace(end, sum);
    }
    let Some(&(_, any)) = pairs.first() else {
        return (ends, Vec::new());
    };
    let mut out = vec![any; pairs.len()];
    for (number, one) in pairs {
        let at = &mut ends[number as usize];
        out[*at as usize] = one;
        *at += 1;
    }
    (ends, out)
}
