//! Before the encounter: who comes, what one knows, and getting ready.

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Go, body, column};
use crate::scenario::Scenario;
use crate::tui::canvas::{Canvas, Extent, Hit};
use crate::tui::document::{Document, Reader};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;

const LIST: [&str; 4] = [
    "briefing-dress",
    "briefing-badge",
    "briefing-desk",
    "briefing-phone",
];
/// How many things of the list stand side by side.
const ABREAST: usize = 2;
/// The row that begins the encounter.
const BEGIN: usize = LIST.len();

/// A briefing.
pub struct Briefing {
    /// Of what.
    pub scenario: Arc<Scenario>,
    ticked: [bool; LIST.len()],
    chosen: usize,
    reader: Reader,
}

impl Briefing {
    /// The briefing of a scenario.
    #[must_use]
    pub fn new(scenario: Arc<Scenario>) -> Self {
        Self {
            scenario,
            ticked: [false; LIST.len()],
            chosen: 0,
            reader: Reader::default(),
        }
    }

    fn begin(&self) -> Go {
        Go::Begin {
            ready: self.ticked.iter().all(|ticked| *ticked),
        }
    }

    fn toggle(&mut self, row: usize) {
        if let Some(ticked) = self.ticked.get_mut(row) {
            *ticked = !*ticked;
        }
    }

    /// Takes a command.
    pub fn command(&mut self, command: Command, extent: &Extent) -> Go {
        match command {
            Command::Up => self.chosen = self.chosen.checked_sub(ABREAST).unwrap_or(self.chosen),
            Command::Down => self.chosen = (self.chosen + ABREAST).min(BEGIN),
            Command::Left => self.chosen = self.chosen.saturating_sub(1),
            Command::Right => self.chosen = (self.chosen + 1).min(BEGIN),
            Command::PageUp => self.reader.page_up(extent),
            Command::PageDown => self.reader.page_down(extent),
            Command::Tick(number) => self.toggle(usize::from(number).saturating_sub(1)),
            Command::Begin => return self.begin(),
            Command::Open | Command::Toggle if self.chosen == BEGIN => return self.begin(),
            Command::Toggle => self.toggle(self.chosen),
            // Enter ticks and goes on, so that Enter alone leads through the list into the encounter.
            Command::Open => {
                self.toggle(self.chosen);
                self.chosen += 1;
            }
            Command::Back => return Go::Home,
            _ => {}
        }
        Go::Stay
    }

    /// Acts on the row that was clicked.
    pub fn click(&mut self, row: usize) -> Go {
        self.chosen = row.min(BEGIN);
        if self.chosen == BEGIN {
            return self.begin();
        }
        self.toggle(self.chosen);
        Go::Stay
    }

    /// Draws the briefing.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let title = look.show_in(&self.scenario.title);
        let mut area = body(canvas, Place::Briefing, &title);
        area.width = column(canvas.look, area.width);
        let columns = usize::from(area.width.saturating_sub(4));
        let note = look.wrap(&look.texts.get("briefing-ready-note"), columns);
        let rows = u16::try_from(note.len() + 3 + 2).unwrap_or(u16::MAX);
        let (top, low) = (
            Rect {
                height: area.height.saturating_sub(rows),
                ..area
            },
            Rect {
                y: area.bottom().saturating_sub(rows.min(area.height)),
                height: rows.min(area.height),
                ..area
            },
        );
        let inner = canvas.frame(top, &look.texts.get("briefing-title"), look.theme.border);
        self.document(canvas, usize::from(inner.width)).draw(
            canvas,
            inner,
            top,
            self.reader,
            false,
        );
        self.draw_list(canvas, low, &note);
    }

    fn document(&self, canvas: &Canvas<'_>, columns: usize) -> Document {
        let look = canvas.look;
        let customer = &self.scenario.customer;
        let mut document = Document::default();
        let who = look.texts.with(
            "briefing-customer-line",
            &[
                ("name", look.show_in(&customer.name).into()),
                ("age", customer.age.into()),
            ],
        );
        let (face, word) = look.face(customer.mood);
        document.push(Line::from(vec![
            Span::styled(look.texts.get("briefing-customer"), look.theme.title),
            Span::raw("  "),
            Span::styled(who, look.theme.customer),
            Span::raw(format!("  {face} {word}")),
        ]));
        document.push(Line::from(vec![
            Span::styled(look.texts.get("briefing-you"), look.theme.title),
            Span::raw("  "),
            Span::raw(look.texts.role(self.scenario.role)),
            Span::raw("    "),
            Span::styled(look.texts.get("briefing-level"), look.theme.title),
            Span::raw(format!("  {}", look.level(self.scenario.level))),
        ]));
        document.gap();
        document.push(Line::styled(
            look.texts.get("briefing-know"),
            look.theme.title,
        ));
        for line in look.wrap(self.scenario.about.get(look.language()), columns) {
            document.push(line);
        }
        document
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>, area: Rect, note: &[String]) {
        let look = canvas.look;
        let inner = canvas.frame(area, &look.texts.get("briefing-ready"), look.theme.focus);
        let half = inner.width / 2;
        for (row, key) in LIST.iter().enumerate() {
            let ticked = self.ticked.get(row).copied().unwrap_or(false);
            let sign = if ticked {
                look.glyphs.ticked
            } else {
                look.glyphs.unticked
            };
            let offset = u16::try_from(row).unwrap_or(0);
            let at = Rect {
                x: inner.x + (offset % 2) * half,
                y: inner.y + offset / 2,
                width: half.saturating_sub(1),
                height: 1,
            };
            let text = format!(
                "{} {} {sign} {}",
                self.pointer(look, row),
                row + 1,
                look.texts.get(key)
            );
            self.item(canvas, at, row, &text);
        }
        let lines: Vec<Line<'_>> = note
            .iter()
            .map(|line| Line::styled(line.clone(), look.theme.dim))
            .collect();
        canvas.lines(
            Rect {
                y: inner.y + 2,
                height: inner.height.saturating_sub(3),
                ..inner
            },
            &lines,
        );
        let begin = format!(
            "{} {}",
            self.pointer(look, BEGIN),
            look.texts.get("briefing-begin")
        );
        let columns = u16::try_from(crate::text::width(&begin) + 1).unwrap_or(u16::MAX);
        let at = Rect {
            y: inner.bottom().saturating_sub(1),
            height: 1,
            width: columns.min(inner.width),
            ..inner
        };
        self.item(canvas, at, BEGIN, &begin);
    }

    /// The pointer in front of the chosen row, and as much room in front of any other.
    const fn pointer(&self, look: &Look, row: usize) -> &'static str {
        if self.chosen == row {
            look.glyphs.pointer
        } else {
            " "
        }
    }

    fn item(&self, canvas: &mut Canvas<'_>, at: Rect, row: usize, text: &str) {
        let look = canvas.look;
        canvas.text(at, text, look.theme.base);
        if self.chosen == row {
            canvas.paint(at, look.theme.selected);
        }
        canvas.click(at, Hit::Item(row));
        canvas.resend(at);
    }
}
