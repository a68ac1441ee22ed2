//! Which changes of scenarios and replies the scripts noticed, for people and for programs. Must not make or judge changes.

use std::fmt::Write as _;

use serde::Serialize;

use super::text::count;
use crate::domain::ScenarioId;
use crate::text::{sanitize_line, width};

/// One scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which.
    pub scenario: ScenarioId,
    /// How many changes a script could notice.
    pub mutants: usize,
    /// How many some script noticed.
    pub noticed: usize,
    /// How many more nobody could notice, whatever is said.
    pub alike: usize,
    /// Those that no script noticed.
    pub unnoticed: Vec<Change>,
}

/// A change that no script noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The file that holds what was changed.
    pub file: String,
    /// The line there, from 1.
    pub line: u32,
    /// What was changed.
    pub what: String,
}

/// The share of changes noticed, in whole percent, rounded down; 100 where there was nothing to change.
#[must_use]
pub fn percent(rows: &[Row]) -> usize {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    (sum(|row| row.noticed) * 100)
        .checked_div(sum(|row| row.mutants))
        .unwrap_or(100)
}

/// A line per scenario, a line per change that went unnoticed, and the sum.
#[must_use]
pub fn text(rows: &[Row]) -> String {
    let mut out = String::new();
    let names = rows.iter().map(|row| width(row.scenario.as_str()));
    let first = names.max().unwrap_or(0);
    // Writing to a String can't fail.
    for row in rows {
        let _ = writeln!(
            out,
            "{:<first$}  {:>9} noticed",
            row.scenario.as_str(),
            format!("{}/{}", row.noticed, row.mutants),
        );
        for change in &row.unnoticed {
            let (file, what) = (sanitize_line(&change.file), sanitize_line(&change.what));
            let _ = writeln!(out, "  unnoticed {file}:{}: {what}", change.line);
        }
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let _ = writeln!(
        out,
        "{} made, {} noticed ({}%); {} more that no play can tell apart",
        count(sum(|row| row.mutants), "change", "changes"),
        sum(|row| row.noticed),
        percent(rows),
        sum(|row| row.alike),
    );
    out
}

/// `{"version": 1, "percent": 93, "scenarios": [{"scenario": …, "mutants": …, "noticed": …, "alike": …, "unnoticed":
/// [{"file": …, "line": …, "what": …}]}]}`.
#[must_use]
pub fn json(rows: &[Row]) -> String {
    #[derive(Serialize)]
    struct Written<'r> {
        version: u32,
        percent: usize,
        scenarios: &'r [Row],
    }
    let written = Written {
        version: 1,
        percent: percent(rows),
        scenarios: rows,
    };
    // Strings and numbers alone can always be written.
    let mut out = serde_json::to_string_pretty(&written).unwrap_or_default();
    out.push('\n');
    out
}
