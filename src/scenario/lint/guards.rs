//! The rules of a scenario that have a guard, and the keys that lead to them. Must not ask whether the guards hold: `Proof`
//! knows.

use crate::scenario::path::Path;
use crate::scenario::{Scenario, State};

/// Every rule with a guard: its state and its number there.
pub(super) fn guarded(scenario: &Scenario) -> impl Iterator<Item = (&State, usize)> {
    scenario.states.iter().flat_map(|state| {
        let rules = state.next.iter().enumerate();
        rules
            .filter(|(_, rule)| rule.when.is_some())
            .map(move |(number, _)| (state, number))
    })
}

/// The keys that lead to a rule.
pub(super) fn path_of(state: &State, number: usize) -> Path {
    Path::of(&["states", state.id.as_str(), "next"]).index(number)
}
