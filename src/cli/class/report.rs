//! `class report [DIR]`: a class for print, for a spreadsheet, for a program; and its rulings as gold.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::{directory, no_class};
use crate::classroom::results;
use crate::cli::bundle::{self, BundleArgs};
use crate::cli::packs::LibraryArgs;
use crate::cli::practice::LookArgs;
use crate::cli::world::{self, World};
use crate::cli::{Exit, Streams};
use crate::domain::Moment;
use crate::i18n::Texts;
use crate::report::class::{self, AnswerResults, ClassResults};
use crate::scenario::Library;

/// What `class report` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The folder of the class; without it, the one this machine keeps for its class
    dir: Option<PathBuf>,
    /// The form
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// The file to write; without it standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    look: LookArgs,
    #[command(flatten)]
    library: LibraryArgs,
    #[command(flatten)]
    bundle: BundleArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page to print
    Html,
    /// One row an answer, for a spreadsheet
    Csv,
    /// All of it, for programs
    Json,
    /// What the trainer has ruled, as rated replies for `fit` and `agreement`: a folder
    Gold,
    /// Attempts without names, for `import` into a central store
    Bundle,
}

/// Writes it.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let results = match results(&directory(args.dir.as_ref())) {
        Ok(results) => results,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    let text = match args.format {
        Format::Html => page(args, &results),
        Format::Csv => class::rows(&results),
        Format::Json => class::json(&results),
        Format::Gold => return gold(args, &results, streams),
        Format::Bundle => {
            let library = args.library.open().library;
            let moment = |answer: &AnswerResults| moment(&library, answer);
            let output = args.output.as_ref();
            return bundle::class(&args.bundle, &results, output, moment, streams);
        }
    };
    match &args.output {
        Some(file) => write(file, &text)?,
        None => streams.out.write_all(text.as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn page(args: &Args, results: &ClassResults) -> String {
    let world = World::look();
    let language = args
        .look
        .language(&crate::cli::config::Config::default(), &world);
    let library = args.library.open().library;
    class::page(
        &Texts::new(language),
        &world::zone(),
        results,
        |answer, language| {
            library.scenario(answer.scenario.as_str()).map_or_else(
                || answer.scenario.to_string(),
                |scenario| scenario.title.get(language).to_owned(),
            )
        },
    )
}

/// The moment in which an answer was given; none where the library has its state no longer.
fn moment(library: &Library, answer: &AnswerResults) -> Option<Moment> {
    let scenario = library.scenario(answer.scenario.as_str())?;
    scenario.state(&answer.state).map(|state| state.moment)
}

/// The replies that the trainer has ruled on, with the scorer's marks of the principles and the trainer's own overall.
fn gold(args: &Args, results: &ClassResults, streams: &mut Streams<'_>) -> Result<Exit> {
    let Some(folder) = &args.output else {
        writeln!(
            streams.err,
            "teller-coach: rated replies are two files: name a folder with `--output DIR`"
        )?;
        return Ok(Exit::Usage);
    };
    let library = args.library.open().library;
    let (items, ratings) = class::gold(results, |answer| moment(&library, answer));
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    write(&folder.join("items.jsonl"), &items)?;
    write(&folder.join("ratings_trainer.jsonl"), &ratings)?;
    Ok(Exit::Fine)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line writes what it is asked for"
)]
fn write(file: &std::path::Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
