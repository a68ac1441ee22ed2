//! `class verify [DIR]`: proves a class from its files.

use std::path::PathBuf;

use anyhow::Result;

use super::{directory, no_class};
use crate::classroom::verify;
use crate::cli::packs::LibraryArgs;
use crate::cli::{Exit, Streams};
use crate::text::sanitize_line;

/// What `class verify` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all is as it was written; 1 something was altered, or can't be proved; 3 there is no class."
)]
pub(in crate::cli) struct Args {
    /// The folder of the class; without it, the one this machine keeps for its class
    dir: Option<PathBuf>,
    #[command(flatten)]
    library: LibraryArgs,
}

/// Proves it, and says what is wrong.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let directory = directory(args.dir.as_ref());
    let library = args.library.open().library;
    let verified = match verify(&directory, &|id| library.scenario(id.as_str())) {
        Ok(verified) => verified,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    for finding in &verified.findings {
        let line = finding
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        writeln!(
            streams.out,
            "{}{line}: {}",
            sanitize_line(&finding.file),
            sanitize_line(&finding.what)
        )?;
    }
    writeln!(
        streams.out,
        "{} lines of {} seats and the trainer read, {} replies rated anew: {}",
        verified.lines,
        verified.seats,
        verified.replies,
        match verified.findings.len() {
            0 => "all as it was written".to_owned(),
            1 => "1 thing is not as it was written".to_owned(),
            many => format!("{many} things are not as they were written"),
        }
    )?;
    writeln!(streams.out, "end of the trainer's log: {}", verified.head)?;
    Ok(if verified.findings.is_empty() {
        Exit::Fine
    } else {
        Exit::FellShort
    })
}
