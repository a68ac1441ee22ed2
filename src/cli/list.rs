//! `list`: the scenarios of the library.

use super::{Exit, Streams};
use crate::report::json;
use crate::scenario::{Header, Library};
use crate::text::width;

/// What `list` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Write JSON
    #[arg(long)]
    json: bool,
}

/// Writes the list.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
    let headers = Library::embedded().headers();
    if args.json {
        streams.out.write_all(json::headers(&headers).as_bytes())?;
    } else {
        streams.out.write_all(table(&headers).as_bytes())?;
    }
    Ok(Exit::Fine)
}

fn table(headers: &[Header]) -> String {
    let mut rows =
        vec![["ID", "LEVEL", "ROLE", "STATES", "ENDINGS", "TITLE", "TAGS"].map(str::to_owned)];
    rows.extend(headers.iter().map(|header| {
        [
            header.id.to_string(),
            header.level.to_string(),
            header.role.to_string(),
            header.states.to_string(),
            header.endings.to_string(),
            format!("{} · {}", header.title.zh, header.title.en),
            header.tags.join(", "),
        ]
    }));
    let mut widths = [0; 7];
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
