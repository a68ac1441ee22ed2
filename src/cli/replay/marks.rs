//! Snapshots of marks beside replay files and in folders of gold: compared with the marks there are now, pending ones written. Must
//! not know how they look, nor ask anybody: `review` does.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::tasks::Script;
use crate::cli::{Exit, Streams, files, gold, shares};
use crate::report::Replays;
use crate::report::marks::{Marked, Snapshot, Spoken};
use crate::report::reach::{Compared, Reach};
use crate::scoring::{Situation, assess};
use crate::text::sanitize_line;

/// How the file of accepted marks ends, beside `.replay.yaml`.
const ENDING: &str = ".marks.json";
/// How the file of pending marks ends.
pub(super) const PENDING: &str = ".marks.json.new";
/// What the marks of gold are called in its folder, without the ending.
const GOLD: &str = "gold";

/// The marks of one replay file or of a folder of gold: accepted and as they are now.
pub(super) struct File {
    shown: String,
    pending: PathBuf,
    old: Option<Snapshot>,
    now: Snapshot,
}

/// Compares marks with those accepted, and says what has moved. With `update` what has moved becomes pending; without, anything
/// moved, pending or orphaned falls short.
pub(super) fn compare(
    scripts: &[Script],
    gold: Vec<File>,
    replays: &mut Replays,
    update: bool,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let mut exit = Exit::Fine;
    if gold.is_empty() && scripts.iter().all(|script| script.path.is_none()) {
        writeln!(
            streams.err,
            "teller-coach: marks stand beside replay files and in folders of gold: name the files or their folder, or give `--gold DIR`"
        )?;
        return Ok(Exit::Usage);
    }
    for left_over in left_over(scripts)? {
        let shown = sanitize_line(&left_over.display().to_string());
        writeln!(
            streams.err,
            "{shown}: orphaned: there is no replay file to it; remove it"
        )?;
        if !update {
            exit = Exit::FellShort;
        }
    }
    let mut files = Vec::new();
    for script in scripts {
        if let Some(path) = &script.path {
            files.push(file(script, path, replays)?);
        }
    }
    files.extend(gold);
    let mut all = Vec::new();
    for file in files {
        let old = file.old.unwrap_or_else(|| file.now.emptied());
        let moved = old.moved(&file.now);
        let shown = sanitize_line(&file.shown);
        if update {
            if moved.is_empty() {
                remove(&file.pending)?;
            } else {
                write(&file.pending, &file.now.text())?;
                writeln!(
                    streams.err,
                    "{shown}: {} pending; `teller-coach replay review` shows them",
                    crate::report::text::count(moved.len(), "change", "changes")
                )?;
            }
        } else {
            for one in &moved {
                writeln!(streams.err, "{shown}: {}", one.headline())?;
                streams.err.write_all(one.details().as_bytes())?;
                exit = Exit::FellShort;
            }
            if file.pending.exists() {
                writeln!(
                    streams.err,
                    "{}: not reviewed yet",
                    sanitize_line(&file.pending.display().to_string())
                )?;
                exit = Exit::FellShort;
            }
        }
        all.push(Compared {
            file: file.shown,
            moved,
            now: file.now,
        });
    }
    replays.reach = Reach::over(&all);
    if let Some(reach) = &replays.reach {
        streams.err.write_all(reach.text().as_bytes())?;
    }
    Ok(exit)
}

/// The gold of these folders, rated now, each with the marks accepted in it.
///
/// # Errors
/// Where gold or its marks can't be read, with the file.
pub(super) fn of_gold(
    folders: &[PathBuf],
    jobs: Option<NonZeroUsize>,
) -> anyhow::Result<Vec<File>> {
    let mut out = Vec::new();
    for folder in folders {
        let items = gold::read_all(std::slice::from_ref(folder))?;
        let replies = shares::on_all_cores(items, jobs, |share| {
            let rated = share.into_iter().map(|item| {
                let situation = Situation::new(item.moment, &item.customer);
                let assessment = assess(&situation, &item.reply);
                let lang = Spoken::from_key(&item.language).unwrap_or(Spoken::Mixed);
                Marked::of_gold(&item.id, lang, &item.reply.words, &assessment)
            });
            rated.collect()
        });
        let stem = gold::folder(folder).join(GOLD);
        out.push(File::at(
            &stem.to_string_lossy(),
            Snapshot::of_gold(replies),
        )?);
    }
    Ok(out)
}

impl File {
    /// The marks there are now, and those accepted and pending in the files that begin so.
    fn at(stem: &str, now: Snapshot) -> anyhow::Result<Self> {
        let accepted = PathBuf::from(format!("{stem}{ENDING}"));
        Ok(Self {
            old: read(&accepted)?,
            shown: accepted.display().to_string(),
            pending: PathBuf::from(format!("{stem}{PENDING}")),
            now,
        })
    }
}

/// Files of marks, accepted or pending, in the folders of the scripts whose replay file is gone.
fn left_over(scripts: &[Script]) -> anyhow::Result<Vec<PathBuf>> {
    let paths = scripts.iter().filter_map(|script| script.path.as_deref());
    let mut folders: Vec<&Path> = paths.filter_map(Path::parent).collect();
    folders.sort_unstable();
    folders.dedup();
    let mut out = Vec::new();
    for folder in folders {
        let here = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let entries = std::fs::read_dir(here)
            .with_context(|| format!("failed to read the folder {}", here.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.to_string_lossy();
            let stem = [PENDING, ENDING]
                .iter()
                .find_map(|end| name.strip_suffix(end));
            let of_gold = |stem: &str| {
                let stem = Path::new(stem);
                stem.ends_with(GOLD) && stem.with_file_name("items.jsonl").exists()
            };
            let orphaned =
                |stem: &str| !Path::new(&format!("{stem}.replay.yaml")).exists() && !of_gold(stem);
            if stem.is_some_and(orphaned) {
                out.push(path);
            }
        }
    }
    out.sort_unstable();
    Ok(out)
}

fn file(script: &Script, path: &Path, replays: &Replays) -> anyhow::Result<File> {
    let name = path.to_string_lossy();
    let stem = name.strip_suffix(".replay.yaml").unwrap_or(&name);
    let cases = replays.cases.iter();
    let cases: Vec<_> = cases.filter(|case| case.file == script.name).collect();
    let mut file = File::at(stem, Snapshot::of(&script.replay.scenario, &cases))?;
    // What is left out today keeps the marks it has.
    let left_out = |label: &str| {
        cases
            .iter()
            .any(|case| case.skipped.is_some() && case.label() == label)
    };
    let kept = file.old.iter().flat_map(|old| &old.replies);
    let kept: Vec<Marked> = kept.filter(|one| left_out(&one.case)).cloned().collect();
    file.now.replies.extend(kept);
    Ok(file)
}

/// The marks in a file; none where there is no file.
pub(super) fn read(path: &Path) -> anyhow::Result<Option<Snapshot>> {
    if !path.exists() {
        return Ok(None);
    }
    let source = files::read(path).map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    let read = Snapshot::read(&source.text).map_err(anyhow::Error::msg);
    read.map(Some)
        .with_context(|| format!("failed to read {}", path.display()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "marks stand beside the replay files and in the folders of gold that the user named"
)]
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("failed to write {}", path.display()))
}

pub(super) fn remove(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        std::fs::remove_file(path)
            .with_context(|| format!("failed to remove {}", path.display()))?;
    }
    Ok(())
}
