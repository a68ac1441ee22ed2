//! Taking encounters out of the history for good, and copying a history aside. Must not leave anything of what was erased in
//! the file.

use jiff::civil::Date;

use super::{Store, StoreError, summary};

impl Store {
    /// How many encounters began before the day `before`; all, without one.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn count_before(&self, before: Option<Date>) -> Result<u64, StoreError> {
        let limit = before.map_or_else(|| "~".to_owned(), |day| self.start_of(day));
        self.connection
            .query_row(
                "SELECT count(*) FROM event WHERE kind = 'started' AND at < ?1",
                [limit],
                |row| row.get::<_, i64>(0),
            )
            .map(|count| u64::try_from(count).unwrap_or_default())
            .map_err(|error| self.failed("count the encounters", error))
    }

    /// The first moment of a day, as events have it.
    fn start_of(&self, day: Date) -> String {
        self.zone
            .to_timestamp(day.at(0, 0, 0, 0))
            .map(|start| format!("{start:.3}"))
            // A day out of the calendar's range is before everything.
            .unwrap_or_default()
    }

    /// Erases the encounters that began before the day `before`, or all; returns how many. Nothing of them can be found in the
    /// file afterwards.
    ///
    /// # Errors
    /// When the file can't be written, or another process keeps it busy.
    pub fn erase(&mut self, before: Option<Date>) -> Result<usize, StoreError> {
        let zone = self.zone.clone();
        let limit = before.map(|day| self.start_of(day));
        let erased = (|| {
            // Freed pages are overwritten, so that the words are gone even from what was not yet packed.
            self.connection.pragma_update(None, "secure_delete", true)?;
            let all = self.connection.transaction()?;
            let erased = match &limit {
                None => {
                    let count: i64 = all.query_row(
                        "SELECT count(*) FROM event WHERE kind = 'started'",
                        [],
                        |row| row.get(0),
                    )?;
                    all.execute("DELETE FROM event", [])?;
                    usize::try_from(count).unwrap_or(usize::MAX)
                }
                Some(limit) => {
                    all.execute_batch("CREATE TEMP TABLE gone (encounter TEXT PRIMARY KEY)")?;
                    let count = all.execute(
                        "INSERT INTO gone SELECT encounter FROM event WHERE kind = 'started' AND at < ?1",
                        [limit],
                    )?;
                    all.execute(
                        "DELETE FROM event WHERE encounter IN (SELECT encounter FROM gone)",
                        [],
                    )?;
                    all.execute_batch("DROP TABLE gone")?;
                    count
                }
            };
            // The numbers of erased events are given again: without this, what gets one would never be sent.
            all.execute(
                "UPDATE sent SET event = min(event, (SELECT coalesce(max(id), 0) FROM event))",
                [],
            )?;
            summary::make_anew(&all, &zone)?;
            all.commit()?;
            self.connection.execute_batch(
                "INSERT INTO words (words) VALUES ('optimize');
                 VACUUM;",
            )?;
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(erased)
        })();
        self.seen.borrow_mut().clear();
        erased.map_err(|error| self.failed("erase encounters", error))
    }
}
