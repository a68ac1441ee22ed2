//! What scripted conversations touch, for people: a row per scenario, the sum, and every line that no script meets. Must not
//! work it out.

use std::fmt::Write as _;

use crate::replay::{Kind, Touched, percent};
use crate::text::{sanitize_line, width};

const KINDS: [(&str, Kind); 4] = [
    ("states", Kind::State),
    ("ways", Kind::Way),
    ("endings", Kind::Ending),
    ("facts", Kind::Fact),
];

/// The table and the list.
#[must_use]
pub fn text(all: &[Touched]) -> String {
    let first = all
        .iter()
        .map(|one| width(one.scenario.as_str()))
        .max()
        .unwrap_or(0)
        .max("coverage".len());
    let mut out = format!("{:<first$}", "coverage");
    // Writing to a String can't fail.
    for (name, _) in KINDS {
        let _ = write!(out, "  {name:>8}");
    }
    out.push('\n');
    for one in all {
        let _ = write!(out, "{:<first$}", one.scenario.as_str());
        for (_, kind) in KINDS {
            let (touched, there) = one.of(kind);
            let _ = write!(out, "  {:>8}", format!("{touched}/{there}"));
        }
        out.push('\n');
    }
    let _ = write!(out, "{:<first$}", "all");
    for (_, kind) in KINDS {
        let (touched, there) = all.iter().fold((0, 0), |sum, one| {
            let of = one.of(kind);
            (sum.0 + of.0, sum.1 + of.1)
        });
        let _ = write!(out, "  {:>8}", format!("{touched}/{there}"));
    }
    let _ = writeln!(
        out,
        "\n{}% of states, ways and endings are touched",
        percent(all)
    );
    for one in all {
        for point in one.points.iter().filter(|point| point.hits == 0) {
            let kind = KINDS.iter().find(|(_, kind)| *kind == point.kind);
            let kind = kind.map_or("", |(name, _)| name.trim_end_matches('s'));
            let _ = writeln!(
                out,
                "untouched {}:{}: {kind} {}",
                sanitize_line(&one.file),
                point.line,
                point.name
            );
        }
    }
    out
}
