//! What can happen in an encounter. Screens, replays and the store all read these; they must not hold anything that is
//! computed from other events.

use serde::{Deserialize, Serialize};

use crate::domain::{FactId, Language, Mark, Mood, Outcome, RedLine, Reply, ScenarioId, StateId};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// The encounter began.
    Started {
        /// The scenario.
        scenario: ScenarioId,
        /// The seed of all choices.
        seed: u64,
        /// The language the customer speaks.
        language: Language,
        /// How the customer feels.
        mood: Mood,
    },
    /// The customer spoke; the trainee must answer.
    CustomerSpoke {
        /// In which state.
        state: StateId,
        /// Which of the state's wordings, from 0.
        wording: usize,
    },
    /// The trainee answered.
    Replied {
        /// In which state.
        state: StateId,
        /// Words and actions.
        reply: Reply,
        /// The overall mark.
        overall: Mark,
        /// The red lines crossed.
        red_lines: Vec<RedLine>,
        /// Facts said for the first time in this encounter.
        facts: Vec<FactId>,
    },
    /// The customer's mood moved.
    MoodChanged {
        /// Before.
        from: Mood,
        /// After.
        to: Mood,
    },
    /// The encounter went on to another state, or stayed (`from == to`).
    Moved {
        /// From.
        from: StateId,
        /// To a state or an ending.
        to: StateId,
        /// The rule taken, counted from 0 in its state.
        rule: usize,
    },
    /// The encounter ended.
    Ended {
        /// The ending.
        ending: StateId,
        /// What it means for the customer.
        outcome: Outcome,
    },
}
