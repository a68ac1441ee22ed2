//! Whether a scenario's scripts notice that it, or a reply of theirs, has been changed, and a script that would. Must not make
//! the changes.

use std::sync::Arc;

use super::model::{Case, Expected, ReplayFile, Turn, TurnExpectation};
use super::mutate::{Mutant, mutants, without_evidence};
use super::result::CaseResult;
use super::run::run_case;
use super::suggest::{Said, Suggested, SuggestedTurn};
use crate::domain::{Bilingual, Feeling, Language, Reply, StateId};
use crate::encounter::{Encounter, Event};
use crate::scenario::yaml::Place;
use crate::scenario::{Apart, Bounds, Difference, Scenario, replies_on, told_apart};

/// How many changes there were, and which went unnoticed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Noticed {
    /// How many changes a script could notice.
    pub mutants: usize,
    /// How many of them some script noticed.
    pub noticed: usize,
    /// How many further changes nobody could notice, whatever is said.
    pub alike: usize,
    /// Those that no script noticed.
    pub unnoticed: Vec<Unnoticed>,
    /// Cases that would notice them.
    pub suggested: Vec<Suggested>,
}

/// A change that no script noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct Unnoticed {
    /// What was changed.
    pub what: String,
    /// Where.
    pub at: At,
}

/// Where a change stands.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// In the scenario, at this rule of this state, counted from 0.
    Rule(StateId, usize),
    /// In the replay file, at this turn.
    Replay(Place),
}

/// Changes the rules of `scenario` and the replies of `replay` one at a time, and plays the cases that may notice it.
#[must_use]
pub fn notice(scenario: &Arc<Scenario>, replay: &ReplayFile) -> Noticed {
    let mut out = Noticed::default();
    let played: Vec<(&Case, CaseResult)> = replay
        .cases
        .iter()
        .filter(|case| case.skip.is_none())
        .map(|case| (case, run_case(scenario, case)))
        .filter(|(_, result)| result.passed())
        .collect();
    let mut suggested: Vec<(Suggested, Case)> = Vec::new();
    for mutant in mutants(scenario) {
        judge(&mut out, &mut suggested, scenario, &played, mutant);
    }
    out.suggested = suggested
        .into_iter()
        .map(|(suggested, _)| suggested)
        .collect();
    for (case, result) in &played {
        replies(&mut out, scenario, case, result);
    }
    out
}

fn judge(
    out: &mut Noticed,
    suggested: &mut Vec<(Suggested, Case)>,
    scenario: &Arc<Scenario>,
    played: &[(&Case, CaseResult)],
    mutant: Mutant,
) {
    let Mutant {
        state,
        rule,
        what,
        scenario: changed,
    } = mutant;
    let changed = Arc::new(changed);
    let notices = |case: &Case| !run_case(&changed, case).passed();
    let comes_by = |result: &CaseResult| result.turns.iter().any(|turn| turn.state == state);
    let mut concerned = played.iter().filter(|(_, result)| comes_by(result));
    if concerned.any(|(case, _)| notices(case)) {
        out.mutants += 1;
        out.noticed += 1;
        return;
    }
    let apart = told_apart(scenario, &changed);
    if apart == Apart::Never {
        out.alike += 1;
        return;
    }
    out.mutants += 1;
    out.unnoticed.push(Unnoticed {
        what,
        at: At::Rule(state, rule),
    });
    if suggested.iter().any(|(_, case)| notices(case)) {
        return;
    }
    let seed = suggested.len() as u64 + 1;
    let telling = match &apart {
        Apart::By(difference) => telling(scenario, difference, seed),
        Apart::Never | Apart::Unknown => None,
    };
    if let Some(one) = telling {
        let case = as_case(&one);
        if notices(&case) {
            suggested.push((one, case));
        }
    }
}

/// The case that goes the way of a difference.
fn telling(scenario: &Arc<Scenario>, difference: &Difference, seed: u64) -> Option<Suggested> {
    let language = *Language::ALL.get(usize::from(seed.is_multiple_of(2)))?;
    let mut given = replies_on(scenario, &difference.way)?;
    *given.last_mut()? = difference.last.clone();
    let (mut encounter, _) = Encounter::start(Arc::clone(scenario), seed, language);
    let mut turns = Vec::new();
    for (step, given) in difference.way.iter().zip(given) {
        let said = Said::Given(given.clone());
        let events = encounter
            .step(Reply::of_words(&said.to_string()), &given.assessment())
            .ok()?;
        let goes_so =
            |event: &Event| matches!(event, Event::Moved { rule, .. } if *rule == step.rule);
        if !events.iter().any(goes_so) {
            return None;
        }
        turns.push(SuggestedTurn {
            said,
            to: step.to.clone(),
            mood: Vec::new(),
            red_lines: Vec::new(),
        });
    }
    let mood = encounter.mood();
    let feelings = Feeling::ALL
        .iter()
        .map(|feeling| (*feeling, mood.get(*feeling)));
    turns.last_mut()?.mood = feelings.collect();
    Some(Suggested {
        seed,
        language,
        turns,
    })
}

/// A suggested case as it would be read again.
fn as_case(suggested: &Suggested) -> Case {
    let place = Place::default();
    let expected = |what| Expected { what, place };
    let turn = |turn: &SuggestedTurn| {
        let mood = turn.mood.iter().map(|(feeling, value)| {
            let exactly = Bounds {
                min: Some(*value),
                max: Some(*value),
            };
            TurnExpectation::Mood(*feeling, exactly)
        });
        let state = TurnExpectation::State(turn.to.clone());
        let (reply, given) = match &turn.said {
            Said::Words(reply) => (reply.clone(), None),
            Said::Given(given) => (Reply::of_words(&turn.said.to_string()), Some(given.clone())),
        };
        Turn {
            place,
            reply,
            given,
            expect: std::iter::once(state).chain(mood).map(expected).collect(),
        }
    };
    Case {
        number: 0,
        play: None,
        place,
        name: Bilingual::default(),
        seed: suggested.seed,
        language: suggested.language,
        tags: Vec::new(),
        skip: None,
        only: None,
        turns: suggested.turns.iter().map(turn).collect(),
        expect: Vec::new(),
    }
}

/// Cuts the evidence out of each reply in turn.
fn replies(out: &mut Noticed, scenario: &Arc<Scenario>, case: &Case, result: &CaseResult) {
    for (number, (turn, went)) in case.turns.iter().zip(&result.turns).enumerate() {
        let said = turn
            .given
            .is_none()
            .then(|| without_evidence(&turn.reply.words, &went.assessment));
        let Some(left) = said.flatten() else {
            continue;
        };
        let mut changed = case.clone();
        changed.turns[number].reply = Reply::of_words(&left);
        out.mutants += 1;
        if run_case(scenario, &changed).passed() {
            let what = if went.assessment.red_lines.is_empty() {
                "without the words and actions that raised its marks"
            } else {
                "without the words that crossed a red line"
            };
            out.unnoticed.push(Unnoticed {
                what: format!("turn {} of case {} {what}", number + 1, case.label()),
                at: At::Replay(turn.place),
            });
        } else {
            out.noticed += 1;
        }
    }
}
