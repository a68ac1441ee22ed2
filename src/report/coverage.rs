//! What a library trains as tables: a row per scenario, a mark where it trains a principle, a moment, a red line; and what is
//! thin. Must not work it out.

use std::fmt::Write as _;

use crate::domain::{Moment, Principle, RedLine};
use crate::scenario::Coverage;
use crate::text::width;

/// What fewer scenarios than this train is called thin.
const THIN: usize = 2;

/// The tables.
#[must_use]
pub fn coverage(all: &[Coverage]) -> String {
    let mut out = String::new();
    let mut thin = Vec::new();
    table(
        &mut out,
        &mut thin,
        "principles",
        Principle::ALL,
        all,
        |one| &one.principles,
    );
    table(&mut out, &mut thin, "moments", Moment::ALL, all, |one| {
        &one.moments
    });
    table(&mut out, &mut thin, "red lines", RedLine::ALL, all, |one| {
        &one.red_lines
    });
    if thin.is_empty() {
        let _ = writeln!(
            out,
            "thin: nothing; each of these is trained by {THIN} scenarios or more"
        );
    } else {
        let _ = writeln!(out, "thin: {}", thin.join(", "));
    }
    out
}

fn table<T: Copy + PartialEq + std::fmt::Display>(
    out: &mut String,
    thin: &mut Vec<String>,
    what: &str,
    columns: &[T],
    all: &[Coverage],
    of: impl Fn(&Coverage) -> &Vec<T>,
) {
    let first = all
        .iter()
        .map(|one| width(one.id.as_str()))
        .max()
        .unwrap_or(0)
        .max(what.len());
    let heads: Vec<String> = columns.iter().map(ToString::to_string).collect();
    let mut line = format!("{what:<first$}");
    for head in &heads {
        let _ = write!(line, "  {head}");
    }
    let _ = writeln!(out, "{}", line.trim_end());
    for one in all {
        let mut line = format!("{:<first$}", one.id.as_str());
        for (column, head) in columns.iter().zip(&heads) {
            let mark = if of(one).contains(column) { "x" } else { "." };
            let _ = write!(line, "  {mark:^width$}", width = head.len());
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let mut line = format!("{:<first$}", "all");
    for (column, head) in columns.iter().zip(&heads) {
        let count = all.iter().filter(|one| of(one).contains(column)).count();
        let _ = write!(line, "  {count:^width$}", width = head.len());
        if count < THIN {
            thin.push(format!("{head} ({count})"));
        }
    }
    let _ = writeln!(out, "{}\n", line.trim_end());
}
