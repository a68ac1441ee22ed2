//! `check`: what is wrong with scenario and replay files.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use super::files::{self, Source};
use super::shelf::{self, Shelf};
use super::{Exit, Streams, world};
use crate::replay::{self, scenario_of};
use crate::report::{self, CheckedFile, Checks};
use crate::scenario::read::near;
use crate::scenario::{self, lint, problem};
use crate::text::sanitize_line;

/// What `check` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 no errors (warnings are allowed); 1 errors; 3 an input could not be read or is not YAML."
)]
pub(super) struct Args {
    /// Files, and folders whose *.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// How to write the problems
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Say what a rule is about, and check nothing
    #[arg(long, value_name = "RULE", conflicts_with = "paths")]
    explain: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Workflow commands of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// Checks the files and writes what is wrong.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    if let Some(name) = &args.explain {
        return explain(name, streams);
    }
    let (sources, unreadable) = if args.paths.is_empty() {
        (shelf::embedded(|_| true), Vec::new())
    } else {
        files::read_all(&args.paths, ".yaml")
    };
    let mut exit = Exit::Fine;
    let mut files = Vec::with_capacity(sources.len());
    for (file, parsed) in check_all(sources) {
        exit = exit.max(if !parsed {
            Exit::Unreadable
        } else if file.problems.iter().any(problem::Problem::is_error) {
            Exit::FellShort
        } else {
            Exit::Fine
        });
        files.push(file);
    }
    if !unreadable.is_empty() {
        exit = Exit::Unreadable;
    }
    let checks = Checks { files, unreadable };
    let text = match args.format {
        Format::Text => report::text::checks(&checks),
        Format::Json => report::json::checks(&checks),
        Format::Github => report::github::checks(&checks),
        Format::Sarif => report::sarif::checks(&checks),
    };
    streams.out.write_all(text.as_bytes())?;
    super::complain(&checks.unreadable, streams)?;
    Ok(exit)
}

fn explain(name: &str, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    if let Some(rule) = lint::rule(name) {
        writeln!(streams.out, "{}", rule.explanation())?;
        return Ok(Exit::Fine);
    }
    let known: Vec<&str> = lint::RULES.iter().map(|rule| rule.name).collect();
    let advice = near::advice(name, &known);
    writeln!(
        streams.err,
        "teller-coach: there is nothing more to say about `{}`; {advice}",
        sanitize_line(name)
    )?;
    Ok(Exit::Usage)
}

/// Checks every file, on all cores, and keeps their order.
fn check_all(sources: Vec<Source>) -> Vec<(CheckedFile, bool)> {
    let today = &world::today();
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = sources.len().div_ceil(cores).max(1);
    let mut shares: Vec<Vec<Source>> = Vec::new();
    for source in sources {
        match shares.last_mut().filter(|last| last.len() < share) {
            Some(last) => last.push(source),
            None => shares.push(vec![source]),
        }
    }
    let one_share = |share: Vec<Source>| {
        let mut shelf = Shelf::default();
        let checked = share
            .into_iter()
            .map(|source| check(source, &mut shelf, today));
        checked.collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || one_share(share)))
            .collect();
        let done = workers.into_iter().map(|worker| match worker.join() {
            Ok(checked) => checked,
            // What a thread panicked with goes on in this one, as if there had been one only.
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.flatten().collect()
    })
}

/// The problems of one file, and whether it is YAML at all.
fn check(source: Source, shelf: &mut Shelf, today: &str) -> (CheckedFile, bool) {
    let (found, parsed) = if scenario_of(&source.name).is_some() {
        let document =
            replay::Document::read(&source.name, &source.text, |id| shelf.find(&source, id));
        (document.problems, document.parsed)
    } else {
        let document = scenario::Document::read(&source.name, &source.text);
        let smells = lint::lint(&document, today);
        let mut found = document.problems;
        found.extend(smells);
        (found, document.tree.is_some())
    };
    let mut problems = source.notes;
    problems.extend(found);
    problem::sort(&mut problems);
    let file = CheckedFile {
        name: source.name,
        text: source.text,
        problems,
    };
    (file, parsed)
}
