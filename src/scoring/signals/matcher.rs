//! Finds signals in one reply: one pass for all literals, then the steps of each pattern are joined around the literal that is
//! rarest. Decides where words begin and end and what a longer phrase cancels; must not know scopes or worth.

use super::entry::Place;
use super::inventory::{Inventory, Try};
use super::near::Near;
use super::pattern::{Class, Step, Target, step_mark};
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
pub(super) struct Literal {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) number: u32,
    /// Whether a word goes on behind it.
    runs_on: bool,
}

/// Characters of a sentence, end exclusive. No pattern reaches over its ends.
#[derive(Clone, Copy)]
struct Sentence {
    from: u32,
    to: u32,
}

/// So many characters may stand between two steps.
#[derive(Clone, Copy, Default)]
struct Gap {
    min: u32,
    max: u32,
}

impl Gap {
    /// The same and the gap before `step`, for where a step between was left out.
    fn and(self, step: &Step) -> Self {
        Self {
            min: self.min + u32::from(step.min),
            max: self.max + u32::from(step.max),
        }
    }
}

/// Where the pattern that is tried may begin and end; kept from one to the next, so that the memory is taken once.
#[derive(Default)]
struct Room {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

/// Everything that joining patterns looks at.
struct Search<'a> {
    inventory: &'a Inventory,
    reading: &'a Reading,
    /// In the order of their beginnings, and for each character the first that begins there or later.
    by_start: Vec<Literal>,
    start_at: Vec<u32>,
    /// In the order of their ends, and for each character the first that ends there or later.
    by_end: Vec<Literal>,
    end_at: Vec<u32>,
}

/// All signals of `inventory` in the reply, in the order of their numbers and places. Overlapping hits of one signal are one;
/// hits that an `unless` phrase overlaps are gone.
#[must_use]
pub fn find(inventory: &Inventory, reading: &Reading) -> Vec<Hit> {
    let search = Search::new(inventory, reading);
    let near = Near::of(reading.normal.chars.len(), &search.by_end);
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
    for &pattern in &inventory.classes_only {
        search.join_classes(pattern, &mut note);
    }
    // Where a pattern's rarest step stands it is worth joining, if something of the second rarest is near.
    let mut room = Room::default();
    let mut sentence = search.sentence(0);
    for literal in &search.by_start {
        if literal.start >= sentence.to {
            sentence = search.sentence(literal.start);
        }
        for one in inventory.tries(literal.number) {
            if literal.runs_on && !one.stem() || !could_stand(&near, *one, literal) {
                continue;
            }
            search.join(one.pattern(), literal, sentence, &mut room, &mut note);
        }
    }
    if !cancels.is_empty() {
        found.retain(|hit| {
            !cancels.iter().any(|other| {
                other.signal == hit.signal && other.start < hit.end && hit.start < other.end
            })
        });
    }
    apart(found)
}

/// Whether something of the second rarest step may stand near `literal`: what most patterns fail by, at little cost.
fn could_stand(near: &Near, one: Try, literal: &Literal) -> bool {
    one.gate().is_none_or(|gate| {
        let there = if gate.behind {
            near.behind(literal.end, gate.level)
        } else {
            near.before(literal.start, gate.level)
        };
        there & gate.marks != 0
    })
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
        let bytes = reading.flat.as_bytes();
        let alnum = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        // One more than needed: counting puts a literal one place behind its character, and the sums put that right.
        let mut start_at = vec![0_u32; chars.len() + 2];
        let mut end_at = vec![0_u32; chars.len() + 2];
        let mut by_end = Vec::with_capacity(128);
        for hit in inventory
            .automaton
            .find_overlapping_iter(reading.flat.as_str())
        {
            let (from, to) = (hit.start(), hit.end());
            if from > 0 && alnum(from - 1) && alnum(from) {
                continue;
            }
            let runs_on = to > 0 && alnum(to - 1) && alnum(to);
            let (start, end) = (reading.char_at(from), reading.char_at(to));
            start_at[start as usize + 1] += 1;
            end_at[end as usize + 1] += 1;
            by_end.push(Literal {
                start,
                end,
                number: hit.value(),
                runs_on,
            });
        }
        sum_up(&mut start_at);
        sum_up(&mut end_at);
        let mut by_start = by_end.clone();
        let mut next = start_at.clone();
        for &literal in &by_end {
            let at = &mut next[literal.start as usize];
            by_start[*at as usize] = literal;
            *at += 1;
        }
        Self {
            inventory,
            reading,
            by_start,
            start_at,
            by_end,
            end_at,
        }
    }

    /// The sentence of the character at `at`.
    fn sentence(&self, at: u32) -> Sentence {
        let clauses = &self.reading.clauses;
        let (from, to) = clauses.sentence_range(clauses.sentence(at as usize));
        Sentence { from, to }
    }

    /// Whether `literal` may stand where `step` asks for one of `slot`.
    fn fills(&self, step: &Step, slot: u32, literal: &Literal) -> bool {
        step.marks & step_mark(literal.number) != 0
            && self.inventory.fills(slot, literal.number, literal.runs_on)
    }

    fn tokens(&self, class: Class) -> impl Iterator<Item = &Token> {
        let tokens = self.reading.tokens.iter();
        tokens.filter(move |token| fits(class, token.kind))
    }

    /// Tries a pattern without literals.
    fn join_classes(&self, pattern: u32, note: &mut impl FnMut(u32, u32, u32)) {
        let (whole, steps) = self.inventory.pattern(pattern);
        let Some((first, rest)) = steps.split_first() else {
            return;
        };
        let Target::Class(class) = first.target else {
            return;
        };
        for token in self.tokens(class) {
            if !whole.at_start || self.reading.begins_sentence(token.start) {
                let (start, end) = (token.start as u32, token.end as u32);
                let last = self.sentence(start).to;
                let done = &mut |end| note(pattern, start, end);
                self.follow(rest, end, last, Gap::default(), done);
            }
        }
    }

    /// Tries a pattern whose rarest step stands at `literal`.
    fn join(
        &self,
        pattern: u32,
        literal: &Literal,
        sentence: Sentence,
        room: &mut Room,
        note: &mut impl FnMut(u32, u32, u32),
    ) {
        let (whole, steps) = self.inventory.pattern(pattern);
        let anchor = usize::from(whole.anchor.unwrap_or(0));
        let Some((before, [own, behind @ ..])) = steps.split_at_checked(anchor) else {
            return;
        };
        let Room { starts, ends } = room;
        starts.clear();
        ends.clear();
        let (gap, none) = (Gap::default().and(own), Gap::default());
        let mut lead = || {
            let done = &mut |start| starts.push(start);
            self.lead(before, literal.start, sentence.from, gap, done);
            !starts.is_empty()
        };
        let mut follow = || {
            let done = &mut |end| ends.push(end);
            self.follow(behind, literal.end, sentence.to, none, done);
            !ends.is_empty()
        };
        // First where the second rarest step is: nearly all that fail do so there.
        let leads = whole.gate < whole.anchor;
        if leads && !lead() || !follow() || !leads && !lead() {
            return;
        }
        for &start in &*starts {
            if !whole.at_start || self.reading.begins_sentence(start as usize) {
                ends.iter().for_each(|end| note(pattern, start, *end));
            }
        }
    }

    /// Goes through the remaining steps, none of which may begin at `last` or later; calls `done` with every end that can be
    /// reached. `gap` is what steps left out have added to the distance allowed.
    fn follow(&self, steps: &[Step], end: u32, last: u32, gap: Gap, done: &mut impl FnMut(u32)) {
        let Some((step, rest)) = steps.split_first() else {
            done(end);
            return;
        };
        let gap = gap.and(step);
        if step.optional {
            self.follow(rest, end, last, gap, done);
        }
        let (least, beyond) = (end + gap.min, (end + gap.max + 1).min(last));
        match step.target {
            Target::Slot(slot) => {
                for literal in between(&self.by_start, &self.start_at, least, beyond) {
                    if self.fills(step, slot, literal) {
                        self.follow(rest, literal.end, last, Gap::default(), done);
                    }
                }
            }
            Target::Class(class) => {
                for token in self.tokens(class) {
                    if (least..beyond).contains(&(token.start as u32)) {
                        self.follow(rest, token.end as u32, last, Gap::default(), done);
                    }
                }
            }
            Target::End => {
                if self.reading.ends_sentence(end as usize) {
                    self.follow(rest, end, last, Gap::default(), done);
                }
            }
        }
    }

    /// Goes backwards through the steps before what begins at `start`, none of which may begin before `first`; calls `done` with
    /// every beginning that can be reached. `gap` is what may stand between.
    fn lead(&self, steps: &[Step], start: u32, first: u32, gap: Gap, done: &mut impl FnMut(u32)) {
        let Some((step, rest)) = steps.split_last() else {
            done(start);
            return;
        };
        if step.optional {
            self.lead(rest, start, first, gap.and(step), done);
        }
        let Some(most) = start.checked_sub(gap.min) else {
            return;
        };
        let least = start.saturating_sub(gap.max);
        let gap = Gap::default().and(step);
        match step.target {
            Target::Slot(slot) => {
                for literal in between(&self.by_end, &self.end_at, least, most + 1) {
                    if literal.start >= first && self.fills(step, slot, literal) {
                        self.lead(rest, literal.start, first, gap, done);
                    }
                }
            }
            Target::Class(class) => {
                for token in self.tokens(class) {
                    let (from, to) = (token.start as u32, token.end as u32);
                    if (least..=most).contains(&to) && from >= first {
                        self.lead(rest, from, first, gap, done);
                    }
                }
            }
            // No pattern is looked for by what stands behind the end.
            Target::End => {}
        }
    }
}

/// Makes sums of counts: at each place of all before it and its own.
fn sum_up(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}

/// Those of `literals` that begin (or end) at `from` or later and before `to`, given where those of each character are.
fn between<'a>(literals: &'a [Literal], first_at: &[u32], from: u32, to: u32) -> &'a [Literal] {
    let place = |at: u32| {
        let first = first_at.get(at as usize);
        first.map_or(literals.len(), |&first| first as usize)
    };
    literals.get(place(from)..place(to)).unwrap_or_default()
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
