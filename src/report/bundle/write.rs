//! Writing a bundle, line by line. Must not keep what was written.

use jiff::civil::Date;
use serde::Serialize;

use super::{End, Head, next};
use crate::progress::Attempt;

/// A bundle being written.
#[derive(Debug)]
pub struct Writer {
    hash: String,
    end: End,
}

impl Writer {
    /// Begins one; the text is its first line.
    #[must_use]
    pub fn begin(head: &Head) -> (Self, String) {
        let line = json(head);
        let writer = Self {
            hash: next("", &line),
            end: End {
                count: 0,
                from: None,
                to: None,
            },
        };
        (writer, line + "\n")
    }

    /// The line of one attempt.
    #[must_use]
    pub fn attempt(&mut self, attempt: &Attempt) -> String {
        self.end.count += 1;
        let earlier = |day: Date| day.min(attempt.day);
        let later = |day: Date| day.max(attempt.day);
        self.end.from = Some(self.end.from.map_or(attempt.day, earlier));
        self.end.to = Some(self.end.to.map_or(attempt.day, later));
        self.line("attempt", &json(attempt))
    }

    /// The last line, and the hash of the whole.
    #[must_use]
    pub fn end(mut self) -> (String, String) {
        let end = json(&self.end);
        let line = self.line("end", &end);
        (line, self.hash)
    }

    /// What it holds so far.
    #[must_use]
    pub const fn held(&self) -> &End {
        &self.end
    }

    fn line(&mut self, key: &str, value: &str) -> String {
        self.hash = next(&self.hash, value);
        format!("{{\"{key}\":{value},\"hash\":\"{}\"}}\n", self.hash)
    }
}

/// Strings, numbers and lists alone can always be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
