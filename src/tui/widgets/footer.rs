//! The line of key hints, read from the table of keys. Must not know what the keys do.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text::width;
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::keymap::{Command, Place, name};

/// Draws the hints for `place` but the one for `idle`, as many as fit; the help's is never left out.
pub fn footer(canvas: &mut Canvas<'_>, area: Rect, place: Place, idle: Option<Command>) {
    let look = canvas.look;
    let mut parts: Vec<(Command, String, String, usize)> = look
        .keymap
        .hints(place)
        .filter(|(_, command, _)| Some(*command) != idle)
        .map(|(key, command, hint)| {
            let (key, hint) = (name(key, &look.texts), look.texts.get(hint));
            let columns = width(&key) + 1 + width(&hint) + 2;
            (command, key, hint, columns)
        })
        .collect();
    let room = usize::from(area.width).saturating_sub(2);
    while parts.iter().map(|part| part.3).sum::<usize>() > room + 2 {
        let Some(last) = parts
            .iter()
            .rposition(|part| !matches!(part.0, Command::Help | Command::Language))
            .or_else(|| parts.len().checked_sub(1))
        else {
            break;
        };
        parts.remove(last);
    }
    let mut x = area.x.saturating_add(1);
    for (command, key, hint, columns) in parts {
        let columns = u16::try_from(columns).unwrap_or(u16::MAX);
        let at = Rect {
            x,
            width: columns.min(area.right().saturating_sub(x)),
            ..area
        };
        let line = Line::from(vec![
            Span::styled(key, look.theme.key),
            Span::raw(" "),
            Span::styled(hint, look.theme.base),
        ]);
        canvas.line(at, &line);
        canvas.click(at, Hit::Command(command));
        x = x.saturating_add(columns);
    }
}
