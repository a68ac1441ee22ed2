//! What scripted conversations touch of a scenario: its states, the ways between them, its endings and facts, each with the line
//! where it stands and how often it was met. Must not read files.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::result::CaseResult;
use crate::domain::{ScenarioId, StateId};
use crate::scenario::Scenario;
use crate::scenario::path::Path;
use crate::scenario::yaml;

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
}

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
    /// What `case` touched.
    #[must_use]
    pub fn by(case: &CaseResult) -> Self {
        let mut met = HashMap::new();
        let mut meet = |kind, name: String| *met.entry((kind, name)).or_default() += 1;
        for turn in &case.turns {
            meet(Kind::State, turn.state.to_string());
            let way = way(turn.state.as_str(), turn.rule, turn.to.as_str());
            meet(Kind::Way, way);
            for fact in &turn.assessment.facts_said {
                meet(Kind::Fact, fact.to_string());
            }
        }
        if let Some((ending, _)) = &case.ending {
            meet(Kind::Ending, ending.to_string());
        }
        Self(met)
    }
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
