//! The search behind a proof: every configuration a play can come to, breadth first, so that the first way to a place is the
//! shortest. Must not judge what it finds.

use std::collections::HashMap;

use super::reply::{facts_of, reply_for};
use super::{Proof, Step};
use crate::domain::{Feeling, Mood, StateId};
use crate::scenario::{Graph, Scenario, State};

/// More configurations than this are not looked through; no scenario of the library comes near.
const MOST: usize = 200_000;

/// Where a play can stand, as far as guards can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Configuration {
    pub(super) state: usize,
    /// Replies spent here, no further than guards here can tell.
    pub(super) turns: u8,
    /// Facts that have been said for sure; of others the trainee is still free.
    pub(super) said: u64,
    /// Feelings that a guard ahead asks for; 0 for the others.
    pub(super) mood: Mood,
}

/// What guards ahead of a state ask for.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    facts: u64,
    feelings: [bool; 4],
    /// One more than the greatest count of turns that a guard here can tell apart.
    turns: u8,
}

impl Asked {
    /// What either asks for.
    fn or(self, other: Self) -> Self {
        Self {
            facts: self.facts | other.facts,
            feelings: std::array::from_fn(|one| self.feelings[one] || other.feelings[one]),
            turns: self.turns.max(other.turns),
        }
    }
}

pub(super) struct Search<'s> {
    pub(super) scenario: &'s Scenario,
    numbers: HashMap<&'s StateId, usize>,
    asked: Vec<Asked>,
    /// Configurations in the order they were first reached, with where they came from.
    pub(super) found: Vec<(Configuration, Option<(usize, usize)>)>,
    known: HashMap<Configuration, usize>,
    /// For each configuration the rules that can be taken and where they lead; an ending is `None`.
    pub(super) leads_to: Vec<Vec<(usize, Option<usize>)>>,
    pub(super) proof: Proof,
}

impl<'s> Search<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        let numbers: HashMap<&StateId, usize> = scenario
            .states
            .iter()
            .enumerate()
            .map(|(number, state)| (&state.id, number))
            .collect();
        let asked = scenario
            .states
            .iter()
            .map(|state| asked_from(scenario, state))
            .collect();
        Self {
            scenario,
            numbers,
            asked,
            found: Vec::new(),
            known: HashMap::new(),
            leads_to: Vec::new(),
            proof: Proof::default(),
        }
    }

    /// Tells apart as well whatever the guards of `other` do, which has the same states and facts.
    pub(super) fn heeding(mut self, other: &Scenario) -> Self {
        for (asked, state) in self.asked.iter_mut().zip(&other.states) {
            *asked = asked.or(asked_from(other, state));
        }
        self
    }

    pub(super) fn run(mut self) -> Proof {
        self.look();
        self.proof
    }

    pub(super) fn look(&mut self) {
        if let Some(&start) = self.numbers.get(&self.scenario.start) {
            self.reach(start, 0, 0, self.scenario.customer.mood, None);
        }
        let mut next = 0;
        while next < self.found.len() && self.found.len() <= MOST {
            self.go_on(next);
            next += 1;
        }
        self.proof.complete = next == self.found.len();
        self.proof.configurations = self.found.len();
        if self.proof.complete {
            self.proof.stuck = self.stuck();
        }
    }

    /// Takes every rule that can be taken from one configuration.
    fn go_on(&mut self, number: usize) {
        let (now, _) = self.found[number];
        let scenario = self.scenario;
        let state = &scenario.states[now.state];
        let turns = self.turns_after(&now);
        let mut leads_to = Vec::new();
        for (at, rule) in state.next.iter().enumerate() {
            if reply_for(scenario, &[], rule, &now, turns).is_some() {
                self.proof.could_hold.insert((state.id.clone(), at));
            }
            if reply_for(scenario, &state.next[..at], rule, &now, turns).is_none() {
                continue;
            }
            self.proof.taken.insert((state.id.clone(), at));
            let came = Some((number, at));
            if let Some(&to) = self.numbers.get(&rule.to) {
                let said = now.said
                    | rule
                        .when
                        .as_ref()
                        .map_or(0, |guard| facts_of(scenario, guard));
                let spent = if rule.to == state.id { turns } else { 0 };
                let mood = now.mood.after(rule.mood);
                leads_to.push((at, Some(self.reach(to, spent, said, mood, came))));
            } else {
                leads_to.push((at, None));
                if !self.proof.ways.contains_key(&rule.to) {
                    let way = self.way(came);
                    self.proof.ways.insert(rule.to.clone(), way);
                }
            }
        }
        self.leads_to.push(leads_to);
    }

    /// The number of a configuration, which is new or known; what no guard ahead asks for is left out of it.
    fn reach(
        &mut self,
        state: usize,
        turns: u8,
        said: u64,
        mood: Mood,
        came: Option<(usize, usize)>,
    ) -> usize {
        let asked = &self.asked[state];
        let kept = |feeling: Feeling| {
            if asked.feelings[feeling as usize] {
                mood.get(feeling)
            } else {
                0
            }
        };
        let configuration = Configuration {
            state,
            turns: turns.min(asked.turns),
            said: said & asked.facts,
            mood: Mood {
                anger: kept(Feeling::Anger),
                worry: kept(Feeling::Worry),
                confusion: kept(Feeling::Confusion),
                trust: kept(Feeling::Trust),
            },
        };
        *self.known.entry(configuration).or_insert_with(|| {
            self.found.push((configuration, came));
            self.found.len() - 1
        })
    }

    /// How many replies have been spent in a configuration's state once the next is given, as far as guards can tell.
    pub(super) fn turns_after(&self, now: &Configuration) -> u8 {
        (now.turns + 1).min(self.asked[now.state].turns)
    }

    /// The steps that led to taking a rule from a configuration.
    pub(super) fn way(&self, mut came: Option<(usize, usize)>) -> Vec<Step> {
        let mut way = Vec::new();
        while let Some((number, rule)) = came {
            let (configuration, before) = self.found[number];
            let state = &self.scenario.states[configuration.state];
            way.push(Step {
                state: state.id.clone(),
                rule,
                to: state.next[rule].to.clone(),
            });
            came = before;
        }
        way.reverse();
        way
    }

    /// The way to the first configuration from which no ending can be reached.
    fn stuck(&self) -> Option<Vec<Step>> {
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); self.found.len()];
        let mut open = Vec::new();
        for (from, leads_to) in self.leads_to.iter().enumerate() {
            for (_, to) in leads_to {
                match to {
                    Some(to) => back[*to].push(from),
                    None => open.push(from),
                }
            }
        }
        let mut ends = vec![false; self.found.len()];
        while let Some(number) = open.pop() {
            if !std::mem::replace(&mut ends[number], true) {
                open.extend(&back[number]);
            }
        }
        let stuck = ends.iter().position(|ends| !ends)?;
        Some(self.way(self.found[stuck].1))
    }
}

/// What the guards of a state and of all states ahead of it ask for.
fn asked_from(scenario: &Scenario, state: &State) -> Asked {
    let mut out = Asked::default();
    for ahead in Graph::ahead_of(scenario, &state.id) {
        for guard in ahead.next.iter().filter_map(|rule| rule.when.as_ref()) {
            out.facts |= facts_of(scenario, guard);
            for (feeling, _) in &guard.mood {
                out.feelings[*feeling as usize] = true;
            }
        }
    }
    let guards = state.next.iter().filter_map(|rule| rule.when.as_ref());
    let bounds = guards.filter_map(|guard| guard.turns);
    let told_apart = bounds.flat_map(|bounds| [bounds.min, bounds.max.map(|max| max + 1)]);
    out.turns = told_apart.flatten().max().unwrap_or(0);
    out
}
