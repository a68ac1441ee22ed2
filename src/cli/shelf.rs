//! Where a replay's scenario is found: beside the replay, or in the library. Reads each scenario file once. Must not say what
//! is wrong with it: `check` does.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::files::{self, Source};
use crate::domain::ScenarioId;
use crate::replay::{Lookup, Touched};
use crate::scenario::{DRILL_ENDING, EMBEDDED_DRILLS, Library, Scenario, read};

/// The scenario files looked at so far.
#[derive(Debug)]
pub(super) struct Shelf<'l> {
    library: &'l Library,
    beside: HashMap<PathBuf, Lookup>,
}

impl<'l> Shelf<'l> {
    /// A shelf on which nothing but `library` stands yet.
    pub(super) fn new(library: &'l Library) -> Self {
        Self {
            library,
            beside: HashMap::new(),
        }
    }

    /// The scenario `id` for the replay in `source`.
    pub(super) fn find(&mut self, source: &Source, id: &ScenarioId) -> Lookup {
        if let Some(path) = &source.path {
            let beside = path.with_file_name(format!("{id}.yaml"));
            if beside.is_file() {
                return self
                    .beside
                    .entry(beside)
                    .or_insert_with_key(|path| match files::read(path) {
                        Ok(found) => match read(&found.name, &found.text).0 {
                            Some(scenario) => Lookup::Found(Arc::new(scenario)),
                            None => Lookup::Broken,
                        },
                        Err(_) => Lookup::Broken,
                    })
                    .clone();
            }
        }
        match (
            self.library.scenario(id.as_str()),
            self.library.file(id.as_str()),
        ) {
            (Some(scenario), _) => Lookup::Found(scenario),
            (None, Some(_)) => Lookup::Broken,
            (None, None) => Lookup::Missing,
        }
    }
}

impl Shelf<'_> {
    /// What there is to touch in the scenario of the replay in `source`.
    pub(super) fn touched(&self, source: &Source, scenario: &Scenario) -> Touched {
        let beside = source
            .path
            .as_ref()
            .map(|path| path.with_file_name(format!("{}.yaml", scenario.id)))
            .filter(|path| path.is_file());
        if let Some(file) = beside.and_then(|path| files::read(&path).ok()) {
            return Touched::nothing_of(scenario, &file.name, &file.text);
        }
        let file = self.library.file(scenario.id.as_str());
        let (name, text) = file.map_or(("", ""), |file| (file.name(), file.text()));
        Touched::nothing_of(scenario, name, text)
    }
}

/// The library's files: those embedded under the names they have in the project.
pub(super) fn sources(library: &Library) -> Vec<Source> {
    let source = |name: String, text: &str| Source {
        name,
        path: None,
        text: text.to_owned(),
        notes: Vec::new(),
    };
    let manifests = Library::embedded_manifests().map(|(name, text)| source(name, text));
    let files = library.files().iter().flat_map(|file| {
        let scenario = source(file.name().to_owned(), file.text());
        let stem = file.name().strip_suffix(".yaml").unwrap_or(file.name());
        let replay = file
            .replay()
            .map(|text| source(format!("{stem}.replay.yaml"), text));
        std::iter::once(scenario).chain(replay)
    });
    let drills = EMBEDDED_DRILLS
        .iter()
        .map(|(id, text)| source(format!("scenarios/drills/{id}{DRILL_ENDING}"), text));
    let mut all: Vec<Source> = manifests.chain(files).chain(drills).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}
