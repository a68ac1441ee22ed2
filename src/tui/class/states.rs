//! The states of the present scenario as a list, from which the trainer brings everybody to one. Must not change anything.

use ratatui::text::Line;

use super::Room;
use crate::domain::StateId;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::screens::open_over;

/// How many of them are shown at once.
const VIEW: usize = 14;

/// The list, with one chosen.
pub(super) struct States {
    chosen: usize,
    all: Vec<(StateId, String)>,
}

/// What becomes of the list after a key.
pub(super) enum Brought {
    Stays,
    Dropped,
    To(StateId),
}

impl States {
    /// The states the room has now; none before the drill has begun.
    pub(super) fn of(room: &Room) -> Option<Self> {
        let all = room.states.clone();
        (!all.is_empty()).then_some(Self { chosen: 0, all })
    }

    pub(super) fn command(&mut self, command: Command) -> Brought {
        let last = self.all.len().saturating_sub(1);
        match command {
            Command::No => return Brought::Dropped,
            Command::Yes => {
                let chosen = self.all.get(self.chosen);
                return chosen.map_or(Brought::Dropped, |(id, _)| Brought::To(id.clone()));
            }
            Command::Up => self.chosen = self.chosen.saturating_sub(1),
            Command::Down => self.chosen = (self.chosen + 1).min(last),
            Command::PageUp => self.chosen = self.chosen.saturating_sub(VIEW),
            Command::PageDown => self.chosen = (self.chosen + VIEW).min(last),
            _ => {}
        }
        Brought::Stays
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let columns = 100.min(canvas.area().width.saturating_sub(4));
        let rows = u16::try_from(self.all.len().min(VIEW)).unwrap_or(1) + 2;
        let title = look.texts.get("class-states-title");
        let inner = open_over(canvas, Place::States, &title, (columns, rows));
        let view = usize::from(inner.height).max(1);
        let top = (self.chosen + 1).saturating_sub(view);
        let lines: Vec<Line<'_>> = self
            .all
            .iter()
            .enumerate()
            .skip(top)
            .take(view)
            .map(|(number, one)| self.line(look, number, one, usize::from(inner.width)))
            .collect();
        canvas.lines(inner, &lines);
        let framed = ratatui::layout::Rect {
            x: inner.x.saturating_sub(1),
            y: inner.y.saturating_sub(1),
            width: inner.width + 2,
            height: inner.height + 2,
        };
        canvas.more(framed, top, self.all.len().saturating_sub(top + view));
    }

    fn line(
        &self,
        look: &Look,
        number: usize,
        (id, words): &(StateId, String),
        columns: usize,
    ) -> Line<'static> {
        let chosen = number == self.chosen;
        let pointer = if chosen { look.glyphs.pointer } else { " " };
        let text = format!("{pointer} {id}  {}", look.show(words));
        let text = look.fit(&text, columns);
        if chosen {
            Line::styled(text, look.theme.selected)
        } else {
            Line::raw(text)
        }
    }
}
