//! Snapshots of marks beside replay files: pending ones written, checked, reviewed one by one. Must not know how they look.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::tasks::Script;
use crate::cli::{Exit, Streams, files};
use crate::report::Replays;
use crate::report::marks::{self, Moved, Snapshot};
use crate::text::sanitize_line;

/// What `replay review` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Files, and folders whose *.marks.json.new files are meant
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,
    /// Take everything over without asking
    #[arg(long, conflicts_with = "reject")]
    accept: bool,
    /// Throw everything pending away without asking
    #[arg(long)]
    reject: bool,
}

/// How the file of accepted marks ends, beside `.replay.yaml`.
const ENDING: &str = ".marks.json";
/// How the file of pending marks ends.
const PENDING: &str = ".marks.json.new";

/// The marks of one replay file: accepted and as they are now.
struct File {
    shown: String,
    pending: PathBuf,
    old: Option<Snapshot>,
    now: Snapshot,
}

/// Compares the marks of what was played with those accepted. With `update` what has moved becomes pending; without, anything
/// moved, pending or orphaned falls short.
pub(super) fn compare(
    scripts: &[Script],
    replays: &Replays,
    update: bool,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let mut exit = Exit::Fine;
    if scripts.iter().all(|script| script.path.is_none()) {
        writeln!(
            streams.err,
            "teller-coach: marks stand beside replay files: name the files or their folder"
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
    let (mut all, mut snapshots) = (Vec::new(), Vec::new());
    for script in scripts {
        let Some(path) = &script.path else {
            continue;
        };
        let file = file(script, path, replays)?;
        let moved = file.old.as_ref().map_or_else(
            || empty(&file.now).moved(&file.now),
            |old| old.moved(&file.now),
        );
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
        all.extend(moved);
        snapshots.push(file.now);
    }
    if !all.is_empty() {
        streams
            .err
            .write_all(marks::radius(&all, &snapshots).as_bytes())?;
    }
    Ok(exit)
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
            if stem.is_some_and(|stem| !Path::new(&format!("{stem}.replay.yaml")).exists()) {
                out.push(path);
            }
        }
    }
    out.sort_unstable();
    Ok(out)
}

fn empty(now: &Snapshot) -> Snapshot {
    Snapshot {
        replies: Vec::new(),
        ..now.clone()
    }
}

fn file(script: &Script, path: &Path, replays: &Replays) -> anyhow::Result<File> {
    let name = path.to_string_lossy();
    let stem = name.strip_suffix(".replay.yaml").unwrap_or(&name);
    let (accepted, pending) = (
        PathBuf::from(format!("{stem}{ENDING}")),
        PathBuf::from(format!("{stem}{PENDING}")),
    );
    let cases = replays.cases.iter();
    let cases: Vec<_> = cases.filter(|case| case.file == script.name).collect();
    let old = read(&accepted)?;
    let mut now = Snapshot::of(&script.replay.scenario, &cases);
    // What is left out today keeps the marks it has.
    let left_out = |label: &str| {
        cases
            .iter()
            .any(|case| case.skipped.is_some() && case.label() == label)
    };
    let kept = old.iter().flat_map(|old| &old.replies);
    now.replies
        .extend(kept.filter(|one| left_out(&one.case)).cloned());
    Ok(File {
        shown: accepted.display().to_string(),
        old,
        pending,
        now,
    })
}

/// The marks in a file; none where there is no file.
fn read(path: &Path) -> anyhow::Result<Option<Snapshot>> {
    if !path.exists() {
        return Ok(None);
    }
    let source = files::read(path).map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    let read = Snapshot::read(&source.text).map_err(anyhow::Error::msg);
    read.map(Some)
        .with_context(|| format!("failed to read {}", path.display()))
}

/// Shows what is pending, one reply after another, and takes over what is accepted.
pub(super) fn review(
    args: &Args,
    input: &mut dyn BufRead,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let (sources, unreadable) = files::read_all(&args.paths, PENDING);
    // A folder without pending marks has nothing to review.
    if sources.is_empty() {
        for one in unreadable
            .iter()
            .filter(|one| !one.message.contains("there is no file"))
        {
            writeln!(streams.err, "teller-coach: {}: {}", one.name, one.message)?;
        }
        writeln!(streams.out, "nothing is pending")?;
        return Ok(Exit::Fine);
    }
    let mut left = 0;
    for source in sources {
        let Some(pending) = source.path else {
            continue;
        };
        let name = pending.to_string_lossy();
        let accepted = PathBuf::from(name.strip_suffix(".new").unwrap_or(&name));
        let now = Snapshot::read(&source.text)
            .map_err(anyhow::Error::msg)
            .with_context(|| format!("failed to read {}", pending.display()))?;
        let before = read(&accepted)?.unwrap_or_else(|| empty(&now));
        let mut old = before.clone();
        let mut open = 0;
        let mut stop = false;
        for moved in before.moved(&now) {
            writeln!(
                streams.out,
                "{}: {}",
                sanitize_line(&accepted.display().to_string()),
                moved.headline()
            )?;
            streams.out.write_all(moved.details().as_bytes())?;
            match decision(args, &moved, stop, input, streams)? {
                Decision::Accept => old.take(&moved),
                Decision::Reject => {}
                Decision::Later => open += 1,
                Decision::Stop => (stop, open) = (true, open + 1),
            }
        }
        old.order_as(&now);
        if old != before {
            write(&accepted, &old.text())?;
        }
        if open == 0 {
            remove(&pending)?;
        }
        left += open;
        if stop {
            break;
        }
    }
    if left > 0 {
        writeln!(streams.out, "{left} left for later")?;
    }
    Ok(Exit::Fine)
}

enum Decision {
    Accept,
    Reject,
    Later,
    Stop,
}

fn decision(
    args: &Args,
    moved: &Moved,
    stopped: bool,
    input: &mut dyn BufRead,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Decision> {
    if args.accept {
        return Ok(Decision::Accept);
    }
    if args.reject {
        return Ok(Decision::Reject);
    }
    if stopped {
        return Ok(Decision::Later);
    }
    let verb = if matches!(moved, Moved::Orphan(_)) {
        "forget it"
    } else {
        "accept"
    };
    loop {
        write!(streams.out, "[a] {verb}  [r] reject  [s] later  [q] stop: ")?;
        streams.out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(streams.out)?;
            return Ok(Decision::Stop);
        }
        match line.trim() {
            "a" => return Ok(Decision::Accept),
            "r" => return Ok(Decision::Reject),
            "s" => return Ok(Decision::Later),
            "q" => return Ok(Decision::Stop),
            _ => {}
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "marks stand beside the replay files that the user named"
)]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("failed to write {}", path.display()))
}

fn remove(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        std::fs::remove_file(path)
            .with_context(|| format!("failed to remove {}", path.display()))?;
    }
    Ok(())
}
