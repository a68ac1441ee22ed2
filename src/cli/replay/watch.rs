//! Runs again whenever a file has been saved, until the program is stopped. Must not know what is run.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::cli::{Streams, files};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(250);

/// What is known of a file: when it was saved last and how long it is.
type Stamp = (PathBuf, Option<SystemTime>, u64);

/// Runs at once and after every change of a YAML file in the folders of `paths`; comes back only if a run fails.
pub(super) fn forever(
    paths: &[PathBuf],
    streams: &mut Streams<'_>,
    mut run: impl FnMut(&mut Streams<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    loop {
        let seen = stamps(paths);
        run(streams)?;
        writeln!(streams.out, "-- waiting for a change; Ctrl-C ends it")?;
        streams.out.flush()?;
        while stamps(paths) == seen {
            std::thread::sleep(EVERY);
        }
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let folder = |path: &PathBuf| {
        if path.is_dir() {
            path.clone()
        } else {
            let parent = path
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty());
            parent.unwrap_or(Path::new(".")).to_owned()
        }
    };
    let mut folders: Vec<PathBuf> = paths.iter().map(folder).collect();
    folders.sort_unstable();
    folders.dedup();
    let files = folders
        .iter()
        .flat_map(|folder| files::in_folder(folder, ".yaml"));
    files
        .map(|file| {
            let known = std::fs::metadata(&file).ok();
            let saved = known.as_ref().and_then(|known| known.modified().ok());
            (file, saved, known.map_or(0, |known| known.len()))
        })
        .collect()
}
