//! The config file: what is in it, where it is, and `config`, which shows it or writes one to begin with. What is wrong in it
//! is told with file and line and never keeps the program from starting. A flag outranks the file, the file the locale.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::practice::{Lang, Theme};
use super::world::World;
use super::{Exit, Streams};
use crate::text::sanitize_line;
use crate::tui::Keymap;

/// The file that `config --init` writes: every setting with its default, switched off.
const DEFAULT: &str = "\
# teller-coach: settings. Take the # away in front of a line to change what it says.

# The language of screens and customers: \"zh\" or \"en\". Without it, that of the locale.
# language = \"zh\"

# Colours: \"default\" (the terminal's own sixteen), \"dark\", \"light\", \"high-contrast\" or \"mono\". All of them tell good from
# bad by blue and orange or red, never by green and red, and never by colour alone.
# theme = \"default\"

# For a room: one column, fewer lines, more space. Make the terminal's font larger, too.
# projector = false

# Show the customer's patience as it runs out, where the scenario sets one. It costs no marks.
# clock = false

# Reduced motion: nothing counts down in sight; the clock then changes only at the half and at the end.
# reduced_motion = false

# Plain characters for borders and bars, where the terminal draws others too wide.
# ascii = false

# Whether the mouse is listened to; false leaves it to the terminal, for selecting text.
# mouse = true

# Results older than this many days are erased for good at the start. Without it they are kept.
# retention_days = 730

# For trainers: names of people who have been in no class for this many days are erased for good, from your own store and from
# the folders of the classes in it; what they did stays, without a name. Without it names are kept.
# class_names_days = 730

# Keys, by place and command. F1 shows the commands of a screen; keys are written like a, f5, ctrl-s, alt-enter, page-down.
# [keys.home]
# drill = [\"ctrl-d\"]
";

/// What `config` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write a commented file to begin with
    #[arg(long)]
    init: bool,
    #[command(flatten)]
    file: ConfigArgs,
}

/// Which config file.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct ConfigArgs {
    /// The config file; without it the one in your config directory
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Settings; what is not set is `None`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    /// The language.
    pub language: Option<Lang>,
    /// The colours.
    pub theme: Option<Theme>,
    /// Laid out for a room.
    pub projector: Option<bool>,
    /// The customer's patience is shown.
    pub clock: Option<bool>,
    /// Nothing counts down in sight.
    pub reduced_motion: Option<bool>,
    /// Plain characters.
    pub ascii: Option<bool>,
    /// Whether the mouse is listened to.
    pub mouse: Option<bool>,
    /// Days after which results are erased.
    pub retention_days: Option<u16>,
    /// Days after which names of people who were in no class are erased.
    pub class_names_days: Option<u16>,
    /// Keys by place and command.
    #[serde(default)]
    keys: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// The settings and what is wrong with them.
pub(super) struct Configured {
    /// The settings.
    pub config: Config,
    /// The keys.
    pub keymap: Keymap,
    /// What is wrong, a sentence each.
    pub problems: Vec<String>,
}

impl ConfigArgs {
    fn path(&self, world: &World) -> Option<PathBuf> {
        let own = world.config.as_ref();
        self.config
            .clone()
            .or_else(|| own.map(|folder| folder.join("config.toml")))
    }

    /// Reads the file, if there is one.
    pub(super) fn read(&self, world: &World) -> Configured {
        let fine = |config: Config| {
            let (keymap, problems) = Keymap::with(&config.keys);
            Configured {
                config,
                keymap,
                problems,
            }
        };
        let Some(path) = self.path(world) else {
            return fine(Config::default());
        };
        let wrong = |problem: String| Configured {
            problems: vec![problem],
            ..fine(Config::default())
        };
        let place = sanitize_line(&path.display().to_string());
        let text = match read(&path) {
            Ok(text) => text,
            // One's own file need not be there; one that was named must be.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && self.config.is_none() => {
                return fine(Config::default());
            }
            Err(error) => return wrong(format!("{place}: {error}")),
        };
        match toml::from_str::<Config>(&text) {
            Ok(config) => {
                let mut configured = fine(config);
                for problem in &mut configured.problems {
                    *problem = format!("{place}: {problem}");
                }
                configured
            }
            Err(error) => {
                let before = error.span().and_then(|span| text.get(..span.start));
                let line = before.map_or(1, |before| before.matches('\n').count() + 1);
                wrong(format!(
                    "{place}:{line}: {}",
                    sanitize_line(error.message())
                ))
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "commands read the files they are told to"
)]
fn read(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

/// Shows the settings in force, or writes a file to begin with.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let path = args.file.path(&world).context(
        "cannot tell where your config file is: the system names no home directory; say `--config FILE`",
    )?;
    let shown = sanitize_line(&path.display().to_string());
    if args.init {
        if path.exists() {
            writeln!(
                streams.err,
                "teller-coach: {shown} is there already and was left as it was; rename it first if you want a new one"
            )?;
            return Ok(Exit::FellShort);
        }
        write(&path).with_context(|| format!("cannot write {shown}"))?;
        writeln!(streams.out, "{shown}")?;
        return Ok(Exit::Fine);
    }
    let configured = args.file.read(&world);
    let there = if path.exists() {
        ""
    } else {
        " (not there; `teller-coach config --init` writes one)"
    };
    writeln!(streams.out, "{shown}{there}")?;
    let Config {
        language,
        theme,
        projector,
        clock,
        reduced_motion,
        ascii,
        mouse,
        retention_days,
        class_names_days,
        keys,
    } = &configured.config;
    let language = language.map_or(world.language, Lang::language);
    writeln!(streams.out, "language = \"{language}\"")?;
    writeln!(
        streams.out,
        "theme = \"{}\"",
        theme.unwrap_or_default().key()
    )?;
    for (name, set) in [
        ("projector", projector),
        ("clock", clock),
        ("reduced_motion", reduced_motion),
        ("ascii", ascii),
    ] {
        writeln!(streams.out, "{name} = {}", set.unwrap_or(false))?;
    }
    writeln!(streams.out, "mouse = {}", mouse.unwrap_or(true))?;
    if let Some(days) = retention_days {
        writeln!(streams.out, "retention_days = {days}")?;
    }
    if let Some(days) = class_names_days {
        writeln!(streams.out, "class_names_days = {days}")?;
    }
    for (place, commands) in keys {
        for (command, keys) in commands {
            let keys = sanitize_line(&format!("{keys:?}"));
            writeln!(
                streams.out,
                "keys.{}.{} = {keys}",
                sanitize_line(place),
                sanitize_line(command)
            )?;
        }
    }
    for problem in &configured.problems {
        writeln!(streams.err, "teller-coach: {}", sanitize_line(problem))?;
    }
    Ok(if configured.problems.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "commands write what they are asked for"
)]
fn write(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_to_begin_with_changes_nothing_and_can_be_switched_on() {
        let off: Config = toml::from_str(DEFAULT).unwrap();
        assert!(off.language.is_none() && off.keys.is_empty());
        let on: String = DEFAULT
            .lines()
            .map(|line| {
                let setting = line.contains(" = ") || line.starts_with("# [");
                line.strip_prefix("# ")
                    .filter(|_| setting)
                    .unwrap_or(line)
                    .to_owned()
                    + "\n"
            })
            .collect();
        let on: Config = toml::from_str(&on).unwrap();
        assert_eq!(on.retention_days, Some(730));
        let (_, problems) = Keymap::with(&on.keys);
        assert_eq!(problems, [""; 0]);
    }
}
