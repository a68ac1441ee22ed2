//! `doctor`: looks at everything the program needs around it, and says in the user's language what is right, what is doubtful
//! and what to do about it. Must not mend anything.

use std::io::Write as _;

use anyhow::Result;
use serde_json::{Value, json};

use super::keeper::trouble;
use super::kept::KeptArgs;
use super::world::{self, World};
use super::{Exit, Streams};
use crate::i18n::Texts;
use crate::store::{Store, StoreError};
use crate::terminal;
use crate::text::wrap;

/// What `doctor` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    kept: KeptArgs,
}

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Health {
    Fine,
    Doubtful,
    Wrong,
}

impl Health {
    const fn key(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Doubtful => "doubtful",
            Self::Wrong => "wrong",
        }
    }
}

/// One thing looked at.
struct Finding {
    /// `terminal`, `size`, `colours`, `width`, `input_method`, `locale`, `data`, `history`.
    about: &'static str,
    health: Health,
    text: String,
}

/// Looks and tells.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let world = World::look();
    let texts = Texts::new(args.kept.language(&world));
    let findings = [
        the_terminal(&world, &texts),
        size(&world, &texts),
        colours(&world, &texts),
        widths(&world, &texts),
        input_method(&texts),
        locale(&world, &texts),
        data(&args.kept, &world, &texts),
        history(&args.kept, &world, &texts),
    ];
    if args.json {
        let all: Vec<Value> = findings
            .iter()
            .map(|one| json!({"about": one.about, "health": one.health.key(), "text": one.text}))
            .collect();
        writeln!(streams.out, "{}", Value::from(all))?;
    } else {
        let columns = terminal::size().ok().filter(|_| world.interactive);
        let columns = columns.map_or(usize::MAX, |(columns, _)| usize::from(columns));
        for one in &findings {
            let health = texts.get(&format!("doctor-{}", one.health.key()));
            let about = texts.get(&format!("doctor-about-{}", one.about));
            let line = format!("{health}  {about}  {}", one.text);
            for (number, row) in wrap(&line, columns.saturating_sub(4)).iter().enumerate() {
                let indent = if number == 0 { "" } else { "    " };
                writeln!(streams.out, "{indent}{row}")?;
            }
        }
        if let Some(garbled) = world.garbled() {
            for row in wrap(&garbled, columns) {
                writeln!(streams.out, "{row}")?;
            }
        }
    }
    let wrong = findings.iter().any(|one| one.health == Health::Wrong);
    Ok(if wrong { Exit::FellShort } else { Exit::Fine })
}

fn finding(about: &'static str, health: Health, text: String) -> Finding {
    Finding {
        about,
        health,
        text,
    }
}

fn the_terminal(world: &World, texts: &Texts) -> Finding {
    let (health, key) = if !world.interactive {
        (Health::Doubtful, "doctor-no-terminal")
    } else if world.dumb {
        (Health::Wrong, "doctor-dumb")
    } else if world.term.is_empty() {
        (Health::Doubtful, "doctor-terminal-unnamed")
    } else if world.term == "linux" {
        (Health::Doubtful, "doctor-terminal-console")
    } else {
        (Health::Fine, "doctor-terminal")
    };
    let term = [("term", world.term.as_str().into())];
    finding("terminal", health, texts.with(key, &term))
}

fn size(world: &World, texts: &Texts) -> Finding {
    let size = terminal::size().ok().filter(|_| world.interactive);
    let Some((columns, rows)) = size else {
        return finding("size", Health::Doubtful, texts.get("doctor-size-unknown"));
    };
    let least = crate::tui::LEAST;
    let small = columns < least.0 || rows < least.1;
    let (health, key) = if small {
        (Health::Wrong, "doctor-size-small")
    } else {
        (Health::Fine, "doctor-size")
    };
    let arguments = [
        ("columns", columns.into()),
        ("rows", rows.into()),
        ("least_columns", least.0.into()),
        ("least_rows", least.1.into()),
    ];
    finding("size", health, texts.with(key, &arguments))
}

fn colours(world: &World, texts: &Texts) -> Finding {
    let key = if world.no_color {
        "doctor-colours-none"
    } else {
        "doctor-colours"
    };
    finding("colours", Health::Fine, texts.get(key))
}

/// Prints a Chinese character and a quotation mark and asks the terminal where its cursor is then.
fn widths(world: &World, texts: &Texts) -> Finding {
    if !world.interactive || world.dumb {
        return finding("width", Health::Doubtful, texts.get("doctor-width-unknown"));
    }
    match terminal::widths() {
        Ok((2, 1)) => finding("width", Health::Fine, texts.get("doctor-width")),
        Ok((2, _)) => finding(
            "width",
            Health::Doubtful,
            texts.get("doctor-width-ambiguous"),
        ),
        Ok(_) => finding("width", Health::Wrong, texts.get("doctor-width-wrong")),
        Err(_) => finding("width", Health::Doubtful, texts.get("doctor-width-unknown")),
    }
}

fn input_method(texts: &Texts) -> Finding {
    finding(
        "input_method",
        Health::Fine,
        texts.get("doctor-input-method"),
    )
}

fn locale(world: &World, texts: &Texts) -> Finding {
    let locale = world.locale.to_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    let (health, key) = if utf8 {
        (Health::Fine, "doctor-locale")
    } else if world.chinese_code() {
        (Health::Wrong, "doctor-locale-gbk")
    } else if cfg!(windows) {
        (Health::Fine, "doctor-locale-windows")
    } else {
        (Health::Doubtful, "doctor-locale-plain")
    };
    let shown = if world.locale.is_empty() {
        "C"
    } else {
        world.locale.as_str()
    };
    let locale = [("locale", crate::text::sanitize_line(shown).into())];
    finding("locale", health, texts.with(key, &locale))
}

fn data(kept: &KeptArgs, world: &World, texts: &Texts) -> Finding {
    let Ok(file) = kept.file(world) else {
        return finding("data", Health::Wrong, texts.get("doctor-data-none"));
    };
    let folder = file.parent().unwrap_or(&file);
    let place = crate::text::sanitize_line(&folder.display().to_string());
    let arguments = [("place", place.into())];
    // The nearest folder that is there: a missing one is made when it is needed.
    let there = folder.ancestors().find(|folder| folder.is_dir());
    let writable = there.is_some_and(|folder| {
        tempfile_in(folder).is_ok_and(|path| std::fs::remove_file(path).is_ok())
    });
    let (health, key) = if !writable || folder.exists() && !folder.is_dir() {
        (Health::Wrong, "doctor-data-closed")
    } else if folder.exists() {
        (Health::Fine, "doctor-data")
    } else {
        (Health::Fine, "doctor-data-new")
    };
    finding("data", health, texts.with(key, &arguments))
}

/// Makes an empty file in a folder to see whether one can.
#[expect(
    clippy::disallowed_methods,
    reason = "commands may touch files; this one tries whether they can"
)]
fn tempfile_in(folder: &std::path::Path) -> std::io::Result<std::path::PathBuf> {
    let path = folder.join(format!(".teller-coach-{}", std::process::id()));
    let mut file = std::fs::File::create(&path)?;
    file.write_all(b"1")?;
    Ok(path)
}

fn history(kept: &KeptArgs, world: &World, texts: &Texts) -> Finding {
    let Some(file) = kept.file(world).ok().filter(|file| file.exists()) else {
        return finding("history", Health::Fine, texts.get("doctor-history-new"));
    };
    match Store::open_to_read(&file, world::zone()).and_then(|store| {
        store.verify()?;
        store.count_before(None)
    }) {
        Ok(count) => {
            let count = [("count", count.into())];
            finding(
                "history",
                Health::Fine,
                texts.with("doctor-history", &count),
            )
        }
        Err(StoreError::Older { .. }) => {
            finding("history", Health::Fine, texts.get("doctor-history-older"))
        }
        Err(error) => finding("history", Health::Wrong, trouble(texts, &error)),
    }
}
