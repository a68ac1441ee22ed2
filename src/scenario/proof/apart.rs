//! Whether any play can tell a changed scenario from what it was: the first reply that is answered otherwise, and the way
//! there. Must not change scenarios.

use super::reply::reply_for_both;
use super::{Search, Step};
use crate::scenario::{Given, Scenario, State};

/// What is known of a scenario and its changed copy.
#[derive(Debug, Clone, PartialEq)]
pub enum Apart {
    /// Replies after which the two go different ways.
    By(Difference),
    /// Nobody can tell them apart, whatever is said.
    Never,
    /// There was too much to look through.
    Unknown,
}

/// A play that tells two scenarios apart by its last reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The way in the scenario as it was, the last step included.
    pub way: Vec<Step>,
    /// What is found in the last reply.
    pub last: Given,
}

/// Looks for a play that tells `changed` from `scenario`; both have the same states, facts and endings, and only the rules of
/// states differ.
#[must_use]
pub fn told_apart(scenario: &Scenario, changed: &Scenario) -> Apart {
    let mut search = Search::new(scenario).heeding(changed);
    search.look();
    for number in 0..search.found.len() {
        let (now, came) = search.found[number];
        let turns = search.turns_after(&now);
        let (Some(state), Some(other)) = (
            scenario.states.get(now.state),
            changed.states.get(now.state),
        ) else {
            continue;
        };
        if state.next == other.next {
            continue;
        }
        for (one, another) in pairs(state, other) {
            let (rules, others) = ((&*state.next, one), (&*other.next, another));
            if let Some(reply) = reply_for_both(scenario, rules, others, &now, turns) {
                let mut way = search.way(came);
                way.push(Step {
                    state: state.id.clone(),
                    rule: one,
                    to: state.next[one].to.clone(),
                });
                return Apart::By(Difference {
                    way,
                    last: reply.given(scenario, now.said),
                });
            }
        }
    }
    if search.proof.complete {
        Apart::Never
    } else {
        Apart::Unknown
    }
}

/// The pairs of rules that lead to different places, or leave different moods; those of different places first, since a mood at
/// its bound may hide the difference.
fn pairs(state: &State, other: &State) -> Vec<(usize, usize)> {
    let all =
        || (0..state.next.len()).flat_map(|one| (0..other.next.len()).map(move |two| (one, two)));
    let place = |(one, two): &(usize, usize)| state.next[*one].to != other.next[*two].to;
    let mood = |(one, two): &(usize, usize)| {
        state.next[*one].to == other.next[*two].to && state.next[*one].mood != other.next[*two].mood
    };
    all().filter(place).chain(all().filter(mood)).collect()
}
