//! Problems as GitHub Actions' workflow commands, which show them beside the lines of a pull request. Must not depend on
//! running there.

use std::fmt::Write as _;

use super::{Checks, Lines};
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
        let _ = writeln!(
            out,
            "::error file={},title=unreadable::{}",
            property(&input.name),
            data(&input.message)
        );
    }
    out
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
