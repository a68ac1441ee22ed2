//! What running a case gave: the conversation, and every expectation that was not met. Must not render itself.

use crate::domain::{Bilingual, Language, Mark, Mood, Outcome, Reply, StateId};
use crate::scenario::yaml::Place;
use crate::scoring::Assessment;

/// The result of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseResult {
    /// The case's number in its file, from 1.
    pub number: usize,
    /// Where the case stands.
    pub place: Place,
    /// What it shows.
    pub name: Bilingual,
    /// The seed.
    pub seed: u64,
    /// The language the customer spoke.
    pub language: Language,
    /// Its own tags.
    pub tags: Vec<String>,
    /// Why it was not played.
    pub skipped: Option<String>,
    /// The conversation as far as it went.
    pub turns: Vec<TurnResult>,
    /// The ending reached, and what it means.
    pub ending: Option<(StateId, Outcome)>,
    /// The mean of the turns' overall marks; none without turns.
    pub overall: Option<Mark>,
    /// The expectations that were not met, in the order they came up.
    pub failures: Vec<Failure>,
}

impl CaseResult {
    /// Whether every expectation was met.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// One turn as it went.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnResult {
    /// The state the customer spoke in.
    pub state: StateId,
    /// What the customer said.
    pub customer: String,
    /// The reply.
    pub reply: Reply,
    /// How it was assessed.
    pub assessment: Assessment,
    /// What the one next step is, where an expectation asks.
    pub advice: Option<String>,
    /// The rule taken, from 0 in its state.
    pub rule: usize,
    /// The state or ending it led to.
    pub to: StateId,
    /// How the customer felt afterwards.
    pub mood: Mood,
}

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The turn, from 1; none for an expectation of the whole case.
    pub turn: Option<usize>,
    /// Where the expectation stands.
    pub place: Place,
    /// What it is about: `state`, `listening`, `red_lines` …
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What there was.
    pub actual: String,
}
