//! What scripted conversations touch of a scenario: its states, the ways between them, its endings and facts, and what it
//! trains (moments, principles, red lines, signals, hints), each with the line where it stands and how often it was met. Must not
//! read files.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::result::CaseResult;
use crate::domain::{Principle, RedLine, ScenarioId, StateId};
use crate::scenario::path::Path;
use crate::scenario::{RedLineGuard, Scenario, State, poor_crosses, yaml};

/// What there is to touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A state.
    State,
    /// A rule that leads on from a state.
    Way,
    /// An ending.
    Ending,
    /// A fact that can be said.
    Fact,
    /// A kind of situation: met where a reply is said in one of its states.
    Moment,
    /// A side of a principle that one of the moments lives by: met where a reply that is said has a high mark, or a low one.
    Principle,
    /// A red line that a poor reply crosses or a rule asks for: met where a reply that is said crosses it.
    RedLine,
    /// A signal that a rule asks for: met where it is found in a reply that is said.
    Signal,
    /// A hint: met where its state is answered as hints would have it, well and without crossing a red line.
    Hint,
}

impl Kind {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::State,
        Self::Way,
        Self::Ending,
        Self::Fact,
        Self::Moment,
        Self::Principle,
        Self::RedLine,
        Self::Signal,
        Self::Hint,
    ];
}

/// The rating from which a reply shows a principle, and follows a hint.
const WELL: u8 = 3;
/// The rating up to which a reply breaks a principle.
const BADLY: u8 = 1;

/// One thing to touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What it is.
    pub kind: Kind,
    /// Its name: an id, or `state -> to` with the rule's number from 1.
    pub name: String,
    /// The line of the scenario file where it stands, from 1.
    pub line: u32,
    /// How often it was touched.
    pub hits: usize,
}

/// One scenario's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// The scenario.
    pub scenario: ScenarioId,
    /// Its file.
    pub file: String,
    /// Everything there is to touch, in the order of the file's parts.
    pub points: Vec<Point>,
}

/// What one case touched, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Met(HashMap<(Kind, String), usize>);

impl Met {
    /// What `case` touched of `scenario`. A reply whose marks are laid down takes a way of the story; it shows nothing of what
    /// scoring finds.
    #[must_use]
    pub fn by(case: &CaseResult, scenario: &Scenario) -> Self {
        let mut met = HashMap::new();
        let mut meet = |kind, name: String| *met.entry((kind, name)).or_default() += 1;
        for turn in &case.turns {
            meet(Kind::State, turn.state.to_string());
            let way = way(turn.state.as_str(), turn.rule, turn.to.as_str());
            meet(Kind::Way, way);
            for fact in &turn.assessment.facts_said {
                meet(Kind::Fact, fact.to_string());
            }
            let Some(state) = scenario.state(&turn.state).filter(|_| !turn.given) else {
                continue;
            };
            meet(Kind::Moment, state.moment.to_string());
            for (principle, one) in turn.assessment.principles.iter() {
                match one.mark.rating() {
                    WELL.. => meet(Kind::Principle, side(principle, true)),
                    ..=BADLY => meet(Kind::Principle, side(principle, false)),
                    _ => {}
                }
            }
            for crossing in &turn.assessment.red_lines {
                meet(Kind::RedLine, crossing.red_line.to_string());
            }
            for signal in &turn.assessment.signals {
                meet(Kind::Signal, signal.to_string());
            }
            if turn.assessment.overall.rating() >= WELL {
                for number in 0..state.hints.len() {
                    meet(Kind::Hint, hint(state, number));
                }
            }
        }
        if let Some((ending, _)) = &case.ending {
            meet(Kind::Ending, ending.to_string());
        }
        Self(met)
    }
}

/// A side of a principle.
fn side(principle: Principle, well: bool) -> String {
    format!("{principle} {}", if well { "shown" } else { "broken" })
}

/// A hint's name.
fn hint(state: &State, number: usize) -> String {
    format!("{} hint {}", state.id, number + 1)
}

/// A rule's name.
fn way(state: &str, rule: usize, to: &str) -> String {
    format!("{state} -> {to} (rule {})", rule + 1)
}

impl Touched {
    /// Everything of `scenario`, whose file `file` says `text`, and nothing touched yet.
    #[must_use]
    pub fn nothing_of(scenario: &Scenario, file: &str, text: &str) -> Self {
        let tree = yaml::parse(text).ok();
        let line = |path: &Path| {
            tree.as_ref()
                .map_or(1, |tree| path.place_in(tree).line.max(1))
        };
        let mut points = Vec::new();
        let mut add = |kind, name: String, path: &Path| {
            points.push(Point {
                kind,
                name,
                line: line(path),
                hits: 0,
            });
        };
        for state in &scenario.states {
            let at = Path::of(&["states", state.id.as_str()]);
            add(Kind::State, state.id.to_string(), &at);
            for (number, rule) in state.next.iter().enumerate() {
                let name = way(state.id.as_str(), number, rule.to.as_str());
                add(Kind::Way, name, &at.clone().key("next").index(number));
            }
        }
        for ending in &scenario.endings {
            let at = Path::of(&["endings", ending.id.as_str()]);
            add(Kind::Ending, ending.id.to_string(), &at);
        }
        for (number, fact) in scenario.facts.iter().enumerate() {
            let at = Path::of(&["facts"]).index(number);
            add(Kind::Fact, fact.id.to_string(), &at);
        }
        for state in &scenario.states {
            trained(scenario, state, &mut add);
        }
        // Each once, where it first stands.
        let mut seen = HashSet::new();
        points.retain(|point| seen.insert((point.kind, point.name.clone())));
        points.sort_by_key(|point| Kind::ALL.iter().position(|kind| *kind == point.kind));
        Self {
            scenario: scenario.id.clone(),
            file: file.to_owned(),
            points,
        }
    }

    /// Counts what a case touched.
    pub fn add(&mut self, met: &Met) {
        for point in &mut self.points {
            if let Some(hits) = met.0.get(&(point.kind, point.name.clone())) {
                point.hits += hits;
            }
        }
    }

    /// The line of a rule, counted from 0; 1 where there is none.
    #[must_use]
    pub fn line_of(&self, state: &StateId, rule: usize) -> u32 {
        let begins = format!("{state} -> ");
        let mut ways = self
            .points
            .iter()
            .filter(|point| point.kind == Kind::Way && point.name.starts_with(&begins));
        ways.nth(rule).map_or(1, |point| point.line)
    }

    /// How many points of a kind were touched, and how many there are.
    #[must_use]
    pub fn of(&self, kind: Kind) -> (usize, usize) {
        let all = self.points.iter().filter(|point| point.kind == kind);
        all.fold((0, 0), |(touched, all), point| {
            (touched + usize::from(point.hits > 0), all + 1)
        })
    }

    /// Adds what another part of a divided run touched.
    pub fn join(&mut self, other: &Self) {
        for (point, more) in self.points.iter_mut().zip(&other.points) {
            point.hits += more.hits;
        }
    }
}

/// What a state trains.
fn trained(scenario: &Scenario, state: &State, add: &mut impl FnMut(Kind, String, &Path)) {
    let at = Path::of(&["states", state.id.as_str()]);
    let moment = at.clone().key("moment");
    add(Kind::Moment, state.moment.to_string(), &moment);
    for principle in state.moment.lives_by() {
        add(Kind::Principle, side(principle, true), &moment);
        add(Kind::Principle, side(principle, false), &moment);
    }
    let crossed = poor_crosses(scenario, state);
    for red_line in RedLine::ALL.iter().filter(|one| crossed.contains(one)) {
        add(Kind::RedLine, red_line.to_string(), &at.clone().key("poor"));
    }
    for (number, rule) in state.next.iter().enumerate() {
        let at = at.clone().key("next").index(number);
        let guard = rule.when.iter();
        for guard in guard {
            if let Some(RedLineGuard::One(red_line)) = guard.red_line {
                add(Kind::RedLine, red_line.to_string(), &at);
            }
            for signal in &guard.signals {
                add(Kind::Signal, signal.to_string(), &at);
            }
        }
    }
    for number in 0..state.hints.len() {
        let at = at.clone().key("hints").index(number);
        add(Kind::Hint, hint(state, number), &at);
    }
}

/// The share of states, ways and endings touched, in whole percent, rounded down; 100 where there is nothing to touch.
#[must_use]
pub fn percent(all: &[Touched]) -> usize {
    let kinds = [Kind::State, Kind::Way, Kind::Ending];
    let (touched, there) = all
        .iter()
        .flat_map(|one| kinds.map(|kind| one.of(kind)))
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (touched * 100).checked_div(there).unwrap_or(100)
}
