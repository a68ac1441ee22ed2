//! The history as the screens search it: a second, reading connection, opened when it is first asked for. Must not write.

use std::cell::OnceCell;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::keeper::{FILE, trouble};
use super::world;
use crate::domain::{Language, ScenarioId};
use crate::i18n::Texts;
use crate::progress::KeptEncounter;
use crate::scenario::Header;
use crate::store::{Sought, Store, StoreError};
use crate::tui::{Archive, Wanted};

/// The history in a data directory.
pub(super) struct Kept {
    folder: Option<PathBuf>,
    headers: Vec<Header>,
    language: Language,
    store: OnceCell<Result<Store, StoreError>>,
}

impl Kept {
    /// The history in `folder`, none without one; titles are those of `headers`.
    pub(super) const fn new(
        folder: Option<PathBuf>,
        headers: Vec<Header>,
        language: Language,
    ) -> Self {
        Self {
            folder,
            headers,
            language,
            store: OnceCell::new(),
        }
    }
}

impl Archive for Kept {
    fn find(&self, wanted: &Wanted, most: usize) -> Result<Vec<KeptEncounter>, String> {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(FILE)) else {
            return Ok(Vec::new());
        };
        if !path.exists() {
            return Ok(Vec::new());
        }
        let say = |error: &StoreError| trouble(&Texts::new(self.language), error);
        let store = self
            .store
            .get_or_init(|| Store::open_to_read(&path, world::zone()))
            .as_ref()
            .map_err(say)?;
        let sought = Sought {
            words: wanted.words.clone(),
            principle: wanted.principle,
            red_line: wanted.red_line,
            scenario: None,
        };
        let ids = store.search(&sought, most).map_err(|error| say(&error))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(store.encounter(&id).map_err(|error| say(&error))?);
        }
        Ok(found)
    }

    fn zone(&self) -> TimeZone {
        world::zone()
    }

    fn title(&self, scenario: &ScenarioId, language: Language) -> String {
        self.headers
            .iter()
            .find(|header| header.id == *scenario)
            .map_or_else(
                || scenario.to_string(),
                |header| header.title.get(language).to_owned(),
            )
    }
}
