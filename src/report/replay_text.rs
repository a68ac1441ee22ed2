//! Replay results for people: a line per case; for a failed one what was expected, the conversation up to there, and the
//! command that shows it again.

use std::fmt::Write as _;

use super::replayed::{ReplayedCase, ReplayedEvidence, ReplayedTurn, Replays};
use super::text::count;
use super::touched;
use crate::domain::Language;
use crate::text::sanitize_line;

/// All results and a line that sums them up.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::new();
    for case in &replays.cases {
        out.push_str(&one(case));
    }
    let cases = replays.cases.len() - replays.skipped();
    let replayed = count(cases, "case", "cases");
    // Writing to a String can't fail.
    let _ = match replays.failed() {
        _ if cases == 0 => write!(out, "nothing was replayed"),
        0 => write!(out, "{replayed} replayed: all as expected"),
        failed => write!(out, "{replayed} replayed: {failed} failed"),
    };
    if replays.skipped() > 0 {
        let skipped = count(replays.skipped(), "case", "cases");
        let _ = write!(out, "; {skipped} left out");
    }
    if replays.not_run > 0 {
        let _ = write!(out, "; {} not run", count(replays.not_run, "case", "cases"));
    }
    if !replays.unreadable.is_empty() {
        let inputs = count(replays.unreadable.len(), "input", "inputs");
        let _ = write!(out, "; {inputs} could not be read");
    }
    out.push('\n');
    if !replays.coverage.is_empty() {
        out.push('\n');
        out.push_str(&touched::text(replays));
    }
    out
}

fn one(case: &ReplayedCase) -> String {
    let mut out = headline(case);
    if case.passed {
        return out;
    }
    let name = sanitize_line(&case.file);
    for failure in &case.failures {
        let turn = failure.when();
        let _ = writeln!(out, "  {turn}: {}", failure.what);
        let _ = writeln!(out, "    expected {}", sanitize_line(&failure.expected));
        let _ = writeln!(out, "    actual   {}", sanitize_line(&failure.actual));
        let _ = writeln!(out, "    --> {name}:{}:{}", failure.line, failure.column);
    }
    out.push_str(&conversation(case));
    let _ = writeln!(out, "  again: {}\n", sanitize_line(&case.again));
    out
}

/// The one line of a case.
#[must_use]
pub fn headline(case: &ReplayedCase) -> String {
    let verdict = match (&case.skipped, case.passed) {
        (Some(_), _) => "skip",
        (None, true) => "ok  ",
        (None, false) => "FAIL",
    };
    let overall = case
        .overall
        .map_or_else(String::new, |mark| format!(", overall {mark}"));
    let end = match (&case.skipped, &case.ending, case.outcome, case.turns.last()) {
        (Some(reason), ..) => format!("left out: {}", sanitize_line(reason)),
        (_, Some(ending), Some(outcome), _) => format!("ends at {ending} ({outcome})"),
        (_, _, _, Some(turn)) => format!("still at {}", turn.to),
        _ => "no turn was played".to_owned(),
    };
    format!(
        "{verdict} {}:{} {} {}: {end}{overall}\n",
        sanitize_line(&case.file),
        case.line,
        case.id(),
        sanitize_line(case.title()),
    )
}

/// The conversation up to the last turn that failed; all of it where the case as a whole did.
#[must_use]
pub fn conversation(case: &ReplayedCase) -> String {
    let whole = case.failures.iter().any(|failure| failure.turn.is_none());
    let last = case
        .failures
        .iter()
        .filter_map(|failure| failure.turn)
        .max();
    let shown = if whole {
        case.turns.len()
    } else {
        last.unwrap_or(case.turns.len())
    };
    let mut out = String::new();
    let (customer, you) = match case.lang {
        Language::Zh => ("客户", "您  "),
        Language::En => ("customer", "you     "),
    };
    for (number, turn) in (1..).zip(case.turns.iter().take(shown)) {
        let _ = writeln!(out, "  {number}. {} -> {}", turn.state, turn.to);
        let _ = writeln!(out, "     {customer}  {}", sanitize_line(&turn.customer));
        let actions: Vec<&str> = turn.actions.iter().map(|action| action.key()).collect();
        let actions = if actions.is_empty() {
            String::new()
        } else {
            format!(" [{}]", actions.join(", "))
        };
        let words = sanitize_line(&turn.reply);
        let _ = writeln!(out, "     {you}  {words}{actions}");
        let _ = writeln!(out, "     {}", marks(turn));
        let concerned = case.failures.iter().filter(|one| one.turn == Some(number));
        for failure in concerned {
            because(&mut out, turn, &failure.what);
        }
    }
    out
}

/// What a mark that is not as expected is made of.
fn because(out: &mut String, turn: &ReplayedTurn, what: &str) {
    let reasons = turn
        .evidence
        .iter()
        .filter(|one| one.principle.key() == what);
    let said: Vec<String> = reasons.map(ReplayedEvidence::in_words).collect();
    if !said.is_empty() {
        let _ = writeln!(out, "     {what}: {}", said.join(", "));
    }
}

fn marks(turn: &ReplayedTurn) -> String {
    let mut line = format!("overall {}", turn.overall);
    for (principle, mark) in &turn.marks.0 {
        let _ = write!(line, " · {principle} {mark}");
    }
    for (red_line, text) in turn.red_lines.iter().zip(&turn.crossed) {
        let _ = write!(line, " · red line {red_line} “{}”", sanitize_line(text));
    }
    line
}
