//! Past encounters as a table for a spreadsheet: one row a reply. UTF-8 with a byte order mark, by which spreadsheet programs
//! tell Chinese text; what a spreadsheet would take for a formula is made text.

use crate::domain::Principle;
use crate::progress::KeptEncounter;

/// The byte order mark and the head line.
#[must_use]
pub fn head() -> String {
    let mut columns = vec![
        "encounter",
        "at",
        "form",
        "round",
        "scenario",
        "scenario_version",
        "program_version",
        "language",
        "end",
        "turn",
        "state",
        "moment",
        "overall",
    ];
    columns.extend(Principle::ALL.iter().map(|principle| principle.key()));
    columns.extend(["red_lines", "hints", "reply", "actions", "disagreements"]);
    format!("\u{FEFF}{}\r\n", columns.join(","))
}

/// The rows of one encounter.
#[must_use]
pub fn rows(one: &KeptEncounter) -> String {
    let mut out = String::new();
    for (number, reply) in (1_usize..).zip(&one.replies) {
        let mut cells = vec![
            one.id.clone(),
            reply.at.to_string(),
            one.form.to_string(),
            one.round.clone(),
            one.scenario.to_string(),
            one.scenario_version.clone(),
            one.version.clone(),
            one.language.to_string(),
            one.end.key().to_owned(),
            number.to_string(),
            reply
                .state
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            reply
                .moment
                .map_or_else(String::new, |moment| moment.to_string()),
            reply.overall.to_string(),
        ];
        cells.extend(
            Principle::ALL
                .iter()
                .map(|principle| reply.marks[*principle].to_string()),
        );
        let red_lines: Vec<&str> = reply.red_lines.iter().map(|line| line.key()).collect();
        let actions: Vec<&str> = reply
            .reply
            .actions
            .iter()
            .map(|action| action.key())
            .collect();
        cells.extend([
            red_lines.join(" "),
            reply.hints.to_string(),
            reply.reply.words.clone(),
            actions.join(" "),
            reply.disagreements.join(" / "),
        ]);
        out.push_str(&self::cells(&cells));
    }
    out
}

/// One row.
pub(super) fn cells(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A cell (RFC 4180).
fn quoted(cell: &str) -> String {
    // A number below nought begins like a formula, and is none.
    let number = cell
        .bytes()
        .all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.'));
    let number = number && cell.parse::<f64>().is_ok();
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number;
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if formula || cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_formulas_are_text() {
        for (cell, written) in [
            ("您好", "您好"),
            ("a,b", "\"a,b\""),
            ("她说\"好\"", "\"她说\"\"好\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-0.8", "-0.8"),
            ("+0.8", "+0.8"),
            ("-1+1", "\"'-1+1\""),
            ("一\n二", "\"一\n二\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
