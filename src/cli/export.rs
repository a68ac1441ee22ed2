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
use super::push::{self, Push};
use super::world::World;
use super::xapi::{XapiArgs, only_with_xapi};
use super::{Exit, Streams, world};
use crate::i18n::Texts;
use crate::progress::{KeptEncounter, trends};
use crate::report::xapi::Statements;
use crate::report::{csv, html, past_json};
use crate::store::{Outbox, OutboxError};

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
    /// The name of your account at the bank, instead of a pseudonym; with `--format xapi`
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    account: Option<String>,
    #[command(flatten)]
    xapi: XapiArgs,
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

/// Writes the results, or sends them.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let alien = args.account.as_ref().map(|_| "--account");
    let alien = alien.or_else(|| args.xapi.alien());
    if let Some(flag) = alien.filter(|_| args.format != Format::Xapi) {
        writeln!(streams.err, "{}", only_with_xapi(flag))?;
        return Ok(Exit::Usage);
    }
    if args.format == Format::Bundle {
        let output = args.output.as_ref();
        return bundle::run(&args.sent, &args.kept, args.since, output, streams);
    }
    let kept = args.kept.open()?;
    if let Some(address) = &args.xapi.push.push {
        return send(args, &kept, address, streams);
    }
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

/// Sends statements to the record store at `address`.
fn send(args: &Args, kept: &Kept, address: &str, streams: &mut Streams<'_>) -> Result<Exit> {
    let texts = Texts::new(kept.language);
    let folder = args.kept.folder(&World::look())?;
    let mut push = match Push::open(&args.xapi.push, address, &folder, &texts) {
        Ok(push) => push,
        Err(error) => return push::told(error, streams),
    };
    let account = account(args, kept)?;
    let title = |id: &_| kept.both_titles(id);
    let statements = Statements::new(args.xapi.manner(false), &title);
    let sent = each(args, kept, |one| {
        push.add(statements.of_encounter(&one, &account), streams)
    });
    push.finish(sent, streams)
        .or_else(|error| push::told(error, streams))
}

/// What the trainee is called in statements: the account named, else a pseudonym that stays when the oldest encounters are
/// erased. Where it can't be kept, it is the one that would be.
fn account(args: &Args, kept: &Kept) -> Result<String> {
    if let Some(account) = &args.account {
        return Ok(account.clone());
    }
    let Some(first) = kept.first()? else {
        return Ok(String::new());
    };
    let digest = Sha256::digest(first.as_bytes());
    let proposed: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let path = args.kept.folder(&World::look())?.join(push::FILE);
    match Outbox::open(&path).and_then(|outbox| outbox.pseudonym(&proposed)) {
        Ok(pseudonym) => Ok(pseudonym),
        Err(OutboxError::Failed { .. }) if args.xapi.push.push.is_none() => Ok(proposed),
        Err(error) => Err(error.into()),
    }
}

/// Hands each encounter wanted to `take`, the first one first.
fn each(args: &Args, kept: &Kept, mut take: impl FnMut(KeptEncounter) -> Result<()>) -> Result<()> {
    let zone = world::zone();
    let ids = match &kept.store {
        Some(store) => store.encounters()?,
        None => Vec::new(),
    };
    for id in &ids {
        for one in kept.read(std::slice::from_ref(id))? {
            let day = zone.to_datetime(one.at).date();
            if args.since.is_none_or(|since| day >= since) {
                take(one)?;
            }
        }
    }
    Ok(())
}

fn write(args: &Args, kept: &Kept, out: &mut dyn std::io::Write) -> Result<()> {
    match args.format {
        Format::Csv => {
            write!(out, "{}", csv::head())?;
            each(args, kept, |one| Ok(write!(out, "{}", csv::rows(&one))?))
        }
        Format::Json => {
            let mut comma = "";
            write!(out, "[")?;
            each(args, kept, |one| {
                write!(out, "{comma}\n{}", past_json::encounter(&one))?;
                comma = ",";
                Ok(())
            })?;
            Ok(writeln!(out, "\n]")?)
        }
        Format::Xapi => {
            let account = account(args, kept)?;
            let title = |id: &_| kept.both_titles(id);
            let statements = Statements::new(args.xapi.manner(false), &title);
            each(args, kept, |one| {
                for statement in statements.of_encounter(&one, &account) {
                    writeln!(out, "{statement}")?;
                }
                Ok(())
            })
        }
        Format::Html => page(args, kept, out),
        // Written by `bundle`, before it comes to this.
        Format::Bundle => Ok(()),
    }
}

fn page(args: &Args, kept: &Kept, out: &mut dyn std::io::Write) -> Result<()> {
    let mut all: Vec<KeptEncounter> = Vec::new();
    each(args, kept, |one| {
        all.push(one);
        Ok(())
    })?;
    all.reverse();
    let texts = Texts::new(kept.language);
    let days = match &kept.store {
        Some(store) => store.days()?,
        None => Vec::new(),
    };
    let trends = trends(&days);
    let title = |one: &KeptEncounter| kept.title(&one.scenario);
    let page = html::page(&texts, &world::zone(), &trends, &all, title);
    Ok(write!(out, "{page}")?)
}
