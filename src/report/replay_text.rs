//! Replay results for people: a line per case; for a failed one what was expected, the conversation up to there, and the
//! command that shows it again.

use std::fmt::Write as _;

use super::replayed::{ReplayedFile, Replays};
use super::text::count;
use crate::domain::Language;
use crate::replay::{CaseResult, TurnResult};
use crate::text::sanitize_line;

/// All results and a line that sums them up.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::new();
    for file in &replays.files {
        for case in &file.cases {
            out.push_str(&one(file, case));
        }
    }
    let cases = count(replays.cases().count(), "case", "cases");
    // Writing to a String can't fail.
    let _ = match replays.failed() {
        0 => write!(out, "{cases} replayed: all as expected"),
        failed => write!(out, "{cases} replayed: {failed} failed"),
    };
    if replays.not_run > 0 {
        let _ = write!(out, "; {} not run", count(replays.not_run, "case", "cases"));
    }
    out.push('\n');
    out
}

fn one(file: &ReplayedFile, case: &CaseResult) -> String {
    let mut out = headline(file, case);
    if case.passed() {
        return out;
    }
    let name = sanitize_line(&file.name);
    for failure in &case.failures {
        let turn = failure
            .turn
            .map_or_else(|| "at the end".to_owned(), |turn| format!("turn {turn}"));
        let _ = writeln!(out, "  {turn}: {}", failure.what);
        let _ = writeln!(out, "    expected {}", sanitize_line(&failure.expected));
        let _ = writeln!(out, "    actual   {}", sanitize_line(&failure.actual));
        let place = failure.place;
        let _ = writeln!(out, "    --> {name}:{}:{}", place.line, place.column);
    }
    out.push_str(&conversation(case));
    let _ = writeln!(out, "  again: {}\n", sanitize_line(&file.command(case)));
    out
}

/// The one line of a case.
#[must_use]
pub fn headline(file: &ReplayedFile, case: &CaseResult) -> String {
    let verdict = if case.passed() { "ok  " } else { "FAIL" };
    let overall = case
        .overall
        .map_or_else(String::new, |mark| format!(", overall {mark}"));
    let end = match (&case.ending, case.turns.last()) {
        (Some((ending, outcome)), _) => format!("ends at {ending} ({outcome})"),
        (None, Some(turn)) => format!("still at {}", turn.to),
        (None, None) => "no turn was played".to_owned(),
    };
    format!(
        "{verdict} {}:{} {}#{} {}: {end}{overall}\n",
        sanitize_line(&file.name),
        case.place.line,
        file.scenario,
        case.number,
        sanitize_line(case.name.get(case.language)),
    )
}

/// The conversation up to the last turn that failed; all of it where the case as a whole did.
#[must_use]
pub fn conversation(case: &CaseResult) -> String {
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
    let (customer, you) = match case.language {
        Language::Zh => ("客户", "您  "),
        Language::En => ("customer", "you     "),
    };
    for (number, turn) in (1..).zip(case.turns.iter().take(shown)) {
        let _ = writeln!(out, "  {number}. {} -> {}", turn.state, turn.to);
        let _ = writeln!(out, "     {customer}  {}", sanitize_line(&turn.customer));
        let actions: Vec<&str> = turn
            .reply
            .actions
            .iter()
            .map(|action| action.key())
            .collect();
        let actions = if actions.is_empty() {
            String::new()
        } else {
            format!(" [{}]", actions.join(", "))
        };
        let words = sanitize_line(&turn.reply.words);
        let _ = writeln!(out, "     {you}  {words}{actions}");
        let _ = writeln!(out, "     {}", marks(turn));
    }
    out
}

fn marks(turn: &TurnResult) -> String {
    let assessment = &turn.assessment;
    let mut line = format!("overall {}", assessment.overall);
    for (principle, assessed) in assessment.principles.iter() {
        let _ = write!(line, " · {principle} {}", assessed.mark);
    }
    for crossing in &assessment.red_lines {
        let text = sanitize_line(&crossing.text);
        let _ = write!(line, " · red line {} “{text}”", crossing.red_line);
    }
    line
}
