//! What `replay` has found out, for the formats to render. Must not know where the files came from.

use crate::domain::ScenarioId;
use crate::replay::CaseResult;

/// The results of one replay file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplayedFile {
    /// Its name as the user gave it.
    pub name: String,
    /// How to name the file on the command line; none for what is embedded in the program.
    pub argument: Option<String>,
    /// Its scenario.
    pub scenario: ScenarioId,
    /// The results of the cases that were run.
    pub cases: Vec<CaseResult>,
}

/// All of one run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Replays {
    /// The files, in the order they were given.
    pub files: Vec<ReplayedFile>,
    /// How many cases were not run because one had failed before.
    pub not_run: usize,
}

impl Replays {
    /// The cases run.
    pub fn cases(&self) -> impl Iterator<Item = &CaseResult> {
        self.files.iter().flat_map(|file| &file.cases)
    }

    /// How many cases failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.cases().filter(|case| !case.passed()).count()
    }
}

impl ReplayedFile {
    /// The command that runs one of its cases again.
    #[must_use]
    pub fn command(&self, case: &CaseResult) -> String {
        let file = self
            .argument
            .as_deref()
            .map_or_else(String::new, |argument| format!(" {}", quoted(argument)));
        format!(
            "teller-coach replay{file} --case {}#{}",
            self.scenario, case.number
        )
    }
}

/// `argument` as a shell takes it for one word.
fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:@%,\\".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}
