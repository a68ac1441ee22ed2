//! What makes a history a source of bundles: who it is, and what was sent where. Must not know what a bundle looks like.

use rusqlite::{OptionalExtension, params};
use uuid::{Builder, Uuid};

use super::{Store, StoreError};
use crate::progress::Source;

/// How far a destination has been told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// The last event it was told of; 0 where it was told nothing.
    pub event: i64,
    /// The hash of the bundle that told it; empty where there was none.
    pub hash: String,
}

/// The encounters in which something happened after an event, the oldest first. By the table's own key, so that what was sent
/// long ago is not read; left alone, SQLite reads the whole index by encounter, which saves it a sort.
const CHANGED: &str = "
    SELECT encounter, max(id) FROM event NOT INDEXED WHERE id > ?1 GROUP BY encounter ORDER BY min(id)";

impl Store {
    /// This place as a source. Its id and its salt are made at the first call, by chance, and stay.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn source(&mut self) -> Result<Source, StoreError> {
        let made = self
            .connection
            // SQLite's own generator is seeded by the operating system.
            .execute(
                "INSERT OR IGNORE INTO source (one, id, salt)
                 VALUES (1, lower(hex(randomblob(16))), lower(hex(randomblob(32))))",
                [],
            )
            .and_then(|_| {
                self.connection
                    .query_row("SELECT id, salt FROM source", [], |row| {
                        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
                    })
            });
        let (id, salt) = made.map_err(|error| self.failed("name this place", error))?;
        let chance = Uuid::try_parse(&id).map_err(|error| {
            let error = rusqlite::Error::FromSqlConversionFailure(
                0,
                rusqlite::types::Type::Text,
                error.into(),
            );
            self.failed("name this place", error)
        })?;
        Ok(Source {
            id: Builder::from_random_bytes(chance.into_bytes()).into_uuid(),
            salt,
        })
    }

    /// How far `destination` has been told.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sent(&self, destination: &str) -> Result<Sent, StoreError> {
        self.connection
            .query_row(
                "SELECT event, hash FROM sent WHERE destination = ?1",
                [destination],
                |row| {
                    Ok(Sent {
                        event: row.get(0)?,
                        hash: row.get(1)?,
                    })
                },
            )
            .optional()
            .map(Option::unwrap_or_default)
            .map_err(|error| self.failed("look up what was sent", error))
    }

    /// Notes how far `destination` has been told.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn set_sent(&mut self, destination: &str, sent: &Sent) -> Result<(), StoreError> {
        self.connection
            .execute(
                "INSERT INTO sent (destination, event, hash) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET event = excluded.event, hash = excluded.hash",
                params![destination, sent.event, sent.hash],
            )
            .map(|_| ())
            .map_err(|error| self.failed("note what was sent", error))
    }

    /// The encounters in which something happened after the event `after`, and the last event there is.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn changed_after(&self, after: i64) -> Result<(Vec<String>, i64), StoreError> {
        let failed = |error| self.failed("look for what is new", error);
        let mut statement = self.connection.prepare_cached(CHANGED).map_err(failed)?;
        let rows = statement
            .query_map([after], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
            })
            .map_err(failed)?;
        let (mut changed, mut last) = (Vec::new(), after);
        for row in rows {
            let (encounter, event) = row.map_err(failed)?;
            last = last.max(event);
            changed.push(encounter);
        }
        Ok((changed, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_once_and_remembers_what_it_sent() {
        let mut store = Store::in_memory().unwrap();
        let source = store.source().unwrap();
        assert_eq!(source, store.source().unwrap());
        assert_ne!(source, Store::in_memory().unwrap().source().unwrap());
        assert_eq!(source.id.get_version_num(), 4);
        assert_eq!(source.salt.len(), 64);
        assert_eq!(store.sent("a").unwrap(), Sent::default());
        for event in [3, 8] {
            let sent = Sent {
                event,
                hash: "h".to_owned(),
            };
            store.set_sent("a", &sent).unwrap();
            assert_eq!(store.sent("a").unwrap(), sent);
        }
        assert_eq!(store.sent("b").unwrap(), Sent::default());
    }

    #[test]
    fn what_was_sent_is_not_read_again() {
        let plan = Store::in_memory().unwrap().plan(CHANGED);
        assert!(plan.iter().any(|step| step.contains("SEARCH")), "{plan:#?}");
    }
}
