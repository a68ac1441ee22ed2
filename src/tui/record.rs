//! What is to be kept of an encounter: the transcript with its marks, and the reply not yet sent. Must not know where it is kept.

use serde::{Deserialize, Serialize};

use crate::domain::{Action, Form, Mark, Moment, Outcome, Principle, RedLine, Reply, StateId};
use crate::encounter::Transcript;
use crate::scoring::Assessment;

/// One encounter so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterRecord {
    /// Counted from 1 within one run of the program, so that later records of the same encounter are known.
    pub number: u64,
    /// The form of practice.
    pub form: Form,
    /// Which drill, sparring round or exam of this run it belongs to, from 1; 0 for a whole encounter.
    pub round: u64,
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
    /// Its moment.
    pub moment: Moment,
    /// How many steps of the hint ladder were taken before.
    pub hints: u8,
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

impl TurnMarks {
    /// The marks of an assessment.
    #[must_use]
    pub fn of(state: &StateId, moment: Moment, hints: u8, assessment: &Assessment) -> Self {
        Self {
            state: state.clone(),
            moment,
            hints,
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
        Mark::mean(self.turns.iter().map(|turn| turn.overall))
    }
}
