//! After the end: a letter from a good trainer. How it ended for the customer, apart from the marks; what went well, what cost
//! most, what to try; the eight principles; the whole talk with its words marked.

use ratatui::text::{Line, Span};

use super::coach::talk_lines;
use super::{Go, body, column};
use crate::domain::{Call, Outcome, Principle};
use crate::scoring::{Evidence, EvidenceEffect, WORDING};
use crate::tui::canvas::{Canvas, Extent};
use crate::tui::document::{Document, Reader};
use crate::tui::glyphs::Grade;
use crate::tui::keymap::{Command, Place};
use crate::tui::look::Look;
use crate::tui::session::{Session, Turn};
use crate::tui::widgets::fork::fork;
use crate::tui::widgets::highlight::is_of_the_whole;
use crate::tui::widgets::principles::{principle_line, quote};
use crate::tui::widgets::ways::ways;

/// A reason of fewer points is not worth a line of the letter.
const WORTH: f32 = 1.0;
/// How many quotations each part of the letter has at most.
const QUOTED: usize = 3;
/// Below this overall mark there is something to try.
const TRY_BELOW: u8 = 63;

/// A debrief.
pub struct Debrief {
    /// The encounter.
    pub session: Session,
    reader: Reader,
    shows_good: Option<usize>,
}

impl Debrief {
    /// The debrief of an encounter.
    #[must_use]
    pub fn of(session: Session) -> Self {
        Self {
            session,
            reader: Reader::default(),
            shows_good: None,
        }
    }

    /// Takes a command.
    pub fn command(&mut self, command: Command, extent: &Extent) -> Go {
        match command {
            Command::NextTurn => self.turn_to(self.reader.chosen + 1, extent),
            Command::PreviousTurn => self.turn_to(self.reader.chosen.saturating_sub(1), extent),
            Command::Good => {
                let chosen = self.reader.chosen;
                self.shows_good = (self.shows_good != Some(chosen)).then_some(chosen);
                // The turn goes to the top, so that the model reply below it is in sight; drawing keeps within the text.
                if let Some(at) = extent.anchors.get(chosen) {
                    self.reader.top = *at;
                }
            }
            Command::Disagree => {
                return Go::Disagree {
                    encounter: self.session.number(),
                    turn: self.reader.chosen + 1,
                };
            }
            Command::SaveReplay => return Go::SaveReplay,
            Command::Retry => return Go::Retry(self.reader.chosen),
            Command::Home => return Go::Home,
            Command::Again => return Go::Again,
            other => self.reader.command(other, extent),
        }
        Go::Stay
    }

    /// Chooses the turn that was clicked.
    pub fn click(&mut self, row: usize, extent: &Extent) {
        self.reader.choose(row, extent);
    }

    /// Brings a turn into sight; the first press only goes to the turn that is chosen already.
    fn turn_to(&mut self, turn: usize, extent: &Extent) {
        let sight = self.reader.top..self.reader.top + extent.view;
        let seen = extent
            .anchors
            .get(self.reader.chosen)
            .is_some_and(|at| sight.contains(at));
        let to = if seen { turn } else { self.reader.chosen };
        self.reader.choose(to, extent);
    }

    /// Draws the debrief.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let title = look.show_in(&self.session.scenario().title);
        let mut area = body(canvas, Place::Debrief, &title);
        area.width = column(canvas.look, area.width);
        let inner = canvas.frame(area, &look.texts.get("debrief-title"), look.theme.focus);
        self.document(look, usize::from(inner.width))
            .draw(canvas, inner, area, self.reader, true);
    }

    fn document(&self, look: &Look, columns: usize) -> Document {
        let mut document = Document::default();
        self.ending(look, columns, &mut document);
        self.quotations(look, columns, &mut document);
        self.advice(look, columns, &mut document);
        if let Some(branch) = self.session.branch() {
            document.gap();
            let text = look
                .texts
                .with("fork-title", &[("turn", (branch.from + 1).into())]);
            document.push(Line::styled(text, look.theme.title));
            for line in fork(look, &self.session, branch, columns) {
                document.push(line);
            }
        }
        heading(look, &mut document, "debrief-principles");
        let means = self.session.means();
        for (principle, mark) in means.iter() {
            document.push(principle_line(look, principle, *mark, "", columns));
        }
        heading(look, &mut document, "debrief-transcript");
        for (number, turn) in self.session.turns().iter().enumerate() {
            self.turn(look, columns, number, turn, &mut document);
        }
        heading(look, &mut document, "debrief-ways");
        for line in ways(look, &self.session, columns) {
            document.push(line);
        }
        document
    }

    fn ending(&self, look: &Look, columns: usize, document: &mut Document) {
        let texts = &look.texts;
        let ending = self.session.encounter().ending();
        if let Some(ending) = ending {
            let (sign, style) = match ending.outcome {
                Outcome::Good => (look.glyphs.good, look.theme.good),
                Outcome::Fair => (look.glyphs.middling, look.theme.warn),
                Outcome::Bad => (look.glyphs.bad, look.theme.bad),
            };
            document.push(Line::from(vec![
                Span::styled(texts.get("debrief-ending"), look.theme.title),
                Span::raw("  "),
                Span::styled(format!("{sign} {}", texts.outcome(ending.outcome)), style),
            ]));
            let text = ending.text.get(self.session.encounter().language());
            for line in look.wrap(text, columns) {
                document.push(line);
            }
        }
        document.gap();
        let overall = self.session.overall();
        let text = texts.with(
            "debrief-communication",
            &[("overall", overall.value().into())],
        );
        let grade = Grade::of(overall);
        document.push(Line::from(vec![
            Span::styled(
                format!("{} ", look.glyphs.grade(grade)),
                look.grade_style(grade),
            ),
            Span::styled(look.fit(&text, columns.saturating_sub(4)), look.theme.title),
        ]));
        let seconds = self.session.spent().as_secs();
        let mut facts = vec![texts.with(
            "debrief-time",
            &[
                ("minutes", (seconds / 60).into()),
                ("seconds", (seconds % 60).into()),
            ],
        )];
        if self.session.taken_back() > 0 {
            facts.push(texts.with(
                "debrief-retried",
                &[("count", self.session.taken_back().into())],
            ));
        }
        document.push(Line::styled(facts.join("  "), look.theme.dim));
    }

    /// What went well and what cost most, in the trainee's own words.
    fn quotations(&self, look: &Look, columns: usize, document: &mut Document) {
        for (key, nothing, effect) in [
            (
                "debrief-well",
                "debrief-nothing-well",
                EvidenceEffect::Raises,
            ),
            (
                "debrief-cost",
                "debrief-nothing-cost",
                EvidenceEffect::Lowers,
            ),
        ] {
            heading(look, document, key);
            let mut lines = Vec::new();
            if effect == EvidenceEffect::Lowers {
                for (number, turn) in self.session.turns().iter().enumerate() {
                    for crossing in &turn.assessment.red_lines {
                        let name = look.texts.red_line(crossing.red_line);
                        let name = look
                            .texts
                            .with("coach-red-line-name", &[("name", name.into())]);
                        lines.push(quoted(look, number, &name, &crossing.text));
                    }
                }
            }
            for (number, evidence) in self.weightiest(effect) {
                let name = look.show(
                    &self
                        .session
                        .evidence_name(&evidence.signal, look.language()),
                );
                let text = evidence.text.as_deref().unwrap_or_default();
                lines.push(quoted(look, number, &name, text));
            }
            lines.truncate(QUOTED);
            if lines.is_empty() {
                lines.push(look.texts.get(nothing));
            }
            items(look, columns, lines, document);
        }
    }

    /// The evidence with words that moved a mark most, no words of a turn twice.
    fn weightiest(&self, effect: EvidenceEffect) -> Vec<(usize, &Evidence)> {
        let mut all: Vec<(usize, &Evidence)> = Vec::new();
        for (number, turn) in self.session.turns().iter().enumerate() {
            for (_, assessed) in turn.assessment.principles.iter() {
                for evidence in &assessed.evidence {
                    let words = evidence.text.as_deref().unwrap_or_default();
                    let known = all.iter_mut().find(|(turn, known)| {
                        *turn == number
                            && known
                                .span
                                .zip(evidence.span)
                                .is_some_and(|(known, one)| known.overlaps(one))
                    });
                    // What crosses a red line is quoted as that already.
                    let crosses = turn
                        .assessment
                        .red_lines
                        .iter()
                        .any(|crossing| crossing.text == words);
                    let whole =
                        evidence.signal == WORDING || is_of_the_whole(evidence, &turn.reply.words);
                    match known {
                        _ if evidence.effect != effect
                            // A mark alone says nothing.
                            || !words.contains(char::is_alphanumeric)
                            || crosses
                            || whole
                            || evidence.points.abs() < WORTH
                            || balance(turn, evidence) * evidence.points <= 0.0 => {}
                        Some((_, known)) => {
                            if evidence.points.abs() > known.points.abs() {
                                *known = evidence;
                            }
                        }
                        None => all.push((number, evidence)),
                    }
                }
            }
        }
        all.sort_by(|(_, one), (_, other)| other.points.abs().total_cmp(&one.points.abs()));
        all.truncate(QUOTED);
        all
    }

    /// What to try, at the turns that went worst.
    fn advice(&self, look: &Look, columns: usize, document: &mut Document) {
        heading(look, document, "debrief-try");
        let mut turns: Vec<(usize, &Turn)> = self.session.turns().iter().enumerate().collect();
        turns.sort_by_key(|(_, turn)| turn.assessment.overall);
        let mut worst: Vec<(usize, String)> = Vec::new();
        for (number, turn) in turns {
            if worst.len() == QUOTED || turn.assessment.overall.value() >= TRY_BELOW {
                break;
            }
            // The same advice twice teaches nothing.
            let new = self
                .try_at(look, turn)
                .into_iter()
                .find(|advice| worst.iter().all(|(_, known)| known != advice));
            worst.extend(new.map(|advice| (number, advice)));
        }
        worst.sort_by_key(|(number, _)| *number);
        let mut lines: Vec<String> = worst
            .into_iter()
            .map(|(number, advice)| {
                look.texts.with(
                    "debrief-try-turn",
                    &[("turn", (number + 1).into()), ("advice", advice.into())],
                )
            })
            .collect();
        if lines.is_empty() {
            lines.push(look.texts.get("debrief-try-none"));
        }
        items(look, columns, lines, document);
    }

    /// Scoring's own advice for a turn, then that for the weakest principle the moment lives by.
    fn try_at(&self, look: &Look, turn: &Turn) -> Vec<String> {
        let principles = &turn.assessment.principles;
        let weakest = Principle::ALL
            .iter()
            .filter(|principle| principles[**principle].call == Call::LivesBy)
            .min_by_key(|principle| principles[**principle].mark);
        let step = self.session.next_step(turn, look.language());
        step.map(str::to_owned)
            .into_iter()
            .chain(weakest.map(|principle| look.texts.principle_advice(*principle)))
            .collect()
    }

    fn turn(
        &self,
        look: &Look,
        columns: usize,
        number: usize,
        turn: &Turn,
        document: &mut Document,
    ) {
        let scenario = self.session.scenario();
        let state = scenario.state(&turn.state);
        document.gap();
        let moment = state.map_or_else(String::new, |state| look.texts.moment(state.moment));
        let title = look.texts.with(
            "debrief-turn",
            &[("turn", (number + 1).into()), ("moment", moment.into())],
        );
        document.push_anchor(Line::from(vec![
            Span::styled(title, look.theme.title),
            Span::raw("  "),
            look.mark(turn.assessment.overall),
        ]));
        let indent = talk_lines(look, scenario, turn, columns, document);
        let room = columns.saturating_sub(indent).max(2);
        if self.shows_good == Some(number) {
            let good = state.and_then(|state| state.good.as_ref());
            let text = good.map_or_else(
                || look.texts.get("debrief-no-good"),
                |good| {
                    let words = quote(look, good.words.get(self.session.encounter().language()));
                    let did = look.actions(&good.actions);
                    if did.is_empty() {
                        words
                    } else {
                        look.texts.with(
                            "debrief-good-did",
                            &[("words", words.into()), ("did", did.into())],
                        )
                    }
                },
            );
            document.push(Line::styled(
                format!("{}{}", " ".repeat(indent), look.texts.get("debrief-good")),
                look.theme.good,
            ));
            for line in look.wrap(&text, room) {
                document.push(Line::raw(format!("{}{line}", " ".repeat(indent))));
            }
        }
    }
}

/// What the words of a piece of evidence come to over all principles: words that help more than they hurt have cost nothing.
fn balance(turn: &Turn, evidence: &Evidence) -> f32 {
    let Some(place) = evidence.span else {
        return 0.0;
    };
    turn.assessment
        .principles
        .iter()
        .flat_map(|(_, assessed)| &assessed.evidence)
        .filter(|one| !is_of_the_whole(one, &turn.reply.words))
        .filter(|one| one.span.is_some_and(|span| span.overlaps(place)))
        .map(|one| one.points)
        .sum()
}

fn heading(look: &Look, document: &mut Document, key: &str) {
    document.gap();
    document.push(Line::styled(look.texts.get(key), look.theme.title));
}

fn quoted(look: &Look, number: usize, name: &str, text: &str) -> String {
    look.texts.with(
        "debrief-quote",
        &[
            ("turn", (number + 1).into()),
            ("name", name.into()),
            ("text", quote(look, text).into()),
        ],
    )
}

/// A list with hanging bullets.
fn items(look: &Look, columns: usize, lines: Vec<String>, document: &mut Document) {
    for text in lines {
        for (row, line) in look
            .wrap(&text, columns.saturating_sub(2).max(2))
            .into_iter()
            .enumerate()
        {
            let lead = if row == 0 { look.glyphs.bullet } else { " " };
            document.push(Line::raw(format!("{lead} {line}")));
        }
    }
}
