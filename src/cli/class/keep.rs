//! `class keep [DIR]`: a class that has ended goes into the trainer's own store: its attempts, without names, as a bundle would
//! carry them; who sat where and the names into a register beside it. Must not change the class's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{directory, erase, no_class};
use crate::classroom::{Directory, Verified, results, verify};
use crate::cli::config::{Config, ConfigArgs};
use crate::cli::packs::LibraryArgs;
use crate::cli::practice::Lang;
use crate::cli::world::{self, World};
use crate::cli::{Exit, Streams, kept};
use crate::domain::{Bilingual, BranchId, Language, Moment};
use crate::i18n::Texts;
use crate::progress::{Attempt, KeptClass, KeptSeat, SeatSum, Source};
use crate::report::bundle::{FORMAT, Head, Writer};
use crate::report::class::{AnswerResults, ClassResults, attempts};
use crate::scenario::Library;
use crate::store::central::{self, Arrived, Central, CentralError, Intent, Revised, StoreUrl};
use crate::store::register::{Entered, Register};
use crate::text::sanitize_line;

/// The attempts of all kept classes.
const ATTEMPTS: &str = "classes.db";
/// Who sat where, and the names.
const REGISTER: &str = "register.db";
/// What the trainer's own classes are called where others' have their branch.
const OWN: &str = "classes";

/// Where the trainer's store is.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct KeeperArgs {
    /// Where the trainer's store is; without it your own data directory
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
    /// The language; without it the config file's, or the locale's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// What `class keep` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 it is kept, or was before; 1 it has not ended, or something in it is not as it was written; 3 there is no class; 4 the store failed."
)]
pub(in crate::cli) struct Args {
    /// The folder of the class; without it, the one this machine keeps for its class
    dir: Option<PathBuf>,
    #[command(flatten)]
    keeper: KeeperArgs,
    #[command(flatten)]
    library: LibraryArgs,
}

impl KeeperArgs {
    /// The folder of the store.
    pub(super) fn folder(&self, world: &World) -> Result<PathBuf> {
        kept::folder(self.data.as_deref(), world)
    }

    /// The language to speak.
    pub(super) fn texts(&self, world: &World) -> Texts {
        let own = self.lang.map(Lang::language);
        let config = || self.config.read(world).config;
        let language = own.or_else(|| config().language.map(Lang::language));
        Texts::new(language.unwrap_or(world.language))
    }

    /// The settings; what is wrong in them is said.
    pub(super) fn read_config(&self, world: &World, streams: &mut Streams<'_>) -> Result<Config> {
        let configured = self.config.read(world);
        for problem in &configured.problems {
            writeln!(streams.err, "teller-coach: {}", sanitize_line(problem))?;
        }
        Ok(configured.config)
    }
}

/// The attempts in this folder, to read; none where nothing was kept.
pub(super) fn attempts_in(folder: &Path) -> Result<Option<Box<dyn Central>>> {
    let url = StoreUrl::Sqlite(folder.join(ATTEMPTS));
    match central::open(&url, None, Intent::Read) {
        Err(CentralError::Nothing { .. }) => Ok(None),
        opened => Ok(Some(opened?)),
    }
}

/// The register in this folder; none where nothing was kept.
pub(super) fn register_in(folder: &Path) -> Result<Option<Register>> {
    let path = folder.join(REGISTER);
    let there = path.exists().then(|| Register::open(&path));
    Ok(there.transpose()?)
}

/// Keeps it.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let directory = directory(args.dir.as_ref());
    let library = args.library.open_with_own(&world).library;
    let texts = args.keeper.texts(&world);
    let folder = args.keeper.folder(&world)?;
    let config = args.keeper.read_config(&world, streams)?;
    let exit = keep(&directory, &library, &folder, &texts, streams)?;
    erase::aged(&folder, config.class_names_days, &texts, streams)?;
    Ok(exit)
}

/// Puts a class into the store in `folder`, and says so.
pub(super) fn keep(
    directory: &Directory,
    library: &Library,
    folder: &Path,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let read = results(directory).and_then(|results| {
        let verified = verify(directory, &|id| library.scenario(id.as_str()))?;
        Ok((results, verified))
    });
    let (results, verified) = match read {
        Ok(read) => read,
        Err(error) => return no_class(error, Exit::Unreadable, streams),
    };
    if results.ended.is_none() {
        writeln!(streams.err, "{}", texts.get("class-keep-goes-on"))?;
        return Ok(Exit::FellShort);
    }
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let moment = |answer: &AnswerResults| moment(library, answer);
    let exit = match store(directory, &results, &verified, folder, moment)? {
        Kept::New(attempts) => {
            let said = [
                ("seats", results.seats.len().into()),
                ("attempts", attempts.into()),
            ];
            writeln!(streams.out, "{}", texts.with("class-keep-done", &said))?;
            Exit::Fine
        }
        Kept::Again { replies, results } => {
            let said = [("replies", replies.into())];
            writeln!(streams.out, "{}", texts.with("class-keep-updated", &said))?;
            for result in &results {
                writeln!(streams.out, "{}", told(result, texts))?;
            }
            Exit::Fine
        }
        Kept::Known => {
            writeln!(streams.out, "{}", texts.get("class-keep-again"))?;
            Exit::Fine
        }
        Kept::Changed => {
            writeln!(streams.err, "{}", texts.get("class-keep-changed"))?;
            Exit::FellShort
        }
    };
    if verified.findings.is_empty() {
        return Ok(exit);
    }
    let place = sanitize_line(&directory.root().display().to_string());
    let count = verified.findings.len();
    let said = [("count", count.into()), ("dir", place.into())];
    writeln!(streams.err, "{}", texts.with("class-keep-findings", &said))?;
    Ok(exit.max(Exit::FellShort))
}

/// What keeping came to.
enum Kept {
    /// So many attempts were added.
    New(u64),
    /// It was there, and something was ruled or objected to since.
    Again {
        /// On so many replies.
        replies: u64,
        /// The results that are others now.
        results: Vec<Changed>,
    },
    /// It was there.
    Known,
    /// It was there, and what is in the folder does not go on from it: it was altered since.
    Changed,
}

/// A result that is another than when the class was first kept.
struct Changed {
    who: String,
    before: SeatSum,
    after: SeatSum,
}

/// A changed result as a sentence.
fn told(one: &Changed, texts: &Texts) -> String {
    let mean = |sum: &SeatSum| {
        sum.mean
            .map_or_else(|| "-".to_owned(), |mean| mean.to_string())
    };
    let passed = |sum: &SeatSum| {
        texts.get(if sum.passed {
            "class-keep-passed"
        } else {
            "class-keep-failed-mark"
        })
    };
    let said = [
        ("who", one.who.clone().into()),
        ("before", mean(&one.before).into()),
        ("after", mean(&one.after).into()),
        ("was", passed(&one.before).into()),
        ("is", passed(&one.after).into()),
    ];
    texts.with("class-keep-updated-result", &said)
}

/// First who sat where, then the attempts, then that it is all there, or where the log ends now: a kill between leaves what the next
/// call completes. Of a class that is kept already, what was ruled or objected to since takes the place of what was there.
fn store(
    directory: &Directory,
    results: &ClassResults,
    verified: &Verified,
    folder: &Path,
    moment: impl Fn(&AnswerResults) -> Option<Moment>,
) -> Result<Kept> {
    // Where a person has no row in the register, the pseudonym is the seat's: no name is in it, and so no salt is needed.
    let source = results.source("");
    let zone = world::zone();
    let mut register = Register::open(&folder.join(REGISTER))?;
    let class = class(directory, results, verified, &source, &zone);
    let seats: Vec<_> = results
        .seats
        .iter()
        .map(|one| {
            let encounter = source.encounter(&one.seat);
            let seat = KeptSeat {
                encounter,
                seat: one.seat.clone(),
                person: encounter,
            };
            let name = one.name.as_deref().map(|name| sanitize_line(name.trim()));
            (seat, name.filter(|name| !name.is_empty()))
        })
        .collect();
    let known = match register.enter(&class, &seats)? {
        // Every alteration is a finding; a log that only went on has its old end among its lines.
        Entered::Known { head, findings }
            if class.findings > findings || !verified.passed_by.contains(&head) =>
        {
            return Ok(Kept::Changed);
        }
        Entered::Known { .. } => true,
        Entered::New => false,
    };
    let sitting = register.seats()?;
    let mut attempts = attempts(results, &source, false, &zone, moment);
    for attempt in &mut attempts {
        let seat = sitting
            .iter()
            .find(|(_, one)| one.encounter == attempt.encounter);
        attempt.person = seat.map_or(attempt.encounter, |(_, one)| one.person);
    }
    let bundle = bundle(results, &source, &attempts)?;
    let url = StoreUrl::Sqlite(folder.join(ATTEMPTS));
    let mut central = central::open(&url, None, Intent::Add)?;
    let before = if known {
        central::seats(central.as_mut())?
    } else {
        BTreeMap::new()
    };
    let mut feed = attempts.into_iter().map(|one| Ok((0, one)));
    let added = central.append(&[bundle], &mut feed, world::now())?;
    if !known {
        register.kept(source.id, world::now())?;
        return Ok(Kept::New(added.new));
    }
    register.went_on(&class)?;
    if added.revised == Revised::default() {
        return Ok(Kept::Known);
    }
    let after = central::seats(central.as_mut())?;
    let names: BTreeMap<Uuid, String> = register.names()?.into_iter().collect();
    let results = results.seats.iter().filter_map(|one| {
        let encounter = source.encounter(&one.seat);
        let (before, after) = (before.get(&encounter)?, after.get(&encounter)?);
        let person = sitting.iter().find(|(_, seat)| seat.encounter == encounter);
        let name = person.and_then(|(_, seat)| names.get(&seat.person));
        (before != after).then(|| Changed {
            who: name.unwrap_or(&one.label).clone(),
            before: before.clone(),
            after: after.clone(),
        })
    });
    Ok(Kept::Again {
        replies: added.revised.replies,
        results: results.collect(),
    })
}

/// What the register says of a class. What a file on a share says may hold anything.
fn class(
    directory: &Directory,
    results: &ClassResults,
    verified: &Verified,
    source: &Source,
    zone: &TimeZone,
) -> KeptClass {
    let root = directory.root();
    let folder = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let opened = Timestamp::from_millisecond(results.opened).unwrap_or(Timestamp::UNIX_EPOCH);
    let title = |language| sanitize_line(results.title.get(language));
    KeptClass {
        source: source.id,
        class: sanitize_line(&results.class),
        drill: results.drill.clone(),
        drill_edition: sanitize_line(&results.drill_edition),
        title: Bilingual {
            zh: title(Language::Zh),
            en: title(Language::En),
        },
        program: sanitize_line(&results.program),
        rubric: sanitize_line(&results.rubric),
        seed: results.seed,
        pass: results.pass,
        turns: u32::try_from(results.turns).unwrap_or(u32::MAX),
        day: zone.to_datetime(opened).date(),
        folder: folder.display().to_string(),
        head: verified.head.clone(),
        findings: u32::try_from(verified.findings.len()).unwrap_or(u32::MAX),
    }
}

/// The attempts as a bundle that was read: the same class is the same bundle.
fn bundle(results: &ClassResults, source: &Source, attempts: &[Attempt]) -> Result<Arrived> {
    let ended = Timestamp::from_millisecond(results.ended.unwrap_or(results.opened));
    let head = Head {
        format: FORMAT,
        source: source.id,
        branch: BranchId::new(OWN)?,
        program: results.program.clone(),
        made: ended.unwrap_or(Timestamp::UNIX_EPOCH),
        previous: String::new(),
    };
    let (mut writer, _) = Writer::begin(&head);
    for attempt in attempts {
        let _ = writer.attempt(attempt);
    }
    let (_, hash) = writer.end();
    let count = u64::try_from(attempts.len())?;
    Ok(Arrived {
        head,
        hash,
        count,
        signed: false,
    })
}

/// The moment in which an answer was given; none where the library has its state no longer.
pub(super) fn moment(library: &Library, answer: &AnswerResults) -> Option<Moment> {
    let scenario = library.scenario(answer.scenario.as_str())?;
    scenario.state(&answer.state).map(|state| state.moment)
}
