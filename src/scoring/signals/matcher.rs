//! Finds signals in one reply: one pass for all literals, then the steps of each pattern are joined. Decides where words
//! begin and end and what a longer phrase cancels; must not know scopes or worth.

use std::ops::Range;

use super::entry::Place;
use super::inventory::{Inventory, Try};
use super::pattern::{Class, Step, Target};
use crate::scoring::reading::Reading;
use crate::text::{Token, TokenKind};

/// A signal found, at normalised characters `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The signal's number in the inventory.
    pub signal: u32,
    /// The first normalised character.
    pub start: u32,
    /// One past the last normalised character.
    pub end: u32,
}

/// A literal found at `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Literal {
    start: u32,
    end: u32,
    number: u32,
    /// Whether a word goes on behind it.
    runs_on: bool,
}

/// So many literals are looked through without asking first whether any of a slot is there at all.
const FEW: usize = 3;

/// Everything that joining patterns looks at.
struct Search<'a> {
    inventory: &'a Inventory,
    reading: &'a Reading,
    /// In the order of their beginnings.
    literals: Vec<Literal>,
    /// For each character the first of `literals` that begins there or later.
    first_at: Vec<u32>,
    /// Which literals stand in the sentence at hand, a bit each.
    present: Vec<u64>,
    /// Of which gates it is known whether one of their literals stands there, and of which one does.
    gates_asked: Vec<u64>,
    gates_open: Vec<u64>,
    /// For each of the low bits of a literal's number the last place in `literals` of such a literal of the sentence, one added.
    last: [u32; LOW],
    /// For each place in `literals` the one before it of such a literal, one added.
    before: Vec<u32>,
}

/// How many ends of a literal's number are told apart when literals of a number are looked for.
const LOW: usize = 128;

/// All signals of `inventory` in the reply, in the order of their numbers and places. Overlapping hits of one signal are one;
/// hits that an `unless` phrase overlaps are gone.
#[must_use]
pub fn find(inventory: &Inventory, reading: &Reading) -> Vec<Hit> {
    let mut search = Search::new(inventory, reading);
    let mut found: Vec<Hit> = Vec::new();
    let mut cancels: Vec<Hit> = Vec::new();
    let mut note = |pattern: u32, start: u32, end: u32| {
        let owner = inventory.owner(pattern);
        let hit = Hit {
            signal: owner.signal,
            start,
            end,
        };
        if owner.cancels {
            cancels.push(hit);
        } else if place_fits(inventory, reading, hit) {
            found.push(hit);
        }
    };
    // No pattern reaches over the end of a sentence. Where a pattern's rarest step stands it is worth joining: at once if that
    // is its first step, else once a sentence.
    let mut tries: Vec<u32> = Vec::new();
    let mut before = 0..0;
    for sentence in 0..reading.clauses.sentences() as u16 {
        let (from, to) = reading.clauses.sentence_range(sentence);
        search.turn_to(before, from, to);
        before = search.places(from, to);
        tries.extend(&inventory.classes_only);
        for place in search.places(from, to) {
            let literal = search.literals[place];
            for one in inventory.tries(literal.number) {
                if literal.runs_on && !one.stem() || !search.could_stand(*one) {
                    continue;
                }
                if one.at_once() {
                    search.join(one.pattern(), literal.start, literal.end, to, &mut note);
                } else {
                    tries.push(one.pattern());
                }
            }
        }
        tries.sort_unstable();
        tries.dedup();
        for pattern in tries.drain(..) {
            search.join_in(pattern, from, to, &mut note);
        }
    }
    found.retain(|hit| {
        !cancels.iter().any(|other| {
            other.signal == hit.signal && other.start < hit.end && hit.start < other.end
        })
    });
    apart(found)
}

fn fits(class: Class, kind: TokenKind) -> bool {
    match class {
        Class::Number => true,
        Class::Time => kind == TokenKind::Time,
        Class::Money => kind == TokenKind::Money,
        Class::Percent => kind == TokenKind::Percent,
    }
}

impl<'a> Search<'a> {
    fn new(inventory: &'a Inventory, reading: &'a Reading) -> Self {
        let chars = &reading.normal.chars;
        let alnum = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
        let mut found = Vec::with_capacity(128);
        // One more than needed: counting puts a literal one place behind its character, and the sums put that right.
        let mut first_at = vec![0_u32; chars.len() + 2];
        for hit in inventory
            .automaton
            .find_overlapping_iter(reading.flat.as_str())
        {
            let (start, end) = (reading.char_at(hit.start()), reading.char_at(hit.end()));
            let (from, to) = (start as usize, end as usize);
            if alnum(from) && from > 0 && alnum(from - 1) {
                continue;
            }
            let runs_on = to > 0 && alnum(to - 1) && alnum(to);
            first_at[from + 1] += 1;
            found.push(Literal {
                start,
                end,
                number: hit.value(),
                runs_on,
            });
        }
        let mut sum = 0;
        for count in &mut first_at {
            sum += *count;
            *count = sum;
        }
        let mut literals = found.clone();
        let mut next = first_at.clone();
        for literal in found {
            let at = &mut next[literal.start as usize];
            literals[*at as usize] = literal;
            *at += 1;
        }
        let gates = inventory.gates().div_ceil(64);
        Self {
            inventory,
            reading,
            before: vec![0; literals.len()],
            literals,
            first_at,
            present: vec![0; inventory.literals().div_ceil(64)],
            gates_asked: vec![0; gates],
            gates_open: vec![0; gates],
            last: [0; LOW],
        }
    }

    /// The places in `literals` of those that begin at `from` or later and before `to`.
    fn places(&self, from: u32, to: u32) -> Range<usize> {
        let place = |at: u32| {
            self.first_at
                .get(at as usize)
                .map_or(self.literals.len(), |&first| first as usize)
        };
        place(from)..place(to)
    }

    /// Turns from the sentence before to the one at `from..to`.
    fn turn_to(&mut self, before: Range<usize>, from: u32, to: u32) {
        for literal in &self.literals[before] {
            self.present[literal.number as usize / 64] = 0;
        }
        self.gates_asked.fill(0);
        self.gates_open.fill(0);
        self.last.fill(0);
        for place in self.places(from, to) {
            let number = self.literals[place].number as usize;
            self.present[number / 64] |= 1 << (number % 64);
            self.before[place] = std::mem::replace(&mut self.last[number % LOW], place as u32 + 1);
        }
    }

    fn is_present(&self, literal: u32) -> bool {
        self.present[literal as usize / 64] >> (literal % 64) & 1 == 1
    }

    /// Whether something of the second rarest step stands in the sentence: what most patterns fail by, at little cost, since
    /// many share one and it is asked for once a sentence.
    fn could_stand(&mut self, one: Try) -> bool {
        let Some(gate) = one.gate else {
            return true;
        };
        let (word, bit) = (gate.get() as usize / 64, 1 << (gate.get() % 64));
        if self.gates_asked[word] & bit == 0 {
            self.gates_asked[word] |= bit;
            if self.any_present(self.inventory.gate(gate)) {
                self.gates_open[word] |= bit;
            }
        }
        self.gates_open[word] & bit != 0
    }

    fn any_present(&self, literals: &[u32]) -> bool {
        literals.iter().any(|literal| self.is_present(literal / 2))
    }

    /// The literals that begin at `from` or later and before `to`.
    fn between(&self, from: u32, to: u32) -> &[Literal] {
        self.literals.get(self.places(from, to)).unwrap_or_default()
    }

    /// Everything in the sentence that fills a slot.
    fn filling(&self, slot: u32) -> impl Iterator<Item = &Literal> {
        let slot = self.inventory.slot(slot).iter();
        let there = slot.filter(|literal| self.is_present(*literal / 2));
        there.flat_map(move |&wanted| {
            let (number, stem) = (wanted / 2, wanted % 2 == 1);
            let mut next = self.last[number as usize % LOW];
            let alike = std::iter::from_fn(move || {
                let place = (next as usize).checked_sub(1)?;
                next = self.before[place];
                Some(&self.literals[place])
            });
            alike.filter(move |literal| literal.number == number && (stem || !literal.runs_on))
        })
    }

    fn tokens(&self, class: Class) -> impl Iterator<Item = &Token> {
        let tokens = self.reading.tokens.iter();
        tokens.filter(move |token| fits(class, token.kind))
    }

    /// Tries one pattern wherever its first step stands in the sentence at `from..to`.
    fn join_in(&self, pattern: u32, from: u32, to: u32, note: &mut impl FnMut(u32, u32, u32)) {
        match self.inventory.pattern(pattern).0[0].target {
            Target::Slot(slot) => {
                for literal in self.filling(slot) {
                    self.join(pattern, literal.start, literal.end, to, note);
                }
            }
            Target::Class(class) => {
                for token in self.tokens(class) {
                    if (from..to).contains(&(token.start as u32)) {
                        self.join(pattern, token.start as u32, token.end as u32, to, note);
                    }
                }
            }
            Target::End => {}
        }
    }

    /// Tries one pattern whose first step stands at `start..end` in a sentence that ends at `last`.
    fn join(
        &self,
        pattern: u32,
        start: u32,
        end: u32,
        last: u32,
        note: &mut impl FnMut(u32, u32, u32),
    ) {
        let (steps, at_start) = self.inventory.pattern(pattern);
        if !at_start || self.reading.begins_sentence(start as usize) {
            self.follow(&steps[1..], end, last, (0, 0), &mut |end| {
                note(pattern, start, end)
            });
        }
    }

    /// Goes through the remaining steps, none of which may begin at `last` or later; calls `done` with every end that can be
    /// reached. `gap` is what steps left out have added to the distance allowed.
    fn follow(
        &self,
        steps: &[Step],
        end: u32,
        last: u32,
        gap: (u32, u32),
        done: &mut impl FnMut(u32),
    ) {
        let Some((step, rest)) = steps.split_first() else {
            done(end);
            return;
        };
        let gap = (gap.0 + u32::from(step.min), gap.1 + u32::from(step.max));
        if step.optional {
            self.follow(rest, end, last, gap, done);
        }
        let (least, beyond) = (end + gap.0, (end + gap.1 + 1).min(last));
        match step.target {
            Target::Slot(slot) => {
                let window = self.between(least, beyond);
                if window.len() > FEW && !self.any_present(self.inventory.slot(slot)) {
                    return;
                }
                for literal in window {
                    if self.inventory.fills(slot, literal.number, literal.runs_on) {
                        self.follow(rest, literal.end, last, (0, 0), done);
                    }
                }
            }
            Target::Class(class) => {
                for token in self.tokens(class) {
                    if (least..beyond).contains(&(token.start as u32)) {
                        self.follow(rest, token.end as u32, last, (0, 0), done);
                    }
                }
            }
            Target::End => {
                if self.reading.ends_sentence(end as usize) {
                    self.follow(rest, end, last, (0, 0), done);
                }
            }
        }
    }
}

fn place_fits(inventory: &Inventory, reading: &Reading, hit: Hit) -> bool {
    let clauses = reading.clauses.clauses();
    match inventory.signals()[hit.signal as usize].place {
        Place::Anywhere => true,
        Place::Start => reading.clauses.clause(hit.start as usize) < 2,
        Place::End => {
            usize::from(reading.clauses.clause(hit.end.saturating_sub(1) as usize)) + 1 >= clauses
        }
    }
}

/// Makes one hit of overlapping hits of the same signal: who takes its words away has taken all of it away.
fn apart(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_unstable();
    let mut out: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match out.last_mut() {
            Some(last) if last.signal == hit.signal && hit.start < last.end => {
                last.end = last.end.max(hit.end);
            }
            _ => out.push(hit),
        }
    }
    out
}
