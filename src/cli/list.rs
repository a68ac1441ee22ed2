//! `list`: the scenarios of the library.

use super::packs::{self, LibraryArgs};
use super::world::World;
use super::{Exit, Streams};
use crate::domain::{Moment, Principle};
use crate::report::{coverage, json};
use crate::scenario::{Coverage, Header, Library};
use crate::text::width;

/// What `list` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write JSON
    #[arg(long, conflicts_with = "coverage")]
    json: bool,
    /// Show which scenarios train which principles, moments and red lines, and what is thin
    #[arg(long)]
    coverage: bool,
    /// Only scenarios with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Only scenarios of this level, 1 to 5
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
    level: Option<u8>,
    /// Only scenarios in which this principle is lived by
    #[arg(long, value_name = "PRINCIPLE", value_parser = principle)]
    principle: Option<Principle>,
    /// Only scenarios with this moment
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    moment: Option<Moment>,
    /// Only scenarios of this pack
    #[arg(long, value_name = "PACK")]
    pack: Option<String>,
    #[command(flatten)]
    library: LibraryArgs,
}

fn principle(word: &str) -> Result<Principle, String> {
    known(word, Principle::ALL, Principle::from_key)
}

fn moment(word: &str) -> Result<Moment, String> {
    known(word, Moment::ALL, Moment::from_key)
}

/// What a word names; else a message with all that can be named.
pub(super) fn known<T: std::fmt::Display>(
    word: &str,
    all: &[T],
    from: impl Fn(&str) -> Option<T>,
) -> Result<T, String> {
    let keys: Vec<String> = all.iter().map(ToString::to_string).collect();
    from(word).ok_or_else(|| format!("known: {}", keys.join(", ")))
}

impl Args {
    fn wants(&self, header: &Header, library: &Library) -> bool {
        self.tag
            .as_ref()
            .is_none_or(|tag| header.tags.contains(tag))
            && self.level.is_none_or(|level| header.level == level)
            && self
                .pack
                .as_ref()
                .is_none_or(|pack| header.pack.as_str() == pack)
            && self.trains(header, library)
    }

    /// Whether the scenario trains the principle and the moment asked for, if any is.
    fn trains(&self, header: &Header, library: &Library) -> bool {
        if self.principle.is_none() && self.moment.is_none() {
            return true;
        }
        let scenario = library.scenario(header.id.as_str());
        scenario.is_some_and(|scenario| {
            let coverage = Coverage::of(&scenario);
            self.principle
                .is_none_or(|one| coverage.principles.contains(&one))
                && self
                    .moment
                    .is_none_or(|one| coverage.moments.contains(&one))
        })
    }
}

/// Writes the list.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let opened = args.library.open_with_own(&World::look());
    let library = &opened.library;
    let mut headers = library.headers();
    headers.retain(|header| args.wants(header, library));
    if args.coverage {
        let all: Vec<Coverage> = headers
            .iter()
            .filter_map(|header| library.scenario(header.id.as_str()))
            .map(|scenario| Coverage::of(&scenario))
            .collect();
        streams.out.write_all(coverage::coverage(&all).as_bytes())?;
    } else if args.json {
        streams.out.write_all(json::headers(&headers).as_bytes())?;
    } else {
        streams.out.write_all(table(&headers).as_bytes())?;
    }
    let mut complaints = opened.unreadable;
    complaints.extend(packs::broken(library));
    super::complain(&complaints, streams)?;
    Ok(if complaints.is_empty() {
        Exit::Fine
    } else {
        Exit::Unreadable
    })
}

fn table(headers: &[Header]) -> String {
    let mut rows = vec![
        [
            "ID", "PACK", "LEVEL", "ROLE", "STATES", "ENDINGS", "TITLE", "TAGS",
        ]
        .map(str::to_owned),
    ];
    rows.extend(headers.iter().map(|header| {
        [
            header.id.to_string(),
            header.pack.to_string(),
            header.level.to_string(),
            header.role.to_string(),
            header.states.to_string(),
            header.endings.to_string(),
            format!("{} · {}", header.title.zh, header.title.en),
            header.tags.join(", "),
        ]
    }));
    let mut widths = [0; 8];
    for row in &rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, widest) in row.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(widest - width(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
