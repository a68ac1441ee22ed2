//! Where the attempts of many places meet: one small interface, a SQLite file or a PostgreSQL behind it. Attempts are only
//! added, each once, however often it arrives, and only what was ruled on them later takes the place of what was ruled before; sums stand beside them, written in the same transaction, since ten million rows
//! can't be added up while somebody waits. Must not hold a name, and must not read a clock.

mod erase;
mod error;
#[cfg(feature = "central")]
mod postgres;
mod reports;
mod revise;
mod seats;
mod sqlite;
mod sums;
#[cfg(test)]
mod tests;
mod url;

use jiff::Timestamp;
use uuid::Uuid;

pub use erase::was_erased;
pub use error::CentralError;
pub use reports::{DueFor, Page, Period, agreement, branches, due, known, people, principles};
pub use seats::seats;
pub use url::StoreUrl;

use crate::progress::Attempt;
use crate::report::bundle::Head;

/// A bundle that was read to its end and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Where it comes from.
    pub head: Head,
    /// Its hash.
    pub hash: String,
    /// How many attempts it holds.
    pub count: u64,
    /// Whether a signature over it was checked.
    pub signed: bool,
}

/// What adding changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appended {
    /// How many attempts are new.
    pub new: u64,
    /// How many were there already.
    pub known: u64,
    /// What of these was told anew.
    pub revised: Revised,
    /// The bundles just added whose predecessor has not arrived, by the branches and sources they come from. A bundle that is
    /// whole by itself and was made no earlier closes the gap.
    pub gaps: Vec<Gap>,
}

/// What is another now, because a trainer ruled or a trainee objected since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Revised {
    /// Replies with another ruling or objection.
    pub replies: u64,
    /// Results that were passed and are not any more, or the other way round.
    pub results: u64,
}

/// A bundle is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The branch.
    pub branch: String,
    /// The source.
    pub source: String,
    /// The hash of what is missing.
    pub missing: String,
}

/// Attempts as they are read, each with the place of its bundle among those that arrived; or why reading stopped.
pub type Feed<'a> = dyn Iterator<Item = Result<(usize, Attempt), String>> + 'a;

/// What a report asks with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

/// What a report is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

/// A store of many places' attempts. Opening it has brought its tables to the newest format.
pub trait Central {
    /// What it is called in messages; without a password.
    fn place(&self) -> &str;

    /// Which bundles, by their hashes, it has already.
    ///
    /// # Errors
    /// When it can't be read.
    fn knows(&mut self, hashes: &[String]) -> Result<Vec<bool>, CentralError>;

    /// Adds bundles and their attempts, all or nothing. Of what is there already only rulings, objections and who passed change, and
    /// only where the same branch tells them later. `at` is the time here.
    ///
    /// # Errors
    /// When it can't be written, or the attempts can't be read to their end. Nothing was added then.
    fn append(
        &mut self,
        bundles: &[Arrived],
        attempts: &mut Feed<'_>,
        at: Timestamp,
    ) -> Result<Appended, CentralError>;

    /// Makes what `person` did nobody's: attempts and the sums of branches stay, the pseudonym and all words go for good. What still
    /// arrives of what they did until `at`, the time here, is nobody's from the beginning. How many attempts there were.
    ///
    /// # Errors
    /// When it can't be written; nothing was erased then.
    fn erase(&mut self, person: Uuid, at: Timestamp) -> Result<u64, CentralError>;

    /// Answers one question in SQL that both databases understand: `?1` and so on stand for what is given, and every column is
    /// a text or a 64-bit number.
    ///
    /// # Errors
    /// When it can't be read.
    fn ask(&mut self, question: &str, given: &[Given]) -> Result<Vec<Vec<Cell>>, CentralError>;
}

/// What is to be done with a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Add to it; it is made where there is none.
    Add,
    /// Only read it.
    Read,
}

/// Opens a central store. `password` is used where the URL has none.
///
/// # Errors
/// When it can't be reached, is something else or of a newer version, or this program was built without PostgreSQL.
pub fn open(
    url: &StoreUrl,
    password: Option<&str>,
    intent: Intent,
) -> Result<Box<dyn Central>, CentralError> {
    match url {
        StoreUrl::Sqlite(path) => Ok(Box::new(sqlite::Sqlite::open(path, intent)?)),
        #[cfg(feature = "central")]
        StoreUrl::Postgres(url) => Ok(Box::new(postgres::Postgres::open(url, password, intent)?)),
        #[cfg(not(feature = "central"))]
        StoreUrl::Postgres(_) => {
            let _ = password;
            Err(CentralError::Unbuilt)
        }
    }
}

/// The gaps that the bundles with numbers over `?1` leave. See [`Appended::gaps`].
const GAPS: &str = "
    SELECT b.branch, CAST(b.source AS text), b.previous FROM bundle AS b
    WHERE b.n > ?1 AND b.previous <> ''
      AND NOT EXISTS (SELECT 1 FROM bundle AS p WHERE p.hash = b.previous)
      AND NOT EXISTS (SELECT 1 FROM bundle AS w WHERE w.source = b.source AND w.previous = '' AND w.made >= b.made)
    ORDER BY b.branch, b.n";
