//! The help: the keys of the screen beneath it, from the table of keys.

use ratatui::text::{Line, Span};

use super::{framed, open_over};
use crate::text::width;
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::document::{Document, Reader};
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;

/// The most columns of the box.
const WIDE: u16 = 72;

/// The help for one place.
pub struct Help {
    /// Where it was asked for.
    pub place: Place,
    reader: Reader,
}

impl Help {
    /// Help for `place`.
    #[must_use]
    pub fn of(place: Place) -> Self {
        Self {
            place,
            reader: Reader::default(),
        }
    }

    /// Takes a command; returns whether it closes.
    pub fn command(&mut self, command: Command, extent: &Extent) -> bool {
        match command {
            Command::Close | Command::Help => return true,
            other => self.reader.command(other, extent),
        }
        false
    }

    /// Draws it over what is there.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        // What is left of the box beside its border and a blank column.
        let columns = WIDE.min(canvas.area().width.saturating_sub(4));
        let document = self.document(look, usize::from(columns.saturating_sub(4)));
        let rows = u16::try_from(document.lines.len() + 2).unwrap_or(u16::MAX);
        let title = look.texts.get("help-title");
        let inner = open_over(canvas, Place::Help, &title, (WIDE, rows));
        let area = framed(inner);
        document.draw(canvas, inner, area, self.reader, false);
    }

    fn document(&self, look: &Look, columns: usize) -> Document {
        let own = look.keymap.help(self.place, &look.texts);
        let common = look.keymap.common_help(self.place, &look.texts);
        let mut interrupt = vec![("Ctrl-C".to_owned(), "help-interrupt")];
        interrupt.extend(common);
        let widest = own
            .iter()
            .chain(&interrupt)
            .map(|(keys, _)| width(keys))
            .max()
            .unwrap_or(0)
            .min(28);
        let mut document = Document::default();
        for (title, lines) in [("help-here", own), ("help-everywhere", interrupt)] {
            document.gap();
            document.push(Line::styled(look.texts.get(title), look.theme.title));
            for (keys, text) in lines {
                let keys = look.fit(&keys, 28);
                let pad = widest.saturating_sub(width(&keys)) + 2;
                let room = columns.saturating_sub(widest + 2).max(8);
                let mut left = vec![
                    Span::styled(keys, look.theme.key),
                    Span::raw(" ".repeat(pad)),
                ];
                for line in look.wrap(&look.texts.get(text), room) {
                    left.push(Span::raw(line));
                    document.push(Line::from(left));
                    left = vec![Span::raw(" ".repeat(widest + 2))];
                }
            }
        }
        document
    }
}
