//! The field for the reply, several lines long. The only file that names the text area's crate, which keeps the text, what is
//! selected and what can be undone. It paints no caret of its own: the real cursor stands at the insertion point, where input
//! methods open their window.

use std::cell::Cell;

use ratatui::layout::{Position, Rect};
use ratatui_textarea::{CursorMove, Input as AreaInput, Key as AreaKey, TextArea};

use super::rows::{Place, Rows};
use crate::text::sanitize;
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::input::{Code, Key};

/// The most characters a reply may have.
pub const MOST: usize = 2_000;

/// A text field of several lines.
pub struct Editor {
    area: TextArea<'static>,
    /// Drawing finds out what is seen of it.
    view: Cell<View>,
    /// The column that going up and down keeps to, as long as the insertion point is here.
    keeps: Option<(Place, usize)>,
}

/// What was seen of the text when it was drawn last.
#[derive(Debug, Clone, Copy, Default)]
struct View {
    /// Columns of a row.
    columns: usize,
    /// The first row seen.
    top: usize,
}

/// Whether all of a text went in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// All.
    Whole,
    /// Only what there was room for.
    Cut,
}

impl Editor {
    /// A field with this text, the insertion point at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut editor = Self {
            area: TextArea::default(),
            view: Cell::default(),
            keeps: None,
        };
        editor.insert(text);
        editor
    }

    /// The text; lines are divided by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Puts a text in at the insertion point, without what a terminal would obey, as far as there is room.
    pub fn insert(&mut self, text: &str) -> Taken {
        // Nobody wants to see in their own words what a terminal would have obeyed.
        let text = sanitize(text).replace('\u{FFFD}', "");
        let room = self.room();
        let fits: String = text.chars().take(room).collect();
        let taken = if fits.len() == text.len() {
            Taken::Whole
        } else {
            Taken::Cut
        };
        self.area.insert_str(fits);
        taken
    }

    /// How many characters more it takes.
    fn room(&self) -> usize {
        let lines = self.area.lines();
        let have: usize = lines.iter().map(|line| line.chars().count()).sum();
        MOST.saturating_sub(have + lines.len().saturating_sub(1))
    }

    /// Takes a key that is no command.
    pub fn key(&mut self, key: Key) -> Taken {
        if let Code::Char(c) = key.code
            && !key.ctrl
            && !key.alt
        {
            return self.insert(c.encode_utf8(&mut [0; 4]));
        }
        match key.code {
            Code::Up | Code::Down if !key.ctrl && !key.alt => {
                self.row(key.code == Code::Down, key.shift);
                return Taken::Whole;
            }
            _ => {}
        }
        let known = match key.code {
            Code::Backspace => AreaKey::Backspace,
            Code::Delete => AreaKey::Delete,
            Code::Up => AreaKey::Up,
            Code::Down => AreaKey::Down,
            Code::Left => AreaKey::Left,
            Code::Right => AreaKey::Right,
            Code::Home => AreaKey::Home,
            Code::End => AreaKey::End,
            _ => return Taken::Whole,
        };
        self.area.input(AreaInput {
            key: known,
            ctrl: key.ctrl,
            alt: key.alt,
            shift: key.shift,
        });
        Taken::Whole
    }

    /// Begins a new line.
    pub fn new_line(&mut self) -> Taken {
        self.insert("\n")
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        self.area.undo();
    }

    /// Makes the change again that was taken back.
    pub fn redo(&mut self) {
        self.area.redo();
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.area.select_all();
    }

    /// Deletes the word before the insertion point: letters and characters up to a mark or a space, or else marks. The text area
    /// itself takes 您好，请坐 for one word.
    pub fn delete_word(&mut self) {
        let (line, column) = self.at();
        let before = self.area.lines()[line].chars().rev();
        let before = before.skip(self.area.lines()[line].chars().count() - column);
        let mut word = None;
        let letters = before
            .take_while(|c| {
                if c.is_whitespace() {
                    return word.is_none();
                }
                let letter = c.is_alphanumeric();
                *word.get_or_insert(letter) == letter
            })
            .count();
        if letters == 0 || self.area.is_selecting() {
            self.area.delete_word();
            return;
        }
        self.jump((line, column - letters));
        self.area.delete_str(letters);
    }

    /// Empties the line with the insertion point.
    pub fn delete_line(&mut self) {
        self.area.cancel_selection();
        self.area.move_cursor(CursorMove::Head);
        if !self.area.delete_line_by_end() {
            self.area.delete_newline();
        }
    }

    /// The insertion point.
    fn at(&self) -> Place {
        let at = self.area.cursor();
        (at.0, at.1)
    }

    fn jump(&mut self, (line, column): Place) {
        let number = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(number(line), number(column)));
    }

    /// Goes to the row above or below, and as near as can be to the column one set out from.
    fn row(&mut self, down: bool, select: bool) {
        if !select {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
        let from = self.at();
        let rows = Rows::of(self.area.lines(), self.view.get().columns.max(1));
        let (row, column) = rows.find(from);
        let column = match self.keeps {
            Some((of, column)) if of == from => column,
            _ => column,
        };
        let to = if down {
            (row + 1 < rows.count()).then_some(row + 1)
        } else {
            row.checked_sub(1)
        };
        if let Some(to) = to.map(|row| rows.place(row, column)) {
            self.jump(to);
            self.keeps = Some((to, column));
        }
    }

    /// Sets the insertion point to where the mouse was clicked, in columns and rows of the inner area.
    pub fn click(&mut self, column: u16, row: u16) {
        let view = self.view.get();
        let rows = Rows::of(self.area.lines(), view.columns.max(1));
        let at = rows.place(view.top + usize::from(row), usize::from(column));
        self.area.cancel_selection();
        self.jump(at);
    }

    /// Draws the text in `inner`, or `placeholder` while there is none, and gives the cursor to the field if `focus`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, inner: Rect, placeholder: &str, focus: bool) {
        // The insertion point behind the last character of a full row stands in a column that is left blank at the right.
        let text = Rect {
            width: inner.width.saturating_sub(1),
            ..inner
        };
        if text.is_empty() {
            return;
        }
        let columns = usize::from(text.width);
        let rows = Rows::of(self.area.lines(), columns);
        let (row, column) = rows.find(self.at());
        let height = usize::from(text.height);
        // As little as shows the insertion point is scrolled, and no row stays empty while one above is hidden.
        let top = self
            .view
            .get()
            .top
            .min(row)
            .max((row + 1).saturating_sub(height));
        let top = top.min(rows.count().saturating_sub(height));
        self.view.set(View { columns, top });
        let chosen = self.area.selection_range();
        let lines = rows.shown(top, chosen, canvas.look.theme.selected);
        for (line, y) in lines.zip(text.top()..text.bottom()) {
            let at = Rect {
                y,
                height: 1,
                ..text
            };
            canvas.buffer().set_line(at.x, at.y, &line, at.width);
        }
        canvas.resend(text);
        if self.area.is_empty() {
            canvas.text(text, placeholder, canvas.look.theme.dim);
        }
        canvas.click(inner, Hit::Editor(0, 0));
        if focus {
            let number = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
            let x = inner.x + number(column).min(inner.width - 1);
            let y = inner.y + number(row - top).min(inner.height - 1);
            canvas.scene.cursor = Some(Position::new(x, y));
            canvas.scene.field = Some(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_cleaned_and_cut() {
        let mut editor = Editor::new("");
        assert_eq!(editor.insert("您好\r\n请\t坐\u{1b}[31m"), Taken::Whole);
        assert_eq!(editor.text(), "您好\n请 坐[31m");
        assert_eq!(editor.insert(&"好".repeat(3_000)), Taken::Cut);
        assert_eq!(editor.text().chars().count(), MOST);
        assert_eq!(editor.key(Key::plain(Code::Char('再'))), Taken::Cut);
        assert_eq!(editor.text().chars().count(), MOST);
    }

    #[test]
    fn editing_can_be_undone_and_done_again() {
        let mut editor = Editor::new("您好");
        editor.insert("请坐");
        editor.undo();
        assert_eq!(editor.text(), "您好");
        editor.redo();
        assert_eq!(editor.text(), "您好请坐");
        editor.select_all();
        editor.key(Key::plain(Code::Char('早')));
        assert_eq!(editor.text(), "早");
    }

    #[test]
    fn the_word_before_ends_at_a_mark() {
        let mut editor = Editor::new("您好，请坐。One moment, please");
        for left in [
            "您好，请坐。One moment, ",
            "您好，请坐。One moment",
            "您好，请坐。One ",
            "您好，请坐。",
            "您好，请坐",
            "您好，",
        ] {
            editor.delete_word();
            assert_eq!(editor.text(), left);
        }
        editor.undo();
        assert_eq!(editor.text(), "您好，请坐");
    }

    #[test]
    fn up_and_down_go_by_rows_and_keep_to_their_column() {
        let mut editor = Editor::new("您好请坐，我给您\n好\n查一下这笔账");
        editor.view.set(View { columns: 8, top: 0 });
        let up = Key::plain(Code::Up);
        let mut seen = Vec::new();
        editor.click(6, 4);
        for _ in 0..5 {
            seen.push(editor.at());
            editor.key(up);
        }
        // 您好请 · 坐，我给 · 您 · 好 · 查一下这 · 笔账; the end of the first row belongs to the second.
        assert_eq!(seen, [(2, 3), (1, 1), (0, 8), (0, 6), (0, 2)]);
    }

    #[test]
    fn a_line_is_deleted_as_a_whole() {
        let mut editor = Editor::new("一\n二二\n三");
        editor.key(Key::plain(Code::Up));
        editor.delete_line();
        assert_eq!(editor.text(), "一\n\n三");
        editor.delete_line();
        assert_eq!(editor.text(), "一\n三");
    }
}
