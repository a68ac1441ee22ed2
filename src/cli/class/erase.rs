//! `class erase`: names, notes about people and certificates go for good, from a class's folder or from the trainer's store and
//! the folders of all kept classes. Asks first; without a terminal to ask at, it must be told `--yes`. Must not touch what was
//! done.

use std::collections::BTreeSet;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::civil::Date;

use super::keep::{KeeperArgs, register_in};
use super::no_class;
use crate::classroom::{ClassError, Directory, Seated, results};
use crate::cli::world::{self, World};
use crate::cli::{Exit, Streams};
use crate::i18n::Texts;
use crate::progress::folded;
use crate::store::register::{Named, Register, Whose};
use crate::text::sanitize_line;
use crate::tui::class::Orders;

/// What `class erase` is given.
#[derive(Debug, clap::Args)]
#[command(
    group = clap::ArgGroup::new("where").required(true),
    group = clap::ArgGroup::new("whose").required(true),
    after_help = "Exit codes: 0 erased; 1 there is no such name, or one could not be erased; 2 usage; 3 there is no class, or nothing was kept; 4 the machine failed."
)]
pub(in crate::cli) struct Args {
    /// The folder of a class
    #[arg(group = "where")]
    dir: Option<PathBuf>,
    /// The trainer's store, and the folders of all classes in it
    #[arg(long, group = "where")]
    kept: bool,
    /// The name of this person
    #[arg(long, value_name = "NAME", group = "whose")]
    person: Option<String>,
    /// The name at this seat
    #[arg(long, value_name = "SEAT", group = "whose", conflicts_with = "kept")]
    seat: Option<String>,
    /// All names of a class opened before this day; with --kept, of those who were in no class since
    #[arg(long, value_name = "YYYY-MM-DD", group = "whose")]
    before: Option<Date>,
    /// All names
    #[arg(long, group = "whose")]
    all: bool,
    /// Another folder into which certificates of these people were written
    #[arg(long, value_name = "DIR")]
    certificates: Vec<PathBuf>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    keeper: KeeperArgs,
}

/// Erases.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let texts = args.keeper.texts(&world);
    let folder = args.keeper.folder(&world)?;
    match &args.dir {
        Some(dir) => from_class(args, &Directory::new(dir.clone()), &folder, &texts, streams),
        None => from_store(args, &folder, &texts, streams),
    }
}

/// Names in a class's folder.
fn from_class(
    args: &Args,
    directory: &Directory,
    store: &Path,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let read = results(directory).and_then(|results| Ok((results, directory.seated()?)));
    let (results, seated) = match read {
        Ok(read) => read,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    let opened = jiff::Timestamp::from_millisecond(results.opened).unwrap_or_default();
    let opened = world::zone().to_datetime(opened).date();
    let wanted = |one: &Seated| match (&args.person, &args.seat, args.before) {
        (Some(name), ..) => folded(&one.name) == folded(name),
        (_, Some(seat), _) => one.seat == *seat,
        (.., Some(day)) => opened < day,
        _ => true,
    };
    let seats: Vec<Seated> = seated.into_iter().filter(wanted).collect();
    if seats.is_empty() {
        return nobody(args, texts, streams);
    }
    if let Some(exit) = asked(args, seats.len(), texts, streams)? {
        return Ok(exit);
    }
    let certificates = directory.erase_names(&seats, &args.certificates)?;
    done(seats.len(), certificates, texts, streams)?;
    if let Some(register) = register_in(store)? {
        let left = register.named(&Whose::All)?;
        let here = |one: &Named| {
            one.class == results.class && seats.iter().any(|seat| seat.seat == one.seat)
        };
        if left.iter().any(here) {
            writeln!(streams.err, "{}", texts.get("class-erase-also"))?;
        }
    }
    Ok(Exit::Fine)
}

/// Names in the trainer's store, and in the folders of its classes.
fn from_store(
    args: &Args,
    folder: &Path,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let Some(mut register) = register_in(folder)? else {
        writeln!(streams.err, "{}", texts.get("class-records-none"))?;
        return Ok(Exit::Unreadable);
    };
    let whose = match (&args.person, args.before) {
        (Some(name), _) => Whose::Name(sanitize_line(name)),
        (None, Some(day)) => Whose::Before(day),
        (None, None) => Whose::All,
    };
    let named = register.named(&whose)?;
    let people: BTreeSet<_> = named.iter().map(|one| one.person).collect();
    if people.is_empty() {
        return nobody(args, texts, streams);
    }
    if let Some(exit) = asked(args, people.len(), texts, streams)? {
        return Ok(exit);
    }
    let (certificates, exit) = erase(&mut register, &named, &args.certificates, texts, streams)?;
    done(people.len(), certificates, texts, streams)?;
    Ok(exit)
}

/// Erases the names of people who were in no class for so many days, where the trainer wants that, and says so; the register,
/// where anything was kept.
pub(super) fn aged(
    folder: &Path,
    days: Option<u16>,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Option<Register>> {
    let Some(mut register) = register_in(folder)? else {
        return Ok(None);
    };
    let before = days.and_then(|days| {
        let days = jiff::Span::new().days(i64::from(days));
        world::today().checked_sub(days).ok()
    });
    let named = match before {
        Some(day) => register.named(&Whose::Before(day))?,
        None => Vec::new(),
    };
    if !named.is_empty() {
        erase(&mut register, &named, &[], texts, streams)?;
        let people: BTreeSet<_> = named.iter().map(|one| one.person).collect();
        let said = texts.with("class-erase-aged", &[("count", people.len().into())]);
        writeln!(streams.err, "{said}")?;
    }
    Ok(Some(register))
}

/// Erases in the folders first: the register alone knows where they are. How many certificates went.
fn erase(
    register: &mut Register,
    named: &[Named],
    certificates: &[PathBuf],
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<(usize, Exit)> {
    let (mut erased, mut exit) = (0, Exit::Fine);
    for one in named {
        let directory = Directory::new(PathBuf::from(&one.folder));
        let place = || sanitize_line(&one.folder).into();
        match in_folder(&directory, one, certificates) {
            Ok(count) => erased += count,
            Err(ClassError::Nothing { .. }) => {
                let said = [("dir", place()), ("seat", one.seat.as_str().into())];
                writeln!(
                    streams.err,
                    "{}",
                    texts.with("class-erase-no-folder", &said)
                )?;
            }
            Err(error) => {
                exit = Exit::FellShort;
                let reason = sanitize_line(&error.to_string());
                let said = [
                    ("dir", place()),
                    ("seat", one.seat.as_str().into()),
                    ("reason", reason.into()),
                ];
                writeln!(streams.err, "{}", texts.with("class-erase-left", &said))?;
            }
        }
    }
    let people: BTreeSet<_> = named.iter().map(|one| one.person).collect();
    register.erase(&people.into_iter().collect::<Vec<_>>())?;
    Ok((erased, exit))
}

/// Erases a name in its class's folder, if the folder still holds that class.
fn in_folder(
    directory: &Directory,
    one: &Named,
    certificates: &[PathBuf],
) -> std::result::Result<usize, ClassError> {
    let orders: Orders = directory.read(&directory.control())?;
    // Where another class was opened in the folder since, this one lies beside it.
    let aside = directory.ended(&one.class);
    let directory = if orders.class == one.class {
        directory
    } else if aside.control().exists() {
        &aside
    } else {
        let path = directory.root().display().to_string();
        return Err(ClassError::Nothing { path });
    };
    let seats: Vec<Seated> = directory
        .seated()?
        .into_iter()
        .filter(|seat| seat.seat == one.seat)
        .collect();
    directory.erase_names(&seats, certificates)
}

/// Nobody is called so: a mistake where one name was meant, and nothing to do otherwise.
fn nobody(args: &Args, texts: &Texts, streams: &mut Streams<'_>) -> Result<Exit> {
    writeln!(streams.err, "{}", texts.get("class-erase-nobody"))?;
    Ok(if args.person.is_some() || args.seat.is_some() {
        Exit::FellShort
    } else {
        Exit::Fine
    })
}

/// Asks; none where it is to be done.
fn asked(
    args: &Args,
    count: usize,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Option<Exit>> {
    if args.yes {
        return Ok(None);
    }
    if !World::look().interactive {
        writeln!(
            streams.err,
            "teller-coach: nothing was erased: there is no terminal to ask at; say `--yes` if you mean it"
        )?;
        return Ok(Some(Exit::Usage));
    }
    let question = texts.with("class-erase-ask", &[("count", count.into())]);
    write!(streams.out, "{question} ")?;
    streams.out.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if answer.trim() == "yes" {
        return Ok(None);
    }
    writeln!(streams.out, "{}", texts.get("class-erase-kept"))?;
    Ok(Some(Exit::Fine))
}

fn done(count: usize, certificates: usize, texts: &Texts, streams: &mut Streams<'_>) -> Result<()> {
    let said = [
        ("count", count.into()),
        ("certificates", certificates.into()),
    ];
    writeln!(streams.out, "{}", texts.with("class-erase-done", &said))?;
    Ok(())
}
