//! The command line: one file per subcommand, and the only place that prints. A subcommand is one arm of `Command` and one
//! file with its `Args` and its `run`; it must not compute what another room can.

mod agreement;
mod archive;
mod bundle;
mod bundle_file;
mod check;
mod class;
mod completions;
mod config;
mod doctor;
mod early;
mod erase;
mod exit;
mod export;
mod files;
mod fit;
mod gold;
mod graph;
mod history;
mod import;
mod keeper;
mod kept;
mod list;
mod marked;
mod new;
mod next_step;
mod overview;
mod packs;
mod plain;
mod practice;
mod push;
mod recorder;
mod replay;
mod report;
mod rescue;
mod schema;
mod score;
mod shares;
mod shelf;
mod signature;
mod today;
mod world;
mod xapi;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use exit::Exit;

use crate::report::Unreadable;
use crate::text::{sanitize, sanitize_line};

/// Where a command writes: results to `out`, messages to `err`.
pub struct Streams<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Messages.
    pub err: &'a mut dyn Write,
}

#[derive(Debug, Parser)]
#[command(
    name = "teller-coach",
    version,
    about = "Practise talking with bank customers: free-text replies, scored on eight principles, with reasons",
    after_help = "Exit codes: 0 fine; 1 something fell short; 2 usage; 3 an input could not be read or parsed; 4 the machine failed.",
    max_term_width = 100
)]
#[command(args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a command the program opens its home screen.
    #[command(flatten)]
    screen: practice::ScreenArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compare the scorer with rated replies
    Agreement(agreement::Args),
    /// A class: one trainer, many terminals, one conversation
    #[command(subcommand)]
    Class(class::Command),
    /// Check scenario and replay files
    Check(check::Args),
    /// Write completions for a shell
    Completions(completions::Args),
    /// Show the settings in force, or write a config file to begin with
    Config(config::Args),
    /// Test terminal, locale, data directory and history, and say how to mend what is wrong
    Doctor(doctor::Args),
    /// Erase past encounters for good
    Erase(erase::Args),
    /// Write your own results for a spreadsheet, a program, a learning record store, or to print
    Export(export::Args),
    /// Fit the rubric to rated replies
    Fit(fit::Args),
    /// Draw the state machine of a scenario
    Graph(graph::Args),
    /// Past encounters: list, search, show one; rescue a damaged history
    History(history::Args),
    /// Add bundles of many places to a central store
    Import(import::Args),
    /// List the scenarios of the library
    List(list::Args),
    /// Write the manual page
    Man,
    /// Write a scenario and its replay to begin with
    New(new::Args),
    /// Practise: one encounter, or the library where no id is given
    Practice(practice::Args),
    /// How each principle has gone, and what is due when
    Progress(today::Args),
    /// Run scripted conversations and compare them with what they expect
    Replay(replay::Args),
    /// Reports of a head office from a central store; or the parts of a divided replay as one
    Report(report::Args),
    /// Write a JSON Schema of scenario files, for editors
    Schema(schema::Args),
    /// Rate replies: JSON Lines in, JSON Lines out
    Score(score::Args),
    /// One line that says what is worth practising now
    Today(today::Args),
}

/// Runs one command line, `args` beginning with the program's name.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = early::behind_the_command(&Cli::command(), args.into_iter().collect());
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Asking for help is no mistake. The message repeats what was typed, which may hold anything.
            let message = sanitize(&error.render().to_string());
            return if error.use_stderr() {
                let _ = write!(io::stderr(), "{message}");
                Exit::Usage.into()
            } else {
                let _ = write!(io::stdout(), "{message}");
                Exit::Fine.into()
            };
        }
    };
    // Not locked for good: a thread that panics must be able to say so.
    let mut streams = Streams {
        out: &mut io::stdout(),
        err: &mut io::stderr(),
    };
    let result = command(cli, &mut streams)
        .and_then(|exit| streams.out.flush().map(|()| exit).map_err(Into::into));
    match result {
        Ok(exit) => exit.into(),
        Err(error) if closed_pipe(&error) => Exit::Fine.into(),
        Err(error) => {
            let _ = writeln!(streams.err, "teller-coach: {error:#}");
            Exit::Machine.into()
        }
    }
}

fn command(cli: Cli, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let Some(command) = cli.command else {
        return practice::home(&cli.screen, streams);
    };
    match command {
        Command::Agreement(args) => agreement::run(&args, streams),
        Command::Class(command) => class::run(&command, streams),
        Command::Check(args) => check::run(&args, streams),
        Command::Completions(args) => completions::run(&args, streams),
        Command::Config(args) => config::run(&args, streams),
        Command::Doctor(args) => doctor::run(&args, streams),
        Command::Erase(args) => erase::run(&args, streams),
        Command::Export(args) => export::run(&args, streams),
        Command::Fit(args) => fit::run(&args, streams),
        Command::Graph(args) => graph::run(&args, streams),
        Command::History(args) => history::run(&args, streams),
        Command::Import(args) => import::run(&args, streams),
        Command::List(args) => list::run(&args, streams),
        Command::Man => completions::man(streams),
        Command::New(args) => new::run(&args, streams),
        Command::Practice(args) => practice::run(&args, streams),
        Command::Progress(args) => today::progress(&args, streams),
        Command::Replay(args) => replay::run(&args, streams),
        Command::Report(args) => report::run(&args, streams),
        Command::Schema(args) => schema::run(&args, streams),
        Command::Score(args) => score::run(&args, streams),
        Command::Today(args) => today::run(&args, streams),
    }
}

/// Whether the reader of our output went away (`teller-coach list | head -1`), which is its right.
fn closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Says on the message stream which inputs could not be read.
fn complain(unreadable: &[Unreadable], streams: &mut Streams<'_>) -> io::Result<()> {
    for input in unreadable {
        writeln!(
            streams.err,
            "teller-coach: {}: {}",
            sanitize_line(&input.name),
            sanitize_line(&input.message)
        )?;
    }
    Ok(())
}

/// Says why an input could not be read.
fn unreadable(error: &anyhow::Error, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    writeln!(
        streams.err,
        "teller-coach: {}",
        sanitize_line(&format!("{error:#}"))
    )?;
    Ok(Exit::Unreadable)
}
