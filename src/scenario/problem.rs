//! Something wrong in an authored file, with its place and the way to mend it. A plain value; must not print itself.

use serde::Serialize;

use super::yaml::Place;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file can't be used as it is.
    Error,
    /// It can be used, but is likely not what its author wants.
    Warning,
}

impl Severity {
    /// Its name in reports.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is flagged, in kebab case: `unknown-key`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1. Columns of the screen are for the report to count.
    pub column: u32,
    /// How many characters it covers, at least 1; may reach past the end of the line.
    pub length: u32,
    /// The keys that lead there: `states.storms_up.next[0].when.listening.min`; empty for the file as a whole.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub fix: String,
}

impl Problem {
    /// Whether the file can't be used because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// A problem at `place`.
    #[must_use]
    pub fn new(
        rule: &'static str,
        severity: Severity,
        place: Place,
        path: String,
        message: String,
        fix: String,
    ) -> Self {
        Self {
            rule,
            severity,
            line: place.line.max(1),
            column: place.column.max(1),
            length: place.length.max(1),
            path,
            message,
            fix,
        }
    }
}

/// As many problems as anybody reads; a file with more is no scenario.
pub const MOST: usize = 500;

/// Puts problems in the order of the file, and leaves out what is beyond counting.
pub fn sort(problems: &mut Vec<Problem>) {
    problems.sort_by(|a, b| {
        (a.line, a.column, a.severity, a.rule).cmp(&(b.line, b.column, b.severity, b.rule))
    });
    // What is wrong with a case is found again in every row of its table.
    problems.dedup();
    if problems.len() > MOST {
        let more = problems.len() - MOST;
        let has_errors = problems.iter().any(Problem::is_error);
        problems.truncate(MOST);
        problems.push(Problem::new(
            "too-many-problems",
            if has_errors {
                Severity::Error
            } else {
                Severity::Warning
            },
            problems.last().map_or_else(Place::default, |last| Place {
                line: last.line,
                column: last.column,
                length: 1,
            }),
            String::new(),
            format!("{more} more problems follow"),
            "mend those above first".to_owned(),
        ));
    }
}
