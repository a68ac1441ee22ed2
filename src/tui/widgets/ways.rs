//! The story as states and the ways between them, with the way that was taken. What lies beside that way keeps its secrets:
//! the moment of a state and the outcome of an ending are shown, not what is said there. Must not know screens.

use ratatui::text::{Line, Span};

use crate::domain::StateId;
use crate::scenario::{Scenario, State};
use crate::text::sanitize_line;
use crate::tui::look::Look;
use crate::tui::session::{After, Session};

/// How far the ways are set in under their state.
const INDENT: usize = 4;

/// Draws the graph of a session's scenario, a state a paragraph.
#[must_use]
pub fn ways(look: &Look, session: &Session, columns: usize) -> Vec<Line<'static>> {
    let scenario = session.scenario();
    let mut lines = Vec::new();
    for (number, state) in (1..).zip(&scenario.states) {
        let visits: Vec<usize> = (1..)
            .zip(session.turns())
            .filter(|(_, turn)| turn.state == state.id)
            .map(|(turn, _)| turn)
            .collect();
        let moment = look.texts.moment(state.moment);
        let (sign, style) = if visits.is_empty() {
            (look.glyphs.level_rest, look.theme.dim)
        } else {
            (look.glyphs.level, look.theme.title)
        };
        let name = look.fit(&format!("{sign} {number} {moment}"), columns);
        lines.push(Line::styled(name, style));
        let room = columns.saturating_sub(INDENT);
        let mut others = Vec::new();
        for to in targets(state) {
            let turns = turns_to(session, &state.id, to);
            let place = place(look, scenario, to);
            if turns.is_empty() {
                // That one may have to say it again is no way on.
                others.extend((*to != state.id).then_some(place));
                continue;
            }
            let text = look.texts.with(
                "ways-taken",
                &[("place", place.into()), ("turns", turns.join(", ").into())],
            );
            let text = look.fit(&format!("{} {text}", look.glyphs.pointer), room);
            lines.push(indented(Span::styled(text, look.theme.good)));
        }
        if !others.is_empty() {
            let text = look.fit(&format!("- {}", others.join(" / ")), room);
            lines.push(indented(Span::styled(text, look.theme.dim)));
        }
    }
    lines
}

fn indented(span: Span<'static>) -> Line<'static> {
    Line::from(vec![Span::raw(" ".repeat(INDENT)), span])
}

/// Where a state leads, each place once.
fn targets(state: &State) -> Vec<&StateId> {
    let mut all: Vec<&StateId> = Vec::new();
    for rule in &state.next {
        if !all.contains(&&rule.to) {
            all.push(&rule.to);
        }
    }
    all
}

/// The numbers of the replies that led from `from` to `to`.
fn turns_to(session: &Session, from: &StateId, to: &StateId) -> Vec<String> {
    let turns = session.turns();
    (1..)
        .zip(turns)
        .filter(|(number, turn)| {
            let reached = match (&turn.then, turns.get(*number)) {
                (After::Ended { ending, .. }, _) => ending,
                (After::Spoke(_), Some(next)) => &next.state,
                (After::Spoke(_), None) => return false,
            };
            turn.state == *from && reached == to
        })
        .map(|(number, _)| number.to_string())
        .collect()
}

/// A state by its number and moment, an ending by its outcome.
fn place(look: &Look, scenario: &Scenario, id: &StateId) -> String {
    let state = (1..)
        .zip(&scenario.states)
        .find(|(_, state)| state.id == *id);
    if let Some((number, state)) = state {
        let number: usize = number;
        return format!("{number} {}", look.texts.moment(state.moment));
    }
    scenario.ending(id).map_or_else(
        || sanitize_line(id.as_str()),
        |ending| {
            look.texts.with(
                "ways-ending",
                &[("outcome", look.texts.outcome(ending.outcome).into())],
            )
        },
    )
}
