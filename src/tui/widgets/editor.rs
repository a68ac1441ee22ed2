//! The field for the reply, several lines long. The only file that names the text area's crate. It paints no caret of its own:
//! the real cursor stands at the insertion point, where input methods open their window.

use std::cell::RefCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, Input as AreaInput, Key as AreaKey, TextArea, WrapMode};

use crate::text::sanitize;
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::input::{Code, Key};

/// The most characters a reply may have.
pub const MOST: usize = 2_000;

/// A text field of several lines.
pub struct Editor {
    /// Drawing moves what is seen of it.
    area: RefCell<TextArea<'static>>,
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
        let mut area = TextArea::default();
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_style(Style::new());
        area.set_cursor_line_style(Style::new());
        let mut editor = Self {
            area: RefCell::new(area),
        };
        editor.insert(text);
        editor
    }

    /// The text; lines are divided by line feeds.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.borrow().lines().join("\n")
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
        self.area.get_mut().insert_str(fits);
        taken
    }

    /// How many characters more it takes.
    fn room(&self) -> usize {
        let area = self.area.borrow();
        let lines = area.lines();
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
        self.area.get_mut().input(AreaInput {
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
        self.area.get_mut().undo();
    }

    /// Makes the change again that was taken back.
    pub fn redo(&mut self) {
        self.area.get_mut().redo();
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.area.get_mut().select_all();
    }

    /// Deletes the word before the insertion point.
    pub fn delete_word(&mut self) {
        self.area.get_mut().delete_word();
    }

    /// Empties the line with the insertion point.
    pub fn delete_line(&mut self) {
        self.area.get_mut().cancel_selection();
        self.area.get_mut().move_cursor(CursorMove::Head);
        if !self.area.get_mut().delete_line_by_end() {
            self.area.get_mut().delete_newline();
        }
    }

    /// Sets the insertion point to where the mouse was clicked, in columns and rows of the inner area.
    pub fn click(&mut self, column: u16, row: u16) {
        let (top, left) = self.area.get_mut().scroll_offset();
        let at = self
            .area
            .get_mut()
            .screen_to_data(usize::from(row + top), usize::from(column + left));
        let number = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        self.area.get_mut().cancel_selection();
        self.area
            .get_mut()
            .move_cursor(CursorMove::Jump(number(at.0), number(at.1)));
    }

    /// Draws the text in `inner`, or `placeholder` while there is none, and gives the cursor to the field if `focus`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, inner: Rect, placeholder: &str, focus: bool) {
        // With a caret behind the last character of a full row the text area counts one column too many; that column is
        // left blank at the right.
        let text = Rect {
            width: inner.width.saturating_sub(1),
            ..inner
        };
        if text.is_empty() {
            return;
        }
        let mut area = self.area.borrow_mut();
        if area.scroll_offset().0 > 0 {
            // Only drawing tells the text area how large it is.
            (&*area).render(text, &mut Buffer::empty(text));
            fill(&mut area, text.height);
        }
        (&*area).render(text, canvas.buffer());
        canvas.resend(text);
        if area.is_empty() {
            canvas.text(text, placeholder, canvas.look.theme.dim);
        }
        canvas.click(inner, Hit::Editor(0, 0));
        if focus {
            let caret = area.screen_cursor();
            let (top, left) = area.scroll_offset();
            let number = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
            let x = inner.x + number(caret.col).saturating_sub(left).min(inner.width - 1);
            let y = inner.y + number(caret.row).saturating_sub(top).min(inner.height - 1);
            canvas.scene.cursor = Some(Position::new(x, y));
            canvas.scene.field = Some(inner);
        }
    }
}

/// Lets rows above come back into sight where rows below are empty: the text area itself scrolls only as far as the insertion
/// point demands, so that a taller field or a text that became shorter would go on hiding its beginning.
fn fill(area: &mut TextArea<'_>, height: u16) {
    let (top, _) = area.scroll_offset();
    if top == 0 {
        return;
    }
    let mut end = area.clone();
    end.move_cursor(CursorMove::Bottom);
    end.move_cursor(CursorMove::End);
    let rows = end.screen_cursor().row + 1;
    let empty = (usize::from(top) + usize::from(height)).saturating_sub(rows);
    let back = i16::try_from(empty.min(top.into())).unwrap_or(0);
    if back > 0 {
        // Scrolling must not take the insertion point or what is selected along.
        let mut scrolled = area.clone();
        scrolled.scroll((-back, 0));
        if scrolled.cursor() == area.cursor() {
            *area = scrolled;
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
    fn a_line_is_deleted_as_a_whole() {
        let mut editor = Editor::new("一\n二二\n三");
        editor.key(Key::plain(Code::Up));
        editor.delete_line();
        assert_eq!(editor.text(), "一\n\n三");
        editor.delete_line();
        assert_eq!(editor.text(), "一\n三");
    }
}
