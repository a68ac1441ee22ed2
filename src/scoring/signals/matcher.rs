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

/// A literal of `slot` at `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Literal {
    slot: u32,
    start: u32,
    end: u32,
}

/// All signals of `inventory` in the reply, in the order of their numbers and places. Of overlapping hits of one signal the
/// first and longest stays; hits that an `unless` phrase overlaps are gone.
#[must_use]
pub fn find(inventory: &Inventory, reading: &Reading) -> Vec<Hit> {
    let literals = literals(inventory, reading);
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
    for literal in &literals {
        if let Some(pattern) = inventory.first_slot[literal.slot as usize] {
            join(
                inventory,
                reading,
                &literals,
                pattern,
                literal.start,
                literal.end,
                &mut note,
            );
        }
    }
    for &(class, pattern) in &inventory.first_class {
        for token in reading
            .tokens
            .iter()
            .filter(|token| fits(class, token.kind))
        {
            let (start, end) = (token.start as u32, token.end as u32);
            join(
                inventory, reading, &literals, pattern, start, end, &mut note,
            );
        }
    }
    found.retain(|hit| {
        !cancels.iter().any(|other| {
            other.signal == hit.signal && other.start < hit.end && hit.start < other.end
        })
    });
    longest_apart(found)
}

/// Every literal in the text, sorted by slot and place.
fn literals(inventory: &Inventory, reading: &Reading) -> Vec<Literal> {
    let text = &reading.flat;
    let chars = &reading.normal.chars;
    let mut out = Vec::with_capacity(64);
    for found in inventory.automaton.find_overlapping_iter(text.as_str()) {
        let start = reading.char_at(found.start());
        let end = reading.char_at(found.end());
        let alnum = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
        let begins_word = alnum(start as usize);
        if begins_word && start > 0 && alnum(start as usize - 1) {
            continue;
        }
        let runs_on = end > 0 && alnum(end as usize - 1) && alnum(end as usize);
        for usage in inventory.uses(found.value()) {
            if !runs_on || usage.stem {
                out.push(Literal {
                    slot: usage.slot,
                    start,
                    end,
                });
            }
        }
    }
    out.sort_unstable();
    out
}

fn fits(class: Class, kind: TokenKind) -> bool {
    match class {
        Class::Number => true,
        Class::Time => kind == TokenKind::Time,
        Class::Money => kind == TokenKind::Money,
        Class::Percent => kind == TokenKind::Percent,
    }
}

fn join(
    inventory: &Inventory,
    reading: &Reading,
    literals: &[Literal],
    pattern: u32,
    start: u32,
    end: u32,
    note: &mut impl FnMut(u32, u32, u32),
) {
    let shape = inventory.pattern(pattern);
    if shape.at_start && !reading.begins_sentence(start as usize) {
        return;
    }
    follow(
        reading,
        literals,
        &shape.steps[1..],
        start,
        end,
        &mut |end| note(pattern, start, end),
    );
}

/// Goes through the remaining steps; calls `done` with every end that can be reached.
fn follow(
    reading: &Reading,
    literals: &[Literal],
    steps: &[Step],
    start: u32,
    end: u32,
    done: &mut impl FnMut(u32),
) {
    let Some((step, rest)) = steps.split_first() else {
        done(end);
        return;
    };
    let (least, most) = (end + u32::from(step.min), end + u32::from(step.max));
    let sentence = reading.clauses.sentence(start as usize);
    let within =
        |at: u32| (least..=most).contains(&at) && reading.clauses.sentence(at as usize) == sentence;
    match step.target {
        Target::Slot(slot) => {
            let from =
                literals.partition_point(|literal| (literal.slot, literal.start) < (slot, least));
            for literal in literals[from..]
                .iter()
                .take_while(|literal| literal.slot == slot && literal.start <= most)
            {
                if within(literal.start) {
                    follow(reading, literals, rest, start, literal.end, done);
                }
            }
        }
        Target::End => {
            if reading.ends_sentence(end as usize) {
                follow(reading, literals, rest, start, end, done);
            }
        }
        Target::Class(class) => {
            for token in reading
                .tokens
                .iter()
                .filter(|token| fits(class, token.kind))
            {
                if within(token.start as u32) {
                    follow(reading, literals, rest, start, token.end as u32, done);
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
