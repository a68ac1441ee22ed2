//! The history as commands open it: where it is, in which language it is told, what is looked for. Must not change it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args as ClapArgs;

use super::keeper::FILE;
use super::practice::Lang;
use super::world::{self, World};
use crate::domain::{Bilingual, Language, ScenarioId};
use crate::progress::KeptEncounter;
use crate::scenario::{Header, Library};
use crate::store::{Store, StoreError};

/// Where the history is and how it is told.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct KeptArgs {
    /// Where your results are kept; without it your own data directory
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The language; without it the locale's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// The data directory: the one named, else the user's own.
pub(super) fn folder(named: Option<&Path>, world: &World) -> Result<PathBuf> {
    let folder = named.map(Path::to_owned).or_else(|| world.data.clone());
    folder.context(
        "cannot tell where your results are kept: the system names no home directory; say `--data DIR`",
    )
}

/// The history and what is needed to tell it.
pub(super) struct Kept {
    /// `None` where nothing was kept yet.
    pub store: Option<Store>,
    /// The language.
    pub language: Language,
    headers: Vec<Header>,
}

impl KeptArgs {
    /// The data directory.
    pub(super) fn folder(&self, world: &World) -> Result<PathBuf> {
        folder(self.data.as_deref(), world)
    }

    /// The history's file.
    pub(super) fn file(&self, world: &World) -> Result<PathBuf> {
        Ok(self.folder(world)?.join(FILE))
    }

    /// Opens the history to read it.
    pub(super) fn open(&self) -> Result<Kept> {
        let world = World::look();
        let path = self.file(&world)?;
        let store = if path.exists() {
            match Store::open_to_read(&path, world::zone()) {
                // An older one is brought up to date by opening it to write.
                Err(StoreError::Older { .. }) => Some(Store::open(&path, world::zone())?),
                opened => Some(opened?),
            }
        } else {
            None
        };
        Ok(Kept {
            store,
            language: self.language(&world),
            headers: Library::embedded().headers(),
        })
    }

    /// The language.
    pub(super) fn language(&self, world: &World) -> Language {
        self.lang.map_or(world.language, Lang::language)
    }
}

impl Kept {
    /// The title of an encounter's scenario; its id where the library has it no longer.
    pub(super) fn title(&self, scenario: &ScenarioId) -> String {
        self.headers
            .iter()
            .find(|header| header.id == *scenario)
            .map_or_else(
                || scenario.to_string(),
                |header| header.title.get(self.language).to_owned(),
            )
    }

    /// The title of a scenario in both languages; none where the library has it no longer.
    pub(super) fn both_titles(&self, scenario: &ScenarioId) -> Option<Bilingual> {
        let header = self.headers.iter().find(|header| header.id == *scenario);
        header.map(|header| header.title.clone())
    }

    /// The id of the oldest encounter; none where there is none.
    pub(super) fn first(&self) -> Result<Option<String>> {
        let ids = self.store.as_ref().map(Store::encounters).transpose()?;
        Ok(ids.and_then(|ids| ids.into_iter().next()))
    }

    /// The headers of the library in the curriculum's order.
    pub(super) fn curriculum(&self) -> Vec<Header> {
        let mut headers = self.headers.clone();
        headers.sort_by(|a, b| (a.level, &a.id).cmp(&(b.level, &b.id)));
        headers
    }

    /// These encounters, in their order.
    pub(super) fn read(&self, ids: &[String]) -> Result<Vec<KeptEncounter>> {
        let Some(store) = &self.store else {
            return Ok(Vec::new());
        };
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            out.extend(store.encounter(id)?);
        }
        Ok(out)
    }
}
