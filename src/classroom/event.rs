//! What the files of a class say. The form is stable: fields may be added, none is renamed or taken away. Names of people must
//! not stand here: they lie apart, so that they can be erased.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Chain;
use crate::domain::{DrillId, Language, Mark, PerPrinciple, RedLine, Reply, ScenarioId, StateId};
use crate::tui::class::Ruling;

/// What happened at a seat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum SeatEvent {
    /// Somebody sat down, or came back.
    Joined {
        /// The version of the program there.
        program: String,
        /// The language of the screen.
        language: Language,
    },
    /// A reply.
    Replied {
        /// The scene, from 1.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
        /// The state that was answered.
        state: StateId,
        /// What the customer had said.
        customer: String,
        /// The reply, personal data masked.
        reply: Reply,
        /// The overall mark it had there.
        overall: Mark,
        /// The marks it had there.
        marks: PerPrinciple<Mark>,
        /// The red lines it crossed.
        red_lines: Vec<RedLine>,
        /// Seconds it took.
        seconds: u64,
    },
    /// The trainee sees the marks of a reply differently.
    Objected {
        /// The scene, from 1.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
        /// Why.
        reason: String,
    },
    /// Somebody left, politely.
    Left,
}

/// What the trainer did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum TrainerEvent {
    /// The class was opened, or taken up again.
    Opened {
        /// The drill.
        drill: DrillId,
        /// Its edition. Left out where there is none: the hash of a line is over what is written, and early versions had none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        edition: String,
        /// The version of the program.
        program: String,
        /// The edition of the rubric.
        rubric: String,
        /// The seed.
        seed: u64,
        /// The language of the customers.
        language: Language,
        /// The mark that passes.
        pass: u8,
    },
    /// A scene began.
    Scene {
        /// Its number, from 1.
        number: usize,
        /// The step of the drill, from 1.
        step: usize,
        /// The scenario.
        scenario: ScenarioId,
        /// Its edition.
        edition: String,
        /// The state it began at.
        at: Option<StateId>,
        /// What had been said in everybody's name.
        so_far: Vec<Reply>,
    },
    /// A turn was opened.
    Turn {
        /// The scene, from 1.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
    },
    /// The wall was shown.
    Revealed {
        /// The scene, from 1.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
    },
    /// Everybody went on from a seat's answer.
    Forked {
        /// The seat.
        seat: String,
    },
    /// A mark of the trainer's beside the scorer's.
    Ruled {
        /// The seat.
        seat: String,
        /// The scene, from 1.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
        /// The mark and its reason.
        ruling: Ruling,
    },
    /// Where the files of all seats ended: what is missing later was taken away.
    Heads {
        /// The ends, by seat.
        heads: BTreeMap<String, Chain>,
    },
    /// The class was ended.
    Ended,
}
