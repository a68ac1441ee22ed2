//! `score --against OLD`: which replies changed their verdict since ratings were saved, and by how much, so that an edit of the
//! lexicon shows its whole effect before it lands. Must not rate.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::stream::Rated;
use crate::domain::{Mark, Principle, RedLine};
use crate::scoring::{OVERALL, SCALES, scale_key};
use crate::text::sanitize_line;

/// The marks and red lines of one reply, from a line that `score` wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Verdict {
    marks: [u8; SCALES],
    red_lines: Vec<RedLine>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    overall: u8,
    principles: BTreeMap<Principle, Score>,
    red_lines: Vec<Crossed>,
}

#[derive(Deserialize)]
struct Score {
    score: u8,
}

#[derive(Deserialize)]
struct Crossed {
    id: RedLine,
}

/// What changed, gathered line by line.
#[derive(Debug, Default)]
pub(super) struct Changes {
    old: HashMap<String, Verdict>,
    compared: usize,
    changed: usize,
    new: usize,
    /// Per scale: how many verdicts went up, how many down, and the sum of the changes in points.
    moved: [(usize, usize, i64); SCALES],
    red_lines: BTreeMap<RedLine, (usize, usize)>,
}

/// The id of a reply; its line where it has none.
fn name(id: &serde_json::Value, number: usize) -> String {
    match id {
        serde_json::Value::Null => format!("line {number}"),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn parse(bytes: &[u8], number: usize) -> Result<(String, Verdict), serde_json::Error> {
    let line: Line = serde_json::from_slice(bytes)?;
    let mut marks = [line.overall; SCALES];
    for (principle, score) in &line.principles {
        marks[principle.index()] = score.score;
    }
    let mut red_lines: Vec<RedLine> = line.red_lines.iter().map(|crossed| crossed.id).collect();
    red_lines.sort_unstable();
    Ok((name(&line.id, number), Verdict { marks, red_lines }))
}

impl Changes {
    /// Reads what `score` wrote before.
    ///
    /// # Errors
    /// When the file can't be read, or a line is neither a rating nor an error that `score` wrote.
    #[expect(clippy::disallowed_methods, reason = "cli reads files")]
    pub(super) fn since(old: &Path) -> Result<Self> {
        let file = std::fs::File::open(old)
            .with_context(|| format!("cannot read the saved ratings {}", old.display()))?;
        let mut out = Self::default();
        for (number, line) in (1..).zip(BufReader::new(file).lines()) {
            let place = || format!("{}:{number}", old.display());
            let line = line.with_context(place)?;
            if line.trim().is_empty() || line.starts_with("{\"line\":") {
                continue;
            }
            let (name, verdict) = parse(line.as_bytes(), number)
                .with_context(|| format!("{}: not a rating that `score` wrote", place()))?;
            out.old.insert(name, verdict);
        }
        Ok(out)
    }

    /// What to say of one reply as it is rated now; nothing where no verdict changed.
    pub(super) fn line(&mut self, rated: &Rated) -> String {
        let Ok((name, now)) = parse(&rated.text, rated.number) else {
            return String::new();
        };
        let Some(before) = self.old.remove(&name) else {
            self.new += 1;
            return String::new();
        };
        self.compared += 1;
        let mut pieces = Vec::new();
        for scale in (0..SCALES).map(|place| (place + OVERALL) % SCALES) {
            let (was, is) = (before.marks[scale], now.marks[scale]);
            if Mark::new(was).rating() == Mark::new(is).rating() {
                continue;
            }
            let change = i64::from(is) - i64::from(was);
            let (up, down, sum) = &mut self.moved[scale];
            *if change > 0 { up } else { down } += 1;
            *sum += change;
            pieces.push(format!("{} {was} → {is} ({change:+})", scale_key(scale)));
        }
        for &red_line in RedLine::ALL {
            let (was, is) = (
                before.red_lines.contains(&red_line),
                now.red_lines.contains(&red_line),
            );
            if was != is {
                let (gained, lost) = self.red_lines.entry(red_line).or_default();
                *if is { gained } else { lost } += 1;
                pieces.push(format!("{}{red_line}", if is { '+' } else { '-' }));
            }
        }
        if pieces.is_empty() {
            return String::new();
        }
        self.changed += 1;
        format!("{}: {}\n", sanitize_line(&name), pieces.join(", "))
    }

    /// The whole effect.
    pub(super) fn summary(&self) -> String {
        let mut out = format!(
            "{} of {} replies changed a verdict; {} are new, {} are gone\n",
            self.changed,
            self.compared,
            self.new,
            self.old.len()
        );
        for scale in (0..SCALES).map(|place| (place + OVERALL) % SCALES) {
            let (up, down, sum) = self.moved[scale];
            if up + down > 0 {
                let key = scale_key(scale);
                let _ = writeln!(out, "{key:<14} {up:>6} up {down:>6} down {sum:>+8} points");
            }
        }
        for (red_line, (gained, lost)) in &self.red_lines {
            let key = red_line.key();
            let _ = writeln!(out, "{key:<14} {gained:>6} new {lost:>5} gone");
        }
        out
    }
}
