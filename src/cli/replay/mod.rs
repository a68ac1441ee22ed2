//! `replay`: scripted conversations, run and compared with what they expect.

mod options;
mod tasks;
mod written;

use std::num::NonZeroUsize;
use std::path::PathBuf;

pub(super) use self::options::Report;
use self::options::{Shard, Wanted};
use self::tasks::{Script, play};
pub(super) use self::written::write;
use super::files;
use super::packs::LibraryArgs;
use super::shelf::{self, Shelf};
use super::{Exit, Streams};
use crate::replay::{Document, scenario_of};
use crate::report::{self, CheckedFile, Unreadable};
use crate::scenario::Problem;

/// What `replay` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all as expected; 1 an expectation was not met; 3 an input could not be read or has errors; 4 a report could not be written."
)]
pub(super) struct Args {
    /// Files, and folders whose *.replay.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// Write a report as FORMAT:FILE; FORMAT is text, json, junit, tap, html, github or markdown, FILE `-` is standard output
    #[arg(long = "report", value_name = "FORMAT:FILE")]
    reports: Vec<Report>,
    /// How many cases run at a time [default: one per processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Run only the Kth of N parts; a case's name says which it belongs to. `report merge` joins their json
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// Run only this case of a scenario, counted from 1; may be given several times
    #[arg(long = "case", value_name = "SCENARIO#NUMBER")]
    cases: Vec<Wanted>,
    /// Stop at the first case that fails
    #[arg(long)]
    fail_fast: bool,
    #[command(flatten)]
    library: LibraryArgs,
}

/// Runs the cases and writes the reports.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let opened = args.library.open();
    let mut unreadable = opened.unreadable;
    let sources = if args.paths.is_empty() {
        let mut all = shelf::sources(&opened.library);
        all.retain(|source| scenario_of(&source.name).is_some());
        all
    } else {
        let (sources, problems) = files::read_all(&args.paths, ".replay.yaml");
        unreadable.extend(problems);
        sources
    };
    super::complain(&unreadable, streams)?;
    let mut shelf = Shelf::new(&opened.library);
    let mut scripts = Vec::new();
    for source in sources {
        let document = Document::read(&source.name, &source.text, |id| shelf.find(&source, id));
        let argument = source.path.as_ref().map(|_| source.name.clone());
        match document.replay {
            Some((replay, scenario)) => scripts.push(Script {
                name: source.name,
                argument,
                replay,
                scenario,
            }),
            None => {
                let errors = document.problems.into_iter().filter(Problem::is_error);
                let file = CheckedFile {
                    name: source.name,
                    text: source.text,
                    problems: errors.collect(),
                };
                unreadable.push(Unreadable {
                    name: file.name.clone(),
                    message: format!(
                        "it was not replayed: {}",
                        report::text::count(file.problems.len(), "error", "errors")
                    ),
                });
                streams
                    .err
                    .write_all(report::text::problems(&file).as_bytes())?;
            }
        }
    }

    let mut replays = play(&scripts, args);
    replays.unreadable = unreadable;
    let mut exit = if replays.unreadable.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    };
    if !args.cases.is_empty() && replays.cases.is_empty() && exit == Exit::Fine {
        writeln!(streams.err, "teller-coach: there is no such case")?;
        return Ok(Exit::Usage);
    }
    write(&replays, &args.reports, streams)?;
    if replays.failed() > 0 {
        exit = exit.max(Exit::FellShort);
    }
    Ok(exit)
}
