//! `replay review`: pending marks shown with how far they reach, and taken over or not, one by one or all at once. Must not mark.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::marks;
use crate::cli::{Exit, Streams, files};
use crate::report::marks::{Moved, Snapshot};
use crate::report::reach::{Compared, Reach};
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

/// Marks that wait for a decision.
struct Waiting {
    pending: PathBuf,
    accepted: PathBuf,
    before: Snapshot,
    now: Snapshot,
}

impl Waiting {
    fn read(pending: &Path, text: &str) -> anyhow::Result<Self> {
        let now = Snapshot::read(text)
            .map_err(anyhow::Error::msg)
            .with_context(|| format!("failed to read {}", pending.display()))?;
        let name = pending.to_string_lossy();
        let accepted = PathBuf::from(name.strip_suffix(".new").unwrap_or(&name));
        Ok(Self {
            before: marks::read(&accepted)?.unwrap_or_else(|| now.emptied()),
            pending: pending.to_owned(),
            accepted,
            now,
        })
    }

    fn compared(&self) -> Compared {
        Compared {
            file: self.accepted.display().to_string(),
            moved: self.before.moved(&self.now),
            now: self.now.clone(),
        }
    }
}

/// Shows what is pending, one reply after another, and takes over what is accepted.
pub(super) fn review(
    args: &Args,
    input: &mut dyn BufRead,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let (sources, unreadable) = files::read_all(&args.paths, marks::PENDING);
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
    let mut waiting = Vec::new();
    for pending in sources
        .iter()
        .filter_map(|source| source.path.as_deref().map(|path| (path, &source.text)))
    {
        waiting.push(Waiting::read(pending.0, pending.1)?);
    }
    let compared: Vec<Compared> = waiting.iter().map(Waiting::compared).collect();
    if let Some(reach) = Reach::over(&compared) {
        streams.out.write_all(reach.text().as_bytes())?;
    }
    let mut left = 0;
    for Waiting {
        pending,
        accepted,
        before,
        now,
    } in waiting
    {
        let mut old = before.clone();
        let mut open = 0;
        let mut stop = false;
        for moved in before.moved(&now) {
            if !args.accept && !args.reject {
                writeln!(
                    streams.out,
                    "{}: {}",
                    sanitize_line(&accepted.display().to_string()),
                    moved.headline()
                )?;
                streams.out.write_all(moved.details().as_bytes())?;
            }
            match decision(args, &moved, stop, input, streams)? {
                Decision::Accept => old.take(&moved),
                Decision::Reject => {}
                Decision::Later => open += 1,
                Decision::Stop => (stop, open) = (true, open + 1),
            }
        }
        old.order_as(&now);
        if old != before {
            marks::write(&accepted, &old.text())?;
        }
        if open == 0 {
            marks::remove(&pending)?;
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
