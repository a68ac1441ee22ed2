//! `replay`: scripted conversations, run and compared with what they expect.

mod options;
mod suggest;
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
use crate::replay::{Document, percent, scenario_of};
use crate::report::{self, CheckedFile, Unreadable};
use crate::scenario::Problem;

/// What `replay` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all as expected; 1 an expectation was not met; 3 an input could not be read or has errors; 4 a report could not be written."
)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Files, and folders whose *.replay.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// Write a report as FORMAT:FILE; FORMAT is text, json, junit, tap, html, github, markdown or lcov, FILE `-` is standard output
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
    /// Say what the cases touch of the scenarios, and which lines no script meets
    #[arg(long)]
    coverage: bool,
    /// Fall short if less than so much of states, ways and endings is touched
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    coverage_min: Option<u8>,
    /// Stop at the first case that fails
    #[arg(long)]
    fail_fast: bool,
    #[command(flatten)]
    library: LibraryArgs,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Cases for the ways of a story that no script takes
    Suggest(suggest::Args),
}

impl Args {
    fn wants_coverage(&self) -> bool {
        let lcov = |report: &Report| report.format == options::Format::Lcov;
        self.coverage || self.coverage_min.is_some() || self.reports.iter().any(lcov)
    }
}

/// Runs the cases and writes the reports.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    if let Some(What::Suggest(args)) = &args.what {
        return suggest::suggested(args, streams);
    }
    let (scripts, unreadable) =
        read_scripts(&args.paths, &args.library, args.wants_coverage(), streams)?;
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
    let reached = percent(&replays.coverage);
    if let Some(least) = args.coverage_min
        && reached < usize::from(least)
    {
        writeln!(
            streams.err,
            "teller-coach: the cases touch {reached}% of states, ways and endings; {least}% was asked for"
        )?;
        exit = exit.max(Exit::FellShort);
    }
    Ok(exit)
}

/// The replay files that can be run, and what could not be read; where `coverage` is wanted, with what there is to touch.
fn read_scripts(
    paths: &[PathBuf],
    library: &LibraryArgs,
    coverage: bool,
    streams: &mut Streams<'_>,
) -> anyhow::Result<(Vec<Script>, Vec<Unreadable>)> {
    let opened = library.open();
    let mut unreadable = opened.unreadable;
    let sources = if paths.is_empty() {
        let mut all = shelf::sources(&opened.library);
        all.retain(|source| scenario_of(&source.name).is_some());
        all
    } else {
        let (sources, problems) = files::read_all(paths, ".replay.yaml");
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
                touched: coverage.then(|| shelf.touched(&source, &scenario)),
                name: source.name,
                argument,
                path: source.path,
                text: source.text,
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
    Ok((scripts, unreadable))
}
