//! "I see it differently, because …": a field over the screen in which the trainee says why a mark is wrong. Must not change
//! the mark.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::open_over;
use crate::tui::canvas::Canvas;
use crate::tui::input::Key;
use crate::tui::keymap::Place;
use crate::tui::widgets::editor::Editor;

/// The field.
pub struct Disagree {
    /// The encounter's number in this run.
    pub encounter: u64,
    /// Which reply, from 1.
    pub turn: usize,
    editor: Editor,
}

impl Disagree {
    /// An empty field for a reply.
    #[must_use]
    pub fn with(encounter: u64, turn: usize) -> Self {
        Self {
            encounter,
            turn,
            editor: Editor::new(""),
        }
    }

    /// The reason so far.
    #[must_use]
    pub fn reason(&self) -> String {
        self.editor.text().trim().to_owned()
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) {
        self.editor.key(key);
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.editor.insert(text);
    }

    /// Sets the insertion point.
    pub fn click(&mut self, column: u16, row: u16) {
        self.editor.click(column, row);
    }

    /// Draws it over what is there.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let texts = &look.texts;
        let whole = canvas.area();
        let columns = 70.min(whole.width.saturating_sub(4));
        let lead: Vec<Line<'_>> = look
            .wrap(
                &texts.with("disagree-lead", &[("turn", self.turn.into())]),
                usize::from(columns.saturating_sub(4)),
            )
            .into_iter()
            .map(Line::raw)
            .collect();
        let rows = u16::try_from(lead.len()).unwrap_or(1);
        let title = texts.get("disagree-title");
        let inner = open_over(canvas, Place::Disagree, &title, (columns, rows + 6));
        canvas.lines(
            Rect {
                height: rows,
                ..inner
            },
            &lead,
        );
        let field = Rect {
            y: inner.y + rows + 1,
            height: inner.height.saturating_sub(rows + 1),
            ..inner
        };
        let placeholder = texts.get("disagree-placeholder");
        self.editor.draw(canvas, field, &placeholder, true);
    }
}
