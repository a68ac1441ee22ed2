//! `class report [DIR]`: a class for print, for a spreadsheet, for a program, for a learning record store; and its rulings as
//! gold. Must not work out results.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::keep::moment;
use super::{certificates, directory, no_class};
use crate::classroom::results;
use crate::cli::bundle::{self, BundleArgs};
use crate::cli::packs::LibraryArgs;
use crate::cli::practice::LookArgs;
use crate::cli::push::{self, Push};
use crate::cli::world::{self, World};
use crate::cli::xapi::{XapiArgs, only_with_xapi};
use crate::cli::{Exit, Streams, kept};
use crate::i18n::Texts;
use crate::report::class::{self, AnswerResults, ClassResults};
use crate::report::xapi::{Statement, Statements};

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
    /// Name people in statements as they signed in, instead of by pseudonyms; with `--format xapi`
    #[arg(long)]
    names: bool,
    #[command(flatten)]
    xapi: XapiArgs,
    /// Where it is noted what a record store has accepted; without it your own data directory
    #[arg(long, value_name = "DIR", requires = "push")]
    data: Option<PathBuf>,
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
    /// xAPI statements, one a line, for a learning record store
    Xapi,
    /// Attempts without names, for `import` into a central store
    Bundle,
    /// A page to print for each who passed: a folder, without `--output` the one called `certificates` in the class's
    Certificates,
}

/// Writes it, or sends it.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let alien = args.names.then_some("--names");
    let alien = alien.or_else(|| args.xapi.alien());
    if let Some(flag) = alien.filter(|_| args.format != Format::Xapi) {
        writeln!(streams.err, "{}", only_with_xapi(flag))?;
        return Ok(Exit::Usage);
    }
    if args.format == Format::Certificates {
        let directory = directory(args.dir.as_ref());
        let world = World::look();
        let library = args.library.open_with_own(&world).library;
        let texts = Texts::new(language(args, &world));
        let output = args.output.as_deref();
        return certificates::run(&directory, &library, output, &texts, streams);
    }
    let results = match results(&directory(args.dir.as_ref())) {
        Ok(results) => results,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    let text = match args.format {
        Format::Html => page(args, &results),
        Format::Csv => class::rows(&results),
        Format::Json => class::json(&results),
        // Written above, without the rest.
        Format::Certificates => return Ok(Exit::Fine),
        Format::Gold => return gold(args, &results, streams),
        Format::Xapi => {
            let all = statements(args, &results);
            if let Some(address) = &args.xapi.push.push {
                return send(args, all, address, streams);
            }
            all.iter().map(|one| format!("{one}\n")).collect()
        }
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

fn statements(args: &Args, results: &ClassResults) -> Vec<Statement> {
    let library = args.library.open().library;
    let title = |id: &crate::domain::ScenarioId| {
        let scenario = library.scenario(id.as_str());
        scenario.map(|scenario| scenario.title.clone())
    };
    Statements::new(args.xapi.manner(args.names), &title).of_class(results)
}

fn send(
    args: &Args,
    statements: Vec<Statement>,
    address: &str,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let world = World::look();
    let texts = Texts::new(language(args, &world));
    let folder = kept::folder(args.data.as_deref(), &world)?;
    let mut push = match Push::open(&args.xapi.push, address, &folder, &texts) {
        Ok(push) => push,
        Err(error) => return push::told(error, streams),
    };
    let sent = push.add(statements, streams);
    push.finish(sent, streams)
        .or_else(|error| push::told(error, streams))
}

fn language(args: &Args, world: &World) -> crate::domain::Language {
    let config = crate::cli::config::Config::default();
    args.look.language(&config, world)
}

fn page(args: &Args, results: &ClassResults) -> String {
    let world = World::look();
    let language = language(args, &world);
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

/// The replies that the trainer has ruled on, with the ratings the trainer gave.
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
pub(super) fn write(file: &std::path::Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
