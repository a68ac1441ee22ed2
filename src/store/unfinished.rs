//! What was left in the middle: the newest unfinished encounter and the reply being typed in it. Must not write.

use rusqlite::OptionalExtension;

use super::{Record, Store, StoreError};
use crate::domain::Reply;
use crate::encounter::Transcript;

/// The whole encounter started last of those that have no end. Single moments are not offered again.
const UNFINISHED: &str = "SELECT encounter FROM open_encounter ORDER BY started DESC LIMIT 1";

/// What is needed to play an encounter again, and how far it has come with drafts.
const TRANSCRIPT: &str = "
    SELECT id, body, (SELECT max(seq) FROM event WHERE encounter = ?1)
    FROM event WHERE encounter = ?1 AND kind IN ('started', 'replied') ORDER BY seq";

/// The last thing written of an encounter, if it is a draft.
const DRAFT: &str = "
    SELECT id, body FROM event
    WHERE encounter = ?1 AND kind = 'draft' AND seq = (SELECT max(seq) FROM event WHERE encounter = ?1)";

impl Store {
    /// The newest encounter that was started and neither finished nor left, with the replies given so far (masked). The
    /// scenario may have changed since: where [`crate::encounter::rerun`] refuses it, append [`Record::Left`].
    ///
    /// # Errors
    /// When the file can't be read or an event in it can't be understood.
    pub fn unfinished(&self) -> Result<Option<(String, Transcript)>, StoreError> {
        let failed = |error| self.failed("look for an unfinished encounter", error);
        let Some(encounter) = self.newest_open()? else {
            return Ok(None);
        };
        let mut statement = self.connection.prepare(TRANSCRIPT).map_err(failed)?;
        let mut rows = statement.query([&encounter]).map_err(failed)?;
        let mut transcript: Option<Transcript> = None;
        let mut last = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            let event = row.get(0).map_err(failed)?;
            let body: String = row.get(1).map_err(failed)?;
            last = row.get(2).map_err(failed)?;
            match (self.read(event, &body)?, &mut transcript) {
                (
                    Record::Started {
                        scenario,
                        scenario_version,
                        seed,
                        language,
                        began_at,
                        ..
                    },
                    None,
                ) => {
                    transcript = Some(Transcript {
                        scenario,
                        version: scenario_version,
                        at: began_at,
                        seed,
                        language,
                        replies: Vec::new(),
                    });
                }
                (Record::Replied { reply, .. }, Some(transcript)) => transcript.replies.push(reply),
                _ => return Err(self.unreadable(event, "it is out of place".to_owned())),
            }
        }
        self.seen.borrow_mut().insert(encounter.clone(), last);
        Ok(transcript.map(|transcript| (encounter, transcript)))
    }

    /// The reply being typed in that encounter when it was last written down, unless it was given since or emptied; with the
    /// encounter's id.
    ///
    /// # Errors
    /// When the file can't be read or the draft in it can't be understood.
    pub fn draft(&self) -> Result<Option<(String, Reply)>, StoreError> {
        let Some(encounter) = self.newest_open()? else {
            return Ok(None);
        };
        let found: Option<(i64, String)> = self
            .connection
            .query_row(DRAFT, [&encounter], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .map_err(|error| self.failed("look for a draft", error))?;
        let Some((event, body)) = found else {
            return Ok(None);
        };
        match self.read(event, &body)? {
            Record::Draft { reply } if !reply.is_empty() => Ok(Some((encounter, reply))),
            _ => Ok(None),
        }
    }

    fn newest_open(&self) -> Result<Option<String>, StoreError> {
        self.connection
            .query_row(UNFINISHED, [], |row| row.get(0))
            .optional()
            .map_err(|error| self.failed("look for an unfinished encounter", error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reads_the_whole_history() {
        let store = Store::in_memory().unwrap();
        for query in [TRANSCRIPT, DRAFT] {
            let plan = store.plan(query);
            assert!(
                plan.iter().any(|step| step.contains("SEARCH"))
                    && !plan.iter().any(|step| step.starts_with("SCAN")),
                "{query}\n{plan:#?}"
            );
        }
    }
}
