//! The embedded signals with their automaton, read once. Must not parse authored files: the build script did.

use std::sync::OnceLock;

use daachorse::DoubleArrayAhoCorasick;

use super::entry::{Owner, Prepared, Signal};
use super::pattern::{Compiled, Pattern, Step};
use crate::domain::{Principle, RedLine};

/// A pattern to try where a literal of its rarest step stands. It holds what decides whether trying is worth it, since most are
/// not, and going to look at the pattern itself costs more than looking for it.
/// Hence also the tight form: a reply looks through hundreds of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Try {
    /// The pattern's number, and beside it where its gate may stand.
    packed: u32,
    /// The marks of the literals of its gate, in two halves.
    marks: [u32; 2],
}

/// Where a literal of a pattern's second rarest step, its gate, must stand for the pattern to be worth trying.
#[derive(Clone, Copy)]
pub(super) struct Gate {
    /// Behind the literal of the rarest step, or before it.
    pub(super) behind: bool,
    /// Fewer characters than two to the power of this stand between.
    pub(super) level: usize,
    /// The marks of its literals.
    pub(super) marks: u64,
}

/// The mark of a literal, one bit of 64: common literals, which have neighbouring numbers, have different ones.
pub(super) const fn mark(literal: u32) -> u64 {
    1 << (literal % 64)
}

impl Try {
    const STEM: u32 = 1 << 31;
    const BEHIND: u32 = 1 << 30;
    const LEVEL: u32 = 27;
    const PATTERN: u32 = (1 << Self::LEVEL) - 1;
    /// The levels of gates; one that may stand farther off is not asked for.
    pub(super) const LEVELS: usize = 6;

    fn new(number: u32, pattern: &Pattern, stem: bool, marks: u64) -> Self {
        let level = pattern
            .within
            .map_or(u32::MAX, |within| u8::BITS - within.leading_zeros());
        let level = level.min(Self::LEVELS as u32);
        let mut packed = number | level << Self::LEVEL;
        if stem {
            packed |= Self::STEM;
        }
        if pattern.gate > pattern.anchor {
            packed |= Self::BEHIND;
        }
        Self {
            packed,
            marks: [marks as u32, (marks >> 32) as u32],
        }
    }

    /// The pattern.
    pub(super) const fn pattern(self) -> u32 {
        self.packed & Self::PATTERN
    }

    /// Whether the literal may be the beginning of a longer word.
    pub(super) const fn stem(self) -> bool {
        self.packed & Self::STEM != 0
    }

    /// What to ask for first; `None` where there is nothing.
    pub(super) fn gate(self) -> Option<Gate> {
        let level = (self.packed >> Self::LEVEL) as usize % 8;
        (level < Self::LEVELS).then(|| Gate {
            behind: self.packed & Self::BEHIND != 0,
            level,
            marks: u64::from(self.marks[0]) | u64::from(self.marks[1]) << 32,
        })
    }
}

/// All signals, ready to be looked for.
pub struct Inventory {
    pub(super) prepared: Prepared,
    pub(super) automaton: DoubleArrayAhoCorasick<u32>,
    /// What to try where a literal stands, literal after literal, and where each literal's tries end.
    tries: Vec<Try>,
    tries_end: Vec<u32>,
    /// The patterns that hold nothing but classes.
    pub(super) classes_only: Vec<u32>,
    red_lines: Vec<Option<RedLine>>,
    by_wording: [Option<u32>; RedLine::COUNT],
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
        let classes_only = (0_u32..)
            .zip(&compiled.patterns)
            .filter(|(_, pattern)| pattern.anchor.is_none())
            .map(|(number, _)| number)
            .collect();
        let (tries_end, tries) = tries(compiled);
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
            strengths,
            prepared,
            automaton,
            tries,
            tries_end,
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

    /// A pattern and its steps, at least one.
    pub(super) fn pattern(&self, number: u32) -> (&Pattern, &[Step]) {
        let compiled = &self.prepared.compiled;
        let pattern = &compiled.patterns[number as usize];
        (pattern, compiled.steps(pattern))
    }

    pub(super) fn owner(&self, number: u32) -> Owner {
        self.prepared.owners[number as usize]
    }

    /// Whether `literal` may fill `slot`, in which literals' numbers stand doubled, plus one where their last word may go on;
    /// `runs_on` where it does in the text.
    pub(super) fn fills(&self, slot: u32, literal: u32, runs_on: bool) -> bool {
        let slot = self.prepared.compiled.slots.get(slot);
        let at = slot.partition_point(|one| *one < literal * 2 + u32::from(runs_on));
        slot.get(at).is_some_and(|one| one / 2 == literal)
    }
}

/// Where each literal's tries end, and all tries. Room is counted out first: to put them in order afterwards would take twice
/// the memory at every start.
fn tries(compiled: &Compiled) -> (Vec<u32>, Vec<Try>) {
    let slots = &compiled.slots;
    let greatest = slots.numbers().iter().max();
    let mut ends = vec![0_u32; greatest.map_or(0, |greatest| *greatest as usize / 2 + 1)];
    let patterns = (0_u32..).zip(&compiled.patterns);
    let anchors = patterns.filter_map(|(number, pattern)| {
        let anchor = compiled.slot_of(pattern, pattern.anchor)?;
        Some((number, pattern, slots.get(anchor)))
    });
    for (_, _, anchor) in anchors.clone() {
        for literal in anchor {
            ends[*literal as usize / 2] += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        // For now where the literal's tries begin; each that is put there moves it on to their end.
        sum += std::mem::replace(end, sum);
    }
    let mut out = vec![Try::default(); sum as usize];
    for (number, pattern, anchor) in anchors {
        let gate = compiled.slot_of(pattern, pattern.gate);
        let gate = gate.map_or([].as_slice(), |slot| slots.get(slot));
        let marks = gate.iter().fold(0, |all, one| all | mark(one / 2));
        for literal in anchor {
            let at = &mut ends[*literal as usize / 2];
            out[*at as usize] = Try::new(number, pattern, literal % 2 == 1, marks);
            *at += 1;
        }
    }
    (ends, out)
}
