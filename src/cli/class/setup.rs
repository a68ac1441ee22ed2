//! `class setup` and `class doctor`: what lets a class in over the bank's own OpenSSH with nothing but the class, and whether it is
//! so. `setup` prints; with `--write` it installs. Must not start or reload a service.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser as _;

use crate::cli::practice::Lang;
use crate::cli::{Exit, Streams};
use crate::text::sanitize_line;

/// Where the drop-in of the SSH service goes.
const DROP_IN: &str = "etc/ssh/sshd_config.d/60-teller-coach.conf";
/// Where the limits of the group go.
const LIMITS: &str = "etc/security/limits.d/60-teller-coach.conf";

/// How it begins in what it writes.
const SETUP: &str = "teller-coach class setup";
const DIR: &str = "/var/lib/teller-coach/class";
const GROUP: &str = "coach-trainees";
const TRAINERS: &str = "coach-trainers";
/// The rights of the class's folder: any trainer may open a class in it.
const FOLDER: u32 = 0o2775;
/// Those of the folder in which each seat has files of its own: nobody takes another's away.
const PEOPLE: u32 = 0o3777;

/// What `class setup` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    place: Place,
    /// Install it, as root; without this it is only printed
    #[arg(long)]
    write: bool,
}

/// The command that set a class up, as its drop-in says it.
#[derive(Debug, clap::Parser)]
struct SetUp {
    #[command(flatten)]
    place: Place,
}

/// What `class doctor` is given.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct DoctorArgs {
    #[command(flatten)]
    place: Place,
}

/// What is set up.
#[derive(Debug, clap::Args)]
struct Place {
    /// The folder of the class
    #[arg(
        long,
        value_name = "DIR",
        default_value = DIR
    )]
    dir: PathBuf,
    /// The group whose members get the class and nothing else
    #[arg(long, default_value = GROUP)]
    group: String,
    /// The group that may read what is not revealed yet
    #[arg(long, default_value = TRAINERS)]
    trainers: String,
    /// The language of trainees' screens, since nothing of theirs is believed; without it the system's
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// How many come at once
    #[arg(long, value_name = "N", default_value_t = 40)]
    trainees: u32,
    /// Below which folder the system lies
    #[arg(long, value_name = "DIR", default_value = "/")]
    root: PathBuf,
    /// The program, as the SSH service is to start it; without it this one
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

impl Place {
    fn program(&self) -> Result<String> {
        let here = || std::env::current_exe().context("cannot tell where this program is");
        let program = self.program.clone().map_or_else(here, Ok)?;
        Ok(program.display().to_string())
    }

    /// Words that end up in files of the system must be what they seem.
    fn sound(&self) -> std::result::Result<(), String> {
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        for group in [&self.group, &self.trainers] {
            if group.is_empty() || !group.chars().all(of_name) {
                return Err(format!("`{}` is no name of a group", sanitize_line(group)));
            }
        }
        let dir = self.dir.display().to_string();
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
        if !self.dir.is_absolute() || !dir.chars().all(plain) {
            return Err(format!(
                "`{}` is no plain absolute path: letters, digits, `/`, `-`, `_` and `.` only",
                sanitize_line(&dir)
            ));
        }
        Ok(())
    }

    /// The command that sets this up.
    fn command(&self) -> String {
        let mut out = SETUP.to_owned();
        let dir = self.dir.display().to_string();
        let lang = self.lang.map(|lang| lang.language().to_string());
        let program = self.program.as_ref().map(|file| file.display().to_string());
        let of_its_own = |value: String, usual: &str| (value != usual).then_some(value);
        for (option, value) in [
            ("dir", of_its_own(dir, DIR)),
            ("group", of_its_own(self.group.clone(), GROUP)),
            ("trainers", of_its_own(self.trainers.clone(), TRAINERS)),
            ("lang", lang),
            ("trainees", of_its_own(self.trainees.to_string(), "40")),
            ("program", program),
        ] {
            if let Some(value) = value {
                // Writing to a String can't fail.
                let _ = write!(out, " --{option} {value}");
            }
        }
        out
    }

    /// What was set up, as the drop-in that is there says it; itself where there is none, or where something else was asked for.
    fn as_set_up(&self) -> Option<Self> {
        if self.command() != SETUP {
            return None;
        }
        let there = read(&self.under(DROP_IN)).ok()?;
        let (_, rest) = there.lines().next()?.split_once(SETUP)?;
        let options = rest.trim_end_matches(['.', '`']).split_whitespace();
        let command = std::iter::once(SETUP).chain(options);
        let SetUp { place } = SetUp::try_parse_from(command).ok()?;
        Some(Self {
            root: self.root.clone(),
            ..place
        })
    }

    /// The drop-in of the SSH service.
    fn drop_in(&self) -> Result<String> {
        let (start, full) = (self.trainees.max(10), self.trainees.max(10) * 2);
        let mut out = String::new();
        // Writing to a String can't fail.
        let _ = write!(
            out,
            "# teller-coach: members of {group} get the class and nothing else. Written by `{written_by}`.\n\
             MaxStartups {start}:30:{full}\n\
             Match Group {group}\n\
             \x20   ForceCommand {program} class join{lang} {dir}\n\
             \x20   DisableForwarding yes\n\
             \x20   PermitUserRC no\n\
             \x20   X11Forwarding no\n\
             \x20   AllowAgentForwarding no\n\
             \x20   PermitTunnel no\n\
             \x20   MaxSessions 1\n\
             \x20   ClientAliveInterval 60\n\
             Match all\n",
            group = self.group,
            written_by = self.command(),
            program = self.program()?,
            lang = self
                .lang
                .map_or_else(String::new, |lang| format!(" --lang {}", lang.language())),
            dir = self.dir.display(),
        );
        Ok(out)
    }

    /// What each member may use.
    fn limits(&self) -> String {
        format!(
            "# teller-coach: written by `{SETUP}`.\n\
             @{group} hard nproc 64\n\
             @{group} hard nofile 256\n\
             @{group} hard core 0\n\
             @{group} hard maxlogins 2\n",
            group = self.group
        )
    }

    fn under(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// The number of a group; none where there is no such group.
    fn number(&self, group: &str) -> Option<u32> {
        let groups = read(&self.under("etc/group")).unwrap_or_default();
        let mut fields = groups.lines().map(|line| line.split(':'));
        let mut found = fields.find(|fields| fields.clone().next() == Some(group))?;
        found.nth(2)?.parse().ok()
    }

    /// The folder of the class as the system has it.
    fn folder(&self) -> PathBuf {
        self.under(&self.dir.display().to_string())
    }
}

/// Prints what lets a class in, or installs it.
pub(super) fn setup(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let place = &args.place;
    if let Err(why) = place.sound() {
        writeln!(streams.err, "teller-coach: {why}")?;
        return Ok(Exit::Usage);
    }
    let (drop_in, limits) = (place.drop_in()?, place.limits());
    if args.write {
        for (path, text) in [(DROP_IN, &drop_in), (LIMITS, &limits)] {
            let file = place.under(path);
            install(&file, text)?;
            writeln!(
                streams.out,
                "wrote {}",
                sanitize_line(&file.display().to_string())
            )?;
        }
        // Trainers lead, each in turn; trainees make files of their own in `people`, and can neither list nor read those of others: the sticky bit keeps
        // them from taking others' away, and each file is its owner's and the trainers'.
        for (folder, mode) in [
            (place.folder(), FOLDER),
            (place.folder().join("people"), PEOPLE),
        ] {
            fs::create_dir_all(&folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
            // What is made in a folder gets its group, so that trainers can read it and trainees can't.
            if let Some(number) = place.number(&place.trainers) {
                std::os::unix::fs::chown(&folder, None, Some(number))
                    .with_context(|| format!("cannot give {} its group", folder.display()))?;
            }
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode))
                .with_context(|| format!("cannot set the rights of {}", folder.display()))?;
            writeln!(
                streams.out,
                "made {} ({mode:o})",
                sanitize_line(&folder.display().to_string())
            )?;
        }
    } else {
        writeln!(
            streams.out,
            "# /{DROP_IN}\n{drop_in}\n# /{LIMITS}\n{limits}"
        )?;
        writeln!(
            streams.out,
            "# folders\ninstall -d -g {trainers} -m {FOLDER:o} {dir}\ninstall -d -g {trainers} -m {PEOPLE:o} {dir}/people\n",
            dir = place.dir.display(),
            trainers = place.trainers
        )?;
    }
    writeln!(
        streams.out,
        "# both groups must be there before\ngroupadd -f {group}\ngroupadd -f {trainers}\nusermod -aG {group} NAME     # each trainee\nusermod -aG {trainers} NAME     # each trainer\n# then\nsshd -t && systemctl reload ssh\nteller-coach class doctor",
        group = place.group,
        trainers = place.trainers
    )?;
    Ok(Exit::Fine)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line installs what it is asked to"
)]
fn install(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Says what is as it should be and what is not.
pub(super) fn doctor(args: &DoctorArgs, streams: &mut Streams<'_>) -> Result<Exit> {
    let set_up = args.place.as_set_up();
    let place = set_up.as_ref().unwrap_or(&args.place);
    if let Err(why) = place.sound() {
        writeln!(streams.err, "teller-coach: {why}")?;
        return Ok(Exit::Usage);
    }
    let mut wrong = false;
    let mut say = |fine: bool, text: String| {
        wrong |= !fine;
        let health = if fine { "fine " } else { "wrong" };
        writeln!(streams.out, "{health}  {}", sanitize_line(&text))
    };
    let drop_in = place.drop_in()?;
    for (path, wanted) in [(DROP_IN, &drop_in), (LIMITS, &place.limits())] {
        let file = place.under(path);
        let (fine, text) = match read(&file) {
            Ok(there) if there == *wanted => (
                true,
                format!("{}: as `{}` writes it", file.display(), place.command()),
            ),
            Ok(_) => (
                false,
                format!(
                    "{}: says something else than `{} --write` would",
                    file.display(),
                    place.command()
                ),
            ),
            Err(error) => (
                false,
                format!(
                    "{}: {error}; `class setup --write` writes it",
                    file.display()
                ),
            ),
        };
        say(fine, text)?;
    }
    for group in [&place.group, &place.trainers] {
        let there = place.number(group).is_some();
        let text = match there {
            true => format!("the group {group} is there"),
            false => format!("there is no group {group}: `groupadd {group}`"),
        };
        say(there, text)?;
    }
    for (folder, wanted) in [
        (place.folder(), FOLDER),
        (place.folder().join("people"), PEOPLE),
    ] {
        let mode = fs::metadata(&folder).map(|there| there.permissions().mode() & 0o7777);
        let (fine, text) = match mode {
            Ok(mode) if mode == wanted && group_of(&folder) == place.number(&place.trainers) => (
                true,
                format!(
                    "{}: {mode:o}, of the group {}",
                    folder.display(),
                    place.trainers
                ),
            ),
            Ok(mode) if mode == wanted => (
                false,
                format!(
                    "{0}: not of the group {1}: `chgrp {1} {0}`",
                    folder.display(),
                    place.trainers
                ),
            ),
            Ok(mode) => (
                false,
                format!(
                    "{}: {mode:o}, and {wanted:o} is wanted: `chmod {wanted:o}`",
                    folder.display()
                ),
            ),
            Err(error) => (false, format!("{}: {error}", folder.display())),
        };
        say(fine, text)?;
    }
    let program = place.program()?;
    let runs = fs::metadata(&program).is_ok_and(|there| there.permissions().mode() & 0o111 != 0);
    say(
        runs,
        format!(
            "{program}: {}",
            if runs { "can be run" } else { "can't be run" }
        ),
    )?;
    Ok(if wrong { Exit::FellShort } else { Exit::Fine })
}

/// The number of a folder's group.
fn group_of(folder: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(folder).ok().map(|there| there.gid())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line looks at the system"
)]
fn read(file: &Path) -> std::io::Result<String> {
    fs::read_to_string(file)
}
