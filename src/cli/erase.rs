//! `erase`: takes past encounters away for good, or a person out of a central store. Asks first; without a terminal to ask at, it
//! must be told `--yes`.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::civil::Date;
use uuid::Uuid;

use super::kept::KeptArgs;
use super::world::{self, World};
use super::{Exit, Streams, bundle, overview, push};
use crate::i18n::Texts;
use crate::progress::Source;
use crate::store::central::{self, Intent, Page, StoreUrl};
use crate::store::{Store, StoreError};
use crate::text::sanitize_line;

/// What `erase` is given.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub(super) struct Args {
    /// Erase the encounters that began before this day
    #[arg(long, value_name = "YYYY-MM-DD", group = "what")]
    before: Option<Date>,
    /// Erase everything
    #[arg(long, group = "what")]
    all: bool,
    /// In a central store, what this person did becomes nobody's: the pseudonym that `export` said, or, with --salt, who practises
    #[arg(long, value_name = "PSEUDONYM", group = "what", requires = "store")]
    person: Option<String>,
    /// The central store: a file, `sqlite:FILE`, or `postgres://USER@HOST/DATABASE` (password in PGPASSWORD)
    #[arg(long, value_name = "URL", requires = "person")]
    store: Option<String>,
    /// The file with the branch's secret, where --person is a name or a staff number
    #[arg(long, value_name = "FILE", requires = "person")]
    salt: Option<PathBuf>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    kept: KeptArgs,
}

/// Erases.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    if let (Some(who), Some(store)) = (&args.person, &args.store) {
        return person(args, who, store, streams);
    }
    let world = World::look();
    let path = args.kept.file(&world)?;
    let texts = Texts::new(args.kept.language(&world));
    if !path.exists() {
        writeln!(streams.out, "{}", texts.get("history-none"))?;
        return Ok(Exit::Fine);
    }
    let mut store = match Store::open(&path, world::zone()) {
        // What is gone needs no erasing.
        Err(StoreError::CutOff { .. }) => Store::open_cut_off(&path, world::zone())?,
        opened => opened?,
    };
    let count = store.count_before(args.before)?;
    let question = texts.with("history-erase-ask", &[("count", count.into())]);
    if let Some(exit) = asked(args.yes, &question, &texts, streams)? {
        return Ok(exit);
    }
    let erased = store.erase(args.before)?;
    if args.all {
        forget_sending(&path)?;
        // A damaged history that was kept holds the same words.
        Store::forget_damaged(&path).with_context(|| {
            format!(
                "cannot erase the damaged histories beside `{}`",
                path.display()
            )
        })?;
    }
    let text = texts.with("history-erased", &[("count", erased.into())]);
    writeln!(streams.out, "{text}")?;
    Ok(Exit::Fine)
}

/// Asks, unless it was told not to; none where it is to be done.
fn asked(
    yes: bool,
    question: &str,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Option<Exit>> {
    if yes {
        return Ok(None);
    }
    if !World::look().interactive {
        writeln!(
            streams.err,
            "teller-coach: nothing was erased: there is no terminal to ask at; say `--yes` if you mean it"
        )?;
        return Ok(Some(Exit::Usage));
    }
    write!(streams.out, "{question} ")?;
    streams.out.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if answer.trim() == "yes" {
        return Ok(None);
    }
    writeln!(streams.out, "{}", texts.get("history-kept"))?;
    Ok(Some(Exit::Fine))
}

/// Makes what a person did nobody's in a central store.
fn person(args: &Args, who: &str, store: &str, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let texts = Texts::new(args.kept.language(&world));
    let person = match pseudonym(who, args.salt.as_deref()) {
        Ok(person) => person,
        Err(reason) => {
            writeln!(streams.err, "teller-coach: {reason}")?;
            return Ok(Exit::Usage);
        }
    };
    let password = world::store_password();
    // To read first: opening it to write would make one where there is none.
    let opened = StoreUrl::read(store).and_then(|url| {
        let store = central::open(&url, password.as_deref(), Intent::Read)?;
        Ok((url, store))
    });
    let (url, mut read) = match opened {
        Ok(opened) => opened,
        Err(error) => return overview::refused(error, streams),
    };
    let page = Page { number: 1, rows: 1 };
    let found = central::people(read.as_mut(), None, Some(person), page)?;
    let Some(one) = found.rows.first() else {
        let again = central::was_erased(read.as_mut(), person)?;
        let place = sanitize_line(read.place());
        let said = [
            ("person", person.to_string().into()),
            ("store", place.into()),
        ];
        if again {
            writeln!(streams.out, "{}", texts.with("central-erase-again", &said))?;
            return Ok(Exit::Fine);
        }
        writeln!(streams.err, "{}", texts.with("central-erase-nobody", &said))?;
        return Ok(Exit::FellShort);
    };
    let last = one
        .last
        .map_or_else(|| "-".to_owned(), |day| day.to_string());
    let said = [
        ("person", person.to_string().into()),
        ("branch", one.branch.to_string().into()),
        ("replies", one.replies.into()),
        ("encounters", one.encounters.into()),
        ("last", last.into()),
    ];
    let question = texts.with("central-erase-ask", &said);
    drop(read);
    if let Some(exit) = asked(args.yes, &question, &texts, streams)? {
        return Ok(exit);
    }
    let mut store = central::open(&url, password.as_deref(), Intent::Add)?;
    let attempts = store.erase(person, world::now())?;
    let said = [("attempts", attempts.into())];
    writeln!(streams.out, "{}", texts.with("central-erased", &said))?;
    Ok(Exit::Fine)
}

/// Whom `who` names; an explanation where that can't be told.
fn pseudonym(who: &str, salt: Option<&Path>) -> std::result::Result<Uuid, String> {
    let Some(salt) = salt else {
        return Uuid::try_parse(who).map_err(|_| {
            let who = sanitize_line(who);
            format!(
                "`{who}` is no pseudonym: say the one that `report person` or `export --format bundle` names, or `--salt FILE` with a name"
            )
        });
    };
    let salt = bundle::salt(salt)?;
    let source = Source {
        id: Uuid::nil(),
        salt,
    };
    Ok(source.person(who))
}

/// Takes away what was sent to record stores and under which pseudonym; what is practised from now on has another.
fn forget_sending(history: &Path) -> Result<()> {
    let path = history.with_file_name(push::FILE);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot erase `{}`", path.display()))
        }
        _ => Ok(()),
    }
}
