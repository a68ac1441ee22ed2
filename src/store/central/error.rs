//! What can go wrong with a central store, said so that one knows what was tried, where, and what to do. Must not say a
//! password.

use thiserror::Error;

/// Why a central store could not do what it was asked.
#[derive(Debug, Error)]
pub enum CentralError {
    /// The URL makes no sense.
    #[error(
        "`{url}` names no store: {reason}; say a file, `sqlite:FILE` or `postgres://USER@HOST/DATABASE`"
    )]
    Url {
        /// What was given, without a password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The program was built without PostgreSQL.
    #[error(
        "this teller-coach was built without PostgreSQL: build it with `cargo build --release --features central`, or use a \
         SQLite file as the store"
    )]
    Unbuilt,
    /// There is none yet.
    #[error("there is no central store at `{place}` yet: `teller-coach import` makes it")]
    Nothing {
        /// Where.
        place: String,
    },
    /// It can't be reached.
    #[error(
        "cannot reach the central store `{place}`: {reason}; check the address, the account and the network"
    )]
    Unreachable {
        /// Where.
        place: String,
        /// What the system said.
        reason: String,
    },
    /// A later version of the program made it.
    #[error(
        "cannot use the central store `{place}`: it was made by a newer version (format {found}, this version knows {known}); \
         update teller-coach"
    )]
    Newer {
        /// Where.
        place: String,
        /// The format found.
        found: i64,
        /// The newest known here.
        known: i64,
    },
    /// It is older, and was asked only to be read.
    #[error(
        "cannot read the central store `{place}`: it was made by an earlier version; `teller-coach import` brings it up to date"
    )]
    Older {
        /// Where.
        place: String,
    },
    /// It is something else.
    #[error(
        "cannot use `{place}` as the central store: it is another file or another program's; choose another place"
    )]
    Foreign {
        /// Where.
        place: String,
    },
    /// The attempts could not be read to their end.
    #[error("{0}; nothing was added")]
    Feed(String),
    /// Anything else the database reports.
    #[error("cannot {doing} in the central store `{place}`: {reason}")]
    Failed {
        /// What was tried.
        doing: &'static str,
        /// Where.
        place: String,
        /// What the database said.
        reason: String,
    },
}
