//! `export`: one's own results for a spreadsheet, a program, a learning record store, or to print. Written encounter by
//! encounter, so that a long history needs no memory; only the page to print is made whole.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::bundle::{self, SentArgs};
use super::kept::{Kept, KeptArgs};
use super::{Exit, Streams, world};
use crate::i18n::Texts;
use crate::progress::{KeptEncounter, trends};
use crate::report::{csv, html, past_json, xapi};

/// What `export` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The form
    #[arg(long, value_enum)]
    format: Format,
    /// The file to write; without it standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only encounters that began on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    #[command(flatten)]
    kept: KeptArgs,
    #[command(flatten)]
    sent: SentArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One row a reply, for a spreadsheet
    Csv,
    /// One array of encounters
    Json,
    /// xAPI statements, one a line
    Xapi,
    /// One page with charts, to look at and to print
    Html,
    /// Attempts without a name, for `import` into a central store
    Bundle,
}

/// Writes the results.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    if args.format == Format::Bundle {
        let output = args.output.as_ref();
        return bundle::run(&args.sent, &args.kept, args.since, output, streams);
    }
    let kept = args.kept.open()?;
    match &args.output {
        None => write(args, &kept, streams.out)?,
        Some(path) => {
            let mut file = create(path)
                .with_context(|| format!("cannot make `{}`; check its folder", path.display()))?;
            write(args, &kept, &mut file)
                .and_then(|()| file.flush().map_err(Into::into))
                .with_context(|| format!("cannot write `{}`", path.display()))?;
        }
    }
    Ok(Exit::Fine)
}

#[expect(
    clippy::disallowed_methods,
    reason = "commands write what they are asked for"
)]
fn create(path: &Path) -> std::io::Result<BufWriter<File>> {
    File::create(path).map(BufWriter::new)
}

fn write(args: &Args, kept: &Kept, out: &mut dyn std::io::Write) -> Result<()> {
    let ids = match &kept.store {
        Some(store) => store.encounters()?,
        None => Vec::new(),
    };
    // A pseudonym that stays the same as long as the history does.
    let actor = ids.first().map_or_else(String::new, |first| {
        let digest = Sha256::digest(first.as_bytes());
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    });
    let zone = world::zone();
    let wanted = |one: &KeptEncounter| {
        args.since
            .is_none_or(|since| zone.to_datetime(one.at).date() >= since)
    };
    let mut first = true;
    let mut page: Vec<KeptEncounter> = Vec::new();
    match args.format {
        Format::Csv => write!(out, "{}", csv::head())?,
        Format::Json => write!(out, "[")?,
        Format::Xapi | Format::Html | Format::Bundle => {}
    }
    for id in &ids {
        for one in kept
            .read(std::slice::from_ref(id))?
            .into_iter()
            .filter(wanted)
        {
            match args.format {
                Format::Csv => write!(out, "{}", csv::rows(&one))?,
                Format::Json => {
                    let comma = if first { "" } else { "," };
                    write!(out, "{comma}\n{}", past_json::encounter(&one))?;
                }
                Format::Xapi => write!(out, "{}", xapi::statements(&one, &actor))?,
                Format::Html => page.push(one),
                // Written by its own file.
                Format::Bundle => {}
            }
            first = false;
        }
    }
    match args.format {
        Format::Json => writeln!(out, "\n]")?,
        Format::Html => {
            let texts = Texts::new(kept.language);
            let days = match &kept.store {
                Some(store) => store.days()?,
                None => Vec::new(),
            };
            let trends = trends(&days);
            page.reverse();
            let title = |one: &KeptEncounter| kept.title(&one.scenario);
            write!(out, "{}", html::page(&texts, &zone, &trends, &page, title))?;
        }
        Format::Csv | Format::Xapi | Format::Bundle => {}
    }
    Ok(())
}
