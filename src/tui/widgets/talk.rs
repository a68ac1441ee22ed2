//! The talk so far as lines: who said what, in order, hanging under the speaker's name. Must not know marks.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::width;
use crate::tui::look::Look;
use crate::tui::session::{After, Session};

/// The most columns a name takes.
const NAME: usize = 12;

/// The lines of the talk for `columns`.
#[must_use]
pub fn talk(look: &Look, session: &Session, columns: usize) -> Vec<Line<'static>> {
    let name = look.show_in(&session.scenario().customer.name);
    let you = look.texts.get("you");
    let indent = (width(&look.fit(&name, NAME)).max(width(&you)) + 2).min(columns / 2);
    let said =
        |name: &str, style: Style, text: &str| said(look, name, style, text, indent, columns);
    let mut lines = Vec::new();
    let encounter = session.encounter();
    if session.form().is_single() || *encounter.began_at() != session.scenario().start {
        // Who comes in the middle of a story needs to know what came before.
        let about = session.scenario().about.get(look.language());
        lines.extend(
            look.wrap(about, columns)
                .into_iter()
                .map(|line| Line::styled(line, look.theme.dim)),
        );
        lines.push(Line::default());
    }
    for turn in session.turns() {
        lines.extend(said(&name, look.theme.customer, &turn.customer));
        lines.extend(said(&you, look.theme.trainee, &turn.reply.words));
        if !turn.reply.actions.is_empty() {
            let did = look.texts.with(
                "coach-did",
                &[("actions", look.actions(&turn.reply.actions).into())],
            );
            lines.extend(
                look.wrap(&did, columns.saturating_sub(indent))
                    .into_iter()
                    .map(|line| {
                        Line::styled(format!("{}{line}", " ".repeat(indent)), look.theme.dim)
                    }),
            );
        }
    }
    match session.turns().last().map(|turn| &turn.then) {
        None | Some(After::Spoke(_)) => {
            lines.extend(said(
                &name,
                look.theme.customer,
                session.encounter().customer_says(),
            ));
        }
        Some(After::Ended { ending, .. }) => {
            let text = session
                .scenario()
                .ending(ending)
                .map_or("", |ending| ending.text.get(session.encounter().language()));
            lines.extend(look.wrap(text, columns).into_iter().map(Line::raw));
        }
    }
    lines
}

/// One utterance with its speaker.
pub fn said(
    look: &Look,
    name: &str,
    style: Style,
    text: &str,
    indent: usize,
    columns: usize,
) -> Vec<Line<'static>> {
    let name = look.fit(name, indent.saturating_sub(2));
    let pad = " ".repeat(indent.saturating_sub(width(&name)));
    let mut lines = look
        .wrap(text, columns.saturating_sub(indent).max(2))
        .into_iter();
    let first = lines.next().unwrap_or_default();
    let mut out = vec![Line::from(vec![
        Span::styled(name, style),
        Span::raw(pad),
        Span::raw(first),
    ])];
    out.extend(lines.map(|line| Line::raw(format!("{}{line}", " ".repeat(indent)))));
    out
}
