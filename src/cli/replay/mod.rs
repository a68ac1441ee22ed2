//! `replay`: scripted conversations, run and compared with what they expect.

mod options;
mod tasks;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Context as _;

use self::options::{Format, Report, Shard, Wanted};
use self::tasks::{Script, play};
use super::files;
use super::packs::LibraryArgs;
use super::shelf::{self, Shelf};
use super::{Exit, Streams};
use crate::replay::{Document, scenario_of};
use crate::report::{self, CheckedFile, Replays, Unreadable};
use crate::scenario::Problem;

/// What `replay` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all as expected; 1 an expectation was not met; 3 an input could not be read or has errors; 4 a report could not be written."
)]
pub(super) struct Args {
    /// Files, and folders whose *.replay.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// Write a report as FORMAT:FILE; FORMAT is text, json or junit, FILE `-` is standard output
    #[arg(long = "report", value_name = "FORMAT:FILE")]
    reports: Vec<Report>,
    /// How many cases run at a time [default: one per processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Run only every Nth case, beginning with the Kth
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
    if !args.cases.is_empty() && replays.cases().next().is_none() && exit == Exit::Fine {
        writeln!(streams.err, "teller-coach: there is no such case")?;
        return Ok(Exit::Usage);
    }
    write(&replays, &args.reports, streams)?;
    if replays.failed() > 0 {
        exit = exit.max(Exit::FellShort);
    }
    Ok(exit)
}

/// Writes the reports asked for; the text goes to standard output unless another report does.
fn write(replays: &Replays, reports: &[Report], streams: &mut Streams<'_>) -> anyhow::Result<()> {
    let render = |format: Format| match format {
        Format::Text => report::replay_text::replays(replays),
        Format::Json => report::replay_json::replays(replays),
        Format::Junit => report::junit::replays(replays),
    };
    if reports.iter().all(|report| report.file.is_some()) {
        streams.out.write_all(render(Format::Text).as_bytes())?;
    }
    for report in reports {
        let text = render(report.format);
        match &report.file {
            None => streams.out.write_all(text.as_bytes())?,
            Some(file) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "the command line writes the reports it is asked for"
                )]
                std::fs::write(file, text)
                    .with_context(|| format!("failed to write the report {}", file.display()))?;
            }
        }
    }
    Ok(())
}
