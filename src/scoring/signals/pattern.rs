//! The pattern language of the signal files, compiled to literals and gaps. A small subset of regular expressions, on purpose:
//! everything in it can be found by one pass over the reply. Must not depend on other rooms, since the build script reads
//! this file too.

use std::collections::HashMap;

use super::lists::Lists;
use super::syntax::{Part, sequences};

/// Something a pattern can ask for besides literal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// `<num>`: any number, also one inside a time or an amount.
    Number,
    /// `<time>`.
    Time,
    /// `<money>`.
    Money,
    /// `<pct>`.
    Percent,
}

/// What one step of a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Any literal of this slot.
    Slot(u32),
    /// A token of this class.
    Class(Class),
    /// Nothing more in this sentence but marks; takes no characters.
    End,
}

/// One step: a target, and how many characters may stand between it and the step before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What must be there.
    pub target: Target,
    /// The fewest characters between.
    pub min: u8,
    /// The most characters between.
    pub max: u8,
    /// Whether it may be left out.
    pub optional: bool,
    /// The marks of its literals, once [`Compiled::mark_steps`] has put them there: what can't stand here is mostly told by
    /// them, without going to look at the slot.
    pub marks: u32,
}

/// The mark of a literal in [`Step::marks`], one bit of 32. Literals that share one have different marks where patterns are
/// chosen.
#[must_use]
pub const fn step_mark(literal: u32) -> u32 {
    1 << (literal.wrapping_mul(0x9E37_79B1) >> 27)
}

/// A compiled pattern; its steps stand among those of all patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// The first of its steps; it has at least one, and the first is never optional.
    from: u32,
    /// One past its last step.
    to: u32,
    /// Whether it must begin a sentence.
    pub at_start: bool,
    /// The number of the step to look for first: the rarest that must be there; `None` where all steps are classes.
    pub anchor: Option<u8>,
    /// The number of the step to ask for next, the second rarest.
    pub gate: Option<u8>,
    /// How many characters stand between these two at the most; `None` where that is not known or more than 254.
    pub within: Option<u8>,
}

impl Pattern {
    /// The same with its steps elsewhere.
    pub(super) const fn with_steps(self, from: u32, to: u32) -> Self {
        Self { from, to, ..self }
    }
}

/// A pattern on its way to being compiled.
#[derive(Clone)]
struct Draft {
    steps: Vec<Step>,
    at_start: bool,
}

/// All patterns of all signals, with the literals they share.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// The patterns.
    pub patterns: Vec<Pattern>,
    /// The steps of all patterns, one pattern's after another's.
    steps: Vec<Step>,
    /// For each slot its literals, sorted; a literal's number doubled, plus one where its last word may go on (`apolog*`).
    pub slots: Lists,
    /// The literals themselves; only the build script and tests need them.
    pub literals: Vec<String>,
    index: HashMap<String, u32>,
    slot_index: HashMap<Vec<u32>, u32>,
}

/// The most steps of a pattern.
const MOST_STEPS: usize = 100;

/// Bits of a step's first word in the binary form.
const OPTIONAL: u32 = 1 << 31;
/// Set for a class or the end, whose code stands in the low bits.
const NO_SLOT: u32 = 1 << 30;

impl Compiled {
    /// The steps of a pattern in order.
    #[must_use]
    pub fn steps(&self, pattern: &Pattern) -> &[Step] {
        self.steps
            .get(pattern.from as usize..pattern.to as usize)
            .unwrap_or_default()
    }

    /// The binary form: counts, patterns as runs of steps of three words, slots as runs of numbers. It is read at every
    /// start, and a format of plain numbers is read ten times faster than JSON.
    #[must_use]
    pub fn to_words(&self) -> Vec<u32> {
        let mut out = vec![self.patterns.len() as u32, self.slots.len() as u32];
        for pattern in &self.patterns {
            let one_more = |number: Option<u8>| number.map_or(0, |number| u32::from(number) + 1);
            let steps = self.steps(pattern);
            let head = steps.len() as u32 * 2 + u32::from(pattern.at_start);
            let places = one_more(pattern.gate) << 24 | one_more(pattern.anchor) << 16;
            out.push(places | one_more(pattern.within) << 8 | head);
            for step in steps {
                let target = match step.target {
                    Target::Slot(slot) => slot,
                    Target::Class(class) => NO_SLOT | (class as u32 + 1),
                    Target::End => NO_SLOT,
                };
                out.push(target | if step.optional { OPTIONAL } else { 0 });
                out.push(u32::from(step.min) << 8 | u32::from(step.max));
                out.push(step.marks);
            }
        }
        for slot in self.slots.iter() {
            out.push(slot.len() as u32);
            out.extend(slot);
        }
        out
    }

    /// Reads [`Compiled::to_words`]; `None` where the words are not of that form.
    pub fn from_words(words: &mut impl Iterator<Item = u32>) -> Option<Self> {
        let (patterns, slots) = (words.next()?, words.next()?);
        let mut out = Self::default();
        out.patterns.reserve_exact(patterns as usize);
        // About so many; what is too much goes again.
        out.steps.reserve(patterns as usize * 3);
        for _ in 0..patterns {
            let head = words.next()?;
            let length = (head & 0xFF) / 2;
            let from = out.steps.len() as u32;
            for _ in 0..length {
                let (target, gap, marks) = (words.next()?, words.next()?, words.next()?);
                let code = target & !(OPTIONAL | NO_SLOT);
                out.steps.push(Step {
                    target: match (target & NO_SLOT != 0, code) {
                        (false, slot) => Target::Slot(slot),
                        (true, 0) => Target::End,
                        (true, 1) => Target::Class(Class::Number),
                        (true, 2) => Target::Class(Class::Time),
                        (true, 3) => Target::Class(Class::Money),
                        (true, _) => Target::Class(Class::Percent),
                    },
                    min: u8::try_from(gap >> 8).ok()?,
                    max: u8::try_from(gap & 0xFF).ok()?,
                    optional: target & OPTIONAL != 0,
                    marks,
                });
            }
            out.patterns.push(Pattern {
                from,
                to: from + length,
                at_start: head % 2 == 1,
                anchor: ((head >> 16) as u8).checked_sub(1),
                gate: ((head >> 24) as u8).checked_sub(1),
                within: ((head >> 8) as u8).checked_sub(1),
            });
        }
        for _ in 0..slots {
            let length = words.next()?;
            out.slots.push(words.by_ref().take(length as usize));
        }
        out.slots.shrink();
        out.steps.shrink_to_fit();
        // Where words are missing at the end the last slots are too short, and so is what follows them.
        Some(out)
    }

    /// Adds the patterns that `source` stands for and returns the range of their numbers.
    ///
    /// # Errors
    /// A sentence that says what in `source` is not of the pattern language.
    pub fn add(
        &mut self,
        source: &str,
        normalise: fn(&str) -> String,
    ) -> Result<std::ops::Range<u32>, String> {
        let first = u32::try_from(self.patterns.len()).map_err(|error| error.to_string())?;
        for sequence in sequences(source)? {
            let pattern = self.pattern(&sequence, source, normalise)?;
            for draft in not_optional_first(pattern) {
                let from = self.steps.len() as u32;
                self.steps.extend(draft.steps);
                self.patterns.push(Pattern {
                    from,
                    to: self.steps.len() as u32,
                    at_start: draft.at_start,
                    anchor: None,
                    gate: None,
                    within: None,
                });
            }
        }
        let last = u32::try_from(self.patterns.len()).map_err(|error| error.to_string())?;
        if first == last {
            return Err(format!("`{source}` matches nothing or everything"));
        }
        Ok(first..last)
    }

    fn pattern(
        &mut self,
        sequence: &[Part],
        source: &str,
        normalise: fn(&str) -> String,
    ) -> Result<Draft, String> {
        let mut steps: Vec<Step> = Vec::new();
        let mut at_start = false;
        let (mut min, mut max) = (0_u8, 0_u8);
        for part in sequence {
            let mut optional = false;
            let target = match part {
                Part::Gap(least, most) => {
                    min = min.saturating_add(*least);
                    max = max.saturating_add(*most);
                    continue;
                }
                Part::Start if steps.is_empty() => {
                    at_start = true;
                    continue;
                }
                Part::Start => return Err(format!("`{source}`: `^` stands at the beginning only")),
                Part::Class(class) => {
                    // Normalising takes the space out of "within <time>": one character may stand there.
                    max = max.saturating_add(1);
                    Target::Class(*class)
                }
                Part::End => Target::End,
                Part::Literals(texts) => {
                    optional = texts.iter().any(|(text, _)| text.trim().is_empty());
                    // The space that joined two steps of one phrase: normalising may have taken it out.
                    if texts.iter().any(|(text, _)| text.starts_with(' ')) {
                        max = max.saturating_add(1);
                    }
                    let literals = self.slot(texts, normalise);
                    if literals.is_empty() {
                        max = max.saturating_add(1);
                        continue;
                    }
                    let next =
                        u32::try_from(self.slots.len()).map_err(|error| error.to_string())?;
                    let slot = *self.slot_index.entry(literals.clone()).or_insert(next);
                    if slot == next {
                        self.slots.push(literals);
                    }
                    Target::Slot(slot)
                }
            };
            if steps.is_empty() {
                (min, max) = (0, 0);
            }
            steps.push(Step {
                target,
                min,
                max,
                optional,
                marks: 0,
            });
            let joins = match part {
                Part::Class(_) => true,
                Part::Literals(texts) => texts.iter().any(|(text, _)| text.ends_with(' ')),
                _ => false,
            };
            (min, max) = (0, u8::from(joins));
        }
        if steps.len() > MOST_STEPS {
            return Err(format!("`{source}`: more than {MOST_STEPS} steps"));
        }
        Ok(Draft { steps, at_start })
    }

    /// Puts the marks of the literals it asks for into every step.
    pub(super) fn mark_steps(&mut self) {
        let marks: Vec<u32> = self
            .slots
            .iter()
            .map(|slot| slot.iter().fold(0, |all, one| all | step_mark(one / 2)))
            .collect();
        for step in &mut self.steps {
            if let Target::Slot(slot) = step.target {
                step.marks = marks.get(slot as usize).copied().unwrap_or(0);
            }
        }
    }

    /// The slot that a step of a pattern asks for; `None` where there is no such step or it asks for a class.
    #[must_use]
    pub fn slot_of(&self, pattern: &Pattern, step: Option<u8>) -> Option<u32> {
        match self.steps(pattern).get(usize::from(step?))?.target {
            Target::Slot(slot) => Some(slot),
            Target::Class(_) | Target::End => None,
        }
    }

    /// Puts other patterns, with their steps and slots, in the place of those there.
    pub(super) fn replace(&mut self, patterns: Vec<Pattern>, steps: Vec<Step>, slots: Lists) {
        (self.patterns, self.steps, self.slots) = (patterns, steps, slots);
        self.slot_index.clear();
    }

    /// Forgets by which names and lists patterns that are still to be added would find literals and slots: their numbers have
    /// changed, so that nothing can be added any more.
    pub(super) fn forget_names(&mut self) {
        self.index.clear();
        self.slot_index.clear();
    }

    /// Chooses for every pattern the steps to look for first and next, given how often each literal turns up in ordinary text.
    pub fn choose_anchors(&mut self, commonness: &[u32]) {
        let Self {
            patterns,
            steps,
            slots,
            literals,
            ..
        } = self;
        let length = |literal: &u32| {
            let literal = literals.get(*literal as usize / 2);
            literal.map_or(0, |literal| literal.chars().count())
        };
        let longest: Vec<usize> = slots
            .iter()
            .map(|slot| slot.iter().map(length).max().unwrap_or(0))
            .collect();
        for pattern in patterns {
            let steps = &steps[pattern.from as usize..pattern.to as usize];
            let cost = |slot: u32| -> u32 {
                let literals = slots.get(slot).iter();
                literals
                    .map(|literal| 1 + commonness.get(*literal as usize / 2).copied().unwrap_or(0))
                    .sum()
            };
            let mut rarest: Vec<(u32, u8)> = (0_u8..)
                .zip(steps)
                // What is looked for backwards never meets the end.
                .take_while(|(_, step)| step.target != Target::End)
                .filter_map(|(number, step)| match step.target {
                    Target::Slot(slot) if !step.optional => Some((cost(slot), number)),
                    _ => None,
                })
                .collect();
            rarest.sort_unstable();
            let mut rarest = rarest.into_iter().map(|(_, number)| number);
            (pattern.anchor, pattern.gate) = (rarest.next(), rarest.next());
            pattern.within = pattern.anchor.zip(pattern.gate).and_then(|(one, other)| {
                let between = usize::from(one.min(other)) + 1..usize::from(one.max(other));
                let gaps = &steps[between.start..=between.end];
                let gaps: usize = gaps.iter().map(|step| usize::from(step.max)).sum();
                let lengths: Option<usize> = steps[between]
                    .iter()
                    .map(|step| match step.target {
                        Target::Slot(slot) => longest.get(slot as usize).copied(),
                        Target::Class(_) | Target::End => None,
                    })
                    .sum();
                u8::try_from(gaps + lengths?)
                    .ok()
                    .filter(|all| *all < u8::MAX)
            });
        }
    }

    /// The literals of a slot, by number.
    fn slot(&mut self, texts: &[(String, bool)], normalise: fn(&str) -> String) -> Vec<u32> {
        let mut out: Vec<u32> = texts
            .iter()
            .map(|(text, stem)| (normalise(text), *stem))
            .filter(|(literal, _)| !literal.is_empty())
            .map(|(literal, stem)| {
                let next = self.literals.len() as u32;
                let number = *self.index.entry(literal.clone()).or_insert(next);
                if number == next {
                    self.literals.push(literal);
                }
                number * 2 + u32::from(stem)
            })
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// A pattern may not begin with a step that can be left out: one without it is added instead.
fn not_optional_first(pattern: Draft) -> Vec<Draft> {
    let Some(first) = pattern.steps.first().copied() else {
        return Vec::new();
    };
    if pattern
        .steps
        .iter()
        .all(|step| step.optional || step.target == Target::End)
    {
        // Only what is optional is left: it must be there, or the pattern would match everything.
        let mut with = pattern;
        with.steps[0].optional = false;
        return if with.steps[0].target == Target::End {
            Vec::new()
        } else {
            vec![with]
        };
    }
    if !first.optional {
        return vec![pattern];
    }
    let mut with = pattern.clone();
    with.steps[0].optional = false;
    let mut without = pattern;
    without.steps.remove(0);
    if let Some(step) = without.steps.first_mut() {
        (step.min, step.max) = (0, 0);
    }
    let mut out = vec![with];
    out.extend(not_optional_first(without));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(source: &str) -> Result<Compiled, String> {
        let mut all = Compiled::default();
        all.add(source, str::to_owned)?;
        Ok(all)
    }

    #[test]
    fn gap_free_stretches_become_literals() {
        let all = compiled("(马上|立刻)办").unwrap_or_default();
        let mut literals = all.literals.clone();
        literals.sort();
        assert_eq!(literals, ["立刻办", "马上办"]);
        assert_eq!(all.patterns.len(), 1);
        assert_eq!(all.steps(&all.patterns[0]).len(), 1);
    }

    #[test]
    fn gaps_and_classes_become_steps() {
        let all = compiled("先.{0,4}(再)?.{0,2}<time>").unwrap_or_default();
        let shapes: Vec<Vec<(u8, u8, bool)>> = all
            .patterns
            .iter()
            .map(|p| {
                let steps = all.steps(p).iter();
                steps.map(|s| (s.min, s.max, s.optional)).collect()
            })
            .collect();
        assert_eq!(shapes, [vec![(0, 0, false), (0, 4, true), (0, 3, false)]]);
    }

    #[test]
    fn long_alternations_follow_each_other_instead_of_multiplying() {
        let all = compiled("(一|二|三|四|五|六)(甲|乙|丙|丁|戊|己)(子|丑)?").unwrap_or_default();
        assert_eq!(all.literals.len(), 6 + 6 + 2);
        assert_eq!(all.patterns.len(), 1);
    }

    #[test]
    fn the_binary_form_is_read_back_as_it_was() {
        let mut all = compiled("^先(看|查)?.{0,4}再.{0,2}<time>$").unwrap_or_default();
        all.choose_anchors(&[9, 9, 9, 0]);
        assert!(all.patterns.iter().all(|pattern| pattern.anchor.is_some()));
        assert!(all.patterns.iter().any(|pattern| pattern.within == Some(5)));
        all.mark_steps();
        let back = Compiled::from_words(&mut all.to_words().into_iter()).unwrap_or_default();
        assert_eq!((&back.patterns, &back.slots), (&all.patterns, &all.slots));
        assert_eq!(back.steps, all.steps);
        assert!(Compiled::from_words(&mut [1, 1, 4].into_iter()).is_none());
    }

    #[test]
    fn what_is_not_of_the_language_is_refused() {
        for source in ["a[bc]", "(a", "a)", "*a", "a.{1}", "<day>", "", "a^b"] {
            assert!(compiled(source).is_err(), "{source}");
        }
    }
}
