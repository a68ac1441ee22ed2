//! The scripted trainees of a rehearsal at their terminals: they sit down, think, type, send, and some are cut off in the middle
//! and come back. Says what was sent and how long it took to be marked. Must not lead the class.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::pty::{Pty, SMALL, now};
use crate::classroom::{Directory, Hall, Repertoire, Scripted, SeatEvent};
use crate::scenario::Scenario;
use crate::store::mask;
use crate::tui::class::{Orders, Phase};

/// How often everybody is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// How often the control file is read.
const READ: Duration = Duration::from_millis(100);
/// So long after the words the key that sends them is pressed: together they would be taken for something pasted.
const BEFORE_ENTER: Duration = Duration::from_millis(400);
/// Who is cut off is away for so long: until then the seat counts as taken.
const AWAY: Duration = Duration::from_millis(11_000);
/// Without marks after so long a reply counts as unmarked.
const PATIENCE: Duration = Duration::from_secs(10);
/// Selects what stands in the editor, so that new words take its place.
const SELECT_ALL: &str = "\u{1}";

/// What a trainee is doing.
enum Doing {
    /// The name is not confirmed yet.
    SittingDown,
    /// It was confirmed just now.
    Entering {
        since: Instant,
    },
    Idle,
    Thinking {
        until: Instant,
    },
    /// The words stand in the editor.
    Typed {
        words: String,
        until: Instant,
    },
    Sent {
        words: String,
        at: Instant,
    },
    /// The terminal is gone; this was on the way.
    Cut {
        words: String,
        until: Instant,
    },
}

/// One trainee.
struct Trainee {
    name: String,
    terminal: Option<Pty>,
    script: Scripted,
    doing: Doing,
    /// Is to be cut off while one answers.
    to_be_cut: bool,
}

/// What a rehearsal is made of.
pub(super) struct Setting {
    /// How many trainees.
    pub(super) trainees: usize,
    /// Of a hundred so many are cut off once.
    pub(super) cut: usize,
    /// The longest anybody thinks.
    pub(super) pace: Duration,
    /// The seed of who answers what and when.
    pub(super) seed: u64,
    /// What a trainee is called, before the number.
    pub(super) called: String,
    /// The arguments of a trainee's terminal, without the name.
    pub(super) args: Vec<String>,
    /// What the screen shows once a reply is marked, and while one writes one's name.
    pub(super) marked: String,
    pub(super) sitting_down: String,
    /// What it shows while one writes a reply.
    pub(super) writing: String,
}

/// A reply as a terminal sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) name: String,
    pub(super) scene: usize,
    pub(super) turn: usize,
    pub(super) words: String,
}

/// All of them.
pub(super) struct Cast {
    directory: Directory,
    setting: Setting,
    scenarios: Vec<Arc<Scenario>>,
    trainees: Vec<Trainee>,
    orders: Option<Orders>,
    read: Option<Instant>,
    /// What was sent and seen to be marked, or found stored.
    pub(super) sent: Vec<Sent>,
    /// When the sending key was pressed, for the turn at hand.
    pub(super) pressed: Vec<Instant>,
    /// From the sending key to one's own marks.
    pub(super) waited: Vec<Duration>,
    /// Replies of which no marks were seen.
    pub(super) unmarked: usize,
    /// How often somebody was cut off.
    pub(super) cuts: usize,
}

impl Cast {
    /// Sets up the terminals.
    pub(super) fn new(
        folder: &Path,
        setting: Setting,
        scenarios: Vec<Arc<Scenario>>,
        repertoire: Repertoire,
    ) -> Result<Self> {
        let repertoire = Arc::new(repertoire);
        let mut trainees = Vec::with_capacity(setting.trainees);
        for number in 1..=setting.trainees {
            let name = format!("{}{number:03}", setting.called);
            // Spread over the room: every so many-th is cut off.
            let to_be_cut = number * setting.cut / 100 > (number - 1) * setting.cut / 100;
            trainees.push(Trainee {
                terminal: Some(sit(&setting, &name)?),
                script: Scripted::new(setting.seed, number as u64, Arc::clone(&repertoire)),
                doing: Doing::SittingDown,
                name,
                to_be_cut,
            });
        }
        Ok(Self {
            directory: Directory::new(folder.to_owned()),
            setting,
            scenarios,
            trainees,
            orders: None,
            read: None,
            sent: Vec::new(),
            pressed: Vec::new(),
            waited: Vec::new(),
            unmarked: 0,
            cuts: 0,
        })
    }

    /// Plays until told to stop: for a class that somebody leads.
    pub(super) fn play(&mut self, stop: &AtomicBool) -> Result<()> {
        while !stop.load(Ordering::Relaxed) {
            self.look()?;
            sleep(LOOK);
        }
        Ok(())
    }

    /// Plays until `done` says so; whether it did before `most` had passed.
    pub(super) fn play_until(
        &mut self,
        most: Duration,
        mut done: impl FnMut(&Self) -> bool,
    ) -> Result<bool> {
        let begun = now();
        loop {
            self.look()?;
            if done(self) {
                return Ok(true);
            }
            if begun.elapsed() > most {
                return Ok(false);
            }
            sleep(LOOK);
        }
    }

    /// What the trainer wants, as the trainees have read it.
    pub(super) const fn orders(&self) -> Option<&Orders> {
        self.orders.as_ref()
    }

    /// Whether nobody has anything to answer.
    pub(super) fn all_answered(&self) -> bool {
        self.orders.as_ref().is_some_and(|orders| {
            let mut all = self.trainees.iter();
            all.all(|one| matches!(one.doing, Doing::Idle) && !one.script.is_asked(orders))
        })
    }

    /// Kilobytes of memory of each terminal's program, the mean; `None` where the system does not say.
    pub(super) fn memory(&self) -> Option<u64> {
        let all = self
            .trainees
            .iter()
            .filter_map(|one| one.terminal.as_ref()?.memory());
        let all: Vec<u64> = all.collect();
        (!all.is_empty()).then(|| all.iter().sum::<u64>() / all.len() as u64)
    }

    /// Looks at everybody once.
    fn look(&mut self) -> Result<()> {
        if self.read.is_none_or(|at| at.elapsed() > READ) {
            self.read = Some(now());
            // What can't be read just now is read the next time.
            if let Ok(orders) = self.directory.read::<Orders>(&self.directory.control()) {
                self.orders = Some(orders);
            }
        }
        for number in 0..self.trainees.len() {
            self.look_at(number)?;
        }
        Ok(())
    }

    fn look_at(&mut self, number: usize) -> Result<()> {
        if self.orders.is_none() {
            return Ok(());
        }
        let doing = std::mem::replace(&mut self.trainees[number].doing, Doing::Idle);
        let next = match doing {
            Doing::Cut { until, .. } if until > now() => doing,
            Doing::Cut { words, .. } => {
                self.trainees[number].terminal =
                    Some(sit(&self.setting, &self.trainees[number].name)?);
                self.back(number, words);
                Doing::SittingDown
            }
            Doing::Sent { words, at } => self.marked(number, words, at),
            other => self.goes_on(number, other),
        };
        self.trainees[number].doing = next;
        Ok(())
    }

    /// What comes after sitting down, thinking or typing.
    fn goes_on(&mut self, number: usize, doing: Doing) -> Doing {
        let one = &mut self.trainees[number];
        let (Some(orders), Some(terminal)) = (&self.orders, &mut one.terminal) else {
            return doing;
        };
        let answering = orders.phase == Phase::Answering;
        match doing {
            Doing::SittingDown if terminal.shows(&self.setting.sitting_down) => {
                terminal.keys("\r");
                Doing::Entering { since: now() }
            }
            Doing::Entering { .. } if !terminal.shows(&self.setting.sitting_down) => Doing::Idle,
            // The program was not ready for the key yet.
            Doing::Entering { since } if since.elapsed() > BEFORE_ENTER => {
                terminal.keys("\r");
                Doing::Entering { since: now() }
            }
            Doing::Idle if answering && one.script.is_asked(orders) => {
                let most = u64::try_from(self.setting.pace.as_millis()).unwrap_or(u64::MAX);
                let thinks = Duration::from_millis(one.script.think(most));
                Doing::Thinking {
                    until: now() + thinks,
                }
            }
            Doing::Thinking { until }
                if answering && until <= now() && terminal.shows(&self.setting.writing) =>
            {
                let Some(words) = one.script.propose(orders, &self.scenarios) else {
                    return Doing::Idle;
                };
                terminal.keys(SELECT_ALL);
                terminal.keys(&words);
                Doing::Typed {
                    words,
                    until: now() + BEFORE_ENTER,
                }
            }
            // The turn has gone by before the words were sent.
            Doing::Thinking { .. } | Doing::Typed { .. } if !one.script.is_asked(orders) => {
                Doing::Idle
            }
            Doing::Typed { words, until } if answering && until <= now() => {
                terminal.look_out(&self.setting.marked);
                let at = now();
                self.pressed.push(at);
                terminal.keys("\r");
                if !std::mem::take(&mut one.to_be_cut) {
                    return Doing::Sent { words, at };
                }
                self.cuts += 1;
                terminal.kill();
                Doing::Cut {
                    words,
                    until: now() + AWAY,
                }
            }
            other => other,
        }
    }

    /// What comes after sending: one's own marks.
    fn marked(&mut self, number: usize, words: String, at: Instant) -> Doing {
        let terminal = self.trainees[number].terminal.as_ref();
        match terminal.and_then(Pty::found) {
            Some(found) => {
                self.waited.push(found.saturating_duration_since(at));
                self.said(number, words);
                Doing::Idle
            }
            None if at.elapsed() > PATIENCE => {
                self.unmarked += 1;
                Doing::Idle
            }
            None => Doing::Sent { words, at },
        }
    }

    /// Notes what was said in the turn at hand.
    fn said(&mut self, number: usize, words: String) {
        let one = &mut self.trainees[number];
        if let Some((scene, turn)) = one.script.said() {
            self.sent.push(Sent {
                name: one.name.clone(),
                scene,
                turn,
                words: mask(&words),
            });
        }
    }

    /// Somebody who was cut off while `words` were on the way comes back: what is in the seat's file was sent.
    fn back(&mut self, number: usize, words: String) {
        let Some(orders) = &self.orders else {
            return;
        };
        let mut hall = Hall::new(self.directory.clone(), orders.class.clone());
        let Ok(events) = hall.read(Duration::ZERO) else {
            return;
        };
        let one = &self.trainees[number];
        let proposed = one.script.proposed();
        let stored = events.iter().any(|(seat, event)| {
            hall.seats().get(*seat).is_some_and(|seat| seat.name == one.name)
                && matches!(event, SeatEvent::Replied { scene, turn, .. } if proposed == Some((*scene, *turn)))
        });
        if stored {
            self.said(number, words);
        }
    }
}

fn sit(setting: &Setting, name: &str) -> Result<Pty> {
    let mut args = setting.args.clone();
    args.extend(["--name".to_owned(), name.to_owned()]);
    Pty::run(&args, SMALL)
}
