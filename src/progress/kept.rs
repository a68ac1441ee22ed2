//! A past encounter as it was kept. Must not hold anything that is computed over several of them, but for the sum of one
//! scenario's.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::{
    Form, Language, Mark, Moment, Outcome, PerPrinciple, RedLine, Reply, ScenarioId, StateId,
};

/// One encounter, whole or so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEncounter {
    /// Its name in the store.
    pub id: String,
    /// When it began.
    pub at: Timestamp,
    /// The scenario.
    pub scenario: ScenarioId,
    /// The scenario's edition.
    pub scenario_version: String,
    /// The program's version.
    pub version: String,
    /// The edition of what gave the marks; empty where it was not written down.
    pub rubric: String,
    /// The form of practice.
    pub form: Form,
    /// Names the drill, sparring round or exam it belongs to; empty for a whole encounter.
    pub round: String,
    /// Where it began, if not at the scenario's start.
    pub began_at: Option<StateId>,
    /// The seed of all choices.
    pub seed: u64,
    /// The language the customer spoke.
    pub language: Language,
    /// The replies, the first one first.
    pub replies: Vec<KeptReply>,
    /// How it ended.
    pub end: End,
    /// The result of the exam that ended with it.
    pub examined: Option<Examined>,
}

/// One reply with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReply {
    /// When it was sent.
    pub at: Timestamp,
    /// The state it answered; unknown in what early versions kept.
    pub state: Option<StateId>,
    /// The moment; likewise.
    pub moment: Option<Moment>,
    /// Masked words, and actions.
    pub reply: Reply,
    /// The overall mark.
    pub overall: Mark,
    /// A mark per principle.
    pub marks: PerPrinciple<Mark>,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// How many steps of the hint ladder were taken before it.
    pub hints: u8,
    /// Why the trainee sees the marks differently; masked.
    pub disagreements: Vec<String>,
}

/// How an encounter ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Not yet.
    Open,
    /// It was left.
    Left,
    /// A single moment was answered.
    Answered,
    /// It reached an ending of its scenario.
    Ended {
        /// The ending.
        ending: StateId,
        /// What it means for the customer.
        outcome: Outcome,
    },
}

impl End {
    /// The key used in exports: `open`, `left`, `answered`, or the outcome's.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Left => "left",
            Self::Answered => "answered",
            Self::Ended { outcome, .. } => outcome.key(),
        }
    }
}

/// The result of an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Examined {
    /// Whether it was passed.
    pub passed: bool,
    /// The mean of the overall marks.
    pub overall: Mark,
    /// The mark that was asked for.
    pub pass: Mark,
}

impl KeptEncounter {
    /// The mean of the replies' overall marks; 0 without a reply.
    #[must_use]
    pub fn overall(&self) -> Mark {
        Mark::mean(self.replies.iter().map(|reply| reply.overall))
    }
}

/// What a trainee has done with one scenario: its whole encounters that came to an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastScenario {
    /// The scenario.
    pub scenario: ScenarioId,
    /// How many encounters came to an ending.
    pub times: u32,
    /// The mean overall mark of the first.
    pub first: Mark,
    /// The best mean overall mark of any.
    pub best: Mark,
    /// That of the latest.
    pub latest: Mark,
    /// How the latest ended.
    pub outcome: Outcome,
}

impl PastScenario {
    /// The sum of one encounter.
    #[must_use]
    pub const fn of(scenario: ScenarioId, overall: Mark, outcome: Outcome) -> Self {
        Self {
            scenario,
            times: 1,
            first: overall,
            best: overall,
            latest: overall,
            outcome,
        }
    }

    /// Adds a later encounter.
    pub fn add(&mut self, overall: Mark, outcome: Outcome) {
        self.times = self.times.saturating_add(1);
        self.best = self.best.max(overall);
        self.latest = overall;
        self.outcome = outcome;
    }
}
