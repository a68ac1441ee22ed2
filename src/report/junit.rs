//! Replay results as JUnit XML, which most CI systems show. No times and no host: the same run gives the same file. No attributes
//! that only some readers know: Jenkins' xUnit plugin refuses a whole file for one (`tests/data/junit.xsd`).

use std::fmt::Write as _;

use super::replay_text::conversation;
use super::replayed::{ReplayedCase, Replays};
use crate::text::sanitize;

/// One `<testsuite>` per file, one `<testcase>` per case; an input that could not be read is a case with an error.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String can't fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"teller-coach replay\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
        replays.cases.len() + replays.unreadable.len(),
        replays.failed(),
        replays.unreadable.len()
    );
    for cases in replays.files() {
        let failed = cases.iter().filter(|case| !case.passed).count();
        let skipped = cases.iter().filter(|case| case.skipped.is_some()).count();
        let name = cases.first().map_or("", |case| case.file.as_str());
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\" file=\"{}\">",
            escape(name),
            cases.len(),
            escape(name)
        );
        for case in cases {
            testcase(&mut out, case);
        }
        out.push_str("  </testsuite>\n");
    }
    for input in &replays.unreadable {
        let name = escape(&input.name);
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    <testcase classname=\"{name}\" name=\"read\"><error type=\"unreadable\" message=\"{}\"/></testcase>\n  </testsuite>",
            escape(&input.message)
        );
    }
    out.push_str("</testsuites>\n");
    out
}

fn testcase(out: &mut String, case: &ReplayedCase) {
    let _ = write!(
        out,
        "    <testcase classname=\"{}\" name=\"#{} {}\"",
        case.scenario,
        case.label(),
        escape(case.title())
    );
    if let Some(reason) = &case.skipped {
        let _ = writeln!(
            out,
            ">\n      <skipped message=\"{}\"/>\n    </testcase>",
            escape(reason)
        );
        return;
    }
    if case.passed {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    let mut body = String::new();
    for failure in &case.failures {
        let turn = failure.when();
        let _ = writeln!(
            body,
            "{}:{}:{}: {turn}: {}: expected {}, actual {}",
            case.file, failure.line, failure.column, failure.what, failure.expected, failure.actual
        );
    }
    body.push_str(&conversation(case));
    let _ = writeln!(body, "again: {}", case.again);
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
