//! What can go wrong with the store, said so that one knows what was tried, where, and what to do. Must not decide what the
//! program does then: the caller goes on in memory.

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why the store could not do what it was asked. Wherever it can't be opened, [`super::Store::in_memory`] still works.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The file, or the directory around it, can't be opened or made.
    #[error(
        "cannot open the history `{place}`: {reason}; check that its directory exists and may be written to"
    )]
    Unreachable {
        /// The file.
        place: String,
        /// What the system said.
        reason: String,
    },
    /// The file can be read but not written.
    #[error(
        "cannot write to the history `{place}`: it is read-only; change its permissions or choose another place"
    )]
    ReadOnly {
        /// The file.
        place: String,
    },
    /// A later version of the program made the file.
    #[error(
        "cannot use the history `{place}`: it was written by a newer version (format {found}, this version knows {known}); \
         update teller-coach"
    )]
    Newer {
        /// The file.
        place: String,
        /// The format found.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// An earlier version made the file, and it was asked only to be read.
    #[error(
        "cannot read the history `{place}`: it was written by an earlier version; start `teller-coach` once, which brings it up to date"
    )]
    Older {
        /// The file.
        place: String,
    },
    /// The file is no database, or a broken one. It is left as it is.
    #[error(
        "cannot read the history `{place}`: the file is damaged; `teller-coach history rescue` saves what can still be read \
         and keeps the damaged file beside it"
    )]
    Damaged {
        /// The file.
        place: String,
    },
    /// Something in the log beside the file is damaged, and what comes after it would be left out and overwritten. All is left as
    /// it is.
    #[error(
        "cannot go on with the history `{place}`: its log is damaged, and the last entries are behind the damage; \
         `teller-coach history rescue` saves what can still be read and keeps the damaged files beside it"
    )]
    Torn {
        /// The file.
        place: String,
    },
    /// The end of the log beside the file is gone, and with it what was written last. Nothing was done yet.
    #[error(
        "the last entries of the history `{place}` are gone: the end of its log is missing, after a loss of power or a copy made \
         without it; start `teller-coach` once, which goes on after what is left, or put a copy of `{place}-wal` back first"
    )]
    CutOff {
        /// The file.
        place: String,
    },
    /// The file is another program's database. It is left as it is.
    #[error(
        "cannot use `{place}` as the history: it belongs to another program; choose another place"
    )]
    Foreign {
        /// The file.
        place: String,
    },
    /// Another process kept the file to itself for too long.
    #[error("cannot write to the history `{place}`: another process is using it; try again")]
    Busy {
        /// The file.
        place: String,
    },
    /// The encounter has gone on, or has ended, in another window since this store last saw it. Nothing was written.
    #[error(
        "encounter `{encounter}` has gone on in another window; go on there, or start a new one"
    )]
    Elsewhere {
        /// The encounter.
        encounter: String,
    },
    /// Something happened in an encounter that was never started. Nothing was written.
    #[error("encounter `{encounter}` was never started; start it first")]
    NotStarted {
        /// The encounter.
        encounter: String,
    },
    /// One stored event can't be understood.
    #[error("cannot read event {event} of the history `{place}`: {reason}")]
    Unreadable {
        /// The file.
        place: String,
        /// The event's number.
        event: i64,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else the database reports, such as a full disk.
    #[error("cannot {doing} in the history `{place}`: {source}")]
    Failed {
        /// What was tried.
        doing: &'static str,
        /// The file.
        place: String,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What `source` means for whoever was `doing` something at `place`.
    pub(super) fn from_sqlite(doing: &'static str, place: &str, source: rusqlite::Error) -> Self {
        let place = place.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { place },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { place },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { place },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::Unreachable {
                place,
                reason: source.to_string(),
            },
            _ => Self::Failed {
                doing,
                place,
                source,
            },
        }
    }
}
