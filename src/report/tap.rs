//! Replay results in the Test Anything Protocol, version 13, which Jenkins, GitLab and Perl's `prove` read. Must not print
//! anything a harness could take for a directive.

use std::fmt::Write as _;

use super::replayed::{ReplayedCase, Replays};
use super::suggested::quoted;
use crate::text::sanitize_line;

/// A plan, a line per case, what was expected beneath each that failed; an input that could not be read is a failed line.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::from("TAP version 13\n");
    // Writing to a String can't fail.
    let _ = writeln!(out, "1..{}", replays.cases.len() + replays.unreadable.len());
    let mut number = 0;
    for case in &replays.cases {
        number += 1;
        let verdict = if case.passed { "ok" } else { "not ok" };
        let title = format!("{} {} {}", case.scenario, case.label(), case.title());
        let _ = write!(out, "{verdict} {number} - {}", described(&title));
        if let Some(reason) = &case.skipped {
            let _ = write!(out, " # SKIP {}", described(reason));
        }
        out.push('\n');
        if !case.passed {
            block(&mut out, case);
        }
    }
    for input in &replays.unreadable {
        number += 1;
        let _ = writeln!(
            out,
            "not ok {number} - {} {}",
            described(&input.name),
            described(&input.message)
        );
    }
    out
}

/// A text in a test line. `#` would begin a directive, and not every parser knows `\\#`, so the wide form stands for it.
fn described(text: &str) -> String {
    sanitize_line(text).replace('#', "＃")
}

/// The expectations not met, as YAML.
fn block(out: &mut String, case: &ReplayedCase) {
    out.push_str("  ---\n  failures:\n");
    for failure in &case.failures {
        let turn = failure
            .turn
            .map_or_else(|| "null".to_owned(), |turn| turn.to_string());
        let _ = writeln!(
            out,
            "    - at: {}\n      turn: {turn}\n      what: {}\n      expected: {}\n      actual: {}",
            quoted(&format!(
                "{}:{}:{}",
                case.file, failure.line, failure.column
            )),
            quoted(&failure.what),
            quoted(&failure.expected),
            quoted(&failure.actual)
        );
    }
    let _ = writeln!(out, "  again: {}\n  ...", quoted(&case.again));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_gives_no_directive() {
        assert_eq!(described("来 # SKIP\n"), "来 ＃ SKIP ");
    }
}
