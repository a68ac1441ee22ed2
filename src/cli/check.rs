//! `check`: what is wrong with scenario and replay files.

use std::path::PathBuf;

use super::files::{self, Source};
use super::shelf::{self, Shelf};
use super::{Exit, Streams};
use crate::replay::{self, scenario_of};
use crate::report::{self, CheckedFile, Checks};
use crate::scenario::{self, problem};

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
    let (sources, unreadable) = if args.paths.is_empty() {
        (shelf::embedded(|_| true), Vec::new())
    } else {
        files::read_all(&args.paths, ".yaml")
    };
    let mut exit = Exit::Fine;
    let mut shelf = Shelf::default();
    let mut files = Vec::with_capacity(sources.len());
    for source in sources {
        let (file, parsed) = check(source, &mut shelf);
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

/// The problems of one file, and whether it is YAML at all.
fn check(source: Source, shelf: &mut Shelf) -> (CheckedFile, bool) {
    let (found, parsed) = if scenario_of(&source.name).is_some() {
        let document =
            replay::Document::read(&source.name, &source.text, |id| shelf.find(&source, id));
        (document.problems, document.parsed)
    } else {
        let document = scenario::Document::read(&source.name, &source.text);
        (document.problems, document.tree.is_some())
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
