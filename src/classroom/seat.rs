//! A trainee's side of the directory: sitting down, appending what was answered, saying what one is doing. What can't be
//! written is kept and tried again. Must not write a word that is not masked, nor a name among the events.

use super::directory::{ClassError, Directory};
use super::event::SeatEvent;
use super::{Chain, Read};
use crate::domain::Reply;
use crate::store::mask;
use crate::tui::class::{Before, Presence};

use serde::{Deserialize, Serialize};

/// After so many milliseconds without a sign of life a seat counts as left, and may be taken by who has its name.
pub const AWAY: i64 = 10_000;

/// What somebody at a seat is doing, and when that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// What.
    pub doing: Presence,
    /// When, in Unix milliseconds by the terminal's clock.
    pub at: i64,
    /// Grows with every sign of life, so that a reader needs no clock that agrees with this one.
    pub beat: u64,
}

/// What sitting down has found.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// The name one sits under; with a number where another sat under it.
    pub name: String,
    /// What was answered at this seat before.
    pub before: Vec<Before>,
}

/// A seat that this process writes.
#[derive(Debug)]
pub struct SeatWriter {
    directory: Directory,
    seat: String,
    chain: Chain,
    /// What could not be written yet.
    waiting: String,
    beat: u64,
    doing: Presence,
}

impl SeatWriter {
    /// Sits down in `class` under `name`: at the seat that has this name and is away, else at a new one called `fresh`.
    ///
    /// # Errors
    /// When the directory can't be read or written.
    pub fn sit(
        directory: Directory,
        class: &str,
        name: &str,
        fresh: &str,
        at: i64,
    ) -> Result<(Self, Joined), ClassError> {
        let mut taken = 0;
        let mut found = None;
        for seat in directory.seats()? {
            let there: Option<String> = directory.read(&directory.name(&seat)).ok();
            if there.is_none_or(|there| plain(&there) != name) {
                continue;
            }
            let now: Option<Now> = directory.read(&directory.now(&seat)).ok();
            let there =
                now.is_some_and(|now| now.doing != Presence::Away && (at - now.at).abs() < AWAY);
            // A seat that another user of the machine has is theirs, also when they are away.
            if there || !directory.may_append(&directory.seat(&seat)) {
                taken += 1;
            } else {
                found = Some(seat);
            }
        }
        let seat = found.clone().unwrap_or_else(|| fresh.to_owned());
        let shown = if found.is_none() && taken > 0 {
            format!("{name} ({})", taken + 1)
        } else {
            name.to_owned()
        };
        let mut chain = Chain::begin(class, &seat);
        let mut before = Vec::new();
        if found.is_some() {
            for line in directory.tail(&directory.seat(&seat), 0)?.lines {
                if let Read::Follows(line) | Read::Loose(line) = chain.read(&line)
                    && let SeatEvent::Replied {
                        scene,
                        turn,
                        reply,
                        overall,
                        ..
                    } = line.event
                {
                    before.push(Before {
                        scene,
                        turn,
                        reply,
                        overall,
                    });
                }
            }
        } else {
            directory.write(&directory.name(&seat), &shown)?;
        }
        let writer = Self {
            directory,
            seat,
            chain,
            waiting: String::new(),
            beat: 0,
            doing: Presence::Here,
        };
        Ok((
            writer,
            Joined {
                name: shown,
                before,
            },
        ))
    }

    /// The seat's id.
    #[must_use]
    pub fn seat(&self) -> &str {
        &self.seat
    }

    /// Adds an event, and writes it with all that waits.
    ///
    /// # Errors
    /// When it can't be written now; it waits then.
    pub fn add(&mut self, at: i64, event: SeatEvent) -> Result<(), ClassError> {
        let event = masked(event);
        let line = self.chain.add(at, event);
        self.waiting.push_str(&line);
        self.flush().map(|_| ())
    }

    /// Writes what waits; whether there was anything.
    ///
    /// # Errors
    /// When it can't be written now; it waits on.
    pub fn flush(&mut self) -> Result<bool, ClassError> {
        if self.waiting.is_empty() {
            return Ok(false);
        }
        self.directory
            .append(&self.directory.seat(&self.seat), &self.waiting)?;
        self.waiting.clear();
        Ok(true)
    }

    /// Whether something waits to be written.
    #[must_use]
    pub const fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Gives a sign of life.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn alive(&mut self, at: i64, doing: Option<Presence>) -> Result<(), ClassError> {
        self.doing = doing.unwrap_or(self.doing);
        self.beat += 1;
        let now = Now {
            doing: self.doing,
            at,
            beat: self.beat,
        };
        self.directory.write(&self.directory.now(&self.seat), &now)
    }
}

/// A name without the number it was given.
fn plain(name: &str) -> &str {
    name.strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, number)| number.chars().all(|c| c.is_ascii_digit()))
        .map_or(name, |(name, _)| name)
}

/// The event without what belongs to a customer.
fn masked(event: SeatEvent) -> SeatEvent {
    match event {
        SeatEvent::Replied {
            scene,
            turn,
            state,
            customer,
            reply,
            overall,
            marks,
            red_lines,
            seconds,
        } => SeatEvent::Replied {
            scene,
            turn,
            state,
            customer,
            reply: Reply {
                words: mask(&reply.words),
                actions: reply.actions,
            },
            overall,
            marks,
            red_lines,
            seconds,
        },
        SeatEvent::Objected {
            scene,
            turn,
            reason,
        } => SeatEvent::Objected {
            scene,
            turn,
            reason: mask(&reason),
        },
        other => other,
    }
}
