//! What scripted conversations touch, for people: a row per scenario, the sum, and every line that no script meets. Must not
//! work it out.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::Replays;
use crate::replay::{Kind, percent};
use crate::scoring::signal_ids;
use crate::text::{sanitize_line, width};

/// How a kind is headed, and what one of it is called.
const fn named(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::State => ("states", "state"),
        Kind::Way => ("ways", "way"),
        Kind::Ending => ("endings", "ending"),
        Kind::Fact => ("facts", "fact"),
        Kind::Moment => ("moments", "moment"),
        Kind::Principle => ("principles", "principle"),
        Kind::RedLine => ("red lines", "red line"),
        Kind::Signal => ("signals", "signal"),
        Kind::Hint => ("hints", "hint"),
    }
}

/// How wide a column is: as its longest head.
const WIDE: usize = 10;

/// How many signals found nowhere are named at most.
const MOST_NAMED: usize = 60;

/// The table and the list.
#[must_use]
pub fn text(replays: &Replays) -> String {
    let all = &replays.coverage;
    let first = all
        .iter()
        .map(|one| width(one.scenario.as_str()))
        .max()
        .unwrap_or(0)
        .max("coverage".len());
    let mut out = format!("{:<first$}", "coverage");
    // Writing to a String can't fail.
    for kind in Kind::ALL {
        let _ = write!(out, "  {:>WIDE$}", named(kind).0);
    }
    out.push('\n');
    for one in all {
        let _ = write!(out, "{:<first$}", one.scenario.as_str());
        for kind in Kind::ALL {
            let (touched, there) = one.of(kind);
            let _ = write!(out, "  {:>WIDE$}", format!("{touched}/{there}"));
        }
        out.push('\n');
    }
    let _ = write!(out, "{:<first$}", "all");
    for kind in Kind::ALL {
        let (touched, there) = all.iter().fold((0, 0), |sum, one| {
            let of = one.of(kind);
            (sum.0 + of.0, sum.1 + of.1)
        });
        let _ = write!(out, "  {:>WIDE$}", format!("{touched}/{there}"));
    }
    let _ = writeln!(
        out,
        "\n{}% of states, ways and endings are touched",
        percent(all)
    );
    for one in all {
        for point in one.points.iter().filter(|point| point.hits == 0) {
            let _ = writeln!(
                out,
                "untouched {}:{}: {} {}",
                sanitize_line(&one.file),
                point.line,
                named(point.kind).1,
                point.name
            );
        }
    }
    signals(&mut out, replays);
    out
}

/// Which signals of the scorer the replies said show, over all cases.
fn signals(out: &mut String, replays: &Replays) {
    let turns = replays.cases.iter().flat_map(|case| &case.turns);
    let said: HashSet<&str> = turns
        .filter(|turn| !turn.given)
        .flat_map(|turn| turn.signals.iter().map(AsRef::as_ref))
        .collect();
    let all: Vec<&str> = signal_ids().collect();
    let unsaid: Vec<&str> = all
        .iter()
        .copied()
        .filter(|id| !said.contains(id))
        .collect();
    let _ = write!(
        out,
        "{} of {} signals are found in some reply",
        all.len() - unsaid.len(),
        all.len()
    );
    // A run of a few files shows few signals: naming all the others would hide what it is about.
    if (1..=MOST_NAMED).contains(&unsaid.len()) {
        let _ = write!(out, "; in none: {}", unsaid.join(" "));
    }
    out.push('\n');
}
