//! After a reply: red lines on top, what the customer does, one next step, the principles with their evidence, the reply with
//! its words marked. Must not score.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::{Feeling, PerPrinciple, Principle};
use crate::scenario::Scenario;
use crate::text::width;
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::document::{Document, Reader};
use crate::tui::keymap::Command;
use crate::tui::look::Look;
use crate::tui::session::{After, Session, Turn};
use crate::tui::widgets::highlight::highlighted;
use crate::tui::widgets::principles::{evidence_lines, principle_line, quote};
use crate::tui::widgets::talk::said;

/// How the coach's page stands.
#[derive(Debug, Default)]
pub struct Coach {
    reader: Reader,
    unfolded: PerPrinciple<bool>,
    all: bool,
}

impl Coach {
    /// The principles shown, in order.
    fn shown(&self, session: &Session, turn: &Turn) -> Vec<Principle> {
        let moment = session
            .scenario()
            .state(&turn.state)
            .map(|state| state.moment);
        match moment {
            Some(moment) if !self.all => moment.lives_by().collect(),
            _ => Principle::ALL.to_vec(),
        }
    }

    /// Takes a command that stays on the page.
    pub fn command(&mut self, command: Command, session: &Session, extent: &Extent) {
        match command {
            Command::All => {
                self.all = !self.all;
                self.reader.chosen = 0;
            }
            Command::Unfold => self.fold(session, extent, None),
            Command::Fold => self.fold(session, extent, Some(false)),
            other => self.reader.command(other, extent),
        }
    }

    /// Unfolds or folds the principle that was clicked.
    pub fn click(&mut self, row: usize, session: &Session, extent: &Extent) {
        self.reader.choose(row, extent);
        self.fold(session, extent, None);
    }

    fn fold(&mut self, session: &Session, extent: &Extent, to: Option<bool>) {
        let Some(turn) = session.turns().last() else {
            return;
        };
        let Some(principle) = self.shown(session, turn).get(self.reader.chosen).copied() else {
            return;
        };
        self.reader.choose(self.reader.chosen, extent);
        self.unfolded[principle] = to.unwrap_or(!self.unfolded[principle]);
        // What is unfolded near the lower edge would be out of sight; drawing keeps within the text.
        if self.unfolded[principle]
            && let Some(at) = extent.anchors.get(self.reader.chosen)
        {
            self.reader.top = self.reader.top.max(at.saturating_sub(extent.view / 2));
        }
    }

    /// Draws the page in a frame.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, session: &Session) {
        let look = canvas.look;
        let Some((number, turn)) = session.turns().iter().enumerate().last() else {
            return;
        };
        let title = format!(
            "{}   {} {}",
            look.texts
                .with("coach-title", &[("turn", (number + 1).into())]),
            look.texts.get("coach-overall"),
            look.mark(turn.assessment.overall).content,
        );
        let inner = canvas.frame(area, &title, look.theme.focus);
        self.document(look, session, turn, usize::from(inner.width))
            .draw(canvas, inner, area, self.reader, true);
    }

    fn document(&self, look: &Look, session: &Session, turn: &Turn, columns: usize) -> Document {
        let texts = &look.texts;
        let mut document = Document::default();
        let heading = |document: &mut Document, key: &str| {
            document.gap();
            document.push(Line::styled(texts.get(key), look.theme.title));
        };
        red_lines(look, turn, columns, &mut document);
        reaction(look, session, turn, columns, &mut document);
        if turn.attempt > 1 {
            let text = texts.with("coach-attempt", &[("count", turn.attempt.into())]);
            document.push(Line::styled(text, look.theme.dim));
        }
        echo_lines(look, session, turn, columns, &mut document);
        if let Some(step) = session.next_step(turn, look.language()) {
            heading(&mut document, "coach-next");
            for line in look.wrap(step, columns) {
                document.push(line);
            }
        }
        heading(
            &mut document,
            if self.all {
                "coach-principles-all"
            } else {
                "coach-principles"
            },
        );
        for principle in self.shown(session, turn) {
            let assessed = &turn.assessment.principles[principle];
            let unfolded = self.unfolded[principle];
            let fold = if unfolded {
                look.glyphs.unfolded
            } else {
                look.glyphs.folded
            };
            document.push_anchor(principle_line(
                look,
                principle,
                assessed.mark,
                fold,
                columns,
            ));
            if unfolded {
                let full = texts.with(
                    "coach-principle",
                    &[
                        ("name", texts.principle_in_full(principle).into()),
                        ("call", texts.call(assessed.call).into()),
                    ],
                );
                for line in look.wrap(&full, columns.saturating_sub(4).max(2)) {
                    document.push(Line::styled(format!("    {line}"), look.theme.dim));
                }
                for line in evidence_lines(
                    look,
                    assessed,
                    &turn.reply.words,
                    |key| look.show(&session.evidence_name(key, look.language())),
                    columns,
                ) {
                    document.push(line);
                }
            }
        }
        document.gap();
        document.push(Line::from(vec![
            Span::styled(texts.get("coach-reply"), look.theme.title),
            Span::raw("  "),
            Span::styled(texts.get("coach-legend-good"), look.theme.raises),
            Span::raw("  "),
            Span::styled(texts.get("coach-legend-bad"), look.theme.lowers),
        ]));
        for line in reply_lines(look, turn, columns) {
            document.push(line);
        }
        document
    }
}

/// The red lines crossed, if any.
fn red_lines(look: &Look, turn: &Turn, columns: usize, document: &mut Document) {
    for crossing in &turn.assessment.red_lines {
        let text = look.texts.with(
            "coach-red-line",
            &[
                ("name", look.texts.red_line(crossing.red_line).into()),
                ("words", quote(look, &crossing.text).into()),
            ],
        );
        let text = format!("{} {text}", look.glyphs.bad);
        for line in look.wrap(&text, columns) {
            document.push(Line::styled(line, look.theme.alert));
        }
    }
}

/// That the same was said to another customer of the round, if so.
pub fn echo_lines(
    look: &Look,
    session: &Session,
    turn: &Turn,
    columns: usize,
    document: &mut Document,
) {
    let Some(name) = session.echo(turn) else {
        return;
    };
    let name = look.show_in(name);
    let text = look.texts.with("coach-echo", &[("name", name.into())]);
    for line in look.wrap(&text, columns) {
        document.push(Line::styled(line, look.theme.warn));
    }
}

/// What the customer says or what becomes of it, and how the mood moved.
fn reaction(look: &Look, session: &Session, turn: &Turn, columns: usize, document: &mut Document) {
    document.gap();
    let name = look.show_in(&session.scenario().customer.name);
    match &turn.then {
        After::Spoke(words) => {
            document.push(Line::styled(
                look.texts.get("coach-reaction"),
                look.theme.title,
            ));
            let indent = (width(&name) + 2).min(columns / 3);
            for line in said(look, &name, look.theme.customer, words, indent, columns) {
                document.push(line);
            }
        }
        After::Ended { ending, outcome } => {
            document.push(Line::styled(
                format!(
                    "{}  {}",
                    look.texts.get("coach-reaction-ending"),
                    look.texts.outcome(*outcome)
                ),
                look.theme.title,
            ));
            let text = session
                .scenario()
                .ending(ending)
                .map_or("", |ending| ending.text.get(session.encounter().language()));
            for line in look.wrap(text, columns) {
                document.push(line);
            }
        }
    }
    let moved: Vec<String> = Feeling::ALL
        .iter()
        .filter(|feeling| turn.before.get(**feeling) != turn.after.get(**feeling))
        .map(|feeling| {
            format!(
                "{} {} {} {}",
                look.texts.feeling(*feeling),
                turn.before.get(*feeling),
                look.glyphs.movement,
                turn.after.get(*feeling)
            )
        })
        .collect();
    let text = if moved.is_empty() {
        look.texts.get("coach-mood-same")
    } else {
        format!("{}  {}", look.texts.get("coach-mood"), moved.join("   "))
    };
    for line in look.wrap(&text, columns) {
        document.push(Line::styled(line, look.theme.dim));
    }
}

/// A turn as it is told afterwards: red lines, what the customer had said, the reply with its words marked.
/// Returns how far the words are set in.
pub fn talk_lines(
    look: &Look,
    scenario: &Scenario,
    turn: &Turn,
    columns: usize,
    document: &mut Document,
) -> usize {
    red_lines(look, turn, columns, document);
    let name = look.show_in(&scenario.customer.name);
    let you = look.texts.get("you");
    let indent = (width(&name).max(width(&you)) + 2).min(14);
    let customer = look.theme.customer;
    for line in said(look, &name, customer, &turn.customer, indent, columns) {
        document.push(line);
    }
    let room = columns.saturating_sub(indent).max(2);
    for (row, mut line) in reply_lines(look, turn, room).into_iter().enumerate() {
        let lead = if row == 0 { you.as_str() } else { "" };
        let pad = " ".repeat(indent.saturating_sub(width(lead)));
        line.spans.insert(0, Span::raw(pad));
        line.spans
            .insert(0, Span::styled(lead.to_owned(), look.theme.trainee));
        document.push(line);
    }
    indent
}

/// The reply with its words marked, and what was done with it.
fn reply_lines(look: &Look, turn: &Turn, columns: usize) -> Vec<Line<'static>> {
    let mut lines = if turn.reply.words.trim().is_empty() {
        vec![Line::styled(
            look.texts.get("coach-says-nothing"),
            look.theme.dim,
        )]
    } else {
        highlighted(look, &turn.reply.words, &turn.assessment, columns)
    };
    if !turn.reply.actions.is_empty() {
        let did = look.texts.with(
            "coach-did",
            &[("actions", look.actions(&turn.reply.actions).into())],
        );
        lines.extend(
            look.wrap(&did, columns)
                .into_iter()
                .map(|line| Line::styled(line, look.theme.dim)),
        );
    }
    lines
}
