//! The answer wall: what all may see, by letter or by name, with marks; two answers side by side where the trainer has pinned
//! them. Must not show anything that is not among the orders.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::profanity::covered;
use super::trainee::{before, clock, headline};
use super::{Answer, Orders, Phase, on_every_screen, ruling};
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::document::{Document, Reader};
use crate::tui::glyphs::Grade;
use crate::tui::input::{Input, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::screens::bottom;
use crate::tui::screens::help::Help;
use crate::tui::widgets::principles::principle_line;
use crate::tui::{Effect, Interface};

/// The wall as it is read.
#[derive(Debug, Default)]
pub struct WallScreen {
    reader: Reader,
    /// Profanity as it was written, instead of first letters and asterisks.
    as_written: bool,
}

impl WallScreen {
    /// Moves through it.
    pub fn command(&mut self, command: Command, extent: &Extent) {
        self.reader.command(command, extent);
    }

    /// Draws it, with the key hints below.
    pub fn draw(&self, canvas: &mut Canvas<'_>, orders: &Orders) {
        bottom(canvas, Place::ClassWall);
        let mut area = canvas.area();
        area.height = area.height.saturating_sub(1);
        self.draw_in(canvas, area, orders);
    }

    fn draw_in(&self, canvas: &mut Canvas<'_>, area: Rect, orders: &Orders) {
        let look = canvas.look;
        let pinned: Vec<&Answer> = orders.wall.iter().filter(|one| one.pinned).collect();
        if let [left, right, ..] = pinned[..]
            && area.width >= 70
        {
            let half = area.width / 2;
            for (answer, x, width) in [(left, 0, half), (right, half, area.width - half)] {
                let part = Rect {
                    x: area.x + x,
                    width,
                    ..area
                };
                let inner = canvas.frame(part, &title(look, answer), look.theme.border);
                let mut document = Document::default();
                let columns = usize::from(inner.width);
                self.body(look, answer, orders, columns, true, &mut document);
                document.draw(canvas, inner, part, Reader::default(), false);
            }
            return;
        }
        let title = look
            .texts
            .with("class-wall-title", &[("count", orders.wall.len().into())]);
        let inner = canvas.frame(area, &title, look.theme.border);
        let mut document = Document::default();
        let shown = if pinned.is_empty() {
            orders.wall.iter().collect()
        } else {
            pinned
        };
        if shown.is_empty() {
            document.push(Line::styled(
                look.texts.get("class-wall-empty"),
                look.theme.dim,
            ));
        }
        for answer in shown {
            document.gap();
            document.push(Line::styled(self::title(look, answer), look.theme.trainee));
            let columns = usize::from(inner.width);
            self.body(look, answer, orders, columns, false, &mut document);
        }
        document.draw(canvas, inner, area, self.reader, false);
    }
}

/// Whose it is and its marks.
pub(super) fn title(look: &Look, answer: &Answer) -> String {
    let name = answer.name.as_deref().map_or_else(String::new, |name| {
        format!(" {}", look.show(&covered(name)))
    });
    let rating = answer.ruling.as_ref().and_then(|one| one.rating);
    let ruling = rating.map_or_else(String::new, |rating| {
        let text = look.texts.with("class-ruled", &[("rating", rating.into())]);
        format!("  {text}")
    });
    let grade = look.glyphs.grade(Grade::of(answer.overall));
    format!(
        "{}{name}  {grade} {}{ruling}",
        answer.label,
        answer.overall.value()
    )
}

impl WallScreen {
    /// The words, red lines, what the trainer says; the principle in focus, or all of them.
    fn body(
        &self,
        look: &Look,
        answer: &Answer,
        orders: &Orders,
        columns: usize,
        all: bool,
        document: &mut Document,
    ) {
        for red_line in &answer.red_lines {
            let text = format!("{} {}", look.glyphs.bad, look.texts.red_line(*red_line));
            for line in look.wrap(&text, columns) {
                document.push(Line::styled(line, look.theme.alert));
            }
        }
        for line in look.wrap(&shown_words(&answer.words, self.as_written), columns) {
            document.push(Line::from(Span::raw(line)));
        }
        for line in covered_note(look, &answer.words, self.as_written, columns) {
            document.push(line);
        }
        if !answer.actions.is_empty() {
            let actions = look.actions(&answer.actions);
            let did = look.texts.with("coach-did", &[("actions", actions.into())]);
            for line in look.wrap(&did, columns) {
                document.push(Line::styled(line, look.theme.dim));
            }
        }
        for text in ruling::sentences(look, answer) {
            for line in look.wrap(&text, columns) {
                document.push(Line::styled(line, look.theme.warn));
            }
        }
        let focus = orders.scene.as_ref().and_then(|scene| scene.focus);
        let shown = answer
            .marks
            .iter()
            .filter(|(principle, _)| all || Some(*principle) == focus);
        for (principle, mark) in shown {
            document.push(principle_line(look, principle, *mark, "", columns));
        }
    }
}

/// An answer's words as they are shown.
pub(super) fn shown_words(words: &str, as_written: bool) -> Cow<'_, str> {
    if as_written {
        Cow::Borrowed(words)
    } else {
        covered(words)
    }
}

/// Says that there is profanity in it, covered or not.
pub(super) fn covered_note(
    look: &Look,
    words: &str,
    as_written: bool,
    columns: usize,
) -> Vec<Line<'static>> {
    if matches!(covered(words), Cow::Borrowed(_)) {
        return Vec::new();
    }
    let key = if as_written {
        "class-profanity"
    } else {
        "class-profanity-covered"
    };
    let text = format!("{} {}", look.glyphs.bad, look.texts.get(key));
    look.wrap(&text, columns)
        .into_iter()
        .map(|line| Line::styled(line, look.theme.bad))
        .collect()
}

/// The wall for a projector: read only.
pub struct WallView {
    look: Look,
    orders: Option<Orders>,
    wall: WallScreen,
    help: Option<Help>,
    size: (u16, u16),
}

impl WallView {
    /// An empty wall.
    #[must_use]
    pub fn new(look: Look, size: (u16, u16)) -> Self {
        Self {
            look,
            orders: None,
            wall: WallScreen::default(),
            help: None,
            size,
        }
    }

    /// Takes what the trainer wants now.
    pub fn told(&mut self, orders: Orders) -> Vec<Effect> {
        self.orders = Some(orders);
        vec![Effect::Paint]
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        if let Some(effects) = on_every_screen(&mut self.look, command, true) {
            return effects;
        }
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let extent = self.paint(&mut Buffer::empty(area));
        match (self.help.take(), command) {
            (Some(mut help), _) => {
                if !help.command(command, &extent) {
                    self.help = Some(help);
                }
            }
            (None, Command::Help) => self.help = Some(Help::of(Place::WallView)),
            (None, Command::AsWritten) => self.wall.as_written = !self.wall.as_written,
            (None, Command::Quit) => return vec![Effect::Quit],
            (None, _) => self.wall.command(command, &extent),
        }
        Vec::new()
    }

    fn paint(&self, buffer: &mut Buffer) -> Extent {
        let mut canvas = Canvas::new(buffer, &self.look);
        self.paint_wall(&mut canvas);
        if let Some(help) = &self.help {
            help.draw(&mut canvas);
        }
        canvas.done().extent
    }

    fn paint_wall(&self, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        let top = Rect { height: 1, ..area };
        let Some(orders) = &self.orders else {
            canvas.text(
                top,
                &self.look.texts.get("class-no-orders"),
                self.look.theme.title,
            );
            return;
        };
        let left = orders.left.filter(|_| orders.phase == Phase::Answering);
        let left = left.map_or_else(String::new, |left| format!("{} ", clock(u64::from(left))));
        let title = format!(" {}", headline(&self.look, orders));
        canvas.text(before(top, &left), &title, self.look.theme.title);
        canvas.text_right(top, &left, self.look.theme.warn);
        let below = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if orders.phase == Phase::Talking {
            self.wall.draw_in(canvas, below, orders);
        } else {
            let key = match orders.phase {
                Phase::Gathering => "class-wall-gathering",
                Phase::Ended => "class-end",
                _ => "class-wall-answering",
            };
            let text = self
                .look
                .texts
                .with(key, &[("members", orders.members.into())]);
            let lines: Vec<Line<'_>> = self
                .look
                .wrap(&text, usize::from(area.width.saturating_sub(4)))
                .into_iter()
                .map(Line::raw)
                .collect();
            let middle = Rect {
                x: below.x + 2,
                y: below.y + below.height / 3,
                width: below.width.saturating_sub(4),
                height: below.height - below.height / 3,
            };
            canvas.lines(middle, &lines);
        }
    }
}

impl Interface for WallView {
    fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Resize { columns, rows } => self.size = (columns, rows),
            Input::Interrupt => return vec![Effect::Quit],
            Input::Key(key) if key.folded() == Key::ctrl('c') => return vec![Effect::Quit],
            Input::Key(key) => {
                let place = self.help.as_ref().map_or(Place::WallView, |_| Place::Help);
                if let Some(command) = self.look.keymap.command(place, key) {
                    return self.command(command);
                }
            }
            Input::Tick(_) | Input::Paste(_) | Input::Mouse(_) => {}
        }
        Vec::new()
    }

    fn leave(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let _ = self.paint(frame.buffer_mut());
    }
}
