//! `replay mutants`: do the scripts notice it when a scenario or a reply is changed? Must not make the changes.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::scripts::read_scripts;
use super::suggest::show_or_add;
use crate::cli::packs::LibraryArgs;
use crate::cli::{Exit, Streams, shares};
use crate::replay::{At, Noticed, notice};
use crate::report::noticed::{self, Change, Row};
use crate::report::suggested;

/// What `replay mutants` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Files, and folders whose *.replay.yaml files are meant; without any, the library in the program
    paths: Vec<PathBuf>,
    /// Fall short if less than so much of the changes is noticed
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min: Option<u8>,
    /// Show cases that would notice changes of scenarios which none notices
    #[arg(long)]
    suggest: bool,
    /// Add those cases to the end of the files
    #[arg(long)]
    append: bool,
    /// One JSON object instead of lines
    #[arg(long, conflicts_with_all = ["suggest", "append"])]
    json: bool,
    /// How many files are looked at at a time [default: one per processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    library: LibraryArgs,
}

/// Changes, plays, and says what went unnoticed.
pub(super) fn noticed(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    // What there is to touch knows the line of every rule.
    let (scripts, unreadable) = read_scripts(&args.paths, &args.library, true, args.jobs, streams)?;
    let found: Vec<Noticed> = shares::on_all_cores(scripts.iter().collect(), args.jobs, |share| {
        share
            .into_iter()
            .map(|script: &super::tasks::Script| notice(&script.scenario, &script.replay))
            .collect()
    });
    let rows: Vec<Row> = scripts
        .iter()
        .zip(&found)
        .map(|(script, found)| Row {
            scenario: script.replay.scenario.clone(),
            mutants: found.mutants,
            noticed: found.noticed,
            alike: found.alike,
            unnoticed: found
                .unnoticed
                .iter()
                .map(|one| {
                    let (file, line) = match &one.at {
                        At::Rule(state, rule) => match &script.touched {
                            Some(there) => (there.file.clone(), there.line_of(state, *rule)),
                            None => (script.name.clone(), 1),
                        },
                        At::Replay(place) => (script.name.clone(), place.line),
                    };
                    Change {
                        file,
                        line,
                        what: one.what.clone(),
                    }
                })
                .collect(),
        })
        .collect();
    let mut exit = if unreadable.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    };
    if args.suggest || args.append {
        for (script, found) in scripts.iter().zip(&found) {
            if !found.suggested.is_empty() {
                let lines = suggested::changes(&found.suggested);
                exit = exit.max(show_or_add(script, &lines, args.append, streams)?);
            }
        }
        return Ok(exit);
    }
    let shown = if args.json {
        noticed::json(&rows)
    } else {
        noticed::text(&rows)
    };
    streams.out.write_all(shown.as_bytes())?;
    let share = noticed::percent(&rows);
    if let Some(least) = args.min
        && share < usize::from(least)
    {
        writeln!(
            streams.err,
            "teller-coach: the scripts notice {share}% of the changes; {least}% was asked for"
        )?;
        exit = exit.max(Exit::FellShort);
    }
    Ok(exit)
}
