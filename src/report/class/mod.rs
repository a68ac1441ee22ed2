//! A class as a training department keeps it: who was there, which edition of what was answered and how it was marked, by the
//! scorer and by the trainer, who passed. The value, and JSON; other formats are beside it. Must not work anything out from files.

mod attempts;
mod certificate;
mod gold;
mod html;
mod rulings;
mod table;

pub use attempts::attempts;
pub use certificate::certificate;
pub use gold::gold;
pub use html::{of_drill, page};
pub use table::rows;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Bilingual, DrillId, Language, Mark, PerPrinciple, RedLine, Reply, ScenarioId, StateId,
};
use crate::scoring::Agreed;

/// A class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassResults {
    /// Its name.
    pub class: String,
    /// The drill.
    pub drill: DrillId,
    /// Its edition; unknown in what early versions wrote.
    #[serde(default)]
    pub drill_edition: String,
    /// Its name.
    pub title: Bilingual,
    /// The version of the trainer's program.
    pub program: String,
    /// The edition of signals, rubric and wording.
    pub rubric: String,
    /// The seed.
    pub seed: u64,
    /// The language of the customers.
    pub language: Language,
    /// The mean of the overall marks that passes, 0–100.
    pub pass: u8,
    /// When it was opened: Unix milliseconds by the trainer's clock.
    pub opened: i64,
    /// When it ended; none while it goes on.
    pub ended: Option<i64>,
    /// How many replies there were to give.
    pub turns: usize,
    /// The seats, in the order of their letters.
    pub seats: Vec<SeatResults>,
}

/// What one seat did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeatResults {
    /// Its id, which is no name.
    pub seat: String,
    /// Its letters.
    pub label: String,
    /// Who sat there; none once the name was erased.
    pub name: Option<String>,
    /// When somebody sat down first.
    pub joined: i64,
    /// The answers, in order.
    pub answers: Vec<AnswerResults>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerResults {
    /// The scene, from 1.
    pub scene: usize,
    /// The step of the drill, from 1.
    pub step: usize,
    /// The turn, from 1.
    pub turn: usize,
    /// The scenario.
    pub scenario: ScenarioId,
    /// Its edition.
    pub edition: String,
    /// The state that was answered.
    pub state: StateId,
    /// What the customer had said.
    pub customer: String,
    /// When.
    pub at: i64,
    /// How many seconds it took; unknown in what early versions wrote.
    #[serde(default)]
    pub seconds: Option<u64>,
    /// The reply, personal data masked.
    pub reply: Reply,
    /// The overall mark.
    pub overall: Mark,
    /// The marks.
    pub marks: PerPrinciple<Mark>,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// The trainer's overall rating, 0–4, and why.
    pub ruling: Option<(u8, String)>,
    /// The trainer's ratings of principles, 0–4, where there are any.
    #[serde(default)]
    pub ruled_principles: PerPrinciple<Option<u8>>,
    /// Why the trainer rated any of it otherwise; also where the overall was left alone. Unknown in what early versions wrote:
    /// there it stands with the overall rating.
    #[serde(default)]
    pub ruling_reason: Option<String>,
    /// When the trainer ruled, in Unix milliseconds; unknown in what early versions wrote.
    #[serde(default)]
    pub ruled: Option<i64>,
    /// Why the trainee sees the marks otherwise.
    pub objection: Option<String>,
    /// When the trainee said so; likewise.
    #[serde(default)]
    pub objected: Option<i64>,
}

impl SeatResults {
    /// The mean of the overall marks; none without answers. Where the trainer has ruled, that mark counts.
    #[must_use]
    pub fn mean(&self) -> Option<Mark> {
        let marks = self.answers.iter().map(AnswerResults::counts);
        (!self.answers.is_empty()).then(|| Mark::mean(marks))
    }
}

impl AnswerResults {
    /// Why the trainer ruled; none where the trainer did not.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let overall = self.ruling.as_ref().map(|(_, reason)| reason);
        self.ruling_reason.as_ref().or(overall).map(String::as_str)
    }

    /// The overall mark that counts: the trainer's, where there is one.
    #[must_use]
    pub fn counts(&self) -> Mark {
        let ruled = self
            .ruling
            .as_ref()
            .map(|(rating, _)| Mark::new(rating.saturating_mul(25)));
        ruled.unwrap_or(self.overall)
    }
}

impl ClassResults {
    /// Whether a seat has passed: all that was to be answered was, and the mean reaches the mark that passes.
    #[must_use]
    pub fn passed(&self, seat: &SeatResults) -> bool {
        let all = seat.answers.len() >= self.turns;
        all && seat.mean().is_some_and(|mean| mean.value() >= self.pass)
    }

    /// How far the trainer's ratings and the scorer's are apart where the trainer has ruled.
    #[must_use]
    pub fn agreement(&self) -> Agreed {
        let mut out = Agreed::default();
        // A file that was meddled with may tell a turn twice.
        let mut told = BTreeSet::new();
        let answers = self.seats.iter().flat_map(|seat| {
            let answers = seat.answers.iter();
            answers.map(move |answer| ((&seat.seat, answer.scene, answer.turn), answer))
        });
        for (_, answer) in answers.filter(|(place, _)| told.insert(*place)) {
            let overall = answer.ruling.as_ref().map(|(rating, _)| *rating);
            let scorer = (answer.overall, &answer.marks);
            out.count(overall, &answer.ruled_principles, scorer);
        }
        out
    }
}

/// The class as JSON. The form is stable: fields may be added, none is renamed or taken away.
#[must_use]
pub fn json(results: &ClassResults) -> String {
    // Strings and numbers alone can always be written.
    let mut out = serde_json::to_string_pretty(results).unwrap_or_default();
    out.push('\n');
    out
}
