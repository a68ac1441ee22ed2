//! `import`: bundles into a central store. Every bundle is read to its end and proved before anything is written; then all of
//! them go in together or not at all.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::bundle_file::{Attempts, Place, Refused, Signatures, name};
use super::practice::Lang;
use super::world::{self, World};
use super::{Exit, Streams, overview};
use crate::i18n::Texts;
use crate::progress::Attempt;
use crate::store::central::{Appended, Arrived, CentralError, Intent};
use crate::text::sanitize_line;

/// What `import` is given.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 all is in; 1 a signature does not hold, or a bundle between is missing; 2 usage; 3 a bundle could not be read; 4 the store failed. Bundles that can't be taken are named, and the others go in."
)]
pub(super) struct Args {
    /// The bundles, packed or not; `-` is standard input
    #[arg(required = true, value_name = "BUNDLE")]
    bundles: Vec<PathBuf>,
    #[command(flatten)]
    store: overview::StoreArgs,
    /// Whose signatures count, in OpenSSH's format of allowed signers; the principal is the branch
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    /// Take no bundle without a signature
    #[arg(long, requires = "signers")]
    require_signature: bool,
    /// The language; without it the locale's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

/// Adds the bundles.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let url = match args.store.url() {
        Ok(url) => url,
        Err(error) => return overview::refused(error, streams),
    };
    let signatures = Signatures {
        signers: args.signers.as_deref(),
        required: args.require_signature,
    };
    let mut exit = Exit::Fine;
    let mut sound: Vec<(Place, &Path, Arrived)> = Vec::new();
    let mut seen = HashSet::new();
    let mut twice = 0;
    for path in &args.bundles {
        let proved = match Place::of(path) {
            Ok(place) => place.prove(signatures)?.map(|arrived| (place, arrived)),
            Err(reason) => Err(Refused::Unreadable(reason)),
        };
        let (reason, code) = match proved {
            Ok((place, arrived)) => {
                if seen.insert(arrived.hash.clone()) {
                    sound.push((place, path, arrived));
                } else {
                    twice += 1;
                }
                continue;
            }
            Err(Refused::Unreadable(reason)) => (reason, Exit::Unreadable),
            Err(Refused::Unsigned(reason)) => (reason, Exit::FellShort),
        };
        exit = exit.max(code);
        let said = format!("{}: {}", name(path), sanitize_line(&reason));
        writeln!(streams.err, "teller-coach: {said}")?;
    }
    if sound.is_empty() {
        return Ok(exit);
    }
    let mut store = match args.store.open(&url, Intent::Add) {
        Ok(store) => store,
        Err(error) => return overview::refused(error, streams),
    };
    let hashes: Vec<String> = sound.iter().map(|(.., one)| one.hash.clone()).collect();
    let known = store.knows(&hashes)?;
    let again = known.iter().filter(|known| **known).count() + twice;
    let mut known = known.into_iter();
    sound.retain(|_| !known.next().unwrap_or(false));
    let bundles: Vec<Arrived> = sound.iter().map(|(.., one)| one.clone()).collect();
    let appended = if bundles.is_empty() {
        Appended::default()
    } else {
        match store.append(&bundles, &mut Feed::new(&sound), world::now()) {
            Ok(appended) => appended,
            Err(CentralError::Feed(reason)) => {
                let error = CentralError::Feed(reason);
                writeln!(
                    streams.err,
                    "teller-coach: {}",
                    sanitize_line(&error.to_string())
                )?;
                return Ok(Exit::Unreadable);
            }
            Err(error) => return Err(error.into()),
        }
    };
    let world = World::look();
    let texts = Texts::new(args.lang.map_or(world.language, Lang::language));
    if !bundles.is_empty() {
        let said = [
            ("bundles", bundles.len().into()),
            ("new", appended.new.into()),
            ("known", appended.known.into()),
        ];
        writeln!(streams.out, "{}", texts.with("import-done", &said))?;
        let revised = appended.revised;
        if revised.replies + revised.results > 0 {
            let said = [
                ("replies", revised.replies.into()),
                ("results", revised.results.into()),
            ];
            writeln!(streams.out, "{}", texts.with("import-revised", &said))?;
        }
    }
    if again > 0 {
        let said = texts.with("import-again", &[("bundles", again.into())]);
        writeln!(streams.out, "{said}")?;
    }
    exit = exit.max(gaps(&appended, streams)?);
    Ok(exit)
}

/// Names what has not arrived, once for each source.
fn gaps(appended: &Appended, streams: &mut Streams<'_>) -> Result<Exit> {
    let mut said: HashMap<&str, ()> = HashMap::new();
    for gap in &appended.gaps {
        if said.insert(&gap.source, ()).is_none() {
            writeln!(
                streams.err,
                "teller-coach: branch {}: the bundle before one of these, {}, has not arrived from {}; fetch it, or have the \
                 branch export everything once more, without `--to`",
                gap.branch, gap.missing, gap.source
            )?;
        }
    }
    Ok(if said.is_empty() {
        Exit::Fine
    } else {
        Exit::FellShort
    })
}

/// The attempts of proved bundles, one bundle after the other, read again from where they lie.
struct Feed<'a> {
    bundles: std::iter::Enumerate<std::slice::Iter<'a, (Place, &'a Path, Arrived)>>,
    open: Option<(usize, &'a Path, &'a str, Attempts)>,
}

impl<'a> Feed<'a> {
    fn new(bundles: &'a [(Place, &'a Path, Arrived)]) -> Self {
        Self {
            bundles: bundles.iter().enumerate(),
            open: None,
        }
    }
}

impl Iterator for Feed<'_> {
    type Item = Result<(usize, Attempt), String>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((index, path, hash, mut attempts)) = self.open.take() {
                match attempts.next() {
                    Ok(Some(attempt)) => {
                        self.open = Some((index, path, hash, attempts));
                        return Some(Ok((index, attempt)));
                    }
                    Ok(None) if attempts.was(hash) => {}
                    Ok(None) => {
                        let changed = "it was changed while it was imported; import it again";
                        return Some(Err(format!("{}: {changed}", name(path))));
                    }
                    Err(reason) => return Some(Err(format!("{}: {reason}", name(path)))),
                }
            }
            let (index, (place, path, arrived)) = self.bundles.next()?;
            match place.attempts() {
                Ok(attempts) => self.open = Some((index, path, &arrived.hash, attempts)),
                Err(reason) => return Some(Err(format!("{}: {reason}", name(path)))),
            }
        }
    }
}
