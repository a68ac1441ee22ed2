//! The rules of a scenario that have a guard, the keys that lead to them, and which guard holds whenever another does. Must not
//! ask whether a guard can hold at all: `Proof` knows.

use crate::scenario::path::Path;
use crate::scenario::{Bounds, Guard, RedLineGuard, Scenario, State};

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

/// The number of the first rule before this one whose guard holds whenever this one's does.
pub(super) fn taken_by(state: &State, number: usize) -> Option<usize> {
    let later = state.next.get(number)?.when.as_ref()?;
    let before = state.next.get(..number)?;
    before.iter().position(|rule| {
        rule.when
            .as_ref()
            .is_none_or(|earlier| asks_no_more(earlier, later))
    })
}

/// Whether everything that `earlier` asks for is asked for by `later` too.
fn asks_no_more(earlier: &Guard, later: &Guard) -> bool {
    /// Whether what lies within `inner`, and within 0–100 anyway, lies within `outer`.
    fn within(outer: Bounds, inner: Bounds) -> bool {
        outer.min.unwrap_or(0) <= inner.min.unwrap_or(0)
            && outer.max.unwrap_or(u8::MAX) >= inner.max.unwrap_or(100)
    }
    fn of<K: PartialEq + Copy>(list: &[(K, Bounds)], key: K) -> Bounds {
        list.iter()
            .find(|(one, _)| *one == key)
            .map_or_else(Bounds::default, |(_, bounds)| *bounds)
    }
    let red_line = match (earlier.red_line, later.red_line) {
        (None, _) | (Some(RedLineGuard::Any), Some(_)) => true,
        (Some(one), other) => Some(one) == other,
    };
    // The first reply in a state is number 1.
    let turns = earlier.turns.is_none_or(|outer| {
        let inner = later.turns.unwrap_or_default();
        let first = Bounds {
            min: Some(inner.min.unwrap_or(1).max(1)),
            max: inner.max.or(Some(u8::MAX)),
        };
        within(outer, first)
    });
    red_line
        && turns
        && earlier
            .marks
            .iter()
            .all(|(one, outer)| within(*outer, of(&later.marks, *one)))
        && earlier
            .mood
            .iter()
            .all(|(one, outer)| within(*outer, of(&later.mood, *one)))
        && earlier
            .signals
            .iter()
            .all(|one| later.signals.contains(one))
        && earlier.facts.iter().all(|one| later.facts.contains(one))
}
