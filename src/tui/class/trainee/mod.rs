//! A trainee's terminal in a class: the name one sits down under, the customer, one's own marks, the wall. The trainer says
//! what is done when; this says what was answered. Must not show what the trainer has not revealed.

mod draw;
mod setup;

use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{Form, Language, Mark, PerPrinciple};
use crate::tui::class::on_every_screen;
use crate::tui::class::wall::WallScreen;
use crate::tui::class::{Act, Orders, Phase, Presence, Ruling, Scene};
use crate::tui::input::{Input, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::screens::ask::Ask;
use crate::tui::screens::disagree::Disagree;
use crate::tui::screens::help::Help;
use crate::tui::screens::play::{Play, Sent};
use crate::tui::screens::{Go, LEAST};
use crate::tui::session::Session;
use crate::tui::widgets::editor::Editor;
use crate::tui::{Effect, Interface};
pub(super) use draw::{before, clock, headline};
pub use setup::{Before, Own, TraineeSetup};

/// The most characters of a name.
const LONGEST_NAME: usize = 40;
/// A window larger than this is drawn in its upper left corner: its size is told by the other side, which may lie.
const MOST: (u16, u16) = (300, 100);
/// How long after the last key somebody still counts as writing.
const TYPING: Duration = Duration::from_secs(4);

/// What lies over the screen.
enum Over {
    Help(Help),
    Ask(Ask),
    Object(Box<Disagree>),
}

/// The terminal.
pub struct Trainee {
    setup: TraineeSetup,
    look: Look,
    orders: Option<Orders>,
    /// The name, once one sits.
    joined: Option<String>,
    /// The seat's id, by which the trainer's rulings are told apart.
    seat: String,
    name: Editor,
    /// All that was answered in this class.
    before: Vec<Before>,
    play: Option<Box<Play>>,
    wall: WallScreen,
    /// Whether one looks at one's own page while the wall is up.
    away_from_wall: bool,
    left: Option<Duration>,
    since_key: Duration,
    doing: Presence,
    over: Option<Over>,
    banner: Option<String>,
    waited: Duration,
}

impl Trainee {
    /// A terminal at which nobody sits yet.
    #[must_use]
    pub fn new(setup: TraineeSetup) -> Self {
        let mut look = Look::new(setup.language, setup.theme, setup.glyphs, false);
        look.keymap = setup.keymap.clone();
        look.themes.clone_from(&setup.themes);
        Self {
            look,
            orders: None,
            joined: None,
            seat: String::new(),
            name: Editor::new(setup.name.as_deref().unwrap_or_default()),
            before: Vec::new(),
            play: None,
            wall: WallScreen::default(),
            away_from_wall: false,
            left: None,
            since_key: TYPING,
            doing: Presence::Here,
            over: None,
            banner: None,
            waited: Duration::ZERO,
            setup,
        }
    }

    /// The language of the screen.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.look.language()
    }

    /// Says something over the key hints until the next key.
    pub fn warn(&mut self, text: String) -> Vec<Effect> {
        self.banner = Some(text);
        vec![Effect::Paint]
    }

    /// Learns the id of the seat.
    pub fn sits_at(&mut self, seat: &str) {
        seat.clone_into(&mut self.seat);
    }

    /// Sits down under `name`; `before` is what was answered earlier at this place.
    pub fn seated(&mut self, name: String, before: Vec<Before>) -> Vec<Effect> {
        self.joined = Some(name);
        self.before = before;
        self.play = None;
        let orders = self.orders.take();
        orders.map_or_else(Vec::new, |orders| self.told(orders))
    }

    /// Takes what the trainer wants now.
    pub fn told(&mut self, orders: Orders) -> Vec<Effect> {
        let was = self.orders.replace(orders);
        let Some(orders) = self.orders.clone() else {
            return Vec::new();
        };
        self.left = orders.left.map(|left| Duration::from_secs(u64::from(left)));
        if was.as_ref().is_some_and(|was| was.class != orders.class) {
            self.sits_down_anew();
        }
        if self.joined.is_none() {
            return vec![Effect::Paint];
        }
        let scene_of = |orders: &Orders| orders.scene.as_ref().map(|scene| scene.number);
        let same = was.as_ref().and_then(scene_of) == scene_of(&orders) && self.play.is_some();
        if let Some(scene) = orders.scene.as_ref().filter(|_| !same) {
            self.begin(scene, &orders);
        }
        if orders.phase != Phase::Talking || was.is_none_or(|was| was.phase != orders.phase) {
            self.away_from_wall = false;
        }
        self.turn_to_page();
        self.now_doing()
            .into_iter()
            .chain([Effect::Paint])
            .collect()
    }

    /// Another class was opened in the place of the one that had ended: one sits down anew.
    fn sits_down_anew(&mut self) {
        if let Some(name) = self.joined.take() {
            self.name = Editor::new(&name);
        }
        self.before.clear();
        self.play = None;
        self.over = None;
        self.doing = Presence::Here;
    }

    /// Takes up a scene: what was said in everybody's name, then what this seat had answered before.
    fn begin(&mut self, scene: &Scene, orders: &Orders) {
        self.play = None;
        let scenario = match self.setup.shelf.open(&scene.scenario) {
            Ok(scenario) => scenario,
            Err(reason) => {
                self.banner = Some(
                    self.look
                        .texts
                        .with("class-no-scenario", &[("reason", reason.into())]),
                );
                return;
            }
        };
        let at = scene.at.clone().unwrap_or_else(|| scenario.start.clone());
        let mut session = Session::single(
            scenario,
            at,
            (Form::Encounter, 0),
            orders.seed.wrapping_add(scene.step as u64),
            orders.language,
            self.setup.scorer,
            scene.number as u64,
        );
        let own = self.before.iter().filter(|one| one.scene == scene.number);
        let all = scene.so_far.iter().chain(own.map(|one| &one.reply));
        for reply in all {
            // What can't be taken ends the story here: there is nothing to answer, and the class goes on.
            if session.take(reply.clone()).is_err() {
                break;
            }
        }
        self.waited = Duration::ZERO;
        self.since_key = TYPING;
        self.play = Some(Box::new(
            Play::new(session, "", Vec::new()).of_class(self.setup.mask),
        ));
    }

    /// The last turn of this scene that was answered; 0 where none was.
    fn answered(&self, scene: &Scene) -> usize {
        let own = self.before.iter().filter(|one| one.scene == scene.number);
        own.map(|one| one.turn).max().unwrap_or(0)
    }

    /// What the trainer says of the reply whose marks are shown.
    fn ruling(&self) -> Option<(&Ruling, PerPrinciple<Mark>)> {
        let orders = self.orders.as_ref()?;
        let turn = self.answered(orders.scene.as_ref()?);
        let mut all = orders.rulings.iter();
        let ruled = all.find(|one| one.seat == self.seat && one.turn == turn)?;
        let last = self.play.as_ref()?.session.turns().last()?;
        let marks = PerPrinciple::from_fn(|one| last.assessment.principles[one].mark);
        (!self.to_answer()).then_some((&ruled.ruling, marks))
    }

    /// Whether the reply to this turn is still to be given.
    fn to_answer(&self) -> bool {
        let scene = self
            .orders
            .as_ref()
            .and_then(|orders| orders.scene.as_ref());
        scene.zip(self.play.as_ref()).is_some_and(|(scene, play)| {
            self.answered(scene) < scene.turn && !play.session.is_over()
        })
    }

    /// Turns to the editor where there is something to answer, to the marks where not.
    fn turn_to_page(&mut self) {
        let writing = self.to_answer();
        if let Some(play) = &mut self.play
            && !play.session.turns().is_empty()
        {
            play.turn_to(writing);
        }
    }

    fn phase(&self) -> Phase {
        self.orders
            .as_ref()
            .map_or(Phase::Gathering, |orders| orders.phase)
    }

    /// What one is doing, where that has changed.
    fn now_doing(&mut self) -> Option<Effect> {
        self.joined.as_ref()?;
        let now = if self.phase() == Phase::Gathering || self.play.is_none() {
            Presence::Here
        } else if !self.to_answer() {
            Presence::Answered
        } else if self.since_key < TYPING {
            Presence::Typing
        } else {
            Presence::Reading
        };
        let changed = now != self.doing;
        self.doing = now;
        changed.then_some(Effect::Class(Act::Doing(now)))
    }

    /// What fills the screen.
    fn showing(&self) -> Showing {
        match (&self.joined, self.phase(), &self.play) {
            (None, _, _) => Showing::Name,
            (_, Phase::Ended, _) => Showing::End,
            (_, Phase::Talking, _) if !self.away_from_wall => Showing::Wall,
            (_, Phase::Gathering, _) | (_, _, None) => Showing::Waiting,
            _ => Showing::Play,
        }
    }

    fn place(&self) -> Place {
        match (&self.over, self.showing(), &self.play) {
            (Some(Over::Help(_)), _, _) => Place::Help,
            (Some(Over::Ask(_)), _, _) => Place::Ask,
            (Some(Over::Object(_)), _, _) => Place::Disagree,
            (None, Showing::Name, _) => Place::ClassName,
            (None, Showing::Wall, _) => Place::ClassWall,
            (None, Showing::Play, Some(play)) => play.place(),
            _ => Place::ClassWaiting,
        }
    }

    fn is_small(&self) -> bool {
        self.setup.size.0 < LEAST.0 || self.setup.size.1 < LEAST.1
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.banner = None;
        if self.is_small() {
            return Vec::new();
        }
        match self.look.keymap.command(self.place(), key) {
            Some(command) => self.command(command),
            None => {
                match (&mut self.over, &mut self.play) {
                    (Some(Over::Object(field)), _) => field.key(key),
                    (Some(_), _) => {}
                    (None, _) if self.joined.is_none() => {
                        if self.name.text().chars().count() < LONGEST_NAME || !key.writes() {
                            let _ = self.name.key(key);
                        }
                    }
                    (None, Some(play)) => play.key(key, &self.look),
                    (None, None) => {}
                }
                self.since_key = Duration::ZERO;
                self.now_doing().into_iter().collect()
            }
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        if let Some(effects) = on_every_screen(&mut self.look, command, false) {
            return effects;
        }
        if command == Command::Help && self.over.is_none() {
            self.over = Some(Over::Help(Help::of(self.place())));
            return Vec::new();
        }
        let extent = self.drawn().extent;
        match self.over.take() {
            Some(Over::Help(mut help)) => {
                if !help.command(command, &extent) {
                    self.over = Some(Over::Help(help));
                }
                return Vec::new();
            }
            Some(Over::Ask(ask)) => {
                match command {
                    Command::Yes => return vec![Effect::Quit],
                    Command::No => {}
                    _ => self.over = Some(Over::Ask(ask)),
                }
                return Vec::new();
            }
            Some(Over::Object(field)) => return self.object(field, command),
            None => {}
        }
        match (self.showing(), command) {
            (Showing::Name, Command::Yes) => self.join(),
            (Showing::Name | Showing::End | Showing::Waiting, Command::Quit) => vec![Effect::Quit],
            (_, Command::Leave | Command::Quit) => {
                self.over = Some(Over::Ask(Ask::Quit));
                Vec::new()
            }
            (Showing::Wall | Showing::Play, Command::Wall) if self.phase() == Phase::Talking => {
                self.away_from_wall = !self.away_from_wall;
                Vec::new()
            }
            (Showing::Wall, other) => {
                self.wall.command(other, &extent);
                Vec::new()
            }
            (Showing::Play, Command::Send) => self.send(),
            (Showing::Play, Command::Disagree) => {
                self.over = self.orders.as_ref().and_then(|orders| {
                    let scene = orders.scene.as_ref()?;
                    let field = Disagree::with(scene.number as u64, self.answered(scene));
                    Some(Over::Object(Box::new(field)))
                });
                Vec::new()
            }
            (Showing::Play, other) => {
                if let Some(play) = &mut self.play
                    && play.command(other, &extent, &self.look) == Go::LeavePlay
                {
                    self.over = Some(Over::Ask(Ask::Quit));
                }
                self.since_key = Duration::ZERO;
                self.now_doing().into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn join(&mut self) -> Vec<Effect> {
        let name = self.name.text();
        let name: Vec<&str> = name.split_whitespace().collect();
        if name.is_empty() {
            self.banner = Some(self.look.texts.get("class-name-empty"));
            return Vec::new();
        }
        vec![Effect::Class(Act::Join(name.join(" ")))]
    }

    /// Sends what was written, unless the clock stands still.
    fn send(&mut self) -> Vec<Effect> {
        let scene = self.orders.as_ref().and_then(|orders| orders.scene.clone());
        let Some((scene, play)) = scene.zip(self.play.as_mut()) else {
            return Vec::new();
        };
        if self
            .orders
            .as_ref()
            .is_some_and(|orders| orders.phase == Phase::Paused)
        {
            play.say(self.look.texts.get("class-paused-no-send"));
            return Vec::new();
        }
        let sent = play.send(&self.look);
        let reason = match sent {
            Sent::Nothing => return Vec::new(),
            Sent::Stuck(reason) => Some(reason),
            Sent::Taken => None,
        };
        if let Some(reason) = reason {
            return self.warn(reason);
        }
        let seconds = self.waited.as_secs();
        self.waited = Duration::ZERO;
        let Some(turn) = self
            .play
            .as_ref()
            .and_then(|play| play.session.turns().last())
        else {
            return Vec::new();
        };
        let own = Own {
            state: turn.state.clone(),
            customer: turn.customer.clone(),
            reply: turn.reply.clone(),
            overall: turn.assessment.overall,
            marks: PerPrinciple::from_fn(|one| turn.assessment.principles[one].mark),
            red_lines: turn
                .assessment
                .red_lines
                .iter()
                .map(|one| one.red_line)
                .collect(),
            seconds,
        };
        self.before.push(Before {
            scene: scene.number,
            turn: scene.turn,
            reply: own.reply.clone(),
            overall: own.overall,
        });
        let answered = Effect::Class(Act::Answered {
            scene: scene.number,
            turn: scene.turn,
            own: Box::new(own),
        });
        self.turn_to_page();
        std::iter::once(answered).chain(self.now_doing()).collect()
    }

    fn object(&mut self, field: Box<Disagree>, command: Command) -> Vec<Effect> {
        let reason = field.reason();
        match command {
            Command::No => Vec::new(),
            Command::Yes if !reason.is_empty() => {
                self.banner = Some(self.look.texts.get("class-objected"));
                vec![Effect::Class(Act::Object {
                    scene: usize::try_from(field.encounter).unwrap_or_default(),
                    turn: field.turn,
                    reason,
                })]
            }
            _ => {
                self.over = Some(Over::Object(field));
                Vec::new()
            }
        }
    }

    fn tick(&mut self, time: Duration) -> Vec<Effect> {
        self.since_key = self.since_key.saturating_add(time);
        let mut effects: Vec<Effect> = self.now_doing().into_iter().collect();
        if self.phase() == Phase::Answering {
            if self.to_answer() {
                self.waited = self.waited.saturating_add(time);
            }
            if let Some(left) = &mut self.left {
                *left = left.saturating_sub(time);
                effects.push(Effect::Paint);
            }
        }
        effects
    }
}

/// What fills a trainee's screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Showing {
    Name,
    Waiting,
    Play,
    Wall,
    End,
}

impl Interface for Trainee {
    fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Resize { columns, rows } => {
                self.setup.size = (columns, rows);
                Vec::new()
            }
            Input::Tick(time) => self.tick(time),
            Input::Interrupt => self.interrupt(),
            Input::Key(key) if key.folded() == Key::ctrl('c') => self.interrupt(),
            Input::Key(key) => self.key(key),
            Input::Paste(text) => {
                match (&mut self.over, &mut self.play) {
                    _ if self.setup.size.0 < LEAST.0 => {}
                    (Some(Over::Object(field)), _) => field.paste(&text),
                    (Some(_), _) => {}
                    (None, _) if self.joined.is_none() => {
                        let room = LONGEST_NAME.saturating_sub(self.name.text().chars().count());
                        let text: String = text.chars().filter(|c| *c != '\n').take(room).collect();
                        let _ = self.name.insert(&text);
                    }
                    (None, Some(play)) => play.paste(&text, &self.look),
                    (None, None) => {}
                }
                Vec::new()
            }
            // In a class the mouse is the terminal's own: its users mark and copy with it.
            Input::Mouse(_) => Vec::new(),
        }
    }

    fn leave(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let held = Rect {
            width: area.width.min(MOST.0),
            height: area.height.min(MOST.1),
            ..area
        };
        let mut part = Buffer::empty(held);
        let scene = self.paint(&mut part);
        frame.buffer_mut().merge(&part);
        if let Some(cursor) = scene.cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

impl Trainee {
    fn interrupt(&mut self) -> Vec<Effect> {
        if self.joined.is_none() || matches!(self.over, Some(Over::Ask(_))) || self.is_small() {
            return vec![Effect::Quit];
        }
        self.over = Some(Over::Ask(Ask::Quit));
        Vec::new()
    }
}
