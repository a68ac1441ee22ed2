//! A question or a notice over a screen.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{bottom, centred};
use crate::tui::canvas::{Canvas, Hit};
use crate::tui::keymap::{Command, Place};

/// What is asked or told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Leave the encounter although there are words not sent?
    Leave,
    /// Leave the program?
    Quit,
    /// Say the reply of this turn again, counted from 0, and take back all after it?
    Retry(usize),
    /// Something to know: the key of the sentence, and its reason from elsewhere.
    Notice(&'static str, String),
}

impl Ask {
    /// Draws it over what is there.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let texts = &look.texts;
        let (title, text, yes, no) = match self {
            Self::Leave => (
                "ask-leave-title",
                texts.get("ask-leave"),
                "ask-leave-yes",
                Some("ask-leave-no"),
            ),
            Self::Quit => (
                "ask-quit-title",
                texts.get("ask-quit"),
                "ask-quit-yes",
                Some("ask-quit-no"),
            ),
            Self::Retry(turn) => (
                "ask-retry-title",
                texts.with("ask-retry", &[("turn", (turn + 1).into())]),
                "ask-retry-yes",
                Some("ask-retry-no"),
            ),
            Self::Notice(key, reason) => (
                "notice-title",
                texts.with(key, &[("reason", reason.as_str().into())]),
                "notice-close",
                None,
            ),
        };
        let whole = canvas.area();
        let columns = 60.min(whole.width.saturating_sub(4));
        let lines: Vec<Line<'_>> = look
            .wrap(&text, usize::from(columns.saturating_sub(4)))
            .into_iter()
            .map(Line::raw)
            .collect();
        let rows = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX);
        let area = centred(whole, columns, rows);
        canvas.clear(area);
        canvas.scene = Default::default();
        // The hints of the screen below hold no longer.
        bottom(canvas, Place::Ask);
        let inner = canvas.frame(area, &texts.get(title), look.theme.focus);
        let (body, last) = split_last(inner);
        canvas.lines(body, &lines);
        let mut x = last.x;
        for (key, command) in [(Some(yes), Command::Yes), (no, Command::No)] {
            let Some(key) = key else { continue };
            let label = texts.get(key);
            let columns = u16::try_from(crate::text::width(&label)).unwrap_or(u16::MAX);
            let at = Rect {
                x,
                width: columns.min(last.right().saturating_sub(x)),
                ..last
            };
            canvas.line(at, &Line::from(Span::styled(label, look.theme.key)));
            canvas.click(at, Hit::Command(command));
            x = x.saturating_add(columns + 4);
        }
    }
}

/// All but the last row, and the last row.
fn split_last(area: Rect) -> (Rect, Rect) {
    let height = area.height.saturating_sub(1);
    (
        Rect { height, ..area },
        Rect {
            y: area.y + height,
            height: area.height.min(1),
            ..area
        },
    )
}
