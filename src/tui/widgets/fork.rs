//! Two branches of one encounter side by side: what was said first from a turn on, and what was said instead; what changed in
//! marks, mood and ending. Must not know screens.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::{Feeling, Mark, Principle};
use crate::text::width;
use crate::tui::look::Look;
use crate::tui::session::{After, Branch, Session, Turn};

/// A principle whose mean moved by less is not worth a line.
const WORTH: u8 = 8;
/// Columns between the two branches.
const BETWEEN: usize = 3;

/// The comparison of `branch` with what was said instead.
#[must_use]
pub fn fork(look: &Look, session: &Session, branch: &Branch, columns: usize) -> Vec<Line<'static>> {
    let before: &[Turn] = &branch.turns;
    let after = session.turns().get(branch.from..).unwrap_or_default();
    let mut lines = Vec::new();
    let mut changed = |name: String, before: String, after: String, style: Style| {
        let text = format!("{name} {before} {} {after}", look.glyphs.movement);
        lines.push(Line::styled(look.fit(&text, columns), style));
    };
    let overall = |turns: &[Turn]| Mark::mean(turns.iter().map(|turn| turn.assessment.overall));
    let (was, is) = (overall(before), overall(after));
    changed(
        look.texts.get("coach-overall"),
        was.to_string(),
        is.to_string(),
        toward(look, is >= was),
    );
    for principle in Principle::ALL {
        let mean = |turns: &[Turn]| {
            Mark::mean(
                turns
                    .iter()
                    .map(|turn| turn.assessment.principles[*principle].mark),
            )
        };
        let (was, is) = (mean(before), mean(after));
        if was.value().abs_diff(is.value()) >= WORTH {
            let name = look.texts.principle(*principle);
            changed(
                name,
                was.to_string(),
                is.to_string(),
                toward(look, is >= was),
            );
        }
    }
    if let (Some(was), Some(is)) = (before.last(), after.last()) {
        for feeling in Feeling::ALL {
            let (was, is) = (was.after.get(*feeling), is.after.get(*feeling));
            if was != is {
                let better = (*feeling == Feeling::Trust) == (is > was);
                let name = look.texts.feeling(*feeling);
                changed(name, was.to_string(), is.to_string(), toward(look, better));
            }
        }
        let (was, is) = (ending(look, was), ending(look, is));
        changed(look.texts.get("fork-ending"), was, is, look.theme.title);
    }
    lines.push(Line::default());
    let half = columns.saturating_sub(BETWEEN) / 2;
    pair(
        look,
        half,
        (
            &look.texts.get("fork-before"),
            &look.texts.get("fork-after"),
        ),
        look.theme.title,
        &mut lines,
    );
    for number in 0..before.len().max(after.len()) {
        let said = |turns: &[Turn]| {
            turns.get(number).map_or_else(String::new, |turn| {
                let words = look.show(&turn.reply.words);
                format!("{}  {words}", turn.assessment.overall)
            })
        };
        pair(
            look,
            half,
            (&said(before), &said(after)),
            look.theme.base,
            &mut lines,
        );
    }
    lines
}

fn toward(look: &Look, better: bool) -> Style {
    if better {
        look.theme.good
    } else {
        look.theme.bad
    }
}

fn ending(look: &Look, turn: &Turn) -> String {
    match &turn.then {
        After::Ended { outcome, .. } => look.texts.outcome(*outcome),
        After::Spoke(_) => look.texts.get("fork-open"),
    }
}

/// Two texts side by side, each wrapped to `half` columns.
fn pair(
    look: &Look,
    half: usize,
    (left, right): (&str, &str),
    style: Style,
    lines: &mut Vec<Line<'static>>,
) {
    let (left, right) = (look.wrap(left, half.max(2)), look.wrap(right, half.max(2)));
    for row in 0..left.len().max(right.len()) {
        let cell = |side: &[String]| side.get(row).cloned().unwrap_or_default();
        let (left, right) = (cell(&left), cell(&right));
        let pad = half.saturating_sub(width(&left)) + BETWEEN;
        lines.push(Line::from(vec![
            Span::styled(left, style),
            Span::raw(" ".repeat(pad)),
            Span::styled(right, style),
        ]));
    }
}
