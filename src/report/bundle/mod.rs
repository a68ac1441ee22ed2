//! A bundle: attempts on their way from one place to a central store, as JSON Lines. A head says where they come from, each line
//! carries a hash over itself and everything before, an end says how many there are; so nothing can be altered, left out, moved or
//! cut off without its being seen, and half a file is none. Who wrote it is for a signature beside it. Must not open files.
//!
//! ```text
//! {"teller-coach-bundle":2,"source":"…","branch":"bj-012","program":"0.1.0","made":"…","previous":"…"}
//! {"attempt":{…},"hash":"…"}
//! {"end":{"count":1,"from":"2026-03-02","to":"2026-03-02"},"hash":"…"}
//! ```

mod read;
mod write;

pub use read::{BundleError, Reader};
pub use write::Writer;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::BranchId;

/// The format written, and the newest that can be read. Since 2 attempts carry rulings on principles, objections, and when either
/// was made.
pub const FORMAT: u32 = 2;

/// Where a bundle comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The format.
    #[serde(rename = "teller-coach-bundle")]
    pub format: u32,
    /// The place, by the id it gave itself.
    pub source: Uuid,
    /// Its branch.
    pub branch: BranchId,
    /// The version of the program that wrote it.
    pub program: String,
    /// When it was written, by the clock of the source.
    pub made: Timestamp,
    /// The hash of the bundle sent before to the same destination; empty where this one is whole by itself.
    pub previous: String,
}

/// What a bundle held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// How many attempts.
    pub count: u64,
    /// The first day; none without attempts.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

/// The hash after `line`, 32 hexadecimal digits: over the hash before and the line's bytes.
fn next(hash: &str, line: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(hash);
    digest.update(line);
    digest
        .finalize()
        .iter()
        .take(16)
        .fold(String::with_capacity(32), |mut out, byte| {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
            out
        })
}
