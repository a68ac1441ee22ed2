//! The end of a drill, a sparring round or an exam: each moment with its mark, what was said, what cost, what to try. Must not
//! count: the result comes with it.

use ratatui::text::{Line, Span};

use super::coach::{echo_lines, talk_lines};
use super::{Go, body, column};
use crate::domain::Form;
use crate::progress::Examined;
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::document::{Document, Reader};
use crate::tui::glyphs::Grade;
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::session::{Session, Turn};
use crate::tui::widgets::principles::quote;

/// A round that is over.
pub struct RoundEnd {
    form: Form,
    sessions: Vec<Session>,
    result: Examined,
    reader: Reader,
    shows_good: Option<usize>,
}

impl RoundEnd {
    /// The end of a round of the moments `sessions`.
    #[must_use]
    pub fn of(form: Form, sessions: Vec<Session>, result: Examined) -> Self {
        Self {
            form,
            sessions,
            result,
            reader: Reader::default(),
            shows_good: None,
        }
    }

    /// Takes a command.
    pub fn command(&mut self, command: Command, extent: &Extent) -> Go {
        match command {
            Command::NextTurn => self.reader.choose(self.reader.chosen + 1, extent),
            Command::PreviousTurn => {
                self.reader
                    .choose(self.reader.chosen.saturating_sub(1), extent);
            }
            Command::Good => {
                let chosen = self.reader.chosen;
                self.shows_good = (self.shows_good != Some(chosen)).then_some(chosen);
            }
            Command::Disagree => {
                return self
                    .sessions
                    .get(self.reader.chosen)
                    .map_or(Go::Stay, |session| Go::Disagree {
                        encounter: session.number(),
                        turn: 1,
                    });
            }
            Command::Again => return Go::Round(self.form),
            Command::Home => return Go::Home,
            other => self.reader.command(other, extent),
        }
        Go::Stay
    }

    /// Chooses the moment that was clicked.
    pub fn click(&mut self, row: usize, extent: &Extent) {
        self.reader.choose(row, extent);
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let title = look.texts.get(form_key(self.form));
        let mut area = body(canvas, Place::Round, &title);
        area.width = column(canvas.look, area.width);
        let inner = canvas.frame(area, &look.texts.get("round-title"), look.theme.focus);
        self.document(look, usize::from(inner.width))
            .draw(canvas, inner, area, self.reader, true);
    }

    fn document(&self, look: &Look, columns: usize) -> Document {
        let texts = &look.texts;
        let mut document = Document::default();
        let grade = Grade::of(self.result.overall);
        let mut text = texts.with(
            "round-mean",
            &[
                ("overall", self.result.overall.value().into()),
                ("count", self.sessions.len().into()),
            ],
        );
        if self.form == Form::Exam {
            let key = if self.result.passed {
                "round-passed"
            } else {
                "round-failed"
            };
            text = format!(
                "{}  {text}",
                texts.with(key, &[("pass", self.result.pass.value().into())])
            );
        }
        for line in look.wrap(&format!("{} {text}", look.glyphs.grade(grade)), columns) {
            document.push(Line::styled(line, look.theme.title));
        }
        for (number, session) in self.sessions.iter().enumerate() {
            if let Some(turn) = session.turns().first() {
                self.moment(look, columns, number, session, turn, &mut document);
            }
        }
        document
    }

    fn moment(
        &self,
        look: &Look,
        columns: usize,
        number: usize,
        session: &Session,
        turn: &Turn,
        document: &mut Document,
    ) {
        let texts = &look.texts;
        let scenario = session.scenario();
        document.gap();
        let title = texts.with(
            "round-moment",
            &[
                ("number", (number + 1).into()),
                ("moment", texts.moment(turn.moment).into()),
                ("title", look.show_in(&scenario.title).into()),
            ],
        );
        document.push_anchor(Line::from(vec![
            Span::styled(
                look.fit(&title, columns.saturating_sub(10)),
                look.theme.title,
            ),
            Span::raw("  "),
            look.mark(turn.assessment.overall),
        ]));
        if self.form == Form::Exam {
            let edition = look.show(&scenario.version);
            document.push(Line::styled(look.fit(&edition, columns), look.theme.dim));
        }
        talk_lines(look, scenario, turn, columns, document);
        echo_lines(look, session, turn, columns, document);
        if let Some(step) = session.next_step(turn, look.language()) {
            let text = format!("{}  {step}", texts.get("coach-next"));
            for line in look.wrap(&text, columns) {
                document.push(Line::styled(line, look.theme.warn));
            }
        }
        if self.shows_good == Some(number) {
            let good = scenario
                .state(&turn.state)
                .and_then(|state| state.good.as_ref());
            let text = good.map_or_else(
                || texts.get("debrief-no-good"),
                |good| quote(look, good.words.get(session.encounter().language())),
            );
            let text = format!("{}  {text}", texts.get("debrief-good"));
            for line in look.wrap(&text, columns) {
                document.push(Line::styled(line, look.theme.good));
            }
        }
    }
}

/// The key of a form's name.
#[must_use]
pub const fn form_key(form: Form) -> &'static str {
    match form {
        Form::Encounter => "form-encounter",
        Form::Drill => "form-drill",
        Form::Sparring => "form-sparring",
        Form::Exam => "form-exam",
    }
}
