//! `export --format bundle`, and `class report --format bundle`: attempts for a central store, without a name in them. Whoever
//! sends a bundle on needs nothing else: it proves that it is whole, and a signature beside it who wrote it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use jiff::civil::Date;

use super::kept::KeptArgs;
use super::world::{self, World};
use super::{Exit, Streams, signature};
use crate::domain::{BranchId, Moment};
use crate::i18n::Texts;
use crate::progress::{Attempt, KeptEncounter, Source};
use crate::report::bundle::{FORMAT, Head, Writer};
use crate::report::class::{AnswerResults, ClassResults, attempts};
use crate::store::{Sent, Store, mask};
use crate::text::sanitize_line;

/// What a bundle is made with.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Bundles")]
pub(in crate::cli) struct BundleArgs {
    /// The branch it comes from; a bundle needs one
    #[arg(long, value_name = "NAME")]
    branch: Option<BranchId>,
    /// Put the words in, masked; without it only marks leave the place
    #[arg(long)]
    words: bool,
    /// A file with a secret of the branch: where every machine and class has the same, a person has one pseudonym in all of them
    #[arg(long, value_name = "FILE")]
    salt: Option<PathBuf>,
    /// Sign it with this SSH key, into FILE.sig beside it
    #[arg(long, value_name = "KEYFILE")]
    sign: Option<PathBuf>,
}

/// What of one's own history goes into it.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Bundles")]
pub(super) struct SentArgs {
    #[command(flatten)]
    bundle: BundleArgs,
    /// Who practises here, such as a staff number; only a pseudonym made of it goes out, and it needs a salt to be the same elsewhere
    #[arg(long, value_name = "WHO")]
    person: Option<String>,
    /// Only what this destination was not sent before; without it everything
    #[arg(long, value_name = "DESTINATION", conflicts_with = "since")]
    to: Option<String>,
}

/// The fewest characters of a salt that can't be guessed.
const LEAST_SALT: usize = 16;

impl BundleArgs {
    /// The branch and its salt, where one is given; an explanation where something is missing.
    fn checked(
        &self,
        output: Option<&PathBuf>,
    ) -> std::result::Result<(BranchId, Option<String>), String> {
        let branch = self
            .branch
            .clone()
            .ok_or("a bundle says which branch it comes from: say `--branch NAME`")?;
        if self.sign.is_some() && output.is_none() {
            return Err("a signature lies beside the bundle: say `--output FILE`".to_owned());
        }
        let salt = self.salt.as_deref().map(salt).transpose()?;
        Ok((branch, salt))
    }
}

/// The salt in a file; an explanation where there is none that can be used.
#[expect(clippy::disallowed_methods, reason = "a salt is a file")]
pub(super) fn salt(path: &Path) -> std::result::Result<String, String> {
    let name = sanitize_line(&path.display().to_string());
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("cannot read the salt `{name}`: {error}"))?;
    let text = text.trim();
    if text.chars().count() < LEAST_SALT {
        return Err(format!(
            "the salt in `{name}` has fewer than {LEAST_SALT} characters, which can be guessed; make one with `openssl rand -hex 32`"
        ));
    }
    Ok(text.to_owned())
}

/// Writes one's own history as a bundle.
pub(super) fn run(
    args: &SentArgs,
    kept: &KeptArgs,
    since: Option<Date>,
    output: Option<&PathBuf>,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let world = World::look();
    let (branch, salt) = match args.bundle.checked(output) {
        Ok(checked) => checked,
        Err(reason) => return usage(&reason, streams),
    };
    // To write: a place gets its name at its first bundle.
    let mut store = Store::open(&kept.file(&world)?, world::zone())?;
    let mut source = store.source()?;
    source.salt = salt.unwrap_or(source.salt);
    let person = source.person(args.person.as_deref().unwrap_or_default());
    let sent = match &args.to {
        Some(to) => store.sent(to)?,
        None => Sent::default(),
    };
    let (ids, last) = store.changed_after(sent.event)?;
    let zone = world::zone();
    let wanted =
        |one: &KeptEncounter| since.is_none_or(|since| zone.to_datetime(one.at).date() >= since);
    let head = head(branch, &source, sent.hash);
    let written = write(output, &head, streams, &mut |put| {
        for id in &ids {
            if let Some(one) = store.encounter(id)?.filter(wanted) {
                for attempt in Attempt::of(&one, &source, person, args.bundle.words, &zone) {
                    put(&attempt)?;
                }
            }
        }
        Ok(())
    })?;
    sign(&args.bundle, output)?;
    // Last: what could not be written is sent the next time.
    if let Some(to) = &args.to {
        let sent = Sent {
            event: last,
            hash: written.hash,
        };
        store.set_sent(to, &sent)?;
    }
    if let Some(output) = output {
        let texts = Texts::new(kept.language(&world));
        let said = texts.with(
            "bundle-written",
            &[
                ("count", written.count.into()),
                ("file", sanitize_line(&output.display().to_string()).into()),
                ("person", person.to_string().into()),
            ],
        );
        writeln!(streams.out, "{said}")?;
    }
    Ok(Exit::Fine)
}

/// Writes a class as a bundle; `moment` says in which moment an answer was given.
pub(in crate::cli) fn class(
    args: &BundleArgs,
    results: &ClassResults,
    output: Option<&PathBuf>,
    moment: impl Fn(&AnswerResults) -> Option<Moment>,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let (branch, salt) = match args.checked(output) {
        Ok((branch, Some(salt))) => (branch, salt),
        Ok((_, None)) => {
            let reason = "people leave a class as pseudonyms, which must be the same wherever they practise: say `--salt FILE`";
            return usage(reason, streams);
        }
        Err(reason) => return usage(&reason, streams),
    };
    if results.ended.is_none() {
        writeln!(
            streams.err,
            "teller-coach: the class has not ended, and what the trainer may still rule would not arrive; end it first"
        )?;
        return Ok(Exit::FellShort);
    }
    let source = results.source(&salt);
    let mut attempts = attempts(results, &source, args.words, &world::zone(), moment);
    // A trainer may name numbers in a reason, and a seat's file is written by whatever sat there.
    for attempt in &mut attempts {
        let reason = attempt.ruling.as_mut().and_then(|one| one.reason.as_mut());
        let objection = attempt.objection.as_mut();
        let objection = objection.and_then(|one| one.reason.as_mut());
        let texts = attempt.words.as_mut().into_iter();
        for text in texts.chain(reason).chain(objection) {
            *text = mask(text);
        }
    }
    let head = head(branch, &source, String::new());
    write(output, &head, streams, &mut |put| {
        attempts.iter().try_for_each(put)
    })?;
    sign(args, output)?;
    Ok(Exit::Fine)
}

/// Says what is missing on the command line.
fn usage(reason: &str, streams: &mut Streams<'_>) -> Result<Exit> {
    writeln!(streams.err, "teller-coach: {reason}")?;
    Ok(Exit::Usage)
}

fn head(branch: BranchId, source: &Source, previous: String) -> Head {
    Head {
        format: FORMAT,
        source: source.id,
        branch,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made: world::now(),
        previous,
    }
}

fn sign(args: &BundleArgs, output: Option<&PathBuf>) -> Result<()> {
    match (&args.sign, output) {
        (Some(key), Some(output)) => signature::sign(key, output),
        _ => Ok(()),
    }
}

/// What was written.
struct Written {
    count: u64,
    hash: String,
}

/// Puts an attempt into the bundle.
type Put<'a> = &'a mut dyn FnMut(&Attempt) -> Result<()>;

/// Writes a bundle to `output`, packed where its name ends in `.gz`, or to standard output.
fn write(
    output: Option<&PathBuf>,
    head: &Head,
    streams: &mut Streams<'_>,
    fill: &mut dyn FnMut(Put<'_>) -> Result<()>,
) -> Result<Written> {
    let Some(path) = output else {
        let written = lines(streams.out, head, fill)?;
        streams.out.flush()?;
        return Ok(written);
    };
    let name = path.display();
    let tried = || format!("cannot write `{name}`; check its folder");
    let file = create(path).with_context(tried)?;
    let file = BufWriter::new(file);
    let (written, file) = if path.extension().is_some_and(|ending| ending == "gz") {
        // Without a name and a time in it, so that the same bundle is the same file.
        let mut packed: GzEncoder<_> = GzBuilder::new().write(file, Compression::default());
        let written = lines(&mut packed, head, fill)?;
        (written, packed.finish().with_context(tried)?)
    } else {
        let mut file = file;
        (lines(&mut file, head, fill)?, file)
    };
    let file = file.into_inner().map_err(|error| error.into_error());
    // On the disk before it is noted as sent.
    file.and_then(|file| file.sync_all()).with_context(tried)?;
    Ok(written)
}

fn lines(
    out: &mut dyn Write,
    head: &Head,
    fill: &mut dyn FnMut(Put<'_>) -> Result<()>,
) -> Result<Written> {
    let (mut writer, first) = Writer::begin(head);
    out.write_all(first.as_bytes())?;
    fill(&mut |attempt| {
        out.write_all(writer.attempt(attempt).as_bytes())?;
        Ok(())
    })?;
    let count = writer.held().count;
    let (last, hash) = writer.end();
    out.write_all(last.as_bytes())?;
    Ok(Written { count, hash })
}

#[expect(
    clippy::disallowed_methods,
    reason = "commands write what they are asked for"
)]
fn create(path: &Path) -> std::io::Result<File> {
    if path.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    File::create(path)
}
