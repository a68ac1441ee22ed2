//! `replay`: scripted conversations, run and compared with what they expect.

mod changed;
mod marks;
mod mutants;
mod options;
mod progress;
mod review;
mod scripts;
mod select;
mod suggest;
mod tasks;
mod watch;
mod written;

use std::num::NonZeroUsize;
use std::path::PathBuf;

pub(super) use self::options::Report;
use self::options::{Shard, Wanted};
use self::scripts::read_scripts;
use self::select::Selection;
use self::tasks::play;
pub(super) use self::written::write;
use super::packs::LibraryArgs;
use super::{Exit, Streams, unreadable};
use crate::replay::percent;

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
    /// Run only cases with this tag, their own or their scenario's; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Run only cases whose name, in either language, holds these words
    #[arg(long, value_name = "WORDS")]
    name: Option<String>,
    /// Run only cases that this says: `tag:fraud and not (lang:en or name:"in Chinese")`; there are tag, name, scenario and lang
    #[arg(long, value_name = "EXPRESSION")]
    select: Option<Selection>,
    /// Run only files of which the replay or the scenario is named in this list, a line each, as `git diff --name-only` prints it; `-` is standard input
    #[arg(long, value_name = "FILE")]
    changed: Option<PathBuf>,
    /// Run again whenever a file has been saved, until Ctrl-C
    #[arg(long, requires = "paths", conflicts_with = "changed")]
    watch: bool,
    /// Play every case twice; one that goes otherwise the second time has failed
    #[arg(long)]
    twice: bool,
    /// Say what the cases touch of the scenarios, and which lines no script meets
    #[arg(long)]
    coverage: bool,
    /// Fall short if less than so much of states, ways and endings is touched
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    coverage_min: Option<u8>,
    /// Write a page for each case played, to step through its turns, into this folder
    #[arg(long, value_name = "DIR")]
    trace: Option<PathBuf>,
    /// Compare the marks with those accepted beside each file; what has moved waits for `replay review`
    #[arg(long, group = "comparing", conflicts_with_all = ["cases", "tags", "name", "select", "shard", "fail_fast"])]
    update: bool,
    /// Fall short if marks have moved, wait for a review, or are left over from replies that are gone
    #[arg(long, group = "comparing", conflicts_with_all = ["cases", "tags", "name", "select", "shard", "fail_fast"])]
    check: bool,
    /// With `--update` or `--check`, the marks of these rated replies as well, accepted in gold.marks.json in their folder; may be given several times
    #[arg(long, value_name = "DIR", requires = "comparing")]
    gold: Vec<PathBuf>,
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
    /// Change scenarios and replies one at a time, and say which changes no script notices
    Mutants(mutants::Args),
    /// Show the marks that have moved since `--update`, and take them over or not
    Review(review::Args),
}

impl Args {
    fn wants_coverage(&self) -> bool {
        let lcov = |report: &Report| report.format == options::Format::Lcov;
        self.coverage || self.coverage_min.is_some() || self.reports.iter().any(lcov)
    }
}

/// Runs the cases and writes the reports.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    match &args.what {
        Some(What::Suggest(args)) => return suggest::suggested(args, streams),
        Some(What::Mutants(args)) => return mutants::noticed(args, streams),
        Some(What::Review(args)) => {
            return review::review(args, &mut std::io::stdin().lock(), streams);
        }
        None => {}
    }
    if args.watch {
        watch::forever(&args.paths, streams, |streams| {
            once(args, streams).map(drop)
        })?;
        return Ok(Exit::Fine);
    }
    once(args, streams)
}

fn once(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let (mut scripts, unread) = read_scripts(
        &args.paths,
        &args.library,
        args.wants_coverage(),
        args.jobs,
        streams,
    )?;
    if let Some(list) = &args.changed {
        let names = changed::names(list)?;
        scripts.retain(|script| changed::concerns(script, &names));
    }
    let mut replays = play(&scripts, args, streams);
    replays.unreadable = unread;
    let mut exit = if replays.unreadable.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    };
    let chosen = !args.cases.is_empty()
        || !args.tags.is_empty()
        || args.name.is_some()
        || args.select.is_some();
    if chosen && args.shard.is_none() && replays.cases.is_empty() && exit == Exit::Fine {
        writeln!(streams.err, "teller-coach: there is no such case")?;
        return Ok(Exit::Usage);
    }
    if args.update || args.check {
        exit = exit.max(match marks::of_gold(&args.gold, args.jobs) {
            Ok(gold) => marks::compare(&scripts, gold, &mut replays, args.update, streams)?,
            Err(error) => unreadable(&error, streams)?,
        });
    }
    write(&replays, &args.reports, streams)?;
    if let Some(folder) = &args.trace {
        written::traces(folder, &scripts, &replays)?;
    }
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
