//! Past encounters: found by words, a principle that went badly or a red line, and read whole. Must not fetch them: the archive
//! it is given does.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::{Go, body, column};
use crate::domain::{Principle, RedLine};
use crate::progress::KeptEncounter;
use crate::report::history::{end, form, overall, whole};
use crate::text::{sanitize_line, width};
use crate::tui::canvas::{Canvas, Extent, Hit};
use crate::tui::document::{Document, Reader};
use crate::tui::input::{Code, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::setup::{Archive, Wanted};

/// How many encounters are listed at most.
const MOST: usize = 200;
/// How many characters can be looked for.
const LONGEST: usize = 60;

/// The screen.
pub struct History {
    wanted: Wanted,
    typing: bool,
    found: Vec<KeptEncounter>,
    /// Why nothing could be found, if so.
    trouble: Option<String>,
    chosen: usize,
    /// The encounter being read.
    reading: Option<Reader>,
}

impl History {
    /// All encounters, the newest first.
    #[must_use]
    pub fn of(archive: &dyn Archive) -> Self {
        let mut history = Self {
            wanted: Wanted::default(),
            typing: false,
            found: Vec::new(),
            trouble: None,
            chosen: 0,
            reading: None,
        };
        history.look(archive);
        history
    }

    /// Where keys go.
    #[must_use]
    pub const fn place(&self) -> Place {
        match (&self.reading, self.typing) {
            (Some(_), _) => Place::Transcript,
            (None, true) => Place::Search,
            (None, false) => Place::History,
        }
    }

    fn look(&mut self, archive: &dyn Archive) {
        self.chosen = 0;
        match archive.find(&self.wanted, MOST) {
            Ok(found) => (self.found, self.trouble) = (found, None),
            Err(reason) => (self.found, self.trouble) = (Vec::new(), Some(reason)),
        }
    }

    /// Takes a command.
    pub fn command(&mut self, command: Command, extent: &Extent, archive: &dyn Archive) -> Go {
        if let Some(reader) = &mut self.reading {
            match command {
                Command::Back => self.reading = None,
                other => reader.command(other, extent),
            }
            return Go::Stay;
        }
        let last = self.found.len().saturating_sub(1);
        match command {
            Command::Up => self.chosen = self.chosen.saturating_sub(1),
            Command::Down => self.chosen = (self.chosen + 1).min(last),
            Command::PageUp => self.chosen = self.chosen.saturating_sub(10),
            Command::PageDown => self.chosen = (self.chosen + 10).min(last),
            Command::First => self.chosen = 0,
            Command::Last => self.chosen = last,
            Command::Filter => self.typing = true,
            Command::FilterDone => self.typing = false,
            Command::FilterClear => {
                self.typing = false;
                self.wanted = Wanted::default();
                self.look(archive);
            }
            Command::WeakPrinciple => {
                self.wanted.principle = next(Principle::ALL, self.wanted.principle);
                self.look(archive);
            }
            Command::CrossedLine => {
                self.wanted.red_line = next(RedLine::ALL, self.wanted.red_line);
                self.look(archive);
            }
            Command::Open if !self.found.is_empty() => self.reading = Some(Reader::default()),
            Command::Home if self.wanted != Wanted::default() => {
                self.wanted = Wanted::default();
                self.look(archive);
            }
            Command::Home => return Go::Home,
            _ => {}
        }
        Go::Stay
    }

    /// Takes a key of the search field.
    pub fn key(&mut self, key: Key, archive: &dyn Archive) {
        match key.code {
            Code::Char(c) if !key.ctrl && !key.alt => {
                self.insert(c.encode_utf8(&mut [0; 4]), archive);
            }
            Code::Backspace => {
                if let Some((at, _)) = self.wanted.words.grapheme_indices(true).next_back() {
                    self.wanted.words.truncate(at);
                }
                self.look(archive);
            }
            _ => {}
        }
    }

    /// Adds to the search field.
    pub fn insert(&mut self, text: &str, archive: &dyn Archive) {
        let room = LONGEST.saturating_sub(self.wanted.words.chars().count());
        let shown = sanitize_line(text).replace('\u{FFFD}', "");
        self.wanted.words.extend(shown.chars().take(room));
        self.look(archive);
    }

    /// Chooses a row; a second click opens it.
    pub fn click(&mut self, row: usize) {
        if row == self.chosen && self.reading.is_none() && !self.found.is_empty() {
            self.reading = Some(Reader::default());
        } else {
            self.chosen = row;
        }
    }

    /// Draws the list, or the encounter being read.
    pub fn draw(&self, canvas: &mut Canvas<'_>, archive: &dyn Archive) {
        let look = canvas.look;
        let title = look.texts.get("history-title");
        let area = body(canvas, self.place(), &title);
        if let (Some(reader), Some(one)) = (self.reading, self.found.get(self.chosen)) {
            draw_whole(canvas, area, one, reader, archive);
            return;
        }
        self.draw_field(canvas, Rect { height: 1, ..area });
        let list = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        let inner = canvas.frame(list, &look.texts.get("html-encounters"), look.theme.focus);
        if self.found.is_empty() {
            let text = self
                .trouble
                .clone()
                .unwrap_or_else(|| look.texts.get("history-none"));
            canvas.text(inner, &look.show(&text), look.theme.base);
            return;
        }
        let view = usize::from(inner.height);
        let top = (self.chosen + 1)
            .saturating_sub(view / 2 + 1)
            .min(self.found.len().saturating_sub(view));
        canvas.more(list, top, self.found.len().saturating_sub(top + view));
        let rows = self.found.iter().enumerate().skip(top);
        // Titles come first: the other cells are as wide as what stands in them.
        let widest = |text: &dyn Fn(&KeptEncounter) -> String| {
            let all = self.found.iter().skip(top).take(view);
            all.map(|one| width(&text(one))).max().unwrap_or(0)
        };
        let cells = (
            inner.width,
            widest(&|one| form(&look.texts, one.form)),
            widest(&|one| end(&look.texts, one)),
        );
        for ((number, one), y) in rows.zip(inner.top()..inner.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..inner
            };
            canvas.line(row, &line(look, one, number == self.chosen, archive, cells));
            if number == self.chosen {
                canvas.paint(row, look.theme.selected);
            }
            canvas.click(row, Hit::Item(number));
            canvas.resend(row);
        }
    }

    fn draw_field(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let look = canvas.look;
        let label = format!(" {} ", look.texts.get("home-filter"));
        let mut after = Vec::new();
        if let Some(principle) = self.wanted.principle {
            let name = look.texts.principle(principle);
            after.push(
                look.texts
                    .with("history-weak", &[("principle", name.into())]),
            );
        }
        if let Some(red_line) = self.wanted.red_line {
            let name = look.texts.red_line(red_line);
            after.push(
                look.texts
                    .with("coach-red-line-name", &[("name", name.into())]),
            );
        }
        let words = look.show(&self.wanted.words);
        let typed = if self.wanted.words.is_empty() && after.is_empty() {
            Span::styled(look.texts.get("history-hint"), look.theme.dim)
        } else {
            Span::raw(words.clone())
        };
        let shown = Line::from(vec![
            Span::styled(label.clone(), look.theme.title),
            typed,
            Span::raw("  "),
            Span::styled(after.join("  "), look.theme.warn),
        ]);
        canvas.line(area, &shown);
        if self.typing {
            let columns = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
            let start = area.x.saturating_add(columns(&label));
            let field = Rect {
                x: start,
                width: area.right().saturating_sub(start).max(1),
                ..area
            };
            let x = start.saturating_add(columns(&words)).min(field.right() - 1);
            canvas.scene.cursor = Some(Position::new(x, area.y));
            canvas.scene.field = Some(field);
        }
    }
}

/// The value after `now`, and none after the last.
fn next<T: Copy + PartialEq>(all: &[T], now: Option<T>) -> Option<T> {
    match now {
        None => all.first().copied(),
        Some(now) => {
            let at = all.iter().position(|one| *one == now)?;
            all.get(at + 1).copied()
        }
    }
}

fn line(
    look: &Look,
    one: &KeptEncounter,
    chosen: bool,
    archive: &dyn Archive,
    (columns, forms, ends): (u16, usize, usize),
) -> Line<'static> {
    let pointer = if chosen { look.glyphs.pointer } else { " " };
    let cell = |text: String, columns: usize| {
        let text = look.fit(&text, columns);
        let pad = " ".repeat(columns.saturating_sub(width(&text)));
        text + &pad
    };
    let title = archive.title(&one.scenario, look.language());
    let text = format!(
        "{pointer} {}  {}  {:>3} {}  {}",
        archive.when(one.at),
        cell(form(&look.texts, one.form), forms),
        overall(one),
        cell(end(&look.texts, one), ends),
        look.show(&title),
    );
    Line::raw(look.fit(&text, usize::from(columns)))
}

fn draw_whole(
    canvas: &mut Canvas<'_>,
    mut area: Rect,
    one: &KeptEncounter,
    reader: Reader,
    archive: &dyn Archive,
) {
    let look = canvas.look;
    area.width = column(canvas.look, area.width);
    let title = archive.title(&one.scenario, look.language());
    let inner = canvas.frame(area, &look.show(&title), look.theme.focus);
    let mut document = Document::default();
    let text = whole(&look.texts, &archive.zone(), &title, one);
    for paragraph in text.lines() {
        for line in look.wrap(&look.show(paragraph), usize::from(inner.width)) {
            document.push(Line::raw(line));
        }
    }
    document.draw(canvas, inner, area, reader, false);
}
