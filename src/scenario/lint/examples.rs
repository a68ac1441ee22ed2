//! The authors' examples, assessed as a trainee's reply would be: in each language, against each of the customer's wordings.
//! Must not judge the marks.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::{Language, Reply, StateId};
use crate::scenario::{Circumstances, Example, Rule, Scenario, State};
use crate::scoring::{Assessment, Situation, assess, assess_in_each};

/// The assessments of an example in one language, one per wording of the customer's.
pub(in crate::scenario) fn assessments(
    scenario: &Scenario,
    state: &State,
    example: &Example,
    language: Language,
) -> Vec<Assessment> {
    let situations: Vec<Situation<'_>> = state
        .says
        .iter()
        .map(|says| scenario.situation(state, says.get(language), Vec::new()))
        .collect();
    assess_in_each(&situations, &example.reply(language))
}

/// Which of a state's examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Which {
    Good,
    Poor,
}

/// One example in one language.
type Key = (StateId, Which, Language);

/// The assessments of one scenario's examples, each made once for all rules that ask.
#[derive(Debug, Default)]
pub(super) struct Assessed {
    kept: RefCell<HashMap<Key, Rc<[Assessment]>>>,
}

impl Assessed {
    /// One per wording of the customer's, in their order; none where the state has no such example.
    pub(super) fn get(
        &self,
        scenario: &Scenario,
        state: &State,
        which: Which,
        language: Language,
    ) -> Rc<[Assessment]> {
        let key = (state.id.clone(), which, language);
        let mut kept = self.kept.borrow_mut();
        let made = kept.entry(key).or_insert_with(|| {
            let example = match which {
                Which::Good => &state.good,
                Which::Poor => &state.poor,
            };
            example.as_ref().map_or_else(
                || Rc::from([]),
                |example| assessments(scenario, state, example, language).into(),
            )
        });
        Rc::clone(made)
    }
}

/// A reply assessed against the first of the customer's wordings; `None` where the state has none.
pub(super) fn assessed(
    scenario: &Scenario,
    state: &State,
    language: Language,
    reply: &Reply,
) -> Option<Assessment> {
    let says = state.says.first()?.get(language);
    Some(assess(&scenario.situation(state, says, Vec::new()), reply))
}

/// The way on that a first reply with this assessment takes in a story that has gone well so far: the facts that are due
/// elsewhere have been said, and the mood is as a rule for good replies asks, and not as a rule for a mood alone does.
pub(super) fn way_on<'s>(
    scenario: &Scenario,
    state: &'s State,
    assessment: &Assessment,
) -> Option<&'s Rule> {
    let said: Vec<_> = scenario
        .facts
        .iter()
        .map(|fact| &fact.id)
        .filter(|fact| !state.needs.contains(fact) || assessment.facts_said.contains(fact))
        .cloned()
        .collect();
    let now = Circumstances {
        assessment,
        facts: &said,
        mood: None,
        turns: 1,
    };
    state.next.iter().find(|rule| {
        rule.when
            .as_ref()
            .is_none_or(|guard| guard.holds(&now) && (guard.mood.is_empty() || rewards(rule)))
    })
}

/// Whether a rule asks the trainee for something good: a mark at least so high, a signal, a fact.
pub(super) fn rewards(rule: &Rule) -> bool {
    rule.when.as_ref().is_some_and(|guard| {
        guard.red_line.is_none()
            && (guard.marks.iter().any(|(_, bounds)| bounds.min.is_some())
                || !guard.signals.is_empty()
                || !guard.facts.is_empty())
    })
}
