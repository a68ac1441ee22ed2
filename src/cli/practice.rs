//! `practice`, and the home screen: opens the interface in the terminal, or plays line by line. Must not know how either
//! looks.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Args as ClapArgs, ValueEnum};
use serde::Deserialize;

use super::archive::Kept;
use super::config::{Config, ConfigArgs, Configured};
use super::keeper::{Keeper, trouble};
use super::packs::{self, LibraryArgs, Opened, Watched};
use super::recorder::Recorder;
use super::world::{self, World};
use super::{Exit, Streams, next_step, plain};
use crate::domain::{Form, Language, ScenarioId};
use crate::i18n::Texts;
use crate::scenario::{Header, Library, Scenario};
use crate::terminal;
use crate::text::sanitize_line;
use crate::tui::{App, Depth, Effect, GlyphSet, Setup, Shelf, ThemeName};

/// How often an author's files are looked at: a change is seen within a second.
const RELOAD: Duration = Duration::from_millis(500);

/// How the screen looks.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct LookArgs {
    /// The language of screens and customers; without it the locale's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Colours: the terminal's own sixteen, dark or light of our own, high contrast, or none
    #[arg(long, value_enum)]
    theme: Option<Theme>,
    /// For a room: one column, fewer lines, more space
    #[arg(long)]
    projector: bool,
    /// Plain characters for borders and bars, where the terminal draws others too wide
    #[arg(long)]
    ascii: bool,
}

/// How one practises on the screen.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct ScreenArgs {
    #[command(flatten)]
    look: LookArgs,
    /// Leave the mouse to the terminal
    #[arg(long)]
    no_mouse: bool,
    /// The seed of the encounters, to meet the same wordings again
    #[arg(long)]
    seed: Option<u64>,
    /// Keep nothing of this session
    #[arg(long)]
    no_store: bool,
    /// Where your results are kept; without it your own data directory
    #[arg(long, value_name = "DIR")]
    data: Option<std::path::PathBuf>,
    #[command(flatten)]
    library: LibraryArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// What `practice` is given.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The scenario; `teller-coach list` names them
    id: Option<String>,
    /// Line by line, for screen readers and pipes
    #[arg(long)]
    plain: bool,
    /// A whole encounter, or single moments: a drill of what is due, sparring with three customers, an exam
    #[arg(long, value_enum, default_value_t = FormArg::Encounter)]
    form: FormArg,
    /// Write the encounters with the scenario into this replay file as they go; what stands in it stays
    #[arg(long, value_name = "FILE", requires = "id")]
    record: Option<PathBuf>,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Lang {
    Zh,
    En,
}

impl Lang {
    pub(super) const fn language(self) -> Language {
        match self {
            Self::Zh => Language::Zh,
            Self::En => Language::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Theme {
    #[default]
    Default,
    Dark,
    Light,
    HighContrast,
    Mono,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormArg {
    Encounter,
    Drill,
    Sparring,
    Exam,
}

impl FormArg {
    const fn form(self) -> Form {
        match self {
            Self::Encounter => Form::Encounter,
            Self::Drill => Form::Drill,
            Self::Sparring => Form::Sparring,
            Self::Exam => Form::Exam,
        }
    }
}

impl Theme {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }
}

impl LookArgs {
    pub(super) fn language(&self, config: &Config, world: &World) -> Language {
        self.lang
            .or(config.language)
            .map_or(world.language, Lang::language)
    }

    /// The characters for borders, bars and marks.
    pub(super) fn glyphs(&self, config: &Config) -> GlyphSet {
        if self.ascii || config.ascii == Some(true) {
            GlyphSet::Ascii
        } else {
            GlyphSet::default()
        }
    }

    /// Whether it is laid out for a room.
    pub(super) fn for_a_room(&self, config: &Config) -> bool {
        self.projector || config.projector == Some(true)
    }

    pub(super) fn theme(&self, config: &Config, world: &World) -> ThemeName {
        let own = |theme: fn(Depth) -> ThemeName| world.depth.map_or(ThemeName::Sixteen, theme);
        match self.theme.or(config.theme.filter(|_| !world.no_color)) {
            Some(Theme::Dark) => own(ThemeName::Dark),
            Some(Theme::Light) => own(ThemeName::Light),
            Some(Theme::HighContrast) => ThemeName::HighContrast,
            Some(Theme::Mono) => ThemeName::Mono,
            Some(Theme::Default) => ThemeName::Sixteen,
            None if world.no_color => ThemeName::Mono,
            None => ThemeName::Sixteen,
        }
    }
}

/// Opens the home screen.
pub(super) fn home(args: &ScreenArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let opened = args.library.open_with_own(&world);
    let recorder = Recorder::new(None, folder(args, &world)).unwrap_or_default();
    let doing = Doing {
        only: None,
        form: Form::Encounter,
        recorder,
    };
    open(doing, args, &world, opened, streams)
}

/// Plays one encounter, or opens the library.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let opened = args.screen.library.open_with_own(&world);
    let id = match &args.id {
        None => None,
        Some(wanted) => match opened.library.scenario(wanted) {
            Some(scenario) => Some(scenario.id.clone()),
            None => {
                super::complain(&opened.unreadable, streams)?;
                super::complain(&packs::broken(&opened.library), streams)?;
                writeln!(
                    streams.err,
                    "teller-coach: there is no scenario `{}`; `teller-coach list` names those there are",
                    sanitize_line(wanted)
                )?;
                return Ok(Exit::Usage);
            }
        },
    };
    let form = args.form.form();
    if form.is_single() && id.is_some() {
        writeln!(
            streams.err,
            "teller-coach: {} takes no scenario: its moments are chosen from the whole library; leave the id or `--form` out",
            form.key()
        )?;
        return Ok(Exit::Usage);
    }
    let file = args.record.as_deref().zip(id.as_ref());
    let recorder = match Recorder::new(file, folder(&args.screen, &world)) {
        Ok(recorder) => recorder,
        Err(why) => {
            writeln!(streams.err, "teller-coach: {}", sanitize_line(&why))?;
            return Ok(Exit::Usage);
        }
    };
    if args.plain || world.dumb || !world.interactive {
        if let Some(garbled) = world.garbled() {
            writeln!(streams.err, "teller-coach: {garbled}")?;
        }
        super::complain(&opened.unreadable, streams)?;
        super::complain(&packs::broken(&opened.library), streams)?;
        let configured = args.screen.config.read(&world);
        let (mut setup, mut keeper) = (
            setup(&args.screen, &configured, &world, opened),
            Keeper::new(folder(&args.screen, &world)),
        );
        setup.only = id;
        keeper.retain(configured.config.retention_days, setup.today);
        keeper.prepare(&mut setup);
        return plain::run(
            setup,
            (keeper, recorder),
            form,
            world.interactive,
            &mut std::io::stdin().lock(),
            streams,
        );
    }
    let doing = Doing {
        only: id,
        form,
        recorder,
    };
    open(doing, &args.screen, &world, opened, streams)
}

/// What both the screens and plain mode begin with.
fn setup(args: &ScreenArgs, configured: &Configured, world: &World, opened: Opened) -> Setup {
    let (shelf, mut problems) = stock(opened);
    problems.extend(configured.problems.iter().cloned());
    let seed = args.seed.unwrap_or_else(world::any_seed);
    let mut setup = Setup::new(shelf, args.look.language(&configured.config, world), seed);
    setup.today = world::today();
    setup.problems = problems;
    setup.scorer.next_step = next_step::in_words;
    setup
}

/// Where results are kept; none where nothing is.
fn folder<'a>(args: &'a ScreenArgs, world: &'a World) -> Option<&'a Path> {
    let folder = args.data.as_deref().or(world.data.as_deref());
    folder.filter(|_| !args.no_store)
}

/// What is to be practised, and written down.
struct Doing {
    only: Option<ScenarioId>,
    form: Form,
    recorder: Recorder,
}

fn open(
    doing: Doing,
    args: &ScreenArgs,
    world: &World,
    opened: Opened,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    if !world.interactive || world.dumb {
        writeln!(
            streams.err,
            "teller-coach: the screens need a terminal; `teller-coach practice --plain` works line by line without one"
        )?;
        return Ok(Exit::Usage);
    }
    let mut watched = Watched::new(args.library.with_own(world));
    let configured = args.config.read(world);
    let mut setup = setup(args, &configured, world, opened);
    setup.form = doing.form;
    setup.keymap = configured.keymap;
    setup.hint = world.garbled();
    let config = configured.config;
    setup.theme = args.look.theme(&config, world);
    setup.themes = ThemeName::shown_in(world.depth);
    setup.projector = args.look.for_a_room(&config);
    setup.clock = config.clock == Some(true);
    setup.still = config.reduced_motion == Some(true);
    setup.glyphs = args.look.glyphs(&config);
    setup.mouse = !args.no_mouse && config.mouse != Some(false);
    setup.only = doing.only;
    setup.size = terminal::size()?;
    let folder = folder(args, world);
    let headers = setup.shelf.headers().to_vec();
    setup.archive = Rc::new(Kept::new(
        folder.map(Path::to_owned),
        headers,
        setup.language,
    ));
    let mut keeper = Keeper::new(folder);
    keeper.retain(config.retention_days, setup.today);
    keeper.prepare(&mut setup);
    setup.newcomer =
        folder.is_some() && !setup.unread && setup.past.is_empty() && setup.draft.is_none();
    let keeper = RefCell::new(keeper);
    let recorder = RefCell::new(doing.recorder);
    let language = setup.language;
    terminal::restore_on_panic();
    let mouse = setup.mouse;
    let carry_out = |effect| {
        fault_on_purpose(&effect, world);
        recorder.borrow_mut().heed(&effect);
        keeper.borrow_mut().carry_out(effect);
        Ok(())
    };
    // Only an author's files change by themselves.
    let every = watched.any().then_some(RELOAD);
    let refresh = |app: &mut App| {
        // All sentences of a language are read to say one: not at every key.
        if recorder.borrow().has_news() || keeper.borrow().has_news() {
            let texts = Texts::new(app.language());
            let news = recorder.borrow_mut().news(&texts);
            if let Some(news) = news.or_else(|| keeper.borrow_mut().news(&texts)) {
                return app.warn(news);
            }
        }
        watched.changed().map_or_else(Vec::new, |opened| {
            let (shelf, problems) = stock(opened);
            app.restock(shelf, &problems)
        })
    };
    let ran = terminal::run(App::new(setup), mouse, carry_out, every, refresh);
    if let Some(complaint) = keeper.borrow().complaint() {
        writeln!(
            streams.err,
            "teller-coach: {}",
            sanitize_line(&trouble(&Texts::new(language), complaint))
        )?;
    }
    ran.context("the terminal failed")?;
    Ok(Exit::Fine)
}

/// Lets a test see what a panic leaves of the terminal; not in what users run.
fn fault_on_purpose(effect: &Effect, world: &World) {
    if cfg!(debug_assertions) && world.fault && matches!(effect, Effect::Language(_)) {
        unreachable!("asked for by a test");
    }
}

/// The library as the interface asks for it.
struct Stocked {
    library: Library,
    headers: Vec<Header>,
}

impl Shelf for Stocked {
    fn headers(&self) -> &[Header] {
        &self.headers
    }

    fn open(&self, id: &ScenarioId) -> Result<Arc<Scenario>, String> {
        self.library
            .scenario(id.as_str())
            .ok_or_else(|| format!("`{id}` is not in the library"))
    }
}

/// A library for the interface, the easiest scenarios first, and what keeps others from being played.
pub(super) fn stock(opened: Opened) -> (Arc<dyn Shelf>, Vec<String>) {
    let mut complaints = opened.unreadable;
    complaints.extend(packs::broken(&opened.library));
    let problems = complaints
        .iter()
        .map(|one| sanitize_line(&format!("{}: {}", one.name, one.message)));
    let problems = problems.collect();
    let mut headers = opened.library.headers();
    headers.sort_by(|a, b| (a.level, &a.id).cmp(&(b.level, &b.id)));
    let shelf = Stocked {
        headers,
        library: opened.library,
    };
    (Arc::new(shelf), problems)
}
