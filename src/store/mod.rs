//! What has happened, kept: events appended to one SQLite file as they happen, and what is computed from them. A killed
//! process loses at most the line being typed. Must not read a clock, and must not write what a trainee typed unmasked.

pub mod central;
mod erase;
mod error;
mod migrations;
mod outbox;
mod past;
mod record;
pub mod register;
mod rescue;
mod search;
mod sent;
mod summary;
mod unfinished;

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, TransactionBehavior, params};

pub use crate::text::mask;
pub use error::StoreError;
pub use outbox::{Outbox, OutboxError};
pub use record::Record;
pub use rescue::{Lost, Rescue};
pub use search::Sought;
pub use sent::Sent;

use migrations::Format;

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The trainee's history.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// The file, for messages.
    place: String,
    /// Where the trainee's days begin and end.
    zone: TimeZone,
    /// The number of the last event seen of each encounter. Who appends after an event they have not seen is refused, so
    /// that two windows can't mix their replies in one encounter.
    seen: RefCell<HashMap<String, i64>>,
}

impl Store {
    /// Opens the history in the file `path`; makes the file, and the directory around it, where they are missing. Days of
    /// practice are days in `zone`.
    ///
    /// # Errors
    /// When the file can't be reached, is read-only, damaged, another program's or written by a newer version, or has lost its
    /// end. It is then left as it was, and the caller can go on with [`Store::in_memory`].
    pub fn open(path: &Path, zone: TimeZone) -> Result<Self, StoreError> {
        rescue::whole(path)?;
        Self::open_cut_off(path, zone)
    }

    /// The same for a history of which one knows that its end is gone ([`StoreError::CutOff`]): it goes on after what is left.
    ///
    /// # Errors
    /// As for [`Store::open`], but for a lost end.
    pub fn open_cut_off(path: &Path, zone: TimeZone) -> Result<Self, StoreError> {
        let place = path.display().to_string();
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory).map_err(|error| StoreError::Unreachable {
                place: place.clone(),
                reason: error.to_string(),
            })?;
        }
        // Without SQLITE_OPEN_URI: a path is a path, even if it begins with `file:`.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Connection::open_with_flags(path, flags)
            .map_err(|error| StoreError::from_sqlite("open a database", &place, error))
            .and_then(|connection| Self::prepare(connection, place, zone))
    }

    /// Opens a history to read it only: one on a read-only disk, or one that must be left as it is.
    ///
    /// # Errors
    /// When there is no such file, or it is damaged, another program's, or not in this version's format, or has lost its end.
    pub fn open_to_read(path: &Path, zone: TimeZone) -> Result<Self, StoreError> {
        rescue::whole(path)?;
        Self::opened_to_read(path, zone, false)
    }

    /// The same for a history whose log is torn ([`StoreError::Torn`]): what happened before the damage can be read.
    ///
    /// # Errors
    /// As for [`Store::open_to_read`], but for a lost end.
    pub fn open_torn_to_read(path: &Path, zone: TimeZone) -> Result<Self, StoreError> {
        Self::opened_to_read(path, zone, true)
    }

    fn opened_to_read(path: &Path, zone: TimeZone, torn: bool) -> Result<Self, StoreError> {
        let place = path.display().to_string();
        let failed = |error| StoreError::from_sqlite("open a database", &place, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        // The last to close a history throws its log away, and takes a torn one for empty.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, torn)
            .map_err(failed)?;
        match migrations::format(&connection).map_err(failed)? {
            Some(Format::Present) => Ok(Self {
                connection,
                place,
                zone,
                seen: RefCell::default(),
            }),
            Some(Format::Newer(found)) => Err(StoreError::Newer {
                place,
                found,
                known: migrations::NEWEST,
            }),
            Some(Format::Foreign) => Err(StoreError::Foreign { place }),
            None => Err(StoreError::Older { place }),
        }
    }

    /// A history that is forgotten when the program ends.
    ///
    /// # Errors
    /// When there is no memory left.
    pub fn in_memory() -> Result<Self, StoreError> {
        let place = "memory".to_owned();
        Connection::open_in_memory()
            .map_err(|error| StoreError::from_sqlite("open a database", &place, error))
            .and_then(|connection| Self::prepare(connection, place, TimeZone::UTC))
    }

    fn prepare(
        mut connection: Connection,
        place: String,
        zone: TimeZone,
    ) -> Result<Self, StoreError> {
        let failed = |error| StoreError::from_sqlite("prepare the tables", &place, error);
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        let summarise = |connection: &Connection| summary::make_anew(connection, &zone);
        match migrations::migrate(&mut connection, summarise).map_err(failed)? {
            Format::Present => {}
            Format::Newer(found) => {
                return Err(StoreError::Newer {
                    place,
                    found,
                    known: migrations::NEWEST,
                });
            }
            Format::Foreign => return Err(StoreError::Foreign { place }),
        }
        if connection.is_readonly("main").map_err(failed)? {
            return Err(StoreError::ReadOnly { place });
        }
        // SQLite does not wait when two processes switch a new file at once. The loser works as well without: the mode
        // belongs to the file, and the winner has set it.
        match connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) => {
                return Err(failed(error));
            }
            _ => {}
        }
        Ok(Self {
            connection,
            place,
            zone,
            seen: RefCell::default(),
        })
    }

    /// Writes down what happened in the encounter `encounter` at `at`; everything typed is masked first. When this returns,
    /// the record survives a kill of the process and a loss of power.
    ///
    /// # Errors
    /// When the encounter was not started, has gone on or ended elsewhere, or the file can't be written. Nothing was written
    /// then.
    pub fn append(
        &mut self,
        encounter: &str,
        at: Timestamp,
        record: Record,
    ) -> Result<(), StoreError> {
        let seq = match (&record, self.last_seen(encounter)?) {
            (Record::Started { .. }, _) => 0,
            (_, Some(last)) => last + 1,
            (_, None) => {
                return Err(StoreError::NotStarted {
                    encounter: encounter.to_owned(),
                });
            }
        };
        let record = record.masked();
        let body = serde_json::to_string(&record).map_err(|error| {
            let error = rusqlite::Error::ToSqlConversionFailure(error.into());
            self.failed("write down an event", error)
        })?;
        // Milliseconds always, so that the texts have one length and sort as the times do.
        let zone = self.zone.clone();
        let written =
            (|| {
                let all = self
                    .connection
                    .transaction_with_behavior(TransactionBehavior::Immediate)?;
                all.prepare_cached(
                "INSERT INTO event (encounter, seq, at, kind, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![encounter, seq, format!("{at:.3}"), record.kind(), body])?;
                summary::add(&all, &zone, all.last_insert_rowid(), encounter, at, &record)?;
                all.commit()
            })();
        written.map_err(|error| match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => StoreError::Elsewhere {
                encounter: encounter.to_owned(),
            },
            _ => StoreError::from_sqlite("write down an event", &self.place, error),
        })?;
        self.seen.borrow_mut().insert(encounter.to_owned(), seq);
        Ok(())
    }

    /// The number of the last event this store knows of `encounter`: as it saw it, or else as the file has it.
    fn last_seen(&self, encounter: &str) -> Result<Option<i64>, StoreError> {
        if let Some(seq) = self.seen.borrow().get(encounter) {
            return Ok(Some(*seq));
        }
        self.connection
            .query_row(
                "SELECT max(seq) FROM event WHERE encounter = ?1",
                [encounter],
                |row| row.get(0),
            )
            .optional()
            .map(Option::flatten)
            .map_err(|error| self.failed("look an encounter up", error))
    }

    fn failed(&self, doing: &'static str, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(doing, &self.place, error)
    }

    /// The steps by which SQLite would answer `query`.
    #[cfg(test)]
    fn plan(&self, query: &str) -> Vec<String> {
        let mut statement = self
            .connection
            .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
            .unwrap();
        let given: &[&str] = if query.contains("?1") { &["1"] } else { &[] };
        statement
            .query_map(rusqlite::params_from_iter(given), |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap()
    }
}
