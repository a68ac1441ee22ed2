//! Everything that can be done here, found by typing: the commands of the screen beneath with their keys, and in the library the
//! scenarios by their titles. Must not do any of it: the app does.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::open_over;
use crate::domain::ScenarioId;
use crate::scenario::Header;
use crate::text::{sanitize_line, width};
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::input::{Code, Key};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;

/// How many rows of the list are shown at most.
const ROWS: u16 = 12;
/// How many characters can be typed.
const LONGEST: usize = 40;

/// What a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A command of the screen beneath.
    Command(Command),
    /// To a scenario's briefing.
    Scenario(ScenarioId),
}

/// The list with its field.
pub struct Commands {
    place: Place,
    typed: String,
    chosen: usize,
}

impl Commands {
    /// The commands of `place`.
    #[must_use]
    pub const fn of(place: Place) -> Self {
        Self {
            place,
            typed: String::new(),
            chosen: 0,
        }
    }

    /// The rows that fit what was typed: what they do, their keys, their words.
    fn rows(&self, look: &Look, headers: &[Header]) -> Vec<(Chosen, String, String)> {
        let wanted = self.typed.trim().to_lowercase();
        let mut rows: Vec<(Chosen, String, String)> = look
            .keymap
            .commands(self.place, &look.texts)
            .filter_map(|(command, keys, help)| {
                let (text, other) = (look.texts.get(help), look.others().get(help));
                let fits = fits(&text, &wanted) || fits(&other, &wanted);
                fits.then_some((Chosen::Command(command), keys, text))
            })
            .collect();
        if self.place == Place::Home && !wanted.is_empty() {
            let titles = headers.iter().filter(|header| {
                fits(&header.title.zh, &wanted) || fits(&header.title.en, &wanted)
            });
            rows.extend(titles.map(|header| {
                let title = look.show_in(&header.title);
                (Chosen::Scenario(header.id.clone()), String::new(), title)
            }));
        }
        rows
    }

    /// What Enter does now.
    #[must_use]
    pub fn chosen(&self, look: &Look, headers: &[Header]) -> Option<Chosen> {
        let mut rows = self.rows(look, headers);
        let at = self.chosen.min(rows.len().saturating_sub(1));
        (at < rows.len()).then(|| rows.swap_remove(at).0)
    }

    /// Moves through the list.
    pub fn step(&mut self, down: bool, look: &Look, headers: &[Header]) {
        let last = self.rows(look, headers).len().saturating_sub(1);
        self.chosen = if down {
            (self.chosen + 1).min(last)
        } else {
            self.chosen.saturating_sub(1)
        };
    }

    /// Chooses a row.
    pub fn click(&mut self, row: usize) {
        self.chosen = row;
    }

    /// Takes a key of the field.
    pub fn key(&mut self, key: Key) {
        match key.code {
            Code::Char(c) if !key.ctrl && !key.alt => self.insert(c.encode_utf8(&mut [0; 4])),
            Code::Backspace => {
                if let Some((at, _)) = self.typed.grapheme_indices(true).next_back() {
                    self.typed.truncate(at);
                }
                self.chosen = 0;
            }
            _ => {}
        }
    }

    /// Adds to the field.
    pub fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.typed.chars().count());
        let shown = sanitize_line(text).replace('\u{FFFD}', "");
        self.typed.extend(shown.chars().take(room));
        self.chosen = 0;
    }

    /// Draws it over what is there.
    pub fn draw(&self, canvas: &mut Canvas<'_>, headers: &[Header]) {
        let look = canvas.look;
        let rows = ROWS.min(canvas.area().height.saturating_sub(7));
        let title = look.texts.get("commands-title");
        let inner = open_over(canvas, Place::Commands, &title, (64, rows + 3));
        let field = Rect { height: 1, ..inner };
        let typed = look.show(&self.typed);
        let shown = if typed.is_empty() {
            Span::styled(look.texts.get("commands-hint"), look.theme.dim)
        } else {
            Span::raw(typed.clone())
        };
        canvas.line(field, &Line::from(vec![Span::raw(" "), shown]));
        let x = inner.x + 1 + u16::try_from(width(&typed)).unwrap_or(0);
        let x = x.min(inner.right().saturating_sub(1));
        canvas.scene.cursor = Some(Position::new(x, inner.y));
        canvas.scene.field = Some(field);
        self.list(canvas, inner, headers);
    }

    fn list(&self, canvas: &mut Canvas<'_>, inner: Rect, headers: &[Header]) {
        let look = canvas.look;
        let list = Rect {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
        let found = self.rows(look, headers);
        if found.is_empty() {
            canvas.text(list, &look.texts.get("commands-none"), look.theme.dim);
            return;
        }
        let chosen = self.chosen.min(found.len() - 1);
        let view = usize::from(list.height);
        let top = (chosen + 1).saturating_sub(view);
        let room = usize::from(list.width);
        let shown = found.iter().enumerate().skip(top);
        for ((number, (_, keys, text)), y) in shown.zip(list.top()..list.bottom()) {
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            let pointer = if number == chosen {
                look.glyphs.pointer
            } else {
                " "
            };
            let keys = look.fit(keys, 16);
            let text = look.fit(text, room.saturating_sub(width(&keys) + 4));
            let pad = room.saturating_sub(width(&text) + width(&keys) + 3);
            canvas.line(
                row,
                &Line::from(vec![
                    Span::raw(format!("{pointer} {text}{}", " ".repeat(pad))),
                    Span::styled(keys, look.theme.key),
                ]),
            );
            if number == chosen {
                canvas.paint(row, look.theme.selected);
            }
            canvas.click(row, Hit::Item(number));
            canvas.resend(row);
        }
    }
}

/// Whether the characters of `wanted` stand in `text` in their order.
fn fits(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    let mut left = text.chars();
    wanted
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| left.any(|have| have == c))
}
