//! The trainer's console: who is there and what they do, the answers, how the class stands on each principle, and the keys that
//! lead it. Must not decide what a key does to the class.

mod draw;

use ratatui::Frame;

use super::ruling::{Ruled, RulingField};
use super::states::{Brought, States};
use super::{Act, Room, Seat, on_every_screen, show};
use crate::domain::Language;
use crate::tui::input::{Input, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::screens::LEAST;
use crate::tui::screens::help::Help;
use crate::tui::{Effect, Interface};

/// By how many seconds a key moves the clock.
const SECONDS: i32 = 30;

/// What lies over the console.
enum Over {
    Help(Help),
    /// Leave the console, or end the class?
    Sure(Command),
    Ruling(Box<RulingField>),
    States(States),
}

/// What is shown of the class besides the roster and the means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Panel {
    /// The chosen seat's answer; the heat map stands beside it where there is room.
    Answer,
    /// Every seat on every principle.
    Heat,
    /// How far the trainer and the scorer agree.
    Agreed,
}

/// The console.
pub struct Console {
    look: Look,
    room: Room,
    chosen: usize,
    panel: Panel,
    /// Profanity as it was written, instead of first letters and asterisks.
    as_written: bool,
    over: Option<Over>,
    banner: Option<String>,
    size: (u16, u16),
}

impl Console {
    /// The console of a class as it stands.
    #[must_use]
    pub const fn new(look: Look, room: Room, size: (u16, u16)) -> Self {
        Self {
            look,
            room,
            chosen: 0,
            panel: Panel::Answer,
            as_written: false,
            over: None,
            banner: None,
            size,
        }
    }

    /// The language of the screen.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.look.language()
    }

    /// Says something over the key hints until the next key.
    pub fn warn(&mut self, text: String) {
        self.banner = Some(text);
    }

    /// Takes how the class stands now.
    pub fn sees(&mut self, room: Room) -> Vec<Effect> {
        if self.room == room {
            return Vec::new();
        }
        self.room = room;
        self.chosen = self.chosen.min(self.room.seats.len().saturating_sub(1));
        vec![Effect::Paint]
    }

    fn seat(&self) -> Option<&Seat> {
        self.room.seats.get(self.chosen)
    }

    const fn place(&self) -> Place {
        match &self.over {
            Some(Over::Help(_)) => Place::Help,
            Some(Over::Sure(_)) => Place::Ask,
            Some(Over::Ruling(_)) => Place::Ruling,
            Some(Over::States(_)) => Place::States,
            None => Place::Console,
        }
    }

    const fn is_small(&self) -> bool {
        self.size.0 < LEAST.0 || self.size.1 < LEAST.1
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.banner = None;
        if self.is_small() {
            return Vec::new();
        }
        match self.look.keymap.command(self.place(), key) {
            Some(command) => self.command(command),
            None => {
                if let Some(Over::Ruling(field)) = &mut self.over {
                    field.key(key);
                }
                Vec::new()
            }
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        if let Some(effects) = on_every_screen(&mut self.look, command, true) {
            return effects;
        }
        if command == Command::Help && self.over.is_none() {
            self.over = Some(Over::Help(Help::of(Place::Console)));
            return Vec::new();
        }
        match self.over.take() {
            Some(Over::Help(mut help)) => {
                if !help.command(command, &self.drawn().extent) {
                    self.over = Some(Over::Help(help));
                }
                Vec::new()
            }
            Some(Over::Sure(asked)) => match command {
                Command::Yes if asked == Command::End => vec![Effect::Class(Act::End)],
                Command::Yes => vec![Effect::Quit],
                Command::No => Vec::new(),
                _ => {
                    self.over = Some(Over::Sure(asked));
                    Vec::new()
                }
            },
            Some(Over::Ruling(field)) => self.rule(field, command),
            Some(Over::States(mut states)) => match states.command(command) {
                Brought::To(state) => vec![Effect::Class(Act::Bring(state))],
                Brought::Dropped => Vec::new(),
                Brought::Stays => {
                    self.over = Some(Over::States(states));
                    Vec::new()
                }
            },
            None => self.lead(command),
        }
    }

    /// What the keys of the console itself ask for.
    fn lead(&mut self, command: Command) -> Vec<Effect> {
        let of_seat = |make: fn(String) -> Act| {
            let seat = self.seat().filter(|seat| seat.answer.is_some());
            seat.map(|seat| make(seat.id.clone()))
        };
        // There is nothing more to come back to.
        if command == Command::Quit && self.room.orders.phase == crate::tui::class::Phase::Ended {
            return vec![Effect::Quit];
        }
        let act = match command {
            Command::NextStep => Some(Act::Next),
            Command::Pause => Some(Act::Pause),
            Command::Reveal => Some(Act::Reveal),
            Command::Named => Some(Act::Named),
            Command::Again => Some(Act::Again),
            Command::More => Some(Act::Time(SECONDS)),
            Command::Less => Some(Act::Time(-SECONDS)),
            Command::Pin => of_seat(Act::Pin),
            Command::Fork => of_seat(Act::Fork),
            Command::Rule => {
                let field = self.seat().and_then(RulingField::of);
                self.over = field.map(|field| Over::Ruling(Box::new(field)));
                None
            }
            Command::Bring => {
                self.over = States::of(&self.room).map(Over::States);
                if self.over.is_none() {
                    self.banner = Some(self.look.texts.get("class-no-states"));
                }
                None
            }
            Command::AsWritten => {
                self.as_written = !self.as_written;
                None
            }
            Command::View => {
                self.panel = match self.panel {
                    Panel::Answer => Panel::Heat,
                    Panel::Heat => Panel::Agreed,
                    Panel::Agreed => Panel::Answer,
                };
                None
            }
            Command::End | Command::Quit => {
                self.over = Some(Over::Sure(command));
                None
            }
            Command::Up => {
                self.chosen = self.chosen.saturating_sub(1);
                None
            }
            Command::Down => {
                self.chosen = (self.chosen + 1).min(self.room.seats.len().saturating_sub(1));
                None
            }
            _ => None,
        };
        let needs_answer = matches!(command, Command::Pin | Command::Fork | Command::Rule);
        if needs_answer && act.is_none() && self.over.is_none() {
            self.banner = Some(self.look.texts.get("class-no-answer"));
        }
        act.map(Effect::Class).into_iter().collect()
    }

    fn rule(&mut self, mut field: Box<RulingField>, command: Command) -> Vec<Effect> {
        match field.command(command) {
            Ruled::Dropped => return Vec::new(),
            Ruled::Given(ruling) => {
                let seat = field.seat;
                return vec![Effect::Class(Act::Rule { seat, ruling })];
            }
            Ruled::Lacks(key) => self.banner = Some(self.look.texts.get(key)),
            Ruled::Stays => {}
        }
        self.over = Some(Over::Ruling(field));
        Vec::new()
    }
}

impl Interface for Console {
    fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Resize { columns, rows } => self.size = (columns, rows),
            Input::Interrupt => return self.interrupt(),
            Input::Key(key) if key.folded() == Key::ctrl('c') => return self.interrupt(),
            Input::Key(key) => return self.key(key),
            Input::Paste(text) => {
                if let Some(Over::Ruling(field)) = &mut self.over {
                    field.paste(&text);
                }
            }
            Input::Tick(_) | Input::Mouse(_) => {}
        }
        Vec::new()
    }

    fn leave(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        show(frame, |buffer| self.paint(buffer));
    }
}

impl Console {
    fn interrupt(&mut self) -> Vec<Effect> {
        if matches!(self.over, Some(Over::Sure(_))) || self.is_small() {
            return vec![Effect::Quit];
        }
        self.over = Some(Over::Sure(Command::Quit));
        Vec::new()
    }
}
