//! Few and short plays that take every rule wanted: what scripts a scenario lacks. Must not know what scripts there are.

use std::collections::{HashSet, VecDeque};

use super::{Search, Step};
use crate::domain::StateId;
use crate::scenario::Scenario;

/// A play is not led on to further rules beyond so many replies.
const LONGEST: usize = 8;

/// An edge of the search: from which configuration, by which rule, to which; an ending is `None`.
type Edge = (usize, usize, Option<usize>);

/// Plays from the start to an ending that together take each of the rules `wanted`, by state and number; a rule that no play
/// takes is passed over.
#[must_use]
pub fn cover(scenario: &Scenario, wanted: &HashSet<(StateId, usize)>) -> Vec<Vec<Step>> {
    let mut search = Search::new(scenario);
    search.look();
    let mut missing = wanted.clone();
    let mut plays = Vec::new();
    while !search.found.is_empty() {
        let mut play: Vec<Edge> = Vec::new();
        let mut at = Some(0);
        while let Some(from) = at {
            let wants = |(from, rule, _): &Edge| missing.contains(&search.rule(*from, *rule));
            let next = search
                .nearest(from, wants)
                .filter(|more| play.is_empty() || play.len() + more.len() <= LONGEST);
            let Some(more) = next else {
                break;
            };
            for (from, rule, to) in more {
                missing.remove(&search.rule(from, rule));
                play.push((from, rule, to));
                at = to;
            }
        }
        if play.is_empty() {
            break;
        }
        if let Some(last) = at {
            let ends = |(_, _, to): &Edge| to.is_none();
            play.extend(search.nearest(last, ends).unwrap_or_default());
        }
        plays.push(play.iter().map(|edge| search.step(edge)).collect());
    }
    plays
}

impl Search<'_> {
    /// A rule by its state's id and its number.
    fn rule(&self, configuration: usize, rule: usize) -> (StateId, usize) {
        let (there, _) = self.found[configuration];
        (self.scenario.states[there.state].id.clone(), rule)
    }

    fn step(&self, (from, rule, _): &Edge) -> Step {
        let (there, _) = self.found[*from];
        let state = &self.scenario.states[there.state];
        Step {
            state: state.id.clone(),
            rule: *rule,
            to: state.next[*rule].to.clone(),
        }
    }

    /// The fewest edges from a configuration of which the last is as wanted.
    fn nearest(&self, from: usize, wanted: impl Fn(&Edge) -> bool) -> Option<Vec<Edge>> {
        let mut came: Vec<Option<Edge>> = vec![None; self.found.len()];
        let mut open = VecDeque::from([from]);
        while let Some(here) = open.pop_front() {
            for (rule, to) in self.leads_to.get(here)? {
                let edge = (here, *rule, *to);
                if wanted(&edge) {
                    let mut way = vec![edge];
                    let mut at = here;
                    while at != from {
                        let before = came.get(at).copied().flatten()?;
                        way.push(before);
                        at = before.0;
                    }
                    way.reverse();
                    return Some(way);
                }
                if let Some(to) = *to
                    && to != from
                    && let Some(slot) = came.get_mut(to)
                    && slot.is_none()
                {
                    *slot = Some(edge);
                    open.push_back(to);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Library, replies_on};

    #[test]
    fn every_rule_of_the_library_is_covered_by_plays_that_end() {
        for scenario in Library::embedded().scenarios() {
            let rules = scenario
                .states
                .iter()
                .flat_map(|state| (0..state.next.len()).map(|number| (state.id.clone(), number)));
            let wanted: HashSet<(StateId, usize)> = rules.collect();
            let plays = cover(&scenario, &wanted);
            let taken: HashSet<(StateId, usize)> = plays
                .iter()
                .flatten()
                .map(|step| (step.state.clone(), step.rule))
                .collect();
            assert_eq!(taken, wanted, "{}", scenario.id);
            for play in &plays {
                let last = play.last().unwrap();
                assert!(scenario.ending(&last.to).is_some(), "{}", scenario.id);
                assert!(replies_on(&scenario, play).is_some(), "{}", scenario.id);
            }
        }
    }
}
