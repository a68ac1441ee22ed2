//! Who is there and what they do: the console's roster. Must not judge.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Presence, Room, Seat};
use crate::text::width;
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::look::Look;

/// Draws it; the seat that is `chosen` is among the rows shown.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, room: &Room, chosen: usize) {
    let look = canvas.look;
    let title = look
        .texts
        .with("class-roster", &[("count", room.seats.len().into())]);
    let inner = canvas.frame(area, &title, look.theme.border);
    let view = usize::from(inner.height);
    let top = (chosen + 1).saturating_sub(view);
    let columns = usize::from(inner.width);
    let seats = room.seats.iter().enumerate().skip(top);
    for ((number, seat), y) in seats.zip(inner.top()..inner.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..inner
        };
        canvas.line(row, &seat_line(look, seat, columns));
        if number == chosen {
            canvas.paint(row, look.theme.selected);
        }
        canvas.resend(row);
        canvas.click(row, Hit::Item(number));
    }
    canvas.more(area, top, room.seats.len().saturating_sub(top + view));
}

fn seat_line(look: &Look, seat: &Seat, columns: usize) -> Line<'static> {
    let (key, style) = match seat.presence {
        _ if seat.fault.is_some() => ("class-seat-fault", look.theme.alert),
        Presence::Here => ("class-seat-here", look.theme.dim),
        Presence::Reading => ("class-seat-reading", look.theme.dim),
        Presence::Typing => ("class-seat-typing", look.theme.title),
        Presence::Answered => ("class-seat-answered", look.theme.good),
        Presence::Away => ("class-seat-away", look.theme.bad),
    };
    let doing = look.texts.get(key);
    let mark = seat.answer.as_ref().map(|answer| {
        let pin = if answer.pinned { "*" } else { " " };
        let objected = if seat.objection.is_some() { "?" } else { " " };
        (answer.overall, format!("{pin}{objected}"))
    });
    let lead = format!("{:<3}", seat.label);
    // A blank, what they do, two flags, a mark.
    let tail = width(&doing) + 3 + width(look.glyphs.good) + 4;
    let room = columns.saturating_sub(width(&lead) + tail).max(4);
    let name = look.fit(&look.show(&seat.name), room);
    let pad = " ".repeat(room.saturating_sub(width(&name)));
    let mut spans = vec![
        Span::styled(lead, look.theme.key),
        Span::raw(format!("{name}{pad} ")),
        Span::styled(doing, style),
    ];
    if let Some((mark, flags)) = mark {
        spans.push(Span::raw(flags));
        spans.push(look.mark(mark));
    }
    Line::from(spans)
}
