//! A stretch of what was typed. Counted in characters, never in bytes or columns.

use serde::{Deserialize, Serialize};

/// A range of Unicode scalar values of a reply, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first character's position.
    pub start: u32,
    /// The position behind the last character.
    pub end: u32,
}

impl Span {
    /// A span; an `end` before `start` is taken as empty.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// Whether the two share a character.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// How many characters it covers.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end == self.start
    }

    /// The text it covers in `original`; shorter where `original` ends earlier.
    #[must_use]
    pub fn text(self, original: &str) -> String {
        original
            .chars()
            .skip(self.start as usize)
            .take(self.len() as usize)
            .collect()
    }
}
