//! What is to be kept of an encounter: the transcript with its marks, and the reply not yet sent. Must not know where it is kept.

use serde::{Deserialize, Serialize};

use crate::domain::{Action, Mark, Outcome, Principle, RedLine, Reply, StateId};
use crate::encounter::Transcript;
use crate::scoring::Assessment;

/// One encounter so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterRecord {
    /// Counted from 1 within one run of the program, so that later records of the same encounter are known.
    pub number: u64,
    /// Scenario, seed, language and the replies that count.
    pub transcript: Transcript,
    /// The marks of each of these replies.
    pub turns: Vec<TurnMarks>,
    /// Replies that were taken back, in the order in which they were first sent.
    pub retries: Vec<Retry>,
    /// The ending and what it means for the customer; `None` while it goes on.
    pub ending: Option<(StateId, Outcome)>,
    /// Time spent in it, in seconds.
    pub seconds: u64,
}

/// The marks of one reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnMarks {
    /// The state that was answered.
    pub state: StateId,
    /// The trainer's one mark.
    pub overall: Mark,
    /// Each principle's mark, in the codebook's order.
    pub principles: Vec<(Principle, Mark)>,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
}

/// A reply that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// Which turn, from 1.
    pub turn: usize,
    /// What had been said.
    pub reply: Reply,
    /// Its marks.
    pub marks: TurnMarks,
}

/// An encounter left before its end, with the reply not yet sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The encounter up to here.
    pub transcript: Transcript,
    /// The words not sent; may be empty.
    pub words: String,
    /// The actions chosen.
    pub actions: Vec<Action>,
    /// Replies that were taken back.
    pub retries: Vec<Retry>,
    /// Time spent, in seconds.
    pub seconds: u64,
}

/// An encounter of an earlier day, as the library shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastEncounter {
    /// Which scenario.
    pub scenario: crate::domain::ScenarioId,
    /// The mean of the overall marks.
    pub overall: Mark,
    /// How it ended; `None` if it was left.
    pub outcome: Option<Outcome>,
}

impl TurnMarks {
    /// The marks of an assessment.
    #[must_use]
    pub fn of(state: &StateId, assessment: &Assessment) -> Self {
        Self {
            state: state.clone(),
            overall: assessment.overall,
            principles: assessment
                .principles
                .iter()
                .map(|(principle, one)| (principle, one.mark))
                .collect(),
            red_lines: assessment
                .red_lines
                .iter()
                .map(|crossing| crossing.red_line)
                .collect(),
        }
    }
}

impl EncounterRecord {
    /// The mean of the overall marks; 0 without a reply.
    #[must_use]
    pub fn overall(&self) -> Mark {
        mean(self.turns.iter().map(|turn| turn.overall))
    }
}

/// The mean of some marks; 0 of none.
#[must_use]
pub fn mean(marks: impl Iterator<Item = Mark>) -> Mark {
    let (sum, count) = marks.fold((0.0_f32, 0.0_f32), |(sum, count), mark| {
        (sum + f32::from(mark.value()), count + 1.0)
    });
    Mark::from_points(if count > 0.0 { sum / count } else { 0.0 })
}
