//! One file per screen: what it holds, what commands do to it, how it is drawn. A screen says where to go next; the app goes.

pub mod ask;
pub mod briefing;
pub mod coach;
pub mod commands;
pub mod debrief;
pub mod disagree;
pub mod help;
pub mod history;
pub mod home;
pub mod palette;
pub mod play;
pub mod progress;
pub mod round;
pub mod small;
pub mod tour;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::keymap::{Command, Place};
use super::look::Look;
use super::widgets::footer::footer;
use crate::domain::{Form, ScenarioId};

/// The least size at which screens are drawn.
pub const LEAST: (u16, u16) = (60, 20);
/// From this width on there is a second column.
const TWO_COLUMNS: u16 = 110;
/// Text wider than this is hard to read.
const READABLE: u16 = 100;

/// Where a screen wants to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Go {
    /// Nowhere.
    Stay,
    /// To the library.
    Home,
    /// To a scenario's briefing.
    Brief(ScenarioId),
    /// On with what was left unfinished.
    Continue,
    /// Into the encounter; whether the trainee got ready.
    Begin {
        /// All four things of the list were ticked.
        ready: bool,
    },
    /// From the encounter to its debrief.
    Debrief,
    /// On with the next moment of the round.
    NextItem,
    /// To how each principle has gone.
    Progress,
    /// To past encounters.
    History,
    /// Into a drill, a sparring round or an exam.
    Round(Form),
    /// To the field that takes a disagreement with the marks of a reply.
    Disagree {
        /// The encounter's number in this run.
        encounter: u64,
        /// Which reply, from 1.
        turn: usize,
    },
    /// Nowhere; the encounter is written down as a replay.
    SaveReplay,
    /// Away from an encounter, the words not sent being kept.
    LeavePlay,
    /// The same scenario with other words.
    Again,
    /// To the reply of a turn, counted from 0, to say it again.
    Retry(usize),
    /// Out of the program.
    Quit,
    /// What was left unfinished is no longer wanted.
    DropDraft,
}

/// Whether there is a second column; never in a room, where it would be too small to read.
const fn two_columns(look: &Look, columns: u16) -> bool {
    !look.projector && columns >= TWO_COLUMNS
}

/// How wide a text is set: no wider than is easily read at a desk, as wide as there is space in a room.
fn column(look: &Look, columns: u16) -> u16 {
    if look.projector {
        columns
    } else {
        columns.min(READABLE)
    }
}

/// Draws the title line and the footer; returns what is between.
fn body(canvas: &mut Canvas<'_>, place: Place, title: &str) -> Rect {
    let area = canvas.area();
    let top = Rect { height: 1, ..area };
    let look = canvas.look;
    canvas.text(
        Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..top
        },
        title,
        look.theme.title,
    );
    bottom(canvas, place);
    Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(2),
        ..area
    }
}

/// Draws the footer.
pub(in crate::tui) fn bottom(canvas: &mut Canvas<'_>, place: Place) {
    bottom_but(canvas, place, None);
}

/// The same without the hint for a command that does nothing now.
fn bottom_but(canvas: &mut Canvas<'_>, place: Place, idle: Option<Command>) {
    let area = canvas.area();
    let last = Rect {
        y: area.bottom().saturating_sub(1),
        height: 1,
        ..area
    };
    footer(canvas, last, place, idle);
}

/// Opens a box over the middle of the screen, with the footer of `place`; returns what is inside its border. What lay there can
/// no longer be clicked.
pub(in crate::tui) fn open_over(
    canvas: &mut Canvas<'_>,
    place: Place,
    title: &str,
    (columns, rows): (u16, u16),
) -> Rect {
    let whole = canvas.area();
    let mut room = whole;
    room.height = room.height.saturating_sub(1);
    let area = centred(room, columns.min(whole.width.saturating_sub(4)), rows);
    canvas.clear(area);
    canvas.scene = Default::default();
    // The hints of the screen below hold no longer.
    let last = Rect {
        y: whole.bottom().saturating_sub(1),
        height: 1,
        ..whole
    };
    canvas.clear(last);
    bottom(canvas, place);
    canvas.frame(area, title, canvas.look.theme.focus)
}

/// The frame around what is inside it.
fn framed(inner: Rect) -> Rect {
    Rect {
        x: inner.x.saturating_sub(1),
        y: inner.y.saturating_sub(1),
        width: inner.width + 2,
        height: inner.height + 2,
    }
}

/// The middle of `area`, at most this large.
pub(in crate::tui) fn centred(area: Rect, columns: u16, rows: u16) -> Rect {
    let (width, height) = (columns.min(area.width), rows.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}
