//! A class on one screen, without a network: who answers is drawn, the trainer writes down what was said, two or three answers to
//! the same customer stand side by side, the class votes by show of hands before the marks are shown. Must not keep anything.

use std::sync::Arc;
use std::time::Duration;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::roster::{Member, Turns, teams};
use super::trainee::{before, clock};
use super::{on_every_screen, show};
use crate::domain::{Language, PerPrinciple, Reply};
use crate::encounter::Encounter;
use crate::scenario::{Drill, Scenario};
use crate::scoring::Assessment;
use crate::tui::canvas::{Canvas, Scene};
use crate::tui::document::{Document, Reader};
use crate::tui::glyphs::Grade;
use crate::tui::input::{Input, Key};
use crate::tui::keymap::{Command, Place, name};
use crate::tui::look::Look;
use crate::tui::screens::help::Help;
use crate::tui::screens::{LEAST, bottom, open_over, small};
use crate::tui::widgets::editor::Editor;
use crate::tui::widgets::highlight::highlighted;
use crate::tui::widgets::principles::principle_line;
use crate::tui::{Effect, Interface, Scorer};

/// How many answers stand side by side.
const MOST: usize = 3;
/// How many teams there are, where there are any.
const TEAMS: usize = 2;
/// By how much a key moves the clock.
const SECONDS: u64 = 30;

/// What the table is given.
pub struct TableSetup {
    /// The drill.
    pub drill: Drill,
    /// Its scenarios, in the order of its steps.
    pub scenarios: Vec<Arc<Scenario>>,
    /// Who is there; may be nobody, and then whoever likes answers.
    pub roster: Vec<Member>,
    /// The seed of the encounters and of who is drawn.
    pub seed: u64,
    /// The language of the customers.
    pub language: Language,
    /// Marks.
    pub scorer: Scorer,
    /// The window: columns and rows.
    pub size: (u16, u16),
}

/// What somebody said.
struct Said {
    who: Option<usize>,
    reply: Reply,
    assessment: Assessment,
    /// How many put their hands up for it.
    hands: u16,
}

/// What lies over the table.
enum Over {
    Help(Help),
    Writing(Box<Editor>),
}

/// The table.
pub struct Table {
    setup: TableSetup,
    look: Look,
    turns: Turns,
    /// How often each has answered.
    answered: Vec<usize>,
    teams: Option<Vec<usize>>,
    step: usize,
    encounter: Option<Encounter>,
    drawn: Option<usize>,
    said: Vec<Said>,
    chosen: usize,
    voting: bool,
    revealed: bool,
    left: Duration,
    running: bool,
    over: Option<Over>,
    banner: Option<String>,
}

impl Table {
    /// At the first step, nobody drawn yet.
    #[must_use]
    pub fn new(setup: TableSetup, look: Look) -> Self {
        let mut table = Self {
            turns: Turns::new(setup.roster.len(), setup.seed),
            answered: vec![0; setup.roster.len()],
            teams: None,
            look,
            step: 0,
            encounter: None,
            drawn: None,
            said: Vec::new(),
            chosen: 0,
            voting: false,
            revealed: false,
            left: Duration::ZERO,
            running: false,
            over: None,
            banner: None,
            setup,
        };
        table.begin();
        table
    }

    /// Begins the step.
    fn begin(&mut self) {
        let step = self.setup.drill.steps.get(self.step);
        self.encounter = step
            .zip(self.setup.scenarios.get(self.step))
            .map(|(step, scenario)| {
                let at = step.at.clone().unwrap_or_else(|| scenario.start.clone());
                let seed = self.setup.seed.wrapping_add(self.step as u64 + 1);
                Encounter::start_at(Arc::clone(scenario), at, seed, self.setup.language).0
            });
        self.turn();
    }

    /// A new line of the customer to answer.
    fn turn(&mut self) {
        self.said.clear();
        (self.chosen, self.voting, self.revealed, self.running) = (0, false, false, false);
        let time = self
            .setup
            .drill
            .steps
            .get(self.step)
            .map_or(0, |step| step.time);
        self.left = Duration::from_secs(u64::from(time));
    }

    /// Draws who answers.
    fn draw_member(&mut self) {
        if self.said.len() >= MOST {
            self.banner = Some(self.look.texts.get("table-full"));
            return;
        }
        self.drawn = self.turns.draw();
        self.running = true;
    }

    /// Keeps what was said.
    fn keep(&mut self, words: &str) {
        let Some(situation) = self.encounter.as_ref().and_then(Encounter::situation) else {
            return;
        };
        let reply = Reply::of_words(words.trim());
        let assessment = (self.setup.scorer.assess)(&situation, &reply);
        if let Some(count) = self.drawn.and_then(|who| self.answered.get_mut(who)) {
            *count += 1;
        }
        self.said.push(Said {
            who: self.drawn.take(),
            reply,
            assessment,
            hands: 0,
        });
        self.chosen = self.said.len() - 1;
        self.running = false;
    }

    /// Goes on from the chosen answer.
    fn fork(&mut self) {
        let chosen = self.said.get(self.chosen);
        let Some((said, encounter)) = chosen.zip(self.encounter.as_mut()) else {
            self.banner = Some(self.look.texts.get("class-no-answer"));
            return;
        };
        // A story that leads nowhere on stays where it is.
        if encounter.step(said.reply.clone(), &said.assessment).is_ok() {
            self.turn();
        }
    }

    const fn place(&self) -> Place {
        match &self.over {
            Some(Over::Help(_)) => Place::Help,
            Some(Over::Writing(_)) => Place::TableWriting,
            None => Place::Table,
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
                if let Some(Over::Writing(editor)) = &mut self.over {
                    let _ = editor.key(key);
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
            self.over = Some(Over::Help(Help::of(Place::Table)));
            return Vec::new();
        }
        match self.over.take() {
            Some(Over::Help(mut help)) => {
                if !help.command(command, &self.drawn_scene().extent) {
                    self.over = Some(Over::Help(help));
                }
                return Vec::new();
            }
            Some(Over::Writing(editor)) => {
                let words = editor.text();
                match command {
                    Command::No => {}
                    Command::Yes if !words.trim().is_empty() => self.keep(&words),
                    _ => {
                        self.banner = Some(self.look.texts.get("table-empty"));
                        self.over = Some(Over::Writing(editor));
                    }
                }
                return Vec::new();
            }
            None => {}
        }
        self.lead(command)
    }

    fn lead(&mut self, command: Command) -> Vec<Effect> {
        let can_answer = self
            .encounter
            .as_ref()
            .is_some_and(|one| one.state().is_some());
        match command {
            Command::Draw if can_answer => self.draw_member(),
            Command::Pass => {
                if let Some(away) = self.drawn.take() {
                    self.turns.pass(away);
                    self.draw_member();
                }
            }
            Command::Open if can_answer && self.said.len() < MOST => {
                self.over = Some(Over::Writing(Box::new(Editor::new(""))));
            }
            Command::Open if can_answer => self.banner = Some(self.look.texts.get("table-full")),
            Command::Hands if !self.said.is_empty() && !self.revealed => self.voting = !self.voting,
            Command::Reveal if !self.said.is_empty() => {
                self.revealed = !self.revealed;
                self.voting = false;
            }
            Command::Fork => self.fork(),
            Command::NextStep if self.step < self.setup.drill.steps.len() => {
                self.step += 1;
                self.drawn = None;
                self.begin();
            }
            Command::Teams => {
                let all = teams(self.setup.roster.len(), TEAMS, self.setup.seed);
                self.teams = self.teams.take().is_none().then_some(all);
            }
            Command::Pause => self.running = !self.running,
            Command::More if self.voting => self.hand(1),
            Command::Less if self.voting => self.hand(-1),
            Command::More => self.left = self.left.saturating_add(Duration::from_secs(SECONDS)),
            Command::Less => self.left = self.left.saturating_sub(Duration::from_secs(SECONDS)),
            Command::Left => self.chosen = self.chosen.saturating_sub(1),
            Command::Right => {
                self.chosen = (self.chosen + 1).min(self.said.len().saturating_sub(1));
            }
            Command::Quit => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }

    fn hand(&mut self, by: i16) {
        if let Some(said) = self.said.get_mut(self.chosen) {
            said.hands = said.hands.saturating_add_signed(by);
        }
    }

    /// Somebody's name, with the branch and the team.
    fn who(&self, who: Option<usize>, number: usize) -> String {
        let label = char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
        let Some((who, member)) = who.and_then(|who| Some((who, self.setup.roster.get(who)?)))
        else {
            return label.to_string();
        };
        let look = &self.look;
        let branch = if member.branch.is_empty() {
            String::new()
        } else {
            format!(" · {}", look.show(&member.branch))
        };
        let team = self
            .teams
            .as_ref()
            .and_then(|teams| teams.get(who))
            .map_or_else(String::new, |team| {
                format!(
                    " · {}",
                    look.texts
                        .with("table-team", &[("team", (team + 1).into())])
                )
            });
        format!("{}{branch}{team}", look.show(&member.name))
    }

    fn drawn_scene(&self) -> Scene {
        let area = Rect::new(0, 0, self.setup.size.0, self.setup.size.1);
        self.paint(&mut Buffer::empty(area))
    }

    fn paint(&self, buffer: &mut Buffer) -> Scene {
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, &self.look);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            small::draw(&mut canvas);
            return canvas.done();
        }
        bottom(&mut canvas, Place::Table);
        let top = Rect {
            x: area.x + 1,
            width: area.width - 2,
            height: 1,
            ..area
        };
        let time = clock(self.left.as_secs());
        canvas.text(before(top, &time), &self.headline(), self.look.theme.title);
        canvas.text_right(top, &time, self.look.theme.warn);
        let rows = (area.height / 4).max(6);
        let customer = Rect {
            y: area.y + 1,
            height: rows,
            ..area
        };
        self.draw_customer(&mut canvas, customer);
        let below = Rect {
            y: customer.bottom(),
            height: area.height - 2 - rows,
            ..area
        };
        self.draw_answers(&mut canvas, below);
        match &self.over {
            Some(Over::Help(help)) => help.draw(&mut canvas),
            Some(Over::Writing(editor)) => self.draw_writing(&mut canvas, editor),
            None => {}
        }
        if let Some(banner) = &self.banner {
            let last = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            canvas.clear(last);
            canvas.text(last, &format!(" {banner}"), self.look.theme.warn);
        }
        canvas.done()
    }

    fn headline(&self) -> String {
        let look = &self.look;
        let title = look.show_in(&self.setup.drill.title);
        let focus = self
            .setup
            .drill
            .steps
            .get(self.step)
            .and_then(|step| step.focus);
        let aim = focus.map_or_else(String::new, |focus| {
            look.texts.with(
                "round-aim",
                &[("principle", look.texts.principle(focus).into())],
            )
        });
        let of = self.setup.drill.steps.len();
        format!("{title}   {}/{of}{aim}", (self.step + 1).min(of))
    }

    /// The customer, and whose turn it is.
    fn draw_customer(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let texts = &look.texts;
        let Some(encounter) = &self.encounter else {
            let inner = canvas.frame(area, "", look.theme.border);
            canvas.text(inner, &texts.get("table-done"), look.theme.title);
            return;
        };
        let customer = look.show_in(&encounter.scenario().customer.name);
        let inner = canvas.frame(area, &customer, look.theme.border);
        let columns = usize::from(inner.width);
        let mut lines: Vec<Line<'static>> = Vec::new();
        let key = |command| {
            let hints = look.keymap.hints(Place::Table);
            let mut found = hints.filter(|(_, one, _)| *one == command);
            found
                .next()
                .map_or_else(String::new, |(key, _, _)| name(key, texts))
        };
        match encounter.ending() {
            Some(ending) => {
                let text = ending.text.get(self.setup.language).to_owned();
                lines.extend(look.wrap(&text, columns).into_iter().map(Line::raw));
                let over = texts.with("table-over", &[("key", key(Command::NextStep).into())]);
                lines.extend(look.wrap(&over, columns).into_iter().map(Line::raw));
            }
            None => {
                let said = look.wrap(encounter.customer_says(), columns);
                lines.extend(
                    said.into_iter()
                        .map(|line| Line::styled(line, look.theme.customer)),
                );
                lines.push(Line::default());
                let turn = match self.drawn {
                    Some(who) => {
                        let who = self.who(Some(who), 0);
                        texts.with("table-turn", &[("name", who.into())])
                    }
                    None => texts.with("table-nobody", &[("key", key(Command::Draw).into())]),
                };
                lines.push(Line::styled(turn, look.theme.title));
                let left = self.answered.iter().filter(|count| **count == 0).count();
                if left > 0 && left < self.answered.len() {
                    let text = texts.with("table-round", &[("left", left.into())]);
                    lines.push(Line::styled(text, look.theme.dim));
                }
            }
        }
        canvas.lines(inner, &lines);
    }

    /// The answers side by side.
    fn draw_answers(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let count = u16::try_from(self.said.len().max(1)).unwrap_or(1);
        let width = area.width / count;
        for (number, said) in self.said.iter().enumerate() {
            let at = u16::try_from(number).unwrap_or(0);
            let part = Rect {
                x: area.x + at * width,
                width: if at + 1 == count {
                    area.width - at * width
                } else {
                    width
                },
                ..area
            };
            let hands = if said.hands > 0 || self.voting {
                format!(
                    "  {}",
                    look.texts
                        .with("table-hands", &[("hands", said.hands.into())])
                )
            } else {
                String::new()
            };
            let mark = if self.revealed {
                let overall = said.assessment.overall;
                format!(
                    "  {} {}",
                    look.glyphs.grade(Grade::of(overall)),
                    overall.value()
                )
            } else {
                String::new()
            };
            let title = format!("{}{mark}{hands}", self.who(said.who, number));
            let style = if number == self.chosen {
                look.theme.focus
            } else {
                look.theme.border
            };
            let inner = canvas.frame(part, &title, style);
            self.answer(said, usize::from(inner.width)).draw(
                canvas,
                inner,
                part,
                Reader::default(),
                false,
            );
        }
        if self.voting {
            let hints = look.keymap.hints(Place::Table);
            let mut reveal = hints.filter(|(_, one, _)| *one == Command::Reveal);
            let key = reveal
                .next()
                .map_or_else(String::new, |(key, _, _)| name(key, &look.texts));
            let text = look.texts.with("table-vote", &[("key", key.into())]);
            let last = Rect {
                y: canvas.area().bottom() - 1,
                height: 1,
                ..canvas.area()
            };
            canvas.clear(last);
            canvas.text(last, &format!(" {text}"), look.theme.warn);
        }
    }

    fn answer(&self, said: &Said, columns: usize) -> Document {
        let look = &self.look;
        let mut document = Document::default();
        if !self.revealed {
            for line in look.wrap(&said.reply.words, columns) {
                document.push(line);
            }
            document.gap();
            document.push(Line::styled(look.texts.get("table-hidden"), look.theme.dim));
            return document;
        }
        for crossing in &said.assessment.red_lines {
            let text = format!(
                "{} {}",
                look.glyphs.bad,
                look.texts.red_line(crossing.red_line)
            );
            document.push(Line::styled(text, look.theme.alert));
        }
        for line in highlighted(look, &said.reply.words, &said.assessment, columns) {
            document.push(line);
        }
        document.gap();
        let marks = PerPrinciple::from_fn(|one| said.assessment.principles[one].mark);
        for (principle, mark) in marks.iter() {
            document.push(principle_line(look, principle, *mark, "", columns));
        }
        document
    }

    fn draw_writing(&self, canvas: &mut Canvas<'_>, editor: &Editor) {
        let look = canvas.look;
        let who = self.who(self.drawn, self.said.len());
        let title = look.texts.with("table-writing", &[("name", who.into())]);
        let columns = canvas.area().width.saturating_sub(8);
        let inner = open_over(canvas, Place::TableWriting, &title, (columns, 7));
        editor.draw(canvas, inner, &look.texts.get("table-placeholder"), true);
    }
}

impl Interface for Table {
    fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Resize { columns, rows } => self.setup.size = (columns, rows),
            Input::Interrupt => return vec![Effect::Quit],
            Input::Key(key) if key.folded() == Key::ctrl('c') => return vec![Effect::Quit],
            Input::Key(key) => return self.key(key),
            Input::Paste(text) => {
                if let Some(Over::Writing(editor)) = &mut self.over {
                    let _ = editor.insert(&text);
                }
            }
            Input::Tick(time) if self.running && !self.left.is_zero() => {
                self.left = self.left.saturating_sub(time);
                return vec![Effect::Paint];
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
