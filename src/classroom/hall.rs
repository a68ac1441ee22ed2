//! All seats as the trainer's process reads them: new lines of each file, who is there, what is wrong with a file. A file of
//! another's making may hold anything: what can't be read is said and passed over. Must not score.

use std::collections::BTreeMap;
use std::time::Duration;

use super::directory::{ClassError, Directory};
use super::event::SeatEvent;
use super::seat::{AWAY, Now};
use super::{Chain, Line, Read};
use crate::tui::class::Presence;

/// The most characters of a reply that the wall takes; the editor allows fewer.
const LONGEST: usize = 4_000;

/// A seat's file as read so far.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatFile {
    /// The seat's id.
    pub seat: String,
    /// Who sits there; the id where nobody says.
    pub name: String,
    /// What happened there, in order.
    pub events: Vec<Line<SeatEvent>>,
    /// What is wrong with the file.
    pub fault: Option<Fault>,
    /// What they are doing.
    pub doing: Presence,
    chain: Chain,
    end: u64,
    beat: u64,
    silent: Duration,
}

/// What is wrong with a seat's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A line can't be read.
    Garbage,
    /// A line does not follow the one before.
    Loose,
    /// The file has become shorter.
    Shortened,
}

/// The seats.
#[derive(Debug)]
pub struct Hall {
    directory: Directory,
    class: String,
    /// In the order in which they were first seen, which is that of their letters.
    seats: Vec<SeatFile>,
}

impl Hall {
    /// Nothing read yet.
    #[must_use]
    pub const fn new(directory: Directory, class: String) -> Self {
        Self {
            directory,
            class,
            seats: Vec::new(),
        }
    }

    /// The seats, in the order of their letters.
    #[must_use]
    pub fn seats(&self) -> &[SeatFile] {
        &self.seats
    }

    /// Reads what is new; `passed` is the time since the last reading. Returns the new events by seat.
    ///
    /// # Errors
    /// When the folder can't be listed; a seat whose file can't be read just now is read the next time.
    pub fn read(&mut self, passed: Duration) -> Result<Vec<(usize, SeatEvent)>, ClassError> {
        let mut fresh: Vec<SeatFile> = Vec::new();
        for seat in self.directory.seats()? {
            if !self.seats.iter().any(|one| one.seat == seat) {
                fresh.push(SeatFile::new(&self.class, seat));
            }
        }
        for one in &mut fresh {
            one.read(&self.directory);
        }
        // Whoever sat down first has the first letter, also when a restarted console reads all at once.
        fresh.sort_by_key(|one| (one.events.first().map(|line| line.at), one.seat.clone()));
        let known = self.seats.len();
        let mut out: Vec<(usize, SeatEvent)> = Vec::new();
        for (number, one) in self.seats.iter_mut().enumerate() {
            let read = one.read(&self.directory);
            out.extend(read.into_iter().map(|event| (number, event)));
        }
        for (number, one) in (known..).zip(&fresh) {
            let events = one.events.iter().map(|line| (number, line.event.clone()));
            out.extend(events);
        }
        self.seats.extend(fresh);
        for one in &mut self.seats {
            one.look(&self.directory, passed);
        }
        Ok(out)
    }

    /// Where each file ends.
    #[must_use]
    pub fn heads(&self) -> BTreeMap<String, Chain> {
        let seats = self.seats.iter();
        seats
            .map(|one| (one.seat.clone(), one.chain.clone()))
            .collect()
    }
}

impl SeatFile {
    fn new(class: &str, seat: String) -> Self {
        Self {
            chain: Chain::begin(class, &seat),
            name: seat.clone(),
            seat,
            events: Vec::new(),
            fault: None,
            doing: Presence::Here,
            end: 0,
            beat: 0,
            silent: Duration::ZERO,
        }
    }

    /// Reads the lines that are new.
    fn read(&mut self, directory: &Directory) -> Vec<SeatEvent> {
        let Ok(tail) = directory.tail(&directory.seat(&self.seat), self.end) else {
            return Vec::new();
        };
        if tail.shortened {
            // What was read is known; what is written from now on counts on.
            self.fault = Some(Fault::Shortened);
        }
        self.end = tail.end;
        let mut out = Vec::new();
        for text in tail.lines {
            let known = self.chain.clone();
            let line = match self.chain.read::<SeatEvent>(&text) {
                Read::Follows(line) => line,
                Read::Loose(line) if tail.shortened && line.n <= known.n => {
                    self.chain = known;
                    continue;
                }
                Read::Loose(line) => {
                    self.fault = self.fault.or(Some(Fault::Loose));
                    line
                }
                Read::Garbage => {
                    self.fault = self.fault.or(Some(Fault::Garbage));
                    continue;
                }
            };
            if let SeatEvent::Replied { reply, .. } = &line.event
                && reply.words.chars().count() > LONGEST
            {
                self.fault = self.fault.or(Some(Fault::Garbage));
                continue;
            }
            out.push(line.event.clone());
            self.events.push(line);
        }
        out
    }

    /// Looks who sits there and what they are doing.
    fn look(&mut self, directory: &Directory, passed: Duration) {
        if self.name == self.seat
            && let Ok(name) = directory.read::<String>(&directory.name(&self.seat))
            && !name.trim().is_empty()
        {
            self.name = name.chars().take(60).collect();
        }
        let now: Option<Now> = directory.read(&directory.now(&self.seat)).ok();
        match now {
            Some(now) if now.beat != self.beat => {
                self.beat = now.beat;
                self.silent = Duration::ZERO;
                self.doing = now.doing;
            }
            _ => {
                self.silent = self.silent.saturating_add(passed);
                if self.silent.as_millis() > AWAY.unsigned_abs().into() {
                    self.doing = Presence::Away;
                }
            }
        }
    }
}
