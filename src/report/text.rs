//! Problems for people: what is wrong, where, the line with a caret under it, how to mend it. Uncoloured, so that it reads the
//! same in a terminal, a log and a mail.

use std::fmt::Write as _;

use super::{CheckedFile, Checks, Excerpt, Lines};
use crate::scenario::Problem;
use crate::text::sanitize_line;

/// All problems of a run and a line that sums them up.
#[must_use]
pub fn checks(checks: &Checks) -> String {
    let mut out = String::new();
    for file in &checks.files {
        out.push_str(&problems(file));
    }
    out.push_str(&summary(checks));
    out
}

/// The problems of one file, each followed by an empty line.
#[must_use]
pub fn problems(file: &CheckedFile) -> String {
    let lines = Lines::of(&file.text);
    let mut out = String::new();
    for problem in &file.problems {
        out.push_str(&one(&file.name, &lines, problem));
        out.push('\n');
    }
    out
}

/// One problem.
#[must_use]
pub fn one(name: &str, lines: &Lines<'_>, problem: &Problem) -> String {
    let mut out = String::new();
    let margin = problem.line.to_string().len();
    // Writing to a String can't fail.
    let _ = writeln!(
        out,
        "{}[{}]: {}",
        problem.severity.key(),
        problem.rule,
        sanitize_line(&problem.message)
    );
    let _ = writeln!(
        out,
        "{:margin$}--> {}:{}:{}",
        "",
        sanitize_line(name),
        problem.line,
        problem.column
    );
    if let Some(line) = lines.line(problem.line) {
        let excerpt = Excerpt::of(line, problem.column, problem.length);
        let _ = writeln!(out, "{:margin$} |", "");
        let _ = writeln!(out, "{} | {}", problem.line, excerpt.shown);
        let _ = writeln!(
            out,
            "{:margin$} | {:indent$}{}",
            "",
            "",
            "^".repeat(excerpt.caret),
            indent = excerpt.indent
        );
    }
    if !problem.path.is_empty() {
        let _ = writeln!(out, "{:margin$} = at: {}", "", sanitize_line(&problem.path));
    }
    let _ = writeln!(
        out,
        "{:margin$} = help: {}",
        "",
        sanitize_line(&problem.fix)
    );
    out
}

fn summary(checks: &Checks) -> String {
    let files = count(checks.files.len(), "file", "files");
    let (errors, warnings) = (checks.errors(), checks.warnings());
    let mut line = format!("{files} checked: ");
    if errors + warnings == 0 {
        line.push_str("nothing wrong");
    } else {
        line.push_str(&count(errors, "error", "errors"));
        line.push_str(", ");
        line.push_str(&count(warnings, "warning", "warnings"));
    }
    if !checks.unreadable.is_empty() {
        let unreadable = count(checks.unreadable.len(), "input", "inputs");
        let _ = write!(line, "; {unreadable} could not be read");
    }
    line.push('\n');
    line
}

/// A number with its noun.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
