//! `class`: one file per command. Must not know how a class is kept, nor how it looks.

mod certificates;
mod erase;
mod host;
mod join;
mod keep;
mod records;
mod rehearse;
mod report;
#[cfg(unix)]
mod setup;
mod table;
mod verify;
mod wall;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;

pub(super) use table::read as roster;

use super::config::{ConfigArgs, Configured};
use super::packs::{LibraryArgs, Opened};
use super::practice::LookArgs;
use super::world::{self, World};
use super::{Exit, Streams};
use crate::classroom::{ClassError, Directory};
use crate::i18n::Texts;
use crate::scenario::{
    Drill, DrillDocument, EMBEDDED_DRILLS, Library, Problem, Scenario, drill_of,
};
use crate::terminal;
use crate::text::sanitize_line;
use crate::tui::{Look, ThemeName};

/// How often a screen looks at the class's folder: what the trainer wants is there at once.
const REFRESH: Duration = Duration::from_millis(250);

/// What can be done with a class.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// A class on one screen: who answers is drawn, answers stand side by side, hands are counted
    Table(table::Args),
    /// Open a class, or take one up again: the trainer's console
    Host(host::Args),
    /// Take a seat in a class
    Join(join::Args),
    /// Show the answers that are revealed, for a projector
    Wall(wall::Args),
    /// Write down who was there, what was answered and who passed; for print, a spreadsheet, a program
    Report(report::Args),
    /// Print, or install, what lets a class in over OpenSSH with nothing but the class
    #[cfg(unix)]
    Setup(setup::Args),
    /// Check what `setup` installs
    #[cfg(unix)]
    Doctor(setup::DoctorArgs),
    /// A class of scripted trainees at real terminals, to try a drill out or to see what the machine bears
    Rehearse(rehearse::Args),
    /// Put a class that has ended into the trainer's own store, which `records` reads; `host` does it at the end
    Keep(keep::Args),
    /// Over all kept classes: who passed what and when, who is due, what was done about failures
    Records(records::Args),
    /// Erase names, notes and certificates for good; what was done stays, without a name
    Erase(erase::Args),
    /// Prove marks, texts, order and completeness from the class's files
    Verify(verify::Args),
}

/// What all screens of a class are given.
#[derive(Debug, Clone, clap::Args)]
struct ClassArgs {
    #[command(flatten)]
    look: LookArgs,
    #[command(flatten)]
    library: LibraryArgs,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs one of them.
pub(super) fn run(command: &Command, streams: &mut Streams<'_>) -> Result<Exit> {
    match command {
        Command::Table(args) => table::run(args, streams),
        Command::Host(args) => host::run(args, streams),
        Command::Join(args) => join::run(args, streams),
        Command::Wall(args) => wall::run(args, streams),
        Command::Report(args) => report::run(args, streams),
        #[cfg(unix)]
        Command::Setup(args) => setup::setup(args, streams),
        #[cfg(unix)]
        Command::Doctor(args) => setup::doctor(args, streams),
        Command::Rehearse(args) => rehearse::run(args, streams),
        Command::Keep(args) => keep::run(args, streams),
        Command::Records(args) => records::run(args, streams),
        Command::Erase(args) => erase::run(args, streams),
        Command::Verify(args) => verify::run(args, streams),
    }
}

/// What a screen of a class begins with.
struct Began {
    world: World,
    configured: Configured,
    opened: Opened,
    size: (u16, u16),
}

impl ClassArgs {
    /// Looks around; `None` where there is no terminal, which is said.
    fn begin(&self, streams: &mut Streams<'_>) -> Result<Option<Began>> {
        let world = World::look();
        if !world.interactive || world.dumb {
            writeln!(
                streams.err,
                "teller-coach: the screens of a class need a terminal"
            )?;
            return Ok(None);
        }
        Ok(Some(Began {
            configured: self.config.read(&world),
            opened: self.library.open_with_own(&world),
            size: terminal::size()?,
            world,
        }))
    }

    fn theme(&self, began: &Began) -> ThemeName {
        self.look.theme(&began.configured.config, &began.world)
    }

    fn look(&self, began: &Began) -> Look {
        let config = &began.configured.config;
        let language = self.look.language(config, &began.world);
        let theme = self.theme(began);
        let mut look = Look::new(language, theme, self.look.glyphs(config), false);
        look.keymap = began.configured.keymap.clone();
        look.dress(theme, self.look.for_a_room(config));
        look.themes = ThemeName::shown_in(began.world.depth);
        look
    }
}

/// The class in this folder; without one, in the place where one machine has its class.
fn directory(folder: Option<&PathBuf>) -> Directory {
    const SHARED: &str = "/var/lib/teller-coach/class";
    Directory::new(folder.cloned().unwrap_or_else(|| PathBuf::from(SHARED)))
}

/// A drill by the name of its file, or by the id of one in the program.
fn drill(wanted: &str, library: &Library) -> std::result::Result<Drill, String> {
    let find = |id: &crate::domain::ScenarioId| library.scenario(id.as_str());
    let embedded = EMBEDDED_DRILLS.iter().find(|(id, _)| *id == wanted);
    let (name, text) = match embedded {
        Some((id, text)) => (format!("{id}.drill.yaml"), (*text).to_owned()),
        None if drill_of(wanted).is_some() => {
            let source = super::files::read(std::path::Path::new(wanted))
                .map_err(|input| format!("{}: {}", input.name, input.message))?;
            (source.name, source.text)
        }
        None => {
            let known: Vec<&str> = EMBEDDED_DRILLS.iter().map(|(id, _)| *id).collect();
            return Err(format!(
                "there is no drill `{}`; there are {}, and files that end in `.drill.yaml`",
                sanitize_line(wanted),
                known.join(", ")
            ));
        }
    };
    let document = DrillDocument::read(&name, &text, find);
    document.drill.ok_or_else(|| {
        let first = document.problems.iter().find(|one| Problem::is_error(one));
        let first = first.map_or_else(String::new, |one| {
            format!(":{}: {}; {}", one.line, one.message, one.fix)
        });
        format!("{name}{first}")
    })
}

/// The time in Unix milliseconds.
fn now() -> i64 {
    world::now().as_millisecond()
}

/// Texts in the language of a screen.
fn texts(language: crate::domain::Language) -> Arc<Texts> {
    Arc::new(Texts::new(language))
}

/// Says why a class can't be read, and what that means for the exit code.
fn no_class(error: ClassError, exit: Exit, streams: &mut Streams<'_>) -> Result<Exit> {
    match error {
        ClassError::Nothing { .. } | ClassError::Form { .. } | ClassError::Taken { .. } => {
            writeln!(
                streams.err,
                "teller-coach: {}",
                sanitize_line(&error.to_string())
            )?;
            Ok(exit)
        }
        ClassError::File { .. } | ClassError::Closed { .. } => Err(error.into()),
    }
}

/// A drill and its scenarios; `None` where there is none, which is said.
fn with_scenarios(
    wanted: &str,
    library: &Library,
    streams: &mut Streams<'_>,
) -> Result<Option<(Drill, Vec<Arc<Scenario>>)>> {
    match drill(wanted, library) {
        Ok(drill) => {
            let steps = drill.steps.iter();
            let scenarios = steps.filter_map(|step| library.scenario(step.scenario.as_str()));
            let scenarios = scenarios.collect();
            Ok(Some((drill, scenarios)))
        }
        Err(why) => {
            writeln!(streams.err, "teller-coach: {}", sanitize_line(&why))?;
            Ok(None)
        }
    }
}
