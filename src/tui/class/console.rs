//! The trainer's console: who is there and what they do, the answers, how the class stands on each principle, and the keys that
//! lead it. Must not decide what a key does to the class.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::ruling::{self, Ruled, RulingField};
use super::states::{Brought, States};
use super::trainee::{before, clock, headline};
use super::{Act, Answer, Phase, Room, Seat, heat, on_every_screen, seats, show, wall};
use crate::domain::Language;
use crate::tui::canvas::{Canvas, Scene};
use crate::tui::document::{Document, Reader};
use crate::tui::input::{Input, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::screens::help::Help;
use crate::tui::screens::{LEAST, bottom, open_over, small};
use crate::tui::widgets::principles::principle_line;
use crate::tui::{Effect, Interface};

/// By how many seconds a key moves the clock.
const SECONDS: i32 = 30;
/// How wide the roster is.
const ROSTER: u16 = 34;

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

    fn drawn(&self) -> Scene {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.paint(&mut Buffer::empty(area))
    }

    fn paint(&self, buffer: &mut Buffer) -> Scene {
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, &self.look);
        if area.width < LEAST.0 || area.height < LEAST.1 {
            small::draw(&mut canvas);
            return canvas.done();
        }
        bottom(&mut canvas, Place::Console);
        let top = Rect {
            x: area.x + 1,
            width: area.width - 2,
            height: 1,
            ..area
        };
        let look = &self.look;
        let state = self.state();
        canvas.text(
            before(top, &state),
            &headline(look, &self.room.orders),
            look.theme.title,
        );
        canvas.text_right(top, &state, look.theme.warn);
        let middle = Rect {
            y: area.y + 1,
            height: area.height - 2,
            ..area
        };
        let roster = Rect {
            width: ROSTER.min(area.width / 2),
            ..middle
        };
        seats::draw(&mut canvas, roster, &self.room, self.chosen);
        let right = Rect {
            x: middle.x + roster.width,
            width: middle.width - roster.width,
            ..middle
        };
        let rows = 12.min(right.height / 2);
        let answer = Rect {
            height: right.height - rows,
            ..right
        };
        self.draw_panels(&mut canvas, answer);
        let class = Rect {
            y: answer.bottom(),
            height: rows,
            ..right
        };
        self.draw_class(&mut canvas, class);
        match &self.over {
            Some(Over::Help(help)) => help.draw(&mut canvas),
            Some(Over::Sure(asked)) => self.draw_sure(&mut canvas, *asked),
            Some(Over::Ruling(field)) => field.draw(&mut canvas),
            Some(Over::States(states)) => states.draw(&mut canvas),
            None => {}
        }
        let trouble = self.banner.as_ref().or(self.room.trouble.as_ref());
        if let Some(trouble) = trouble {
            let last = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            canvas.clear(last);
            canvas.text(last, &format!(" {}", look.show(trouble)), look.theme.warn);
        }
        canvas.done()
    }

    /// What the class is doing, and the time left.
    fn state(&self) -> String {
        let texts = &self.look.texts;
        let key = match self.room.orders.phase {
            Phase::Gathering => "class-phase-gathering",
            Phase::Answering => "class-phase-answering",
            Phase::Paused => "class-phase-paused",
            Phase::Talking => "class-phase-talking",
            Phase::Ended => "class-phase-ended",
        };
        let left = self
            .room
            .left
            .map_or_else(String::new, |left| format!("  {}", clock(u64::from(left))));
        let answered = self.room.seats.iter().filter(|seat| seat.answer.is_some());
        format!(
            "{}/{}  {}{left}",
            answered.count(),
            self.room.seats.len(),
            texts.get(key)
        )
    }

    /// The answer and, beside it where both have room, the panel that was asked for.
    fn draw_panels(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let beside = area.width >= 2 * heat::COLUMNS - 10;
        let (answer, side) = if beside {
            let width = area.width - heat::COLUMNS;
            let side = Rect {
                x: area.x + width,
                width: heat::COLUMNS,
                ..area
            };
            (Rect { width, ..area }, side)
        } else {
            (area, area)
        };
        if beside || self.panel == Panel::Answer {
            self.draw_answer(canvas, answer);
        }
        match self.panel {
            Panel::Agreed => self.draw_agreed(canvas, side),
            Panel::Heat => heat::draw(canvas, side, &self.room, self.chosen),
            Panel::Answer if beside => heat::draw(canvas, side, &self.room, self.chosen),
            Panel::Answer => {}
        }
    }

    /// How far the trainer and the scorer agree.
    fn draw_agreed(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let title = look.texts.get("class-agreed-title");
        let inner = canvas.frame(area, &title, look.theme.border);
        let columns = usize::from(inner.width);
        let rows = ruling::agreement(look, &self.room.agreed, columns);
        canvas.lines(inner, &rows);
    }

    fn draw_answer(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let title = self.seat().map_or_else(
            || look.texts.get("class-customer"),
            |seat| format!("{} {}", seat.label, look.show(&seat.name)),
        );
        let inner = canvas.frame(area, &title, look.theme.border);
        let columns = usize::from(inner.width);
        let mut document = Document::default();
        if !self.room.customer.is_empty() {
            for line in look.wrap(&self.room.customer, columns) {
                document.push(Line::styled(line, look.theme.customer));
            }
            document.gap();
        }
        if let Some(seat) = self.seat() {
            if let Some(fault) = &seat.fault {
                for line in look.wrap(fault, columns) {
                    document.push(Line::styled(line, look.theme.alert));
                }
            }
            match &seat.answer {
                Some(answer) => self.answer(answer, columns, &mut document),
                None => document.push(Line::styled(
                    look.texts.get("class-not-answered"),
                    look.theme.dim,
                )),
            }
            if let Some(objection) = &seat.objection {
                let text = look
                    .texts
                    .with("class-objection", &[("reason", objection.as_str().into())]);
                for line in look.wrap(&text, columns) {
                    document.push(Line::styled(line, look.theme.warn));
                }
            }
        } else {
            for line in look.wrap(&look.texts.get("class-nobody"), columns) {
                document.push(Line::styled(line, look.theme.dim));
            }
        }
        document.draw(canvas, inner, area, Reader::default(), false);
    }

    fn answer(&self, answer: &Answer, columns: usize, document: &mut Document) {
        let look = &self.look;
        document.push(Line::styled(wall::title(look, answer), look.theme.trainee));
        for red_line in &answer.red_lines {
            let text = format!("{} {}", look.glyphs.bad, look.texts.red_line(*red_line));
            document.push(Line::styled(text, look.theme.alert));
        }
        for line in look.wrap(&wall::shown_words(&answer.words, self.as_written), columns) {
            document.push(line);
        }
        for line in wall::covered_note(look, &answer.words, self.as_written, columns) {
            document.push(line);
        }
        if !answer.actions.is_empty() {
            document.push(Line::styled(look.actions(&answer.actions), look.theme.dim));
        }
        for text in ruling::sentences(look, answer) {
            for line in look.wrap(&text, columns) {
                document.push(Line::styled(line, look.theme.warn));
            }
        }
    }

    /// Each principle over the class, how the marks are spread, what most answers lack.
    fn draw_class(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let inner = canvas.frame(area, &look.texts.get("class-means"), look.theme.border);
        let columns = usize::from(inner.width);
        let mut lines: Vec<Line<'static>> = Vec::new();
        let spread: Vec<String> = (0..5)
            .map(|rating| format!("{rating}: {}", self.room.spread[rating]))
            .collect();
        lines.push(Line::raw(
            look.texts
                .with("class-spread", &[("spread", spread.join("  ").into())]),
        ));
        if let Some((missing, example)) = &self.room.missing {
            let text = look.texts.with(
                "class-missing",
                &[
                    ("missing", look.show(missing).into()),
                    (
                        "example",
                        look.show(&wall::shown_words(example, self.as_written))
                            .into(),
                    ),
                ],
            );
            lines.extend(look.wrap(&text, columns).into_iter().take(3).map(Line::raw));
        }
        if let Some(means) = &self.room.means {
            let bars = means
                .iter()
                .map(|(principle, mark)| principle_line(look, principle, *mark, "", columns));
            if self.panel == Panel::Heat {
                // The grid has the means, too: here what most answers lack comes first where not all has room.
                lines.extend(bars);
            } else {
                let room = usize::from(inner.height).saturating_sub(8);
                lines.truncate(room.max(1));
                lines.splice(0..0, bars);
            }
        }
        canvas.lines(inner, &lines);
    }

    fn draw_sure(&self, canvas: &mut Canvas<'_>, asked: Command) {
        let look = canvas.look;
        let key = if asked == Command::End {
            "class-sure-end"
        } else {
            "class-sure-quit"
        };
        let text = look.texts.get(key);
        let columns = 60.min(canvas.area().width.saturating_sub(4));
        let lines: Vec<Line<'_>> = look
            .wrap(&text, usize::from(columns.saturating_sub(4)))
            .into_iter()
            .map(Line::raw)
            .collect();
        let rows = u16::try_from(lines.len()).unwrap_or(1) + 2;
        let title = look.texts.get("ask-quit-title");
        let inner = open_over(canvas, Place::Ask, &title, (columns, rows));
        canvas.lines(inner, &lines);
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
