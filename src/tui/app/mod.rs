//! The whole interface as one value: inputs change it, drawing does not. Here screens are opened and closed and wishes to the
//! world are made; what a screen does by itself is its own file's business.

mod appearance;
mod journey;
mod restock;
mod rounds;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::progress::{Advice, Review};
use crate::tui::canvas::{Canvas, Hit, Scene};
use crate::tui::input::MouseKind;
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::record::Draft;
use crate::tui::screens::ask::Ask;
use crate::tui::screens::briefing::Briefing;
use crate::tui::screens::commands::{Chosen, Commands};
use crate::tui::screens::debrief::Debrief;
use crate::tui::screens::disagree::Disagree;
use crate::tui::screens::help::Help;
use crate::tui::screens::history::History;
use crate::tui::screens::home::{Home, Stock};
use crate::tui::screens::play::Play;
use crate::tui::screens::progress::{Past, Progress};
use crate::tui::screens::round::RoundEnd;
use crate::tui::screens::tour::Tour;
use crate::tui::screens::{Go, LEAST, small};
use crate::tui::{Effect, Input, Key, Mouse, Setup};
use rounds::Round;

/// A window larger than this is drawn in its upper left corner: its size is told by the other side, which may lie.
const MOST: (u16, u16) = (500, 200);

/// The interface.
pub struct App {
    setup: Setup,
    look: Look,
    home: Home,
    screen: Screen,
    over: Option<Over>,
    /// Said over the key hints until the next key.
    banner: Option<String>,
    /// How many encounters were begun.
    begun: u64,
    /// What was practised at each moment, the most urgent first.
    reviews: Vec<Review>,
    /// What is worth practising now.
    advice: Advice,
    /// The round being played.
    round: Option<Round>,
    /// How many rounds were begun.
    rounds: u64,
}

enum Screen {
    Home,
    Briefing(Briefing),
    Play(Box<Play>),
    Debrief(Box<Debrief>),
    Round(Box<RoundEnd>),
    Progress(Progress),
    History(Box<History>),
}

/// What lies over a screen.
enum Over {
    Help(Help),
    Ask(Ask),
    Disagree(Box<Disagree>),
    Commands(Commands),
    Tour(Tour),
}

impl App {
    /// The interface at its start.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let mut look = Look::new(
            setup.language,
            setup.theme,
            setup.glyphs,
            setup.wide_ambiguous,
        );
        look.keymap = setup.keymap.clone();
        look.dress(setup.theme, setup.projector);
        look.themes.clone_from(&setup.themes);
        (look.clock, look.still) = (setup.clock, setup.still);
        let mut app = Self {
            look,
            home: Home::default(),
            screen: Screen::Home,
            over: None,
            banner: None,
            begun: 0,
            reviews: Vec::new(),
            advice: Advice::Nothing,
            round: None,
            rounds: 0,
            setup,
        };
        app.reviews = app.reviewed();
        app.advice = app.advised();
        app.banner.clone_from(&app.setup.hint);
        if let [first, more @ ..] = app.setup.problems.as_slice() {
            app.banner = Some(app.problems_in_words(first, more.len()));
        }
        if app.setup.newcomer && app.setup.only.is_none() && !app.setup.form.is_single() {
            app.over = Some(Over::Tour(Tour::default()));
        }
        if let Some(id) = app.setup.only.clone() {
            app.brief(&id);
        }
        if app.setup.form.is_single() {
            app.round(app.setup.form);
        }
        app
    }

    /// Takes one input and says what the world must do, in order.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Resize { columns, rows } => {
                self.setup.size = (columns, rows);
                Vec::new()
            }
            Input::Tick(time) => match &mut self.screen {
                Screen::Play(play) => {
                    let (seen, draft) = play.tick(time, &self.look);
                    let mut effects: Vec<Effect> =
                        draft.map(|draft| self.keep(draft)).unwrap_or_default();
                    effects.extend(seen.then_some(Effect::Paint));
                    effects
                }
                _ => Vec::new(),
            },
            Input::Interrupt => self.interrupt(),
            Input::Key(key) if key.folded() == Key::ctrl('c') => self.interrupt(),
            Input::Key(key) => self.key(key),
            Input::Paste(text) => {
                if self.is_small() {
                    return Vec::new();
                }
                match &mut self.over {
                    Some(Over::Disagree(field)) => field.paste(&text),
                    Some(Over::Commands(commands)) => commands.insert(&text),
                    _ => {}
                }
                if self.over.is_none() {
                    match &mut self.screen {
                        Screen::Play(play) => play.paste(&text, &self.look),
                        Screen::History(history) if history.place() == Place::Search => {
                            history.insert(&text, &*self.setup.archive);
                        }
                        Screen::Home if self.home.place() == Place::Filter => {
                            self.home.insert(&text);
                        }
                        _ => {}
                    }
                }
                Vec::new()
            }
            Input::Mouse(mouse) => self.mouse(mouse),
        }
    }

    /// How long it can be left alone before time must be told; `None` for ever, where nothing moves by itself.
    #[must_use]
    pub fn due(&self) -> Option<std::time::Duration> {
        match &self.screen {
            Screen::Play(play) => play.due(&self.look),
            _ => None,
        }
    }

    /// What must be kept when the program has to end at once (a signal, a lost terminal): at most one `KeepDraft`.
    pub fn leave(&mut self) -> Vec<Effect> {
        match &self.screen {
            Screen::Play(play) => play.draft().map(Effect::KeepDraft).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Draws everything and places the cursor.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let scene = self.paint(frame.buffer_mut(), area);
        if let Some(cursor) = scene.cursor {
            frame.set_cursor_position(cursor);
        }
    }

    /// Draws on `buffer` and returns what drawing found out.
    fn paint(&self, buffer: &mut Buffer, area: Rect) -> Scene {
        let area = Rect {
            width: area.width.min(MOST.0),
            height: area.height.min(MOST.1),
            ..area
        };
        let area = self.stage(area);
        if buffer.area != area {
            let mut part = Buffer::empty(area);
            let scene = self.paint_stage(&mut part);
            buffer.set_style(buffer.area, self.look.theme.base);
            buffer.merge(&part);
            return scene;
        }
        self.paint_stage(buffer)
    }

    fn paint_stage(&self, buffer: &mut Buffer) -> Scene {
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, &self.look);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            small::draw(&mut canvas);
            return canvas.done();
        }
        match &self.screen {
            Screen::Home => {
                self.home.draw(&mut canvas, &self.stock());
            }
            Screen::Briefing(briefing) => briefing.draw(&mut canvas),
            Screen::Play(play) => play.draw(&mut canvas),
            Screen::Debrief(debrief) => debrief.draw(&mut canvas),
            Screen::Round(round) => round.draw(&mut canvas),
            Screen::Progress(progress) => {
                let past = Past {
                    days: &self.setup.days,
                    reviews: &self.reviews,
                    today: self.setup.today,
                };
                progress.draw(&mut canvas, &past);
            }
            Screen::History(history) => history.draw(&mut canvas, &*self.setup.archive),
        }
        match &self.over {
            Some(Over::Help(help)) => help.draw(&mut canvas),
            Some(Over::Ask(ask)) => ask.draw(&mut canvas),
            Some(Over::Disagree(field)) => field.draw(&mut canvas),
            Some(Over::Commands(commands)) => {
                commands.draw(&mut canvas, self.setup.shelf.headers());
            }
            Some(Over::Tour(tour)) => tour.draw(&mut canvas),
            None => {}
        }
        self.draw_banner(&mut canvas);
        canvas.done()
    }

    /// What is where on the screen as it stands.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let (columns, rows) = self.setup.size;
        let area = Rect::new(0, 0, columns.min(MOST.0), rows.min(MOST.1));
        self.paint(&mut Buffer::empty(area), area)
    }

    fn is_small(&self) -> bool {
        self.setup.size.0 < LEAST.0 || self.setup.size.1 < LEAST.1
    }

    /// Where keys go.
    fn place(&self) -> Place {
        match (&self.over, &self.screen) {
            (Some(Over::Help(_)), _) => Place::Help,
            (Some(Over::Ask(_)), _) => Place::Ask,
            (Some(Over::Disagree(_)), _) => Place::Disagree,
            (Some(Over::Commands(_)), _) => Place::Commands,
            (Some(Over::Tour(_)), _) => Place::Tour,
            (None, Screen::Home) => self.home.place(),
            (None, Screen::Briefing(_)) => Place::Briefing,
            (None, Screen::Play(play)) => play.place(),
            (None, Screen::Debrief(_)) => Place::Debrief,
            (None, Screen::Round(_)) => Place::Round,
            (None, Screen::Progress(_)) => Place::Progress,
            (None, Screen::History(history)) => history.place(),
        }
    }

    fn stock(&self) -> Stock<'_> {
        Stock {
            look: &self.look,
            headers: self.setup.shelf.headers(),
            past: &self.setup.past,
            unread: self.setup.unread,
            advice: &self.advice,
            reviews: &self.reviews,
            today: self.setup.today,
            draft: self.setup.draft.as_ref(),
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.banner = None;
        let place = self.place();
        match self.look.keymap.command(place, key) {
            // Nothing is done that can't be seen.
            Some(done)
                if self.is_small() && !matches!(done, Command::Redraw | Command::Suspend) =>
            {
                Vec::new()
            }
            Some(done) => self.command(done),
            None if self.is_small() => Vec::new(),
            None => {
                match (&mut self.over, &mut self.screen) {
                    (Some(Over::Disagree(field)), _) => field.key(key),
                    (Some(Over::Commands(commands)), _) => commands.key(key),
                    (None, Screen::History(history)) if place == Place::Search => {
                        history.key(key, &*self.setup.archive);
                    }
                    (None, Screen::Home) if place == Place::Filter => self.home.key(key),
                    (None, Screen::Play(play)) => play.key(key, &self.look),
                    _ => {}
                }
                Vec::new()
            }
        }
    }

    fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if !self.setup.mouse || self.is_small() {
            return Vec::new();
        }
        let step = match mouse.kind {
            MouseKind::WheelUp => Command::Up,
            MouseKind::WheelDown => Command::Down,
            MouseKind::Click => {
                return match self.scene().hit(mouse.column, mouse.row) {
                    Some(Hit::Command(done)) => self.command(done),
                    Some(Hit::Item(row)) => self.click(row),
                    Some(Hit::Editor(column, row)) => {
                        match (&mut self.over, &mut self.screen) {
                            (Some(Over::Disagree(field)), _) => field.click(column, row),
                            (_, Screen::Play(play)) => play.click_editor(column, row),
                            _ => {}
                        }
                        Vec::new()
                    }
                    None => Vec::new(),
                };
            }
        };
        (0..3).flat_map(|_| self.command(step)).collect()
    }

    fn click(&mut self, row: usize) -> Vec<Effect> {
        if let Some(Over::Commands(commands)) = &mut self.over {
            commands.click(row);
            return self.command(Command::Yes);
        }
        let extent = self.scene().extent;
        let go = match &mut self.screen {
            Screen::Home => {
                let mut home = std::mem::take(&mut self.home);
                let go = home.click(row, &self.stock());
                self.home = home;
                go
            }
            Screen::Briefing(briefing) => briefing.click(row),
            Screen::Play(play) => {
                play.click(row, &extent);
                Go::Stay
            }
            Screen::Debrief(debrief) => {
                debrief.click(row, &extent);
                Go::Stay
            }
            Screen::Round(round) => {
                round.click(row, &extent);
                Go::Stay
            }
            Screen::Progress(_) => Go::Stay,
            Screen::History(history) => {
                history.click(row);
                Go::Stay
            }
        };
        self.go(go)
    }

    fn command(&mut self, done: Command) -> Vec<Effect> {
        match done {
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Language => return self.switch_language(),
            Command::Theme => {
                self.banner = Some(self.look.next_theme());
                return Vec::new();
            }
            Command::Projector => {
                self.look.switch_projector();
                return Vec::new();
            }
            Command::Tour => return self.tour(),
            Command::Clock => return self.switch_clock(),
            Command::Commands if self.over.is_none() => {
                self.over = Some(Over::Commands(Commands::of(self.place())));
                return Vec::new();
            }
            Command::Help if self.over.is_none() => {
                self.over = Some(Over::Help(Help::of(self.place())));
                return Vec::new();
            }
            _ => {}
        }
        let extent = self.scene().extent;
        match self.over.take() {
            Some(Over::Help(mut help)) => {
                if !help.command(done, &extent) {
                    self.over = Some(Over::Help(help));
                }
                return Vec::new();
            }
            Some(Over::Ask(ask)) => return self.answer(ask, done),
            Some(Over::Disagree(field)) => return self.disagree(field, done),
            Some(Over::Commands(commands)) => return self.choose(commands, done),
            Some(Over::Tour(mut tour)) => {
                if !tour.command(done) {
                    self.over = Some(Over::Tour(tour));
                }
                return Vec::new();
            }
            None => {}
        }
        let go = match &mut self.screen {
            Screen::Home => {
                let mut home = std::mem::take(&mut self.home);
                let go = home.command(done, &self.stock());
                self.home = home;
                go
            }
            Screen::Briefing(briefing) => briefing.command(done, &extent),
            Screen::Play(play) if done == Command::Send => {
                let sent = play.send(&self.look);
                return self.sent(sent);
            }
            Screen::Play(play) => play.command(done, &extent, &self.look),
            Screen::Debrief(debrief) => debrief.command(done, &extent),
            Screen::Round(round) => round.command(done, &extent),
            Screen::Progress(progress) => progress.command(done, &extent),
            Screen::History(history) => history.command(done, &extent, &*self.setup.archive),
        };
        self.go(go)
    }

    fn answer(&mut self, ask: Ask, done: Command) -> Vec<Effect> {
        match (ask, done) {
            (Ask::Notice(..), Command::Yes | Command::No) => Vec::new(),
            (_, Command::No) => Vec::new(),
            (Ask::Leave, Command::Yes) => self.leave_play(),
            (Ask::Quit, Command::Yes) => self.quit(),
            (Ask::Retry(turn), Command::Yes) => self.retry(turn),
            (ask, _) => {
                self.over = Some(Over::Ask(ask));
                Vec::new()
            }
        }
    }

    /// Moves through the list of commands, or does what was chosen.
    fn choose(&mut self, mut commands: Commands, done: Command) -> Vec<Effect> {
        let headers = self.setup.shelf.headers();
        match done {
            Command::No => return Vec::new(),
            Command::Yes => {
                return match commands.chosen(&self.look, headers) {
                    Some(Chosen::Command(command)) => self.command(command),
                    Some(Chosen::Scenario(id)) => self.brief(&id),
                    None => Vec::new(),
                };
            }
            Command::Up | Command::Down => {
                commands.step(done == Command::Down, &self.look, headers);
            }
            _ => {}
        }
        self.over = Some(Over::Commands(commands));
        Vec::new()
    }

    /// Keeps a disagreement once it has a reason.
    fn disagree(&mut self, field: Box<Disagree>, done: Command) -> Vec<Effect> {
        let reason = field.reason();
        match done {
            Command::No => Vec::new(),
            Command::Yes if !reason.is_empty() => {
                self.banner = Some(self.look.texts.get("disagree-kept"));
                vec![Effect::Disagreed {
                    encounter: field.encounter,
                    turn: field.turn,
                    reason,
                }]
            }
            _ => {
                self.over = Some(Over::Disagree(field));
                Vec::new()
            }
        }
    }

    /// The first asks where something could be lost, the second leaves.
    fn interrupt(&mut self) -> Vec<Effect> {
        let asked = matches!(self.over, Some(Over::Ask(Ask::Quit)));
        let unfinished = matches!(&self.screen, Screen::Play(play) if play.draft().is_some());
        if asked || !unfinished || self.is_small() {
            return self.quit();
        }
        self.over = Some(Over::Ask(Ask::Quit));
        Vec::new()
    }

    fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.leave();
        effects.push(Effect::Quit);
        effects
    }

    fn switch_language(&mut self) -> Vec<Effect> {
        self.look.switch_language();
        if let Screen::Play(play) = &mut self.screen
            && play.session.encounter().language() != self.look.language()
        {
            play.say(self.look.texts.get("write-language"));
        }
        vec![Effect::Language(self.look.language())]
    }

    fn keep(&mut self, draft: Draft) -> Vec<Effect> {
        self.setup.draft = Some(draft.clone());
        vec![Effect::KeepDraft(draft)]
    }

    fn drop_draft(&mut self) -> Vec<Effect> {
        let had = self.setup.draft.take();
        had.map(|_| Effect::DropDraft).into_iter().collect()
    }

    fn notice(&mut self, key: &'static str, reason: String) -> Vec<Effect> {
        self.over = Some(Over::Ask(Ask::Notice(key, reason)));
        Vec::new()
    }
}
