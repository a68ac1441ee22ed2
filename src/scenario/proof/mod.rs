//! What can happen in a scenario, whatever the trainee says: every combination of marks, red lines, signals and facts that a
//! guard can tell apart, with every mood and count of turns that follows. Must not score: marks are taken to be free.

mod apart;
mod cover;
mod reply;
mod search;

use std::collections::{HashMap, HashSet};

pub use self::apart::{Apart, Difference, told_apart};
pub use self::cover::cover;
use self::reply::{facts_of, reply_for};
use self::search::{Configuration, Search};
use super::{Given, Scenario};
use crate::domain::{Outcome, StateId};

/// One reply of a way through the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the customer had spoken.
    pub state: StateId,
    /// The number of the rule taken, from 0.
    pub rule: usize,
    /// Where it led.
    pub to: StateId,
}

/// What was proved of one scenario.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// The rules that some play takes, by state and number.
    taken: HashSet<(StateId, usize)>,
    /// The rules that could be taken but for those before them.
    could_hold: HashSet<(StateId, usize)>,
    /// The shortest way to each ending that is reached.
    ways: HashMap<StateId, Vec<Step>>,
    /// The shortest way to where no ending can be reached any more.
    pub stuck: Option<Vec<Step>>,
    /// How many configurations were looked through.
    pub configurations: usize,
    /// Whether that was all of them.
    pub complete: bool,
}

impl Proof {
    /// Looks through everything that can happen in `scenario`.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Search::new(scenario).run()
    }

    /// Whether some play takes this rule of this state; true as well where not everything was looked through.
    #[must_use]
    pub fn takes(&self, state: &StateId, rule: usize) -> bool {
        !self.complete || self.taken.contains(&(state.clone(), rule))
    }

    /// Whether a reply can meet this rule's guard, whatever earlier rules do; true as well where not everything was looked
    /// through.
    #[must_use]
    pub fn could_hold(&self, state: &StateId, rule: usize) -> bool {
        !self.complete || self.could_hold.contains(&(state.clone(), rule))
    }

    /// Whether some play comes to this state.
    #[must_use]
    pub fn comes_to(&self, state: &StateId) -> bool {
        // The last rule of a state has no guard.
        self.could_hold.iter().any(|(there, _)| there == state)
    }

    /// The shortest way to an ending; `None` where no play reaches it.
    #[must_use]
    pub fn way_to(&self, ending: &StateId) -> Option<&[Step]> {
        self.ways.get(ending).map(Vec::as_slice)
    }

    /// The shortest way to an ending of this outcome.
    #[must_use]
    pub fn shortest(&self, scenario: &Scenario, outcome: Outcome) -> Option<&[Step]> {
        let endings = scenario.endings.iter();
        endings
            .filter(|ending| ending.outcome == outcome)
            .filter_map(|ending| self.way_to(&ending.id))
            .min_by_key(|way| way.len())
    }
}

/// What must be found in each reply for a play to go this way; `None` where it can't be had.
#[must_use]
pub fn replies_on(scenario: &Scenario, way: &[Step]) -> Option<Vec<Given>> {
    let mut now = Configuration {
        state: 0,
        turns: 0,
        said: 0,
        mood: scenario.customer.mood,
    };
    let mut replies = Vec::new();
    for step in way {
        let state = scenario.state(&step.state)?;
        let rule = state.next.get(step.rule)?;
        let turns = now.turns.saturating_add(1);
        let before = state.next.get(..step.rule)?;
        let reply = reply_for(scenario, before, rule, &now, turns)?;
        replies.push(reply.given(scenario, now.said));
        let asked = rule
            .when
            .as_ref()
            .map_or(0, |guard| facts_of(scenario, guard));
        now = Configuration {
            state: 0,
            turns: if step.to == step.state { turns } else { 0 },
            said: now.said | asked,
            mood: now.mood.after(rule.mood),
        };
    }
    Some(replies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Circumstances, Library, Rule, read};

    const HEAD: &str = "format: 1\nid: s\ntitle: {zh: 题, en: T}\nrole: teller\nlevel: 1\nabout: {zh: 介绍, en: About}\n\
        customer: {name: {zh: 王, en: Wang}, age: 40, mood: {anger: 50, worry: 50, confusion: 0, trust: 20}}\n\
        facts: [{id: f, text: {zh: 甲, en: f}, said_by: [甲]}]\nstart: a\nstates:\n";
    const TAIL: &str = "endings:\n  good: {outcome: good, text: {zh: 好, en: Good}}\n  bad: {outcome: bad, text: {zh: 坏, en: Bad}}\n";

    fn proof(states: &[(&str, &str)]) -> (Scenario, Proof) {
        let mut text = HEAD.to_owned();
        for (id, next) in states {
            text.push_str(&format!(
                "  {id}: {{moment: arrival, says: [{{zh: 您好, en: Hello}}], next: [{next}]}}\n"
            ));
        }
        text.push_str(TAIL);
        let (scenario, problems) = read("s.yaml", &text);
        let scenario = scenario.unwrap_or_else(|| panic!("{problems:?}"));
        let proof = Proof::of(&scenario);
        assert!(proof.complete);
        (scenario, proof)
    }

    fn id(word: &str) -> StateId {
        StateId::new(word).unwrap()
    }

    #[test]
    fn a_guard_that_an_earlier_one_always_takes_is_never_met() {
        let (_, proof) = proof(&[(
            "a",
            "{when: {listening: {min: 40}}, to: good}, {when: {listening: {min: 60}, patience: {min: 50}}, to: bad}, {to: a}",
        )]);
        assert!(proof.takes(&id("a"), 0) && !proof.takes(&id("a"), 1) && proof.takes(&id("a"), 2));
        assert!(proof.way_to(&id("bad")).is_none());
        assert_eq!(proof.way_to(&id("good")).map(<[Step]>::len), Some(1));
    }

    #[test]
    fn mood_and_turns_decide_what_can_be_reached() {
        // Trust rises by 15 a reply and is asked for at 60: three replies before it holds, and never in `b`, where it falls.
        let (scenario, proof) = proof(&[
            (
                "a",
                "{when: {mood: {trust: {min: 60}}}, to: good}, {when: {turns: {min: 9}}, to: b}, {to: a, mood: {trust: +15}}",
            ),
            (
                "b",
                "{when: {mood: {trust: {max: 10}}}, to: bad}, {to: b, mood: {trust: -1}}",
            ),
        ]);
        assert_eq!(proof.way_to(&id("good")).map(<[Step]>::len), Some(4));
        assert_eq!(
            proof.shortest(&scenario, Outcome::Good).map(<[Step]>::len),
            Some(4)
        );
        assert!(!proof.takes(&id("a"), 1), "trust gets there first");
        assert!(proof.way_to(&id("bad")).is_none());
        assert_eq!(proof.stuck, None);
    }

    #[test]
    fn where_no_ending_can_be_reached_any_more_is_found_with_the_way_there() {
        let (_, proof) = proof(&[
            ("a", "{when: {red_line: any}, to: b}, {to: good}"),
            (
                "b",
                "{when: {mood: {trust: {min: 90}}}, to: bad}, {to: b, mood: {trust: -5}}",
            ),
        ]);
        let way = proof.stuck.unwrap_or_default();
        assert_eq!(way.len(), 1);
        assert_eq!((way[0].rule, &way[0].to), (0, &id("b")));
    }

    #[test]
    fn a_fact_once_said_for_sure_stays_said_and_red_lines_are_told_apart() {
        let (_, proof) = proof(&[
            ("a", "{when: {facts: [f]}, to: b}, {to: a}"),
            (
                "b",
                "{when: {facts: [f]}, to: good}, {when: {red_line: jargon}, to: bad}, {to: b}",
            ),
        ]);
        assert!(proof.takes(&id("b"), 0) && !proof.takes(&id("b"), 1) && !proof.takes(&id("b"), 2));
    }

    #[test]
    fn the_replies_of_a_way_take_just_its_rules() {
        for scenario in Library::embedded().scenarios() {
            let proof = Proof::of(&scenario);
            for ending in &scenario.endings {
                let way = proof.way_to(&ending.id).unwrap();
                let replies = replies_on(&scenario, way).unwrap();
                let mut facts = Vec::new();
                let mut mood = scenario.customer.mood;
                let mut turns = 0;
                for (step, reply) in way.iter().zip(&replies) {
                    let assessment = reply.assessment();
                    facts.extend(reply.facts.clone());
                    turns += 1;
                    let now = Circumstances {
                        assessment: &assessment,
                        facts: &facts,
                        mood: Some(mood),
                        turns,
                    };
                    let state = scenario.state(&step.state).unwrap();
                    let holds =
                        |rule: &Rule| rule.when.as_ref().is_none_or(|when| when.holds(&now));
                    let taken = state.next.iter().position(holds);
                    assert_eq!(taken, Some(step.rule), "{} {}", scenario.id, step.state);
                    mood = mood.after(state.next[step.rule].mood);
                    if step.to != step.state {
                        turns = 0;
                    }
                }
            }
        }
    }

    #[test]
    fn every_ending_and_every_rule_of_the_library_can_be_had() {
        for scenario in Library::embedded().scenarios() {
            let proof = Proof::of(&scenario);
            assert!(proof.complete, "{}", scenario.id);
            assert_eq!(proof.stuck, None, "{}", scenario.id);
            for ending in &scenario.endings {
                assert!(
                    proof.way_to(&ending.id).is_some(),
                    "{}: {}",
                    scenario.id,
                    ending.id
                );
            }
        }
    }
}
