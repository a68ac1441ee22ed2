//! Replay results as a summary in Markdown, for a pull request or a job's page. Must not repeat what passed case by case.

use std::fmt::Write as _;

use super::replay_text::conversation;
use super::replayed::{ReplayedCase, Replays};
use super::touched;
use crate::replay::percent;
use crate::text::sanitize_line;

/// The verdict, a row per file, and each failed case with its conversation folded.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::new();
    let failed = replays.failed() + replays.unreadable.len();
    let verdict = if failed == 0 { "✓" } else { "✗" };
    // Writing to a String can't fail.
    let _ = writeln!(
        out,
        "## {verdict} Replay: {} cases, {} failed, {} left out, {} not run\n",
        replays.cases.len(),
        replays.failed(),
        replays.skipped(),
        replays.not_run
    );
    if !replays.cases.is_empty() {
        out.push_str("| file | cases | failed |\n|---|---:|---:|\n");
        for cases in replays.files() {
            let name = cases.first().map_or("", |case| case.file.as_str());
            let failed = cases.iter().filter(|case| !case.passed).count();
            let _ = writeln!(out, "| {} | {} | {failed} |", cell(name), cases.len());
        }
        out.push('\n');
    }
    if !replays.coverage.is_empty() {
        let _ = writeln!(
            out,
            "<details><summary>Coverage: {}% of states, ways and endings</summary>\n\n{}\n</details>\n",
            percent(&replays.coverage),
            fenced(&touched::text(replays))
        );
    }
    for case in replays.cases.iter().filter(|case| !case.passed) {
        one(&mut out, case);
    }
    for input in &replays.unreadable {
        let _ = writeln!(out, "- **{}**: {}", cell(&input.name), cell(&input.message));
    }
    out
}

fn one(out: &mut String, case: &ReplayedCase) {
    let _ = writeln!(out, "### {} {}\n", case.id(), cell(case.title()));
    for failure in &case.failures {
        let turn = failure.when();
        let _ = writeln!(
            out,
            "- {}:{}:{} {turn}, **{}**: expected {}, actual {}",
            cell(&case.file),
            failure.line,
            failure.column,
            cell(&failure.what),
            cell(&failure.expected),
            cell(&failure.actual)
        );
    }
    let _ = writeln!(
        out,
        "\n<details><summary>The conversation</summary>\n\n{}\n</details>\n\nAgain: {}\n",
        fenced(&conversation(case)),
        fenced_inline(&case.again)
    );
}

/// A text in a table or a line: nothing in it is Markdown or HTML, but backticks stay.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitize_line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '[' | ']' | '#' | '~' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A block of text as it is; its fence is longer than any run of backticks in it.
fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}text\n{text}{fence}")
}

fn fenced_inline(text: &str) -> String {
    let text = sanitize_line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    format!("{fence}{text}{fence}")
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        assert_eq!(cell("a|b<script>\n*"), "a\\|b&lt;script> \\*");
        assert!(fenced("````\n").starts_with("`````text"));
    }
}
