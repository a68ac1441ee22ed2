//! Playing cases: the encounter machine and the scorer, with a script instead of a person. Must not stop at the first
//! expectation that is not met.

use std::sync::Arc;

use super::compare;
use super::model::{Case, ReplayFile, TurnExpectation};
use super::result::{CaseResult, Failure, TurnResult};
use crate::domain::{Mark, StateId};
use crate::encounter::{Encounter, Event, Position};
use crate::scenario::Scenario;
use crate::scoring::{NextStep, assess, next_step};

/// Plays every case of `replay`, in order.
#[must_use]
pub fn run(scenario: &Arc<Scenario>, replay: &ReplayFile) -> Vec<CaseResult> {
    replay
        .cases
        .iter()
        .map(|case| run_case(scenario, case))
        .collect()
}

/// Plays one case.
#[must_use]
pub fn run_case(scenario: &Arc<Scenario>, case: &Case) -> CaseResult {
    let (mut encounter, _) = Encounter::start(Arc::clone(scenario), case.seed, case.language);
    let mut turns: Vec<TurnResult> = Vec::new();
    let mut failures = Vec::new();
    for (number, turn) in (1..).zip(&case.turns) {
        let fail = |what: &str, expected: &str, actual: String| Failure {
            turn: Some(number),
            place: turn.place,
            what: what.to_owned(),
            expected: expected.to_owned(),
            actual,
        };
        let Some(state) = encounter.state().cloned() else {
            let actual = match encounter.position() {
                Position::Over(ending) => format!("it ended at `{ending}` before"),
                Position::At(state) => format!("there is no state `{state}`"),
            };
            failures.push(fail("turn", "the encounter goes on", actual));
            break;
        };
        let customer = encounter.customer_says().to_owned();
        // The next step is looked for by scoring many edits: only where somebody asks.
        let asked = turn
            .expect
            .iter()
            .any(|one| matches!(one.what, TurnExpectation::Advice(_)));
        let Some((assessment, advice)) = encounter.situation().map(|situation| match &turn.given {
            Some(given) => (given.assessment(), None),
            None => {
                let assessment = assess(&situation, &turn.reply);
                let step = asked.then(|| next_step(&situation, &turn.reply, &assessment));
                (assessment, step.flatten().as_ref().map(advice_key))
            }
        }) else {
            break;
        };
        let events = match encounter.step(turn.reply.clone(), &assessment) {
            Ok(events) => events,
            Err(error) => {
                failures.push(fail("turn", "a rule that leads on", error.to_string()));
                break;
            }
        };
        let taken = events.iter().find_map(|event| match event {
            Event::Moved { rule, .. } => Some(*rule),
            _ => None,
        });
        let result = TurnResult {
            state: state.id,
            customer,
            reply: turn.reply.clone(),
            given: turn.given.is_some(),
            assessment,
            advice,
            rule: taken.unwrap_or_default(),
            to: stands_at(&encounter),
            mood: encounter.mood(),
        };
        for expected in &turn.expect {
            let difference = compare::turn(&expected.what, &result, encounter.facts_said());
            failures.extend(difference.map(|found| found.at(Some(number), expected.place)));
        }
        turns.push(result);
    }
    let overall = mean(&turns);
    let here = stands_at(&encounter);
    let ending = encounter
        .ending()
        .map(|ending| (ending.id.clone(), ending.outcome));
    for expected in &case.expect {
        let difference = compare::case(&expected.what, ending.as_ref(), &here, overall, &turns);
        failures.extend(difference.map(|difference| difference.at(None, expected.place)));
    }
    CaseResult {
        tags: case.tags.clone(),
        skipped: None,
        number: case.number,
        play: case.play,
        place: case.place,
        name: case.name.clone(),
        seed: case.seed,
        language: case.language,
        turns,
        ending,
        overall,
        failures,
    }
}

/// The result of a case that is left out, for a reason.
#[must_use]
pub fn left_out(case: &Case, reason: &str) -> CaseResult {
    CaseResult {
        number: case.number,
        play: case.play,
        place: case.place,
        name: case.name.clone(),
        seed: case.seed,
        language: case.language,
        tags: case.tags.clone(),
        skipped: Some(reason.to_owned()),
        turns: Vec::new(),
        ending: None,
        overall: None,
        failures: Vec::new(),
    }
}

/// A next step as expectations name it.
fn advice_key(step: &NextStep) -> String {
    match step {
        NextStep::Add { id, .. } => id.clone(),
        NextStep::Leave { signal, .. } => signal.clone(),
        NextStep::Reflect { .. } => "reflect".to_owned(),
    }
}

fn stands_at(encounter: &Encounter) -> StateId {
    match encounter.position() {
        Position::At(id) | Position::Over(id) => id.clone(),
    }
}

/// The mean of the overall marks, rounded to the nearest.
fn mean(turns: &[TurnResult]) -> Option<Mark> {
    let sum: usize = turns
        .iter()
        .map(|turn| usize::from(turn.assessment.overall.value()))
        .sum();
    let count = turns.len();
    let mean = (sum + count / 2).checked_div(count)?;
    u8::try_from(mean).ok().map(Mark::new)
}
