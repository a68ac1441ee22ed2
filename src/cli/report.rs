//! `report`: the reports of a head office, which `overview` writes, and `report merge`: the parts of a divided replay as one, in
//! any format. Must not play anything.

use std::path::{Path, PathBuf};

use super::replay::{Report, write};
use super::{Exit, Streams, overview};
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
    /// Each branch: people, replies, mean, weakest principle, red lines, who passed
    Branch(overview::Branches),
    /// Each person, by pseudonym
    Person(overview::People),
    /// Each of the eight principles: mean, how often it went badly, the branch where it goes worst
    Principle(overview::Principles),
    /// How far trainers' rulings and the scorer's marks agree, overall and on each principle
    Agreement(overview::Agreement),
    /// Who has not practised, or passed an exam or a class, within some days
    Due(overview::Due),
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

/// Writes one of them.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    match &args.what {
        What::Merge(args) => merge(args, streams),
        What::Branch(args) => overview::branches(args, streams),
        What::Person(args) => overview::people(args, streams),
        What::Principle(args) => overview::principles(args, streams),
        What::Agreement(args) => overview::agreement(args, streams),
        What::Due(args) => overview::due(args, streams),
    }
}

fn merge(args: &Merge, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
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
