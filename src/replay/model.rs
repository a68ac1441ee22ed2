//! A replay file as it is run: every name looked up, every expectation with its place. Must not know YAML.

use crate::domain::{
    Bilingual, FactId, Feeling, Language, Outcome, Principle, RedLine, Reply, ScenarioId, SignalId,
    StateId,
};
use crate::scenario::yaml::Place;
use crate::scenario::{Bounds, Given};

/// The cases of one file, all of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayFile {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The cases in the order of the file.
    pub cases: Vec<Case>,
}

/// One scripted encounter.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Which of the plays that a table or `repeat` makes of the written case, from 1; none where there is one only.
    pub play: Option<usize>,
    /// Where it stands.
    pub place: Place,
    /// What it shows.
    pub name: Bilingual,
    /// The seed of all choices.
    pub seed: u64,
    /// The language the customer speaks.
    pub language: Language,
    /// Words to choose it by.
    pub tags: Vec<String>,
    /// Why it is not to be played.
    pub skip: Option<String>,
    /// Why only this and its like of the file are to be played.
    pub only: Option<String>,
    /// The replies.
    pub turns: Vec<Turn>,
    /// What must be true at the end.
    pub expect: Vec<Expected<CaseExpectation>>,
}

impl Case {
    /// Its number, and behind a point its play where it has several: `3`, `3.2`.
    #[must_use]
    pub fn label(&self) -> String {
        label(self.number, self.play)
    }
}

/// A case by its number and play.
#[must_use]
pub fn label(number: usize, play: Option<usize>) -> String {
    play.map_or_else(|| number.to_string(), |play| format!("{number}.{play}"))
}

/// One scripted reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Where it stands.
    pub place: Place,
    /// What is said and done.
    pub reply: Reply,
    /// What is taken to be found in it, where a turn is about the story and not about words.
    pub given: Option<Given>,
    /// What must be true of it.
    pub expect: Vec<Expected<TurnExpectation>>,
}

/// An expectation and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected<T> {
    /// What is expected.
    pub what: T,
    /// Where it stands.
    pub place: Place,
}

/// What can be expected of a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TurnExpectation {
    /// It leads to this state or ending.
    State(StateId),
    /// A principle's mark lies within.
    Mark(Principle, Bounds),
    /// The overall mark lies within.
    Overall(Bounds),
    /// A feeling of the customer's lies within afterwards.
    Mood(Feeling, Bounds),
    /// This is found in the reply.
    Signal(SignalId),
    /// This is not found in the reply.
    NotSignal(SignalId),
    /// This is found, and these words are among those it was found in.
    Words(SignalId, String),
    /// Exactly these red lines are crossed, in any order.
    RedLines(Vec<RedLine>),
    /// The one next step is this: the key of what to add, of what to leave out, `reflect` or `none`.
    Advice(String),
    /// This fact has been said by now.
    Fact(FactId),
}

/// What can be expected of a whole case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseExpectation {
    /// It ends here.
    Ending(StateId),
    /// The ending means this for the customer.
    Outcome(Outcome),
    /// The mean of the turns' overall marks lies within.
    Overall(Bounds),
    /// So many turns were played.
    Turns(Bounds),
    /// A feeling of the customer's lies within at the end.
    Mood(Feeling, Bounds),
    /// Exactly these red lines were crossed in the whole case, in any order.
    RedLines(Vec<RedLine>),
}
