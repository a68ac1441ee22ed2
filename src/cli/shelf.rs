//! Where a replay's scenario is found: beside the replay, or in the library. Reads each scenario file once. Must not say what
//! is wrong with it: `check` does.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::files::{self, Source};
use crate::domain::ScenarioId;
use crate::replay::Lookup;
use crate::scenario::{Library, Scenario, read};

/// The scenario files looked at so far.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    beside: HashMap<PathBuf, Lookup>,
}

impl Shelf {
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
        let library = Library::embedded();
        match (library.scenario(id.as_str()), library.entry(id.as_str())) {
            (Some(scenario), _) => Lookup::Found(scenario),
            (None, Some(_)) => Lookup::Broken,
            (None, None) => Lookup::Missing,
        }
    }
}

/// The scenario of the library with this id.
pub(super) fn of_the_library(id: &str) -> Option<Arc<Scenario>> {
    Library::embedded().scenario(id)
}

/// The library's files under the names they have in the project, those that `wanted` wants.
pub(super) fn embedded(wanted: impl Fn(&str) -> bool) -> Vec<Source> {
    let source = |name: String, text: &str| Source {
        name,
        path: None,
        text: text.to_owned(),
        notes: Vec::new(),
    };
    Library::embedded()
        .entries()
        .iter()
        .flat_map(|entry| {
            let scenario = source(format!("scenarios/{}.yaml", entry.id), entry.scenario);
            let replay = entry
                .replay
                .map(|text| source(format!("scenarios/{}.replay.yaml", entry.id), text));
            std::iter::once(scenario).chain(replay)
        })
        .filter(|source| wanted(&source.name))
        .collect()
}
