//! What record stores have accepted, by destination, and the pseudonym that one is known under there: so that nothing is sent
//! twice, whatever was killed when. Holds ids only, no statement. Must not send, and must not read a clock.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use thiserror::Error;

/// The form of the file.
const FORMAT: i64 = 1;

/// Says in the file's head that it is ours: `TlOb`.
const APPLICATION: i64 = 0x546C_4F62;

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS accepted (
        destination TEXT NOT NULL,
        statement TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (destination, statement)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS pseudonym (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        name TEXT NOT NULL
    ) STRICT;";

/// Why the file can't be used.
#[derive(Debug, Error)]
pub enum OutboxError {
    /// What was tried failed.
    #[error(
        "cannot {doing} in `{place}`, which notes what record stores have accepted: {source}; check that its folder may be \
         written to, or move the file away: what is sent again then, a store takes only once"
    )]
    Failed {
        /// What was tried.
        doing: &'static str,
        /// The file.
        place: String,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// The file is something else.
    #[error(
        "cannot use `{place}`: another program, or a newer teller-coach, wrote it; update teller-coach or move the file away"
    )]
    Foreign {
        /// The file.
        place: String,
    },
}

/// What was sent where.
#[derive(Debug)]
pub struct Outbox {
    connection: Connection,
    place: String,
}

impl Outbox {
    /// Opens the file at `path`, and makes it where it is missing; its directory must be there.
    ///
    /// # Errors
    /// When the file can't be read or written, or is another program's.
    pub fn open(path: &Path) -> Result<Self, OutboxError> {
        let place = path.display().to_string();
        let failed = |doing| {
            let place = place.clone();
            move |source| OutboxError::Failed {
                doing,
                place,
                source,
            }
        };
        let connection = Connection::open(path).map_err(failed("open a database"))?;
        connection
            .busy_timeout(super::PATIENCE)
            .map_err(failed("open a database"))?;
        let (format, application, tables): (i64, i64, i64) = connection
            .query_row(
                "SELECT (SELECT user_version FROM pragma_user_version),
                        (SELECT application_id FROM pragma_application_id),
                        (SELECT count(*) FROM sqlite_schema)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .map_err(failed("read"))?;
        let ours = (format, application) == (FORMAT, APPLICATION);
        let empty = (format, application, tables) == (0, 0, 0);
        if !ours && !empty {
            return Err(OutboxError::Foreign { place });
        }
        if empty {
            // One transaction, so that a kill leaves it empty or whole.
            let all = format!(
                "BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {FORMAT};
                 PRAGMA application_id = {APPLICATION}; COMMIT;"
            );
            connection
                .execute_batch(&all)
                .map_err(failed("make tables"))?;
        }
        Ok(Self { connection, place })
    }

    /// The pseudonym noted here; notes `proposed` where there is none yet.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn pseudonym(&self, proposed: &str) -> Result<String, OutboxError> {
        self.connection
            .execute(
                "INSERT OR IGNORE INTO pseudonym (one, name) VALUES (1, ?1)",
                [proposed],
            )
            .and_then(|_| {
                self.connection
                    .query_row("SELECT name FROM pseudonym", [], |row| row.get(0))
            })
            .map_err(|source| self.failed("note a pseudonym", source))
    }

    /// Whether `destination` has accepted the statement with this id.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn has(&self, destination: &str, statement: &str) -> Result<bool, OutboxError> {
        self.connection
            .prepare_cached("SELECT 1 FROM accepted WHERE destination = ?1 AND statement = ?2")
            .and_then(|mut query| {
                query
                    .query_row([destination, statement], |_| Ok(()))
                    .optional()
            })
            .map(|found| found.is_some())
            .map_err(|source| self.failed("look a statement up", source))
    }

    /// Notes that `destination` had accepted these statements at `at`. When this returns, it survives a kill.
    ///
    /// # Errors
    /// When the file can't be written; none of them is noted then.
    pub fn accepted<'s>(
        &mut self,
        destination: &str,
        statements: impl IntoIterator<Item = &'s str>,
        at: Timestamp,
    ) -> Result<(), OutboxError> {
        let at = at.to_string();
        let noted = (|| {
            let all = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            for statement in statements {
                all.prepare_cached(
                    "INSERT OR IGNORE INTO accepted (destination, statement, at) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![destination, statement, at])?;
            }
            all.commit()
        })();
        noted.map_err(|source| self.failed("note what was accepted", source))
    }

    fn failed(&self, doing: &'static str, source: rusqlite::Error) -> OutboxError {
        OutboxError::Failed {
            doing,
            place: self.place.clone(),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_accepted_is_known_by_destination_after_a_new_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        let mut outbox = Outbox::open(&path).unwrap();
        assert_eq!(outbox.pseudonym("a1").unwrap(), "a1");
        outbox
            .accepted("here", ["s1", "s2", "s1"], Timestamp::UNIX_EPOCH)
            .unwrap();
        drop(outbox);
        let outbox = Outbox::open(&path).unwrap();
        assert!(outbox.has("here", "s1").unwrap() && outbox.has("here", "s2").unwrap());
        assert!(!outbox.has("there", "s1").unwrap() && !outbox.has("here", "s3").unwrap());
        assert_eq!(outbox.pseudonym("b2").unwrap(), "a1");
    }

    #[test]
    fn what_is_something_else_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE other (x)")
            .unwrap();
        assert!(matches!(
            Outbox::open(&path),
            Err(OutboxError::Foreign { .. })
        ));
    }
}
