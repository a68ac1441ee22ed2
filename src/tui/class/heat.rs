//! The class on the eight principles as a grid: a row a seat, a column a principle, in each cell a shade and a number, so that
//! nothing hangs on colour. Must not judge a seat.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Room;
use crate::domain::{Mark, PerPrinciple, Principle};
use crate::text::width;
use crate::tui::canvas::Canvas;
use crate::tui::glyphs::Grade;
use crate::tui::look::Look;

/// How wide a cell is: a blank, a shade, three digits.
const CELL: usize = 5;
/// How wide a seat's letters are.
const LABEL: usize = 2;
/// How wide the grid is with its border.
pub(super) const COLUMNS: u16 = (LABEL + CELL * Principle::COUNT) as u16 + 4;

/// Draws it; the seat that is `chosen` is among the rows shown.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, room: &Room, chosen: usize) {
    let look = canvas.look;
    let title = look.texts.get("class-heat-title");
    let inner = canvas.frame(area, &title, look.theme.border);
    let mut head = vec![Line::styled(header(look), look.theme.dim)];
    if let Some(means) = &room.means {
        let mean = look.texts.get("class-heat-mean");
        head.push(row(look, &mean, Some(means)));
    }
    canvas.lines(inner, &head);
    let taken = u16::try_from(head.len()).unwrap_or(0).min(inner.height);
    let rows = Rect {
        y: inner.y + taken,
        height: inner.height - taken,
        ..inner
    };
    let view = usize::from(rows.height);
    let top = (chosen + 1).saturating_sub(view);
    let seats = room.seats.iter().enumerate().skip(top);
    for ((number, seat), y) in seats.zip(rows.top()..rows.bottom()) {
        let place = Rect {
            y,
            height: 1,
            ..rows
        };
        let marks = seat.answer.as_ref().map(|answer| &answer.marks);
        canvas.line(place, &row(look, &seat.label, marks));
        if number == chosen {
            // The cells keep their own colours: they say how each went.
            let label = Rect {
                width: u16::try_from(LABEL).unwrap_or(2).min(place.width),
                ..place
            };
            canvas.paint(label, look.theme.selected);
        }
    }
    canvas.more(area, top, room.seats.len().saturating_sub(top + view));
}

fn header(look: &Look) -> String {
    let mut out = " ".repeat(LABEL);
    for principle in Principle::ALL {
        let name = look.texts.get(&format!("class-heat-{principle}"));
        let name = look.fit(&name, CELL - 1);
        out.push_str(&" ".repeat(CELL.saturating_sub(width(&name))));
        out.push_str(&name);
    }
    out
}

fn row(look: &Look, label: &str, marks: Option<&PerPrinciple<Mark>>) -> Line<'static> {
    let label = look.fit(label, LABEL);
    let pad = " ".repeat(LABEL.saturating_sub(width(&label)));
    let mut spans = vec![Span::styled(format!("{label}{pad}"), look.theme.key)];
    for principle in Principle::ALL {
        spans.push(match marks.map(|marks| marks[*principle]) {
            Some(mark) => cell(look, mark),
            None => Span::styled(format!("{:>CELL$}", "-"), look.theme.dim),
        });
    }
    Line::from(spans)
}

/// A mark: the fuller the shade, the better.
fn cell(look: &Look, mark: Mark) -> Span<'static> {
    let shades = look.glyphs.shades;
    let shade = shades[usize::from(mark.rating()).min(shades.len() - 1)];
    Span::styled(
        format!(" {shade}{:>3}", mark.value()),
        look.grade_style(Grade::of(mark)),
    )
}
