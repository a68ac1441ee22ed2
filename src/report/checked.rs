//! What `check` has found out, for the formats to render. Must not know where the files came from.

use serde::{Deserialize, Serialize};

use crate::scenario::Problem;

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    /// Its name as the user gave it.
    pub name: String,
    /// Its text, for excerpts.
    pub text: String,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// An input that could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// Its name as the user gave it.
    #[serde(rename = "file")]
    pub name: String,
    /// Why, as a sentence that goes on after the name and a colon.
    pub message: String,
}

/// All of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks {
    /// The files read, in the order they were given.
    pub files: Vec<CheckedFile>,
    /// The inputs that could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl Checks {
    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.problems().filter(|problem| problem.is_error()).count()
    }

    /// How many warnings there are.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.problems()
            .filter(|problem| !problem.is_error())
            .count()
    }

    fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.files.iter().flat_map(|file| &file.problems)
    }
}
