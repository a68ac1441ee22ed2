//! `class table [DRILL]`: a class on one screen.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{ClassArgs, with_scenarios};
use crate::cli::{Exit, Streams, files, world};
use crate::terminal;
use crate::text::sanitize_line;
use crate::tui::Scorer;
use crate::tui::class::roster::{self, Member};
use crate::tui::class::{Table, TableSetup};

/// What `class table` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The drill: one of the program's, or a file that ends in `.drill.yaml`
    #[arg(default_value = "morning-meeting")]
    drill: String,
    /// Who is there: a table as CSV with names, and ids and branches where there are any
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// The seed of the encounters and of who is drawn
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    class: ClassArgs,
}

/// Opens the table.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let roster = match &args.roster {
        None => Vec::new(),
        Some(file) => match read(file, streams)? {
            Ok(roster) => roster,
            Err(exit) => return Ok(exit),
        },
    };
    let Some(began) = args.class.begin(streams)? else {
        return Ok(Exit::Usage);
    };
    let found = with_scenarios(&args.drill, &began.opened.library, streams)?;
    let Some((drill, scenarios)) = found else {
        return Ok(Exit::Usage);
    };
    let look = args.class.look(&began);
    let setup = TableSetup {
        drill,
        scenarios,
        roster,
        seed: args.seed.unwrap_or_else(world::any_seed),
        language: look.language(),
        scorer: Scorer::default(),
        size: began.size,
    };
    terminal::restore_on_panic();
    let table = Table::new(setup, look);
    terminal::run(table, false, |_| Ok(()), None, |_| Vec::new()).context("the terminal failed")?;
    Ok(Exit::Fine)
}

/// Reads a roster; what is doubtful about it is said.
pub(in crate::cli) fn read(
    file: &std::path::Path,
    streams: &mut Streams<'_>,
) -> Result<std::result::Result<Vec<Member>, Exit>> {
    let source = match files::read(file) {
        Ok(source) => source,
        Err(input) => {
            super::super::complain(&[input], streams)?;
            return Ok(Err(Exit::Unreadable));
        }
    };
    let name = sanitize_line(&source.name);
    for note in &source.notes {
        writeln!(
            streams.err,
            "teller-coach: {name}: {}; {}",
            note.message, note.fix
        )?;
    }
    match roster::read(&source.text) {
        Ok(roster) => Ok(Ok(roster)),
        Err(why) => {
            writeln!(streams.err, "teller-coach: {name}: {}", sanitize_line(&why))?;
            Ok(Err(Exit::Unreadable))
        }
    }
}
