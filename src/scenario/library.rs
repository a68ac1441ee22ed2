//! The library: the packs embedded in the program, and packs from outside laid over them. A scenario is parsed when it is
//! first asked for. Must not read files: whoever finds a pack brings its texts.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use super::{Pack, PackDocument, Problem, Scenario, read};
use crate::domain::{Bilingual, Moment, PackId, Role, ScenarioId, StateId};

struct EmbeddedScenario {
    id: &'static str,
    scenario: &'static str,
    replay: Option<&'static str>,
}

struct EmbeddedPack {
    manifest: &'static str,
    scenarios: &'static [EmbeddedScenario],
}

const EMBEDDED: &[EmbeddedPack] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// What a list of scenarios shows of one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Header {
    /// The id.
    pub id: ScenarioId,
    /// The pack it is in.
    pub pack: PackId,
    /// The edition; see [`Scenario::version`].
    pub version: String,
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
    /// The moment of each state, in the order of the states' ids.
    pub moments: Vec<(StateId, Moment)>,
    /// How many endings it has.
    pub endings: usize,
}

impl Header {
    /// The header of `scenario`, which is in the pack `pack`.
    #[must_use]
    pub fn of(scenario: &Scenario, pack: &PackId) -> Self {
        let states = scenario.states.iter();
        let mut moments: Vec<_> = states
            .map(|state| (state.id.clone(), state.moment))
            .collect();
        moments.sort();
        Self {
            moments,
            id: scenario.id.clone(),
            pack: pack.clone(),
            version: scenario.version.clone(),
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

/// A scenario of a pack from outside, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioText {
    /// Its file's name without the ending.
    pub id: String,
    /// Its file, as the user knows it.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// What is in its replay, if it has one.
    pub replay: Option<String>,
}

/// A scenario of the library after its first use: itself, or what is wrong with it.
type Parsed = OnceLock<Result<Arc<Scenario>, Vec<Problem>>>;

/// One scenario of the library, as text.
#[derive(Debug)]
pub struct LibraryFile {
    id: Cow<'static, str>,
    name: String,
    pack: PackId,
    edition: String,
    text: Cow<'static, str>,
    replay: Option<Cow<'static, str>>,
    embedded: bool,
    parsed: Parsed,
}

impl LibraryFile {
    /// The scenario's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The file's name: in the project for what is embedded, else as the user knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The pack it is in.
    #[must_use]
    pub const fn pack(&self) -> &PackId {
        &self.pack
    }

    /// The scenario as YAML.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its replay as YAML, if it has one.
    #[must_use]
    pub fn replay(&self) -> Option<&str> {
        self.replay.as_deref()
    }

    /// What keeps it from being played; empty if nothing does.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.parsed().as_ref().err().map_or(&[], Vec::as_slice)
    }

    fn parsed(&self) -> &Result<Arc<Scenario>, Vec<Problem>> {
        self.parsed.get_or_init(|| {
            let (scenario, problems) = read(&self.name, &self.text);
            let scenario = scenario.ok_or(problems)?;
            let version = format!("{}+{}", self.edition, scenario.version);
            Ok(Arc::new(Scenario {
                version,
                ..scenario
            }))
        })
    }
}

/// The library of scenarios.
#[derive(Debug)]
pub struct Library {
    packs: Vec<Pack>,
    /// Sorted by id, each id once.
    files: Vec<LibraryFile>,
}

impl Library {
    /// The library this program was built with, shared.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static LIBRARY: OnceLock<Library> = OnceLock::new();
        LIBRARY.get_or_init(Self::new)
    }

    /// The library this program was built with, to lay packs over.
    #[must_use]
    pub fn new() -> Self {
        let mut library = Self {
            packs: Vec::new(),
            files: Vec::new(),
        };
        for embedded in EMBEDDED {
            // A manifest with an error is found by the test below, and by `check`.
            let Some(pack) = PackDocument::read(embedded.manifest).pack else {
                continue;
            };
            let edition = edition(&pack);
            library
                .files
                .extend(embedded.scenarios.iter().map(|one| LibraryFile {
                    id: one.id.into(),
                    name: format!("scenarios/{}/{}.yaml", pack.id, one.id),
                    pack: pack.id.clone(),
                    edition: edition.clone(),
                    text: one.scenario.into(),
                    replay: one.replay.map(Cow::from),
                    embedded: true,
                    parsed: Parsed::new(),
                }));
            library.packs.push(pack);
        }
        library.files.sort_by(|a, b| a.id.cmp(&b.id));
        library
    }

    /// Lays a pack over the library: its scenarios take the place of those of the same id.
    pub fn lay_over(&mut self, pack: Pack, scenarios: Vec<ScenarioText>) {
        let edition = edition(&pack);
        for one in scenarios {
            self.files.retain(|file| file.id != one.id);
            self.files.push(LibraryFile {
                id: one.id.into(),
                name: one.name,
                pack: pack.id.clone(),
                edition: edition.clone(),
                text: one.text.into(),
                replay: one.replay.map(Cow::from),
                embedded: false,
                parsed: Parsed::new(),
            });
        }
        self.files.sort_by(|a, b| a.id.cmp(&b.id));
        self.packs.retain(|other| other.id != pack.id);
        self.packs.push(pack);
    }

    /// The packs, in the order in which they lie over each other.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// The manifests of the embedded packs as YAML, under the names they have in the project.
    pub fn embedded_manifests() -> impl Iterator<Item = (String, &'static str)> {
        Self::embedded()
            .packs
            .iter()
            .zip(EMBEDDED)
            .map(|(pack, embedded)| {
                (
                    format!("scenarios/{}/{}", pack.id, super::MANIFEST),
                    embedded.manifest,
                )
            })
    }

    /// The files, sorted by id.
    #[must_use]
    pub fn files(&self) -> &[LibraryFile] {
        &self.files
    }

    /// The file of one scenario.
    #[must_use]
    pub fn file(&self, id: &str) -> Option<&LibraryFile> {
        self.files.iter().find(|file| file.id == id)
    }

    /// The scenario with this id; parsed once, then shared.
    #[must_use]
    pub fn scenario(&self, id: &str) -> Option<Arc<Scenario>> {
        self.file(id)?.parsed().as_ref().ok().cloned()
    }

    /// All scenarios that can be played, sorted by id.
    pub fn scenarios(&self) -> impl Iterator<Item = Arc<Scenario>> {
        self.files
            .iter()
            .filter_map(|file| file.parsed().as_ref().ok().cloned())
    }

    /// The files from outside that can't be played; what is embedded can.
    pub fn broken(&self) -> impl Iterator<Item = &LibraryFile> {
        self.files
            .iter()
            .filter(|file| !file.embedded && file.parsed().is_err())
    }

    /// What a list shows of each scenario, sorted by id. For what is embedded it comes from an index that the build made, so
    /// that the list is there before any scenario is parsed.
    #[must_use]
    pub fn headers(&self) -> Vec<Header> {
        let index: Vec<Header> =
            serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/index.json")))
                .unwrap_or_default();
        self.files
            .iter()
            .filter_map(|file| {
                let indexed = index
                    .iter()
                    .find(|header| file.embedded && header.id.as_str() == file.id);
                // What the index does not have is parsed.
                indexed.cloned().or_else(|| {
                    let scenario = file.parsed().as_ref().ok()?;
                    Some(Header::of(scenario, &file.pack))
                })
            })
            .collect()
    }
}

impl Default for Library {
    fn default() -> Self {
        Self::new()
    }
}

fn edition(pack: &Pack) -> String {
    format!("{}@{}", pack.id, pack.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_scenario_can_be_played() {
        let library = Library::embedded();
        for embedded in EMBEDDED {
            let document = PackDocument::read(embedded.manifest);
            assert_eq!(document.problems, [], "{}", embedded.manifest);
        }
        for file in library.files() {
            assert_eq!(file.problems(), [], "{}", file.id);
            let scenario = library.scenario(&file.id).unwrap();
            assert_eq!(scenario.id.as_str(), file.id);
        }
        assert!(!library.files().is_empty());
        let parsed: Vec<Header> = library
            .scenarios()
            .map(|one| Header::of(&one, library.file(one.id.as_str()).unwrap().pack()))
            .collect();
        assert_eq!(
            library.headers(),
            parsed,
            "the index says what the files say"
        );
        assert!(library.scenario("no-such").is_none());
    }

    #[test]
    fn a_pack_from_outside_lies_over_the_embedded_ones() {
        let mut library = Library::new();
        let before = library.files().len();
        let of = |id: &str, text: String| ScenarioText {
            id: id.to_owned(),
            name: format!("mine/{id}.yaml"),
            text,
            replay: None,
        };
        let text = library.file("double-fee").unwrap().text().to_owned();
        let changed = text.replace("level: ", "level: 5 #");
        let pack = Pack::unnamed(PackId::new("mine").unwrap());
        library.lay_over(
            pack,
            vec![
                of("double-fee", changed),
                of("new-one", text.replace("id: double-fee", "id: new-one")),
                of("broken", "format: 1".to_owned()),
            ],
        );
        assert_eq!(library.files().len(), before + 2);
        let fee = library.scenario("double-fee").unwrap();
        assert_eq!(fee.level, 5);
        assert!(fee.version.starts_with("mine@0.0.0+"), "{}", fee.version);
        assert_eq!(library.headers().len(), before + 1);
        let broken: Vec<&str> = library.broken().map(LibraryFile::name).collect();
        assert_eq!(broken, ["mine/broken.yaml"]);
        assert_eq!(library.packs().last().unwrap().id.as_str(), "mine");
    }
}
