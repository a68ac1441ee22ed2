//! What can happen in a scenario, whatever the trainee says: every combination of marks, red lines, signals and facts that a
//! guard can tell apart, with every mood and count of turns that follows. Must not score: marks are taken to be free.

mod cover;
mod reply;

use std::collections::{HashMap, HashSet};

pub use self::cover::cover;
use self::reply::{facts_of, reply_for};
use super::{Given, Graph, Scenario, State};
use crate::domain::{Feeling, Mood, Outcome, StateId};

/// More configurations than this are not looked through; no scenario of the library comes near.
const MOST: usize = 200_000;

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

/// Where a play can stand, as far as guards can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Configuration {
    state: usize,
    /// Replies spent here, no further than guards here can tell.
    turns: u8,
    /// Facts that have been said for sure; of others the trainee is still free.
    said: u64,
    /// Feelings that a guard ahead asks for; 0 for the others.
    mood: Mood,
}

/// What guards ahead of a state ask for.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    facts: u64,
    feelings: [bool; 4],
    /// One more than the greatest count of turns that a guard here can tell apart.
    turns: u8,
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

struct Search<'s> {
    scenario: &'s Scenario,
    numbers: HashMap<&'s StateId, usize>,
    asked: Vec<Asked>,
    /// Configurations in the order they were first reached, with where they came from.
    found: Vec<(Configuration, Option<(usize, usize)>)>,
    known: HashMap<Configuration, usize>,
    /// For each configuration the rules that can be taken and where they lead; an ending is `None`.
    leads_to: Vec<Vec<(usize, Option<usize>)>>,
    proof: Proof,
}

impl<'s> Search<'s> {
    fn new(scenario: &'s Scenario) -> Self {
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

    fn run(mut self) -> Proof {
        self.look();
        self.proof
    }

    fn look(&mut self) {
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
        let turns = (now.turns + 1).min(self.asked[now.state].turns);
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

    /// The steps that led to taking a rule from a configuration.
    fn way(&self, mut came: Option<(usize, usize)>) -> Vec<Step> {
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
