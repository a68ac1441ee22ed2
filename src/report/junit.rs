//! Replay results as JUnit XML, which most CI systems show. No times and no host: the same run gives the same file.

use std::fmt::Write as _;

use super::replay_text::conversation;
use super::replayed::{ReplayedFile, Replays};
use crate::replay::CaseResult;
use crate::text::sanitize;

/// One `<testsuite>` per file, one `<testcase>` per case.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String can't fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"teller-coach replay\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
        replays.cases().count(),
        replays.failed()
    );
    for file in &replays.files {
        let failed = file.cases.iter().filter(|case| !case.passed()).count();
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">",
            escape(&file.name),
            file.cases.len(),
        );
        for case in &file.cases {
            testcase(&mut out, file, case);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn testcase(out: &mut String, file: &ReplayedFile, case: &CaseResult) {
    let _ = write!(
        out,
        "    <testcase classname=\"{}\" name=\"#{} {}\" file=\"{}\" line=\"{}\"",
        file.scenario,
        case.number,
        escape(case.name.get(case.language)),
        escape(&file.name),
        case.place.line
    );
    if case.passed() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    let mut body = String::new();
    for failure in &case.failures {
        let turn = failure
            .turn
            .map_or_else(|| "at the end".to_owned(), |turn| format!("turn {turn}"));
        let _ = writeln!(
            body,
            "{}:{}:{}: {turn}: {}: expected {}, actual {}",
            file.name,
            failure.place.line,
            failure.place.column,
            failure.what,
            failure.expected,
            failure.actual
        );
    }
    body.push_str(&conversation(case));
    let _ = writeln!(body, "again: {}", file.command(case));
    let first = case.failures.first().map_or_else(String::new, |failure| {
        format!(
            "{}: expected {}, actual {}",
            failure.what, failure.expected, failure.actual
        )
    });
    let _ = writeln!(
        out,
        "      <failure type=\"expectation\" message=\"{}\">{}</failure>\n    </testcase>",
        escape(&first),
        escape(&body)
    );
}

/// Text for an XML attribute or element, without the characters that XML can't hold.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in sanitize(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_breaks_out_of_an_attribute() {
        assert_eq!(
            escape("<您>\"&\u{0}\u{1b}\u{FFFF}"),
            "&lt;您&gt;&quot;&amp;\u{FFFD}\u{FFFD}\u{FFFD}"
        );
    }
}
