//! `report merge`: the parts of a divided replay as one, in any format. Must not play anything.

use std::path::{Path, PathBuf};

use super::replay::{Report, write};
use super::{Exit, Streams};
use crate::report::{Replays, replay_json};
use crate::text::sanitize_line;

/// What `report` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Join what `replay --report json:FILE` wrote for each part of a divided run
    Merge(Merge),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all as expected; 1 an expectation was not met; 3 an input could not be read; 4 a report could not be written."
)]
struct Merge {
    /// The parts' json
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Write a report as FORMAT:FILE; formats as in `replay`, FILE `-` is standard output
    #[arg(long = "report", value_name = "FORMAT:FILE")]
    reports: Vec<Report>,
}

#[expect(clippy::disallowed_methods, reason = "the parts are files")]
fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("it could not be read: {error}"))
}

/// Joins the parts and writes the reports.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let What::Merge(args) = &args.what;
    let mut parts = Vec::with_capacity(args.parts.len());
    let mut exit = Exit::Fine;
    for path in &args.parts {
        let name = sanitize_line(&path.display().to_string());
        let read = text(path).and_then(|text| replay_json::read(&text));
        match read {
            Ok(part) => parts.push(part),
            Err(message) => {
                exit = Exit::Unreadable;
                writeln!(
                    streams.err,
                    "teller-coach: {name}: {}",
                    sanitize_line(&message)
                )?;
            }
        }
    }
    if exit != Exit::Fine {
        return Ok(exit);
    }
    let replays = Replays::joined(parts);
    write(&replays, &args.reports, streams)?;
    if !replays.unreadable.is_empty() {
        exit = Exit::Unreadable;
    }
    if replays.failed() > 0 {
        exit = exit.max(Exit::FellShort);
    }
    Ok(exit)
}
