//! The scenarios embedded in the program, parsed when they are first asked for. Must not read files.

use std::sync::{Arc, OnceLock};

use super::{Problem, Scenario, read};
use serde::Deserialize;

use crate::domain::{Bilingual, Role, ScenarioId};

/// One embedded scenario with its replay, as YAML.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// The scenario's id.
    pub id: &'static str,
    /// The scenario file.
    pub scenario: &'static str,
    /// The replay file, if it has one.
    pub replay: Option<&'static str>,
}

const EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// What a list of scenarios shows of one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Header {
    /// The id.
    pub id: ScenarioId,
    /// The title.
    pub title: Bilingual,
    /// Whom the trainee plays.
    pub role: Role,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Difficulty, 1–5.
    pub level: u8,
    /// The briefing.
    pub about: Bilingual,
    /// How many states it has.
    pub states: usize,
    /// How many endings it has.
    pub endings: usize,
}

impl Header {
    /// The header of `scenario`.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            role: scenario.role,
            tags: scenario.tags.clone(),
            level: scenario.level,
            about: scenario.about.clone(),
            states: scenario.states.len(),
            endings: scenario.endings.len(),
        }
    }
}

/// A scenario of the library after its first use: itself, or what is wrong with it.
type Parsed = OnceLock<Result<Arc<Scenario>, Vec<Problem>>>;

/// The library of scenarios.
#[derive(Debug)]
pub struct Library {
    entries: &'static [Embedded],
    /// One per entry.
    parsed: Vec<Parsed>,
}

impl Library {
    /// The library this program was built with.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static LIBRARY: OnceLock<Library> = OnceLock::new();
        LIBRARY.get_or_init(|| Self {
            entries: EMBEDDED,
            parsed: EMBEDDED.iter().map(|_| Parsed::new()).collect(),
        })
    }

    /// The embedded files, sorted by id.
    #[must_use]
    pub const fn entries(&self) -> &'static [Embedded] {
        self.entries
    }

    /// The embedded files of one scenario.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&'static Embedded> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The scenario with this id; parsed once, then shared.
    #[must_use]
    pub fn scenario(&self, id: &str) -> Option<Arc<Scenario>> {
        self.parsed(id)?.as_ref().ok().cloned()
    }

    /// What keeps the scenario with this id from being played; empty if nothing does.
    #[must_use]
    pub fn problems(&self, id: &str) -> &[Problem] {
        match self.parsed(id) {
            Some(Err(problems)) => problems,
            _ => &[],
        }
    }

    /// All scenarios that can be played, sorted by id.
    pub fn scenarios(&self) -> impl Iterator<Item = Arc<Scenario>> {
        self.entries
            .iter()
            .filter_map(|entry| self.scenario(entry.id))
    }

    /// What a list shows of each scenario, sorted by id. It comes from an index that the build made, so that the list is
    /// there before any scenario is parsed.
    #[must_use]
    pub fn headers(&self) -> Vec<Header> {
        // A scenario that the index could not read is still found by those who parse it and say what is wrong.
        serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/index.json")))
            .unwrap_or_else(|_| {
                self.scenarios()
                    .map(|scenario| Header::of(&scenario))
                    .collect()
            })
    }

    fn parsed(&self, id: &str) -> Option<&Result<Arc<Scenario>, Vec<Problem>>> {
        let number = self.entries.iter().position(|entry| entry.id == id)?;
        let entry = self.entries.get(number)?;
        let parsed = self.parsed.get(number)?;
        Some(parsed.get_or_init(|| {
            let (scenario, problems) = read(&format!("{id}.yaml"), entry.scenario);
            scenario.map(Arc::new).ok_or(problems)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_scenario_can_be_played() {
        let library = Library::embedded();
        for entry in library.entries() {
            assert_eq!(library.problems(entry.id), [], "{}", entry.id);
            let scenario = library.scenario(entry.id).unwrap();
            assert_eq!(scenario.id.as_str(), entry.id);
        }
        assert!(!library.entries().is_empty());
        let parsed: Vec<Header> = library.scenarios().map(|one| Header::of(&one)).collect();
        assert_eq!(
            library.headers(),
            parsed,
            "the index says what the files say"
        );
        assert!(library.scenario("no-such").is_none());
    }
}
