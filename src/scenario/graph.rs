//! A scenario as states and the ways between them: what can be reached, and from where it can end. Must not ask whether a
//! guard can hold.

use std::collections::{HashMap, HashSet};

use super::{Scenario, State};
use crate::domain::StateId;

/// The ways of one scenario.
#[derive(Debug)]
pub struct Graph<'s> {
    reached: HashSet<&'s StateId>,
    can_end: HashSet<&'s StateId>,
}

impl<'s> Graph<'s> {
    /// The graph of `scenario`.
    #[must_use]
    pub fn of(scenario: &'s Scenario) -> Self {
        let states: HashMap<&StateId, &State> = scenario
            .states
            .iter()
            .map(|state| (&state.id, state))
            .collect();
        let mut back: HashMap<&StateId, Vec<&StateId>> = HashMap::new();
        for state in &scenario.states {
            for rule in &state.next {
                back.entry(&rule.to).or_default().push(&state.id);
            }
        }
        let forward = |id: &StateId| {
            states
                .get(id)
                .map(|state| state.next.iter().map(|rule| &rule.to).collect())
                .unwrap_or_default()
        };
        let backward = |id: &StateId| back.get(id).cloned().unwrap_or_default();
        Self {
            reached: spread([&scenario.start], forward),
            can_end: spread(scenario.endings.iter().map(|ending| &ending.id), backward),
        }
    }

    /// The state with this id and all states that can be reached from it.
    #[must_use]
    pub fn ahead_of(scenario: &'s Scenario, id: &'s StateId) -> Vec<&'s State> {
        let ahead = spread([id], |id| {
            let state = scenario.state(id);
            state.map_or_else(Vec::new, |state| {
                state.next.iter().map(|rule| &rule.to).collect()
            })
        });
        let states = scenario.states.iter();
        states.filter(|state| ahead.contains(&state.id)).collect()
    }

    /// Whether the state or ending can be reached from the start.
    #[must_use]
    pub fn reaches(&self, id: &StateId) -> bool {
        self.reached.contains(id)
    }

    /// Whether an ending can be reached from the state.
    #[must_use]
    pub fn can_end(&self, id: &StateId) -> bool {
        self.can_end.contains(id)
    }
}

/// Everything that `from` leads to by `next`, itself included.
fn spread<'s>(
    from: impl IntoIterator<Item = &'s StateId>,
    next: impl Fn(&StateId) -> Vec<&'s StateId>,
) -> HashSet<&'s StateId> {
    let mut open: Vec<&StateId> = from.into_iter().collect();
    let mut seen: HashSet<&StateId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        open.extend(next(id).into_iter().filter(|id| seen.insert(*id)));
    }
    seen
}
