//! Suggested cases as the lines of a replay file. Must not choose them.

use std::fmt::Write as _;

use crate::replay::{Said, Suggested};
use crate::text::sanitize_line;

/// Cases that stand under `cases:`, set in by two columns.
#[must_use]
pub fn cases(all: &[Suggested]) -> String {
    let mut out = String::new();
    for (number, one) in (1..).zip(all) {
        let Some((_, end)) = one.turns.last() else {
            continue;
        };
        // Writing to a String can't fail.
        let _ = writeln!(
            out,
            "  - name: {{zh: \"没走过的路（{number}）：到 {end}\", en: \"ways not taken ({number}): to {end}\"}}\n    seed: {}\n    lang: {}\n    turns:",
            one.seed, one.language
        );
        for (said, to) in &one.turns {
            match said {
                Said::Given(given) => {
                    let _ = writeln!(out, "      - given: {given}");
                }
                Said::Words(reply) => {
                    let _ = writeln!(out, "      - reply: {}", quoted(&reply.words));
                    let actions: Vec<&str> =
                        reply.actions.iter().map(|action| action.key()).collect();
                    if !actions.is_empty() {
                        let _ = writeln!(out, "        actions: [{}]", actions.join(", "));
                    }
                }
            }
            let _ = writeln!(out, "        expect: {{state: {to}}}");
        }
        let _ = writeln!(out, "    expect: {{ending: {end}}}");
    }
    out
}

/// A YAML scalar in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let inner = sanitize_line(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    format!("\"{inner}\"")
}
