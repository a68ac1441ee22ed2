//! Packs from outside: found in the folders a user names and in their own, read, and laid over the embedded library. Must not
//! judge scenarios: `check` does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files;
use super::world::World;
use crate::domain::PackId;
use crate::replay::scenario_of;
use crate::report::Unreadable;
use crate::scenario::{Library, MANIFEST, Pack, PackDocument, Problem, ScenarioText, drill_of};

/// Where scenarios come from besides the program.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct LibraryArgs {
    /// Lay the packs of this folder over the library; may be given several times
    #[arg(long = "library", value_name = "DIR")]
    folders: Vec<PathBuf>,
}

impl LibraryArgs {
    /// The same as arguments of another run of this program.
    pub(super) fn again(&self) -> impl Iterator<Item = String> {
        let folders = self
            .folders
            .iter()
            .map(|folder| folder.display().to_string());
        folders.flat_map(|folder| ["--library".to_owned(), folder])
    }
}

/// A library with what could not be read of it.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) library: Library,
    pub(super) unreadable: Vec<Unreadable>,
}

/// How deep folders are searched for packs.
const MAX_FOLDERS: usize = 8;

impl LibraryArgs {
    /// The embedded library under the packs of the folders named.
    pub(super) fn open(&self) -> Opened {
        read(&self.folders)
    }

    /// The same, and between the two the user's own packs.
    pub(super) fn open_with_own(&self, world: &World) -> Opened {
        read(&self.with_own(world))
    }

    /// The folders, the user's own first. That one need not be there.
    pub(super) fn with_own(&self, world: &World) -> Vec<PathBuf> {
        let own = world.data.iter().map(|data| data.join("library"));
        own.filter(|folder| folder.is_dir())
            .chain(self.folders.iter().cloned())
            .collect()
    }
}

/// The embedded library under the packs of `folders`.
pub(super) fn read(folders: &[PathBuf]) -> Opened {
    let mut opened = Opened {
        library: Library::new(),
        unreadable: Vec::new(),
    };
    for folder in folders {
        let before = opened.library.packs().len();
        match collect(folder, MAX_FOLDERS, &mut opened) {
            Err(error) => opened.unreadable.push(files::not_read(folder, &error)),
            Ok(0) if opened.library.packs().len() == before => opened.unreadable.push(Unreadable {
                name: folder.display().to_string(),
                message: "there is no scenario in this folder; `teller-coach new ID` writes one"
                    .to_owned(),
            }),
            Ok(_) => {}
        }
    }
    opened
}

/// Lays the packs of a folder over the library: the folder itself where it has a manifest, else the packs in its folders and,
/// as a pack without a name, the scenarios that lie in it. Returns how many scenarios that were.
fn collect(folder: &Path, depth: usize, opened: &mut Opened) -> io::Result<usize> {
    let manifest = folder.join(MANIFEST);
    let packed = manifest.is_file();
    let mut names = Vec::new();
    let mut folders = Vec::new();
    list(folder, packed, depth, &mut names, &mut folders)?;
    let mut texts = Vec::new();
    for path in names {
        match files::read(&path) {
            Ok(source) => texts.push(ScenarioText {
                id: stem(&path),
                replay: files::read(&path.with_extension("replay.yaml"))
                    .ok()
                    .map(|replay| replay.text),
                name: source.name,
                text: source.text,
            }),
            Err(problem) => opened.unreadable.push(problem),
        }
    }
    let mut count = texts.len();
    if packed || count > 0 {
        let pack = if packed {
            manifest_of(&manifest, opened)
        } else {
            None
        };
        let pack = pack.unwrap_or_else(|| Pack::unnamed(id_of(folder)));
        opened.library.lay_over(pack, texts);
    }
    for folder in folders {
        count += collect(&folder, depth - 1, opened)?;
    }
    Ok(count)
}

/// The scenario files of a folder; those of its folders too where it is a pack, else those folders.
fn list(
    folder: &Path,
    packed: bool,
    depth: usize,
    names: &mut Vec<PathBuf>,
    folders: &mut Vec<PathBuf>,
) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if depth == 0 {
                continue;
            }
            if packed {
                list(&entry.path(), packed, depth - 1, names, folders)?;
            } else {
                folders.push(entry.path());
            }
        } else if name.ends_with(".yaml")
            && name != MANIFEST
            && scenario_of(&name).is_none()
            && drill_of(&name).is_none()
        {
            names.push(entry.path());
        }
    }
    Ok(())
}

fn manifest_of(path: &Path, opened: &mut Opened) -> Option<Pack> {
    let source = files::read(path);
    let source = source
        .map_err(|problem| opened.unreadable.push(problem))
        .ok()?;
    let document = PackDocument::read(&source.text);
    if document.pack.is_none() {
        opened
            .unreadable
            .extend(first_error(&source.name, &document.problems));
    }
    document.pack
}

/// The first error of a file as one line.
fn first_error(name: &str, problems: &[Problem]) -> Option<Unreadable> {
    let problem = problems.iter().find(|problem| problem.is_error())?;
    Some(Unreadable {
        name: format!("{name}:{}", problem.line),
        message: format!("{}; {}", problem.message, problem.fix),
    })
}

/// What keeps scenarios of a library from being played, each as one line.
pub(super) fn broken(library: &Library) -> Vec<Unreadable> {
    library
        .broken()
        .filter_map(|file| first_error(file.name(), file.problems()))
        .collect()
}

/// An id for a pack without a name: the folder's, as far as it can be one.
fn id_of(folder: &Path) -> PackId {
    let name = folder
        .canonicalize()
        .ok()
        .and_then(|path| {
            path.file_name()
                .map(|name| name.to_string_lossy().to_lowercase())
        })
        .unwrap_or_default();
    let id: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let fallback = || PackId::new("own").ok();
    match PackId::new(id.trim_start_matches(['-', '_']))
        .ok()
        .or_else(fallback)
    {
        Some(id) => id,
        None => unreachable!("`own` is an id"),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Folders whose files an author may be editing.
#[derive(Debug)]
pub(super) struct Watched {
    folders: Vec<PathBuf>,
    seen: Vec<Stamp>,
}

/// A file with its size and the time of its last change.
type Stamp = (PathBuf, u64, Option<SystemTime>);

impl Watched {
    /// Watches `folders` from now on.
    pub(super) fn new(folders: Vec<PathBuf>) -> Self {
        let seen = stamps(&folders);
        Self { folders, seen }
    }

    /// Whether there is a folder to watch.
    pub(super) const fn any(&self) -> bool {
        !self.folders.is_empty()
    }

    /// The library as it is now, if a file has come, gone or changed since the last call.
    pub(super) fn changed(&mut self) -> Option<Opened> {
        if self.folders.is_empty() {
            return None;
        }
        let now = stamps(&self.folders);
        if now == self.seen {
            return None;
        }
        self.seen = now;
        Some(read(&self.folders))
    }
}

/// What a glance shows of all YAML files; a folder that can't be read now has none.
fn stamps(folders: &[PathBuf]) -> Vec<Stamp> {
    let mut out = Vec::new();
    for folder in folders {
        let mut found = Vec::new();
        // Looked at as one pack, so that all files below are found.
        let _ = list(folder, true, MAX_FOLDERS, &mut found, &mut Vec::new());
        found.push(folder.join(MANIFEST));
        for path in found {
            if let Ok(meta) = fs::metadata(&path) {
                out.push((path, meta.len(), meta.modified().ok()));
            }
        }
    }
    out
}
