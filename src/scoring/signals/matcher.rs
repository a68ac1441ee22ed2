//! Finds signals in one reply: one pass for all literals, then the steps of each pattern are joined. Decides where words
//! begin and end and what a longer phrase cancels; must not know scopes or worth.

use super::entry::Place;
use super::inventory::Inventory;
use super::pattern::{Class, Step, Target};
use crate::scoring::reading::Reading;
use crate::text::TokenKind;

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

/// Everything that joining patterns looks at.
struct Search<'a> {
    inventory: &'a Inventory,
    reading: &'a Reading,
    /// Sorted by place.
    literals: Vec<Literal>,
    /// For each character the first of `literals` that begins there or later.
    first_at: Vec<u32>,
}

/// All signals of `inventory` in the reply, in the order of their numbers and places. Of overlapping hits of one signal the
/// first and longest stays; hits that an `unless` phrase overlaps are gone.
#[must_use]
pub fn find(inventory: &Inventory, reading: &Reading) -> Vec<Hit> {
    let search = Search::new(inventory, reading);
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
    for literal in &search.literals {
        for beginning in inventory.begins.get(literal.number) {
            let (pattern, stem) = (beginning / 2, beginning % 2 == 1);
            if stem || !literal.runs_on {
                search.join(pattern, literal.start, literal.end, &mut note);
            }
        }
    }
    for &(class, pattern) in &inventory.first_class {
        for token in reading
            .tokens
            .iter()
            .filter(|token| fits(class, token.kind))
        {
            search.join(pattern, token.start as u32, token.end as u32, &mut note);
        }
    }
    found.retain(|hit| {
        !cancels.iter().any(|other| {
            other.signal == hit.signal && other.start < hit.end && hit.start < other.end
        })
    });
    longest_apart(found)
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
        let mut literals = Vec::with_capacity(64);
        for found in inventory
            .automaton
            .find_overlapping_iter(reading.flat.as_str())
        {
            let (start, end) = (reading.char_at(found.start()), reading.char_at(found.end()));
            let (from, to) = (start as usize, end as usize);
            if alnum(from) && from > 0 && alnum(from - 1) {
                continue;
            }
            let runs_on = to > 0 && alnum(to - 1) && alnum(to);
            literals.push(Literal {
                start,
                end,
                number: found.value(),
                runs_on,
            });
        }
        literals.sort_unstable();
        let mut first_at = Vec::with_capacity(chars.len() + 1);
        let mut next = 0;
        for at in 0..=chars.len() {
            while literals
                .get(next)
                .is_some_and(|literal| (literal.start as usize) < at)
            {
                next += 1;
            }
            first_at.push(next as u32);
        }
        Self {
            inventory,
            reading,
            literals,
            first_at,
        }
    }

    /// The literals that begin at `at`.
    fn at(&self, at: u32) -> &[Literal] {
        let from = self
            .first_at
            .get(at as usize)
            .map_or(self.literals.len(), |&from| from as usize);
        let to = self
            .first_at
            .get(at as usize + 1)
            .map_or(self.literals.len(), |&to| to as usize);
        &self.literals[from..to]
    }

    /// Tries one pattern whose first step stands at `start..end`.
    fn join(&self, pattern: u32, start: u32, end: u32, note: &mut impl FnMut(u32, u32, u32)) {
        let shape = self.inventory.pattern(pattern);
        if !shape.at_start || self.reading.begins_sentence(start as usize) {
            self.follow(&shape.steps[1..], start, end, (0, 0), &mut |end| {
                note(pattern, start, end)
            });
        }
    }

    /// Goes through the remaining steps; calls `done` with every end that can be reached. `gap` is what steps left out have
    /// added to the distance allowed.
    fn follow(
        &self,
        steps: &[Step],
        start: u32,
        end: u32,
        gap: (u32, u32),
        done: &mut impl FnMut(u32),
    ) {
        let Some((step, rest)) = steps.split_first() else {
            done(end);
            return;
        };
        let gap = (gap.0 + u32::from(step.min), gap.1 + u32::from(step.max));
        if step.optional {
            self.follow(rest, start, end, gap, done);
        }
        let (least, most) = (
            end + gap.0,
            (end + gap.1).min(self.reading.normal.chars.len() as u32),
        );
        let sentence = self.reading.clauses.sentence(start as usize);
        let within = |at: u32| self.reading.clauses.sentence(at as usize) == sentence;
        match step.target {
            Target::Slot(slot) => {
                for at in (least..=most).take_while(|&at| within(at)) {
                    for literal in self.at(at) {
                        if self.inventory.fills(slot, literal.number, literal.runs_on) {
                            self.follow(rest, start, literal.end, (0, 0), done);
                        }
                    }
                }
            }
            Target::Class(class) => {
                for token in self
                    .reading
                    .tokens
                    .iter()
                    .filter(|token| fits(class, token.kind))
                {
                    let at = token.start as u32;
                    if (least..=most).contains(&at) && within(at) {
                        self.follow(rest, start, token.end as u32, (0, 0), done);
                    }
                }
            }
            Target::End => {
                if self.reading.ends_sentence(end as usize) {
                    self.follow(rest, start, end, (0, 0), done);
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

/// Of overlapping hits of the same signal keeps the one that begins first, and of those the longest.
fn longest_apart(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_unstable_by(|a, b| (a.signal, a.start, b.end).cmp(&(b.signal, b.start, a.end)));
    let mut out: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        if out
            .last()
            .is_none_or(|last| last.signal != hit.signal || hit.start >= last.end)
        {
            out.push(hit);
        }
    }
    out
}
