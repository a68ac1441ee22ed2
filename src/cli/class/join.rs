//! `class join [DIR]`: a trainee's terminal. Reads the control file, appends to the seat's own file, and tells the screen.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::SystemTime;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{ClassArgs, directory, now, texts};
use crate::classroom::{ClassError, Directory, Joined, SeatEvent, SeatWriter};
use crate::cli::practice::stock;
use crate::cli::{Exit, Streams, next_step};
use crate::domain::Language;
use crate::store::mask;
use crate::terminal;
use crate::tui::class::{Act, Orders, Presence, Trainee, TraineeSetup};
use crate::tui::{Effect, Scorer, ThemeName};

/// How often a sign of life is given, in milliseconds.
const BEAT: i64 = 2_000;

/// What `class join` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The folder of the class; without it, the one this machine keeps for its class
    dir: Option<PathBuf>,
    /// The name to sit down under
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    class: ClassArgs,
}

/// Opens the terminal.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let Some(began) = args.class.begin(streams)? else {
        return Ok(Exit::Usage);
    };
    let look = args.class.look(&began);
    let (theme, language) = (args.class.theme(&began), look.language());
    let (size, depth) = (began.size, began.world.depth);
    let glyphs = args.class.look.glyphs(&began.configured.config);
    let keymap = began.configured.keymap.clone();
    let (shelf, _) = stock(began.opened);
    let scorer = Scorer {
        next_step: next_step::in_words,
        ..Scorer::default()
    };
    let setup = TraineeSetup {
        shelf,
        scorer,
        language,
        theme,
        themes: ThemeName::shown_in(depth),
        glyphs,
        keymap,
        mask,
        name: args.name.clone(),
        size,
    };
    let line = RefCell::new(Connection::new(directory(args.dir.as_ref()), language));
    terminal::restore_on_panic();
    let carry_out = |effect| {
        match effect {
            Effect::Class(act) => line.borrow_mut().act(act),
            Effect::Language(language) => line.borrow_mut().language = language,
            _ => {}
        }
        Ok(())
    };
    let refresh = |trainee: &mut Trainee| line.borrow_mut().refresh(trainee);
    let ran = terminal::run(
        Trainee::new(setup),
        false,
        carry_out,
        Some(super::REFRESH),
        refresh,
    );
    let waits = line.borrow_mut().leave();
    ran.context("the terminal failed")?;
    if let Some(why) = waits {
        writeln!(
            streams.err,
            "teller-coach: what was answered last could not be written: {}",
            crate::text::sanitize_line(&why)
        )?;
        return Ok(Exit::Machine);
    }
    Ok(Exit::Fine)
}

/// The line between a terminal and the class's folder.
struct Connection {
    directory: Directory,
    language: Language,
    /// The control file as it was read last: when it was written, and which.
    seen: Option<(Option<SystemTime>, u64)>,
    /// The class and the number of its orders that the screen was told last.
    told: Option<(String, u64)>,
    class: Option<String>,
    writer: Option<SeatWriter>,
    /// What the screen is to be told.
    joined: VecDeque<Joined>,
    news: VecDeque<String>,
    /// Whether the folder could not be written last.
    failing: bool,
    beaten: i64,
}

impl Connection {
    const fn new(directory: Directory, language: Language) -> Self {
        Self {
            directory,
            language,
            seen: None,
            told: None,
            class: None,
            writer: None,
            joined: VecDeque::new(),
            news: VecDeque::new(),
            failing: false,
            beaten: 0,
        }
    }

    /// Does what the screen asks for.
    fn act(&mut self, act: Act) {
        let at = now();
        let event = match act {
            Act::Join(name) => return self.join(&name, at),
            Act::Doing(doing) => return self.alive(at, Some(doing)),
            Act::Answered { scene, turn, own } => SeatEvent::Replied {
                scene,
                turn,
                state: own.state,
                customer: own.customer,
                reply: own.reply,
                overall: own.overall,
                marks: own.marks,
                red_lines: own.red_lines,
                seconds: own.seconds,
            },
            Act::Object {
                scene,
                turn,
                reason,
            } => SeatEvent::Objected {
                scene,
                turn,
                reason,
            },
            _ => return,
        };
        if let Some(writer) = &mut self.writer {
            let written = writer.add(at, event);
            self.heed(written);
        }
    }

    /// Sits down.
    fn join(&mut self, name: &str, at: i64) {
        // The key pressed twice, since the machine is slow, is no second seat.
        if self.writer.is_some() {
            return;
        }
        // Whoever is quick sits down before the class was looked at the first time.
        let read = || self.directory.read(&self.directory.control());
        let known = self.class.clone().map(Ok);
        let class = match known.unwrap_or_else(|| read().map(|orders: Orders| orders.class)) {
            Ok(class) => class,
            Err(error) => {
                self.news.push_back(error.to_string());
                return;
            }
        };
        self.class = Some(class.clone());
        let fresh = fresh(name, at);
        let sat = SeatWriter::sit(self.directory.clone(), &class, name, &fresh, at);
        match sat {
            Ok((mut writer, joined)) => {
                let written = writer.add(
                    at,
                    SeatEvent::Joined {
                        program: env!("CARGO_PKG_VERSION").to_owned(),
                        language: self.language,
                    },
                );
                self.writer = Some(writer);
                self.heed(written);
                self.alive(at, Some(Presence::Here));
                if joined.name != name {
                    self.news.push_back(texts(self.language).with(
                        "class-joined-elsewhere",
                        &[("name", name.into()), ("seat", joined.name.as_str().into())],
                    ));
                }
                self.joined.push_back(joined);
            }
            Err(error) => self.news.push_back(error.to_string()),
        }
    }

    /// Gives a sign of life; one that can't be given is no news by itself.
    fn alive(&mut self, at: i64, doing: Option<Presence>) {
        if let Some(writer) = &mut self.writer {
            self.beaten = at;
            let _ = writer.alive(at, doing);
        }
    }

    /// Says that the folder can't be written, once, and that it can be again.
    fn heed(&mut self, written: Result<(), ClassError>) {
        let texts = texts(self.language);
        match written {
            Err(error) if !self.failing => {
                let reason = error.to_string();
                self.news
                    .push_back(texts.with("class-not-kept", &[("reason", reason.into())]));
                self.failing = true;
            }
            Ok(()) if self.failing => {
                self.news.push_back(texts.get("class-kept-again"));
                self.failing = false;
            }
            _ => {}
        }
    }

    /// Tells the screen what is new.
    fn refresh(&mut self, trainee: &mut Trainee) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(orders) = self.orders() {
            let class = Some(orders.class.clone());
            if self.class != class {
                // What was answered lies with the class that had ended.
                self.writer = None;
                self.class = class;
            }
            effects.extend(trainee.told(orders));
        }
        while let Some(joined) = self.joined.pop_front() {
            if let Some(writer) = &self.writer {
                trainee.sits_at(writer.seat());
            }
            effects.extend(trainee.seated(joined.name, joined.before));
        }
        let at = now();
        if (at - self.beaten).abs() >= BEAT {
            self.alive(at, None);
        }
        if let Some(writer) = &mut self.writer
            && writer.waits()
        {
            let written = writer.flush().map(|_| ());
            self.heed(written);
        }
        if let Some(news) = self.news.pop_front() {
            effects.extend(trainee.warn(news));
        }
        effects
    }

    /// The control file, where it has changed.
    fn orders(&mut self) -> Option<Orders> {
        let path = self.directory.control();
        let there = std::fs::metadata(&path).ok()?;
        let seen = Some((there.modified().ok(), there.len()));
        if seen == self.seen {
            return None;
        }
        // What can't be read just now is read the next time.
        let orders: Orders = self.directory.read(&path).ok()?;
        self.seen = seen;
        let told = (orders.class.clone(), orders.serial);
        let changed = self.told.as_ref() != Some(&told);
        self.told = Some(told);
        changed.then_some(orders)
    }

    /// Says goodbye; why what was answered last could not be written, if it could not.
    fn leave(&mut self) -> Option<String> {
        let writer = self.writer.as_mut()?;
        let at = now();
        let written = writer.add(at, SeatEvent::Left);
        let _ = writer.alive(at, Some(Presence::Away));
        written.err().map(|error| error.to_string())
    }
}

/// A seat's id that nobody else has.
fn fresh(name: &str, at: i64) -> String {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update(at.to_le_bytes());
    hash.update(std::process::id().to_le_bytes());
    let hash = hash.finalize();
    let hex: String = hash
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("s{hex}")
}
