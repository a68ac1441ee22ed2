//! What running a case gave: the conversation, and every expectation that was not met. Must not render itself.

use crate::domain::{Bilingual, Language, Mark, Mood, Outcome, Reply, StateId};
use crate::scenario::yaml::Place;
use crate::scoring::Assessment;

/// The result of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseResult {
    /// The case's number in its file, from 1.
    pub number: usize,
    /// Which of its plays, from 1; none where there is one only.
    pub play: Option<usize>,
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

impl CaseResult {
    /// Fails the case if it went otherwise when it was played again: nothing in it may be left to chance.
    pub fn compare(&mut self, again: &Self) {
        let Some(same) = (self != again).then(|| {
            let turns = self.turns.iter().zip(&again.turns);
            turns.take_while(|(one, other)| one == other).count()
        }) else {
            return;
        };
        self.failures.push(Failure {
            turn: Some(same + 1),
            place: self.place,
            what: "twice".to_owned(),
            expected: "the same each time it is played".to_owned(),
            actual: "played again, it went otherwise from this turn on".to_owned(),
        });
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
    /// Whether its assessment was laid down instead of scored.
    pub given: bool,
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

#[cfg(test)]
mod tests {
    use crate::replay::{Document, Lookup, run};
    use crate::scenario::Library;

    #[test]
    fn a_case_that_goes_otherwise_when_played_again_has_failed() {
        let library = Library::embedded();
        let file = library.file("double-fee").unwrap();
        let scenario = library.scenario("double-fee").unwrap();
        let read = Document::read("double-fee.replay.yaml", file.replay().unwrap(), |_| {
            Lookup::Found(scenario)
        });
        let (replay, scenario) = read.replay.unwrap();
        let mut one = run(&scenario, &replay).swap_remove(0);
        let mut other = one.clone();
        one.compare(&other);
        assert!(one.passed());
        other.turns[1].customer.push('。');
        one.compare(&other);
        assert_eq!((one.failures.len(), one.failures[0].turn), (1, Some(2)));
    }
}
