//! `class host DRILL --dir DIR`: the trainer's console.

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

use super::{ClassArgs, directory, no_class, now, with_scenarios};
use crate::classroom::{Directory, Fault, Host, Opening};
use crate::cli::{Exit, Streams, kept, world};
use crate::domain::Language;
use crate::i18n::Texts;
use crate::scoring::RubricFile;
use crate::terminal;
use crate::text::sanitize_line;
use crate::tui::class::Console;
use crate::tui::{Effect, evidence_name};

/// What `class host` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The drill: one of the program's, or a file that ends in `.drill.yaml`
    drill: String,
    /// The folder of the class; made where there is none, taken up again where it holds this drill; without it, the one this
    /// machine keeps for its class
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The seed of the encounters, to meet the same wordings again
    #[arg(long)]
    seed: Option<u64>,
    /// Where the class is kept when it has ended; without it your own data directory
    #[arg(long, value_name = "DIR", conflicts_with = "unkept")]
    data: Option<PathBuf>,
    /// Do not put the class into the trainer's own store at its end; `class keep` can later
    #[arg(long)]
    unkept: bool,
    #[command(flatten)]
    class: ClassArgs,
}

impl Args {
    /// The console of this drill in this folder, for a class that nobody wants to keep.
    pub(super) fn of(drill: &str, dir: PathBuf, seed: Option<u64>, class: ClassArgs) -> Self {
        let drill = drill.to_owned();
        Self {
            drill,
            dir: Some(dir),
            seed,
            data: None,
            unkept: true,
            class,
        }
    }
}

/// Opens the console.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let Some(began) = args.class.begin(streams)? else {
        return Ok(Exit::Usage);
    };
    let found = with_scenarios(&args.drill, &began.opened.library, streams)?;
    let Some((drill, scenarios)) = found else {
        return Ok(Exit::Usage);
    };
    let look = args.class.look(&began);
    let seed = args.seed.unwrap_or_else(world::any_seed);
    let opening = Opening {
        scenarios,
        class: format!("c{:x}{seed:x}", now()),
        seed,
        language: look.language(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        rubric: RubricFile::edition(),
        drill,
    };
    let folder = directory(args.dir.as_ref()).root().to_owned();
    let host = match Host::open(folder, opening, now()) {
        Ok(host) => host,
        Err(error) => return no_class(error, Exit::Usage, streams),
    };
    if let Some(aside) = host.set_aside() {
        // Where its console was killed at its end, nobody has kept it yet.
        let texts = Texts::new(look.language());
        let place = sanitize_line(&aside.root().display().to_string());
        let said = texts.with("class-set-aside", &[("dir", place.into())]);
        writeln!(streams.out, "{said}")?;
        if !args.unkept {
            keep(args, &began, aside, &texts, streams)?;
        }
    }
    let host = RefCell::new(host);
    let language = look.language();
    let console = Console::new(look, room(&host.borrow(), language), began.size);
    terminal::restore_on_panic();
    let mut last = clock();
    let carry_out = |effect| {
        if let Effect::Class(act) = effect {
            host.borrow_mut().act(now(), act);
        }
        Ok(())
    };
    let refresh = |console: &mut Console| {
        let now = clock();
        let passed = now.duration_since(last);
        last = now;
        let mut host = host.borrow_mut();
        host.tick(passed);
        console.sees(room(&host, console.language()))
    };
    terminal::run(console, false, carry_out, Some(super::REFRESH), refresh)
        .context("the terminal failed")?;
    let host = host.borrow();
    let texts = Texts::new(language);
    let key = if host.is_over() {
        "class-over"
    } else {
        "class-left"
    };
    let place = host.directory().root().display().to_string();
    let said = texts.with(key, &[("dir", sanitize_line(&place).into())]);
    writeln!(streams.out, "{said}")?;
    if !host.is_over() || args.unkept {
        return Ok(Exit::Fine);
    }
    keep(args, &began, host.directory(), &texts, streams)
}

/// The class is over and whole in its folder: that it could not be kept is said with what to do, and the rest is fine.
fn keep(
    args: &Args,
    began: &super::Began,
    directory: &Directory,
    texts: &Texts,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let library = &began.opened.library;
    let days = began.configured.config.class_names_days;
    let kept = kept::folder(args.data.as_deref(), &began.world).and_then(|folder| {
        let exit = super::keep::keep(directory, library, &folder, texts, streams)?;
        super::erase::aged(&folder, days, texts, streams)?;
        Ok(exit)
    });
    if let Err(error) = &kept {
        let reason = sanitize_line(&format!("{error:#}"));
        let place = sanitize_line(&directory.root().display().to_string());
        let said = [("reason", reason.into()), ("dir", place.into())];
        writeln!(streams.err, "{}", texts.with("class-keep-failed", &said))?;
        return Ok(Exit::Machine);
    }
    kept
}

/// What the console shows.
fn room(host: &Host, language: Language) -> crate::tui::class::Room {
    let texts = Texts::new(language);
    let fault = |fault: Fault| {
        texts.get(match fault {
            Fault::Garbage => "class-fault-garbage",
            Fault::Loose => "class-fault-loose",
            Fault::Shortened => "class-fault-shortened",
        })
    };
    host.room(evidence_name, fault, language)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the class's clock counts what has passed, whatever the time of day does"
)]
fn clock() -> Instant {
    Instant::now()
}
