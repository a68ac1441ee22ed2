//! The list of actions over the talk: those of the state in the author's order, wise and unwise alike.

use ratatui::layout::Rect;

use crate::domain::Action;
use crate::text::width;
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::keymap::Command;

/// The open list.
#[derive(Debug, Default)]
pub struct Palette {
    chosen: usize,
}

impl Palette {
    /// Takes a command; returns the action to be toggled, and whether the list closes.
    pub fn command(&mut self, command: Command, offered: &[Action]) -> (Option<Action>, bool) {
        match command {
            Command::Up => self.chosen = self.chosen.saturating_sub(1),
            Command::Down => {
                self.chosen = (self.chosen + 1).min(offered.len().saturating_sub(1));
            }
            Command::Toggle => return (offered.get(self.chosen).copied(), false),
            Command::Tick(number) => {
                let row = usize::from(number).saturating_sub(1);
                if row < offered.len() {
                    self.chosen = row;
                }
                return (offered.get(row).copied(), false);
            }
            Command::Close => return (None, true),
            _ => {}
        }
        (None, false)
    }

    /// Chooses the row that was clicked; returns its action.
    pub fn click(&mut self, row: usize, offered: &[Action]) -> Option<Action> {
        self.chosen = row.min(offered.len().saturating_sub(1));
        offered.get(row).copied()
    }

    /// Draws the list at the bottom of `above`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, above: Rect, offered: &[Action], done: &[Action]) {
        let look = canvas.look;
        let names: Vec<(String, String)> = offered
            .iter()
            .map(|action| (look.texts.action(*action), look.others().action(*action)))
            .collect();
        let widest = names.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let others = names
            .iter()
            .map(|(_, other)| width(other))
            .max()
            .unwrap_or(0);
        let note = look.texts.get("write-palette-note");
        let columns = (widest + others + 2 + 6 + 4 + 2).max(width(&note) + 6);
        let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(above.width);
        let rows = u16::try_from(offered.len() + 3)
            .unwrap_or(u16::MAX)
            .min(above.height);
        let area = Rect {
            x: above.x + 2.min(above.width - columns),
            y: above.bottom() - rows,
            width: columns,
            height: rows,
        };
        canvas.clear(area);
        let inner = canvas.frame(area, &look.texts.get("write-palette"), look.theme.focus);
        let view = usize::from(inner.height.saturating_sub(1));
        let top = (self.chosen + 1).saturating_sub(view);
        for ((row, (name, other)), y) in names.iter().enumerate().skip(top).zip(inner.y..) {
            if y + 1 >= inner.bottom() {
                break;
            }
            let chosen = offered.get(row).is_some_and(|action| done.contains(action));
            let sign = if chosen {
                look.glyphs.ticked
            } else {
                look.glyphs.unticked
            };
            let pad = " ".repeat(widest - width(name) + 2);
            let at = Rect {
                y,
                height: 1,
                ..inner
            };
            canvas.text(
                at,
                &format!("{} {sign} {name}{pad}{other}", row + 1),
                look.theme.base,
            );
            if row == self.chosen {
                canvas.paint(at, look.theme.selected);
            }
            canvas.click(at, Hit::Item(row));
            canvas.resend(at);
        }
        let last = Rect {
            y: inner.bottom().saturating_sub(1),
            height: inner.height.min(1),
            ..inner
        };
        canvas.text(last, &note, look.theme.dim);
    }
}
