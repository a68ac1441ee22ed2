//! Problems as GitHub Actions' workflow commands, which show them beside the lines of a pull request. Must not depend on
//! running there.

use std::fmt::Write as _;

use super::{Checks, Lines, Replays};
use crate::text::sanitize;

/// One `::error …` or `::warning …` line per problem, one `::error …` per unreadable input.
#[must_use]
pub fn checks(checks: &Checks) -> String {
    let mut out = String::new();
    for file in &checks.files {
        let lines = Lines::of(&file.text);
        for problem in &file.problems {
            let length = lines.within(problem.line, problem.column, problem.length);
            let place = if problem.path.is_empty() {
                String::new()
            } else {
                format!(" ({})", problem.path)
            };
            let message = format!("{}{place}\nhelp: {}", problem.message, problem.fix);
            // Writing to a String can't fail.
            let _ = writeln!(
                out,
                "::{} file={},line={},col={},endColumn={},title={}::{}",
                problem.severity.key(),
                property(&file.name),
                problem.line,
                problem.column,
                problem.column.saturating_add(length),
                problem.rule,
                data(&message)
            );
        }
    }
    for input in &checks.unreadable {
        unreadable(&mut out, &input.name, &input.message);
    }
    out
}

/// One `::error …` line per expectation that was not met and per unreadable input, one `::notice …` per case left out.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::new();
    for case in &replays.cases {
        let title = format!("{} {}", case.id(), case.title());
        if let Some(reason) = &case.skipped {
            let _ = writeln!(
                out,
                "::notice file={},line={},title={}::left out: {}",
                property(&case.file),
                case.line,
                property(&title),
                data(reason)
            );
        }
        for failure in &case.failures {
            let turn = failure.when();
            let message = format!(
                "{turn}: {}: expected {}, actual {}\nagain: {}",
                failure.what, failure.expected, failure.actual, case.again
            );
            let _ = writeln!(
                out,
                "::error file={},line={},col={},title={}::{}",
                property(&case.file),
                failure.line,
                failure.column,
                property(&title),
                data(&message)
            );
        }
    }
    for input in &replays.unreadable {
        unreadable(&mut out, &input.name, &input.message);
    }
    out
}

fn unreadable(out: &mut String, name: &str, message: &str) {
    let _ = writeln!(
        out,
        "::error file={},title=unreadable::{}",
        property(name),
        data(message)
    );
}

fn data(text: &str) -> String {
    sanitize(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
