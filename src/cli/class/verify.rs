//! `class verify [DIR]`: proves a class from its files.

use std::path::PathBuf;

use anyhow::Result;

use super::{directory, drill, no_class};
use crate::classroom::{Led, led, results, verify};
use crate::cli::packs::LibraryArgs;
use crate::cli::{Exit, Streams};
use crate::report::class::of_drill;
use crate::text::sanitize_line;

/// What `class verify` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all is as it was written; 1 something was altered, or can't be proved; 2 there is no such drill; 3 there is no class."
)]
pub(in crate::cli) struct Args {
    /// The folder of the class; without it, the one this machine keeps for its class
    dir: Option<PathBuf>,
    /// The drill it should have been led by: one of the program's, or a file that ends in `.drill.yaml`; without it the program's
    /// own of that name, if it is the same edition
    #[arg(long, value_name = "DRILL")]
    drill: Option<String>,
    #[command(flatten)]
    library: LibraryArgs,
}

/// Proves it, and says what is wrong.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let directory = directory(args.dir.as_ref());
    let library = args.library.open().library;
    let read = results(&directory).and_then(|results| {
        let verified = verify(&directory, &|id| library.scenario(id.as_str()))?;
        Ok((results, verified))
    });
    let (results, mut verified) = match read {
        Ok(read) => read,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    let wanted = args.drill.as_deref();
    let drill = match drill(wanted.unwrap_or(results.drill.as_str()), &library) {
        Ok(drill) => Some(drill),
        // A drill of the trainer's own is not at hand; only what was asked for must be.
        Err(_) if wanted.is_none() => None,
        Err(why) => {
            writeln!(streams.err, "teller-coach: {}", sanitize_line(&why))?;
            return Ok(Exit::Usage);
        }
    };
    let led = drill.map(|drill| led(&directory, &drill)).transpose()?;
    let mut exit = Exit::Fine;
    let said = match led {
        Some(Led::By(findings)) => {
            verified.findings.extend(findings);
            None
        }
        Some(Led::Unknown) => Some("an early version opened the class, and nothing says which edition of the drill it was led by".to_owned()),
        other => {
            if wanted.is_some() {
                exit = Exit::FellShort;
            }
            let by = match other {
                Some(Led::ByAnother(by)) => by,
                _ => of_drill(&results),
            };
            Some(format!(
                "that it was led as the drill says is not proved: it was led by {by}, which is not here; say `--drill FILE`"
            ))
        }
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
    if let Some(said) = said {
        writeln!(streams.out, "{}", sanitize_line(&said))?;
    }
    writeln!(streams.out, "end of the trainer's log: {}", verified.head)?;
    if !verified.findings.is_empty() {
        exit = Exit::FellShort;
    }
    Ok(exit)
}
