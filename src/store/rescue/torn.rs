//! Whether the write-ahead log beside a history has lost something. SQLite itself takes a damaged or shortened log for one that
//! ends there, says nothing, and overwrites the rest. Must be asked before SQLite opens the file, and must not write.

use std::io::Read as _;
use std::path::Path;

use super::pages::{Pages, beside, opened};
use crate::store::StoreError;

/// The part of the log's table of contents that says how far the log reached: two copies of 48 bytes, then how much of it stands
/// in the database already.
const CONTENTS: usize = 100;

/// What the table of contents says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Contents {
    /// Frames of completed transactions.
    frames: u32,
    /// How many of them are in the database as well.
    written: u32,
    /// Which use of the log this is about.
    salts: [u8; 8],
}

/// Whether all that was written to the history at `path` can still be there, as far as its log and the log's table of contents
/// tell. A log that was taken away together with its table of contents leaves no trace.
///
/// # Errors
/// [`StoreError::Torn`] where something in the log is damaged and more comes after it; [`StoreError::CutOff`] where its end is
/// gone.
pub(in crate::store) fn whole(path: &Path) -> Result<(), StoreError> {
    // The table first: a log that another process is writing can only have grown since.
    let contents = contents(path);
    let Ok(pages) = Pages::open(path) else {
        return Ok(());
    };
    let place = || path.display().to_string();
    let lost = if pages.torn() {
        Some(StoreError::Torn { place: place() })
    } else {
        let cut = contents.is_some_and(|contents| match pages.salts() {
            Some(salts) => salts == contents.salts && pages.frames() < contents.frames,
            None => contents.written < contents.frames,
        });
        cut.then(|| StoreError::CutOff { place: place() })
    };
    match lost {
        // Another process may have begun the log anew while it was read.
        Some(lost) if self::contents(path) == contents => Err(lost),
        _ => Ok(()),
    }
}

/// The table of contents; none where there is none that can be believed.
fn contents(path: &Path) -> Option<Contents> {
    let mut bytes = [0; CONTENTS];
    opened(&beside(path, "-shm"))
        .and_then(|mut file| file.read_exact(&mut bytes))
        .ok()?;
    let (head, rest) = bytes.split_at(48);
    // Numbers stand as this machine has them.
    let number = |bytes: &[u8], at: usize| {
        let bytes = bytes.get(at..at + 4)?;
        Some(u32::from_ne_bytes(bytes.try_into().ok()?))
    };
    let made = head[12] == 1;
    if !made || head != &rest[..48] {
        return None;
    }
    Some(Contents {
        frames: number(head, 16)?,
        written: number(rest, 48)?,
        salts: head[32..40].try_into().ok()?,
    })
}
