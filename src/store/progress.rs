//! What is computed from the events: the past per scenario, and what is unfinished. Must not write.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::OptionalExtension;

use super::{Record, Store, StoreError};
use crate::domain::{Mark, Outcome, Reply, ScenarioId};
use crate::encounter::Transcript;

/// What a trainee has done with one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastScenario {
    /// The scenario.
    pub scenario: ScenarioId,
    /// How many encounters came to an ending.
    pub times: u32,
    /// The best mean overall mark of an encounter.
    pub best: Mark,
    /// How the last one ended.
    pub last_outcome: Outcome,
    /// When the last one ended.
    pub last_at: Timestamp,
}

/// Finished encounters in the order in which they were written down.
const PAST: &str = "
    SELECT finished.id, started.body ->> 'scenario', finished.body ->> 'overall', finished.body ->> 'outcome', finished.at
    FROM event AS finished
    JOIN event AS started ON started.encounter = finished.encounter AND started.seq = 0
    WHERE finished.kind = 'finished'
    ORDER BY finished.id";

/// The encounter started last of those that have no end.
const UNFINISHED: &str = "
    SELECT started.encounter FROM event AS started
    WHERE started.kind = 'started' AND NOT EXISTS (
        SELECT 1 FROM event AS over WHERE over.encounter = started.encounter AND over.kind IN ('finished', 'left'))
    ORDER BY started.id DESC LIMIT 1";

/// What is needed to play an encounter again, and how far it has come with drafts.
const TRANSCRIPT: &str = "
    SELECT id, body, (SELECT max(seq) FROM event WHERE encounter = ?1)
    FROM event WHERE encounter = ?1 AND kind IN ('started', 'replied') ORDER BY seq";

/// The last thing written of an encounter, if it is a draft.
const DRAFT: &str = "
    SELECT id, body FROM event
    WHERE encounter = ?1 AND kind = 'draft' AND seq = (SELECT max(seq) FROM event WHERE encounter = ?1)";

/// One encounter that came to an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedEncounter {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The mean overall mark.
    pub overall: Mark,
    /// How it ended.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Every encounter that came to an ending, the oldest first.
    ///
    /// # Errors
    /// When the file can't be read or an event in it can't be understood.
    pub fn finished(&self) -> Result<Vec<FinishedEncounter>, StoreError> {
        let failed = |error| self.failed("read what was practised", error);
        let mut statement = self.connection.prepare(PAST).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let event = row.get(0).map_err(failed)?;
            out.push(finished(row).map_err(|reason| self.unreadable(event, reason))?);
        }
        Ok(out)
    }

    /// The scenarios that were played to an ending, the last played first.
    ///
    /// # Errors
    /// When the file can't be read or an event in it can't be understood.
    pub fn past(&self) -> Result<Vec<PastScenario>, StoreError> {
        let mut past: HashMap<ScenarioId, (usize, PastScenario)> = HashMap::new();
        for (number, one) in self.finished()?.into_iter().enumerate() {
            past.entry(one.scenario.clone())
                .and_modify(|(last, known)| {
                    *last = number;
                    known.times = known.times.saturating_add(1);
                    known.best = known.best.max(one.overall);
                    known.last_outcome = one.outcome;
                    known.last_at = one.at;
                })
                .or_insert((
                    number,
                    PastScenario {
                        scenario: one.scenario,
                        times: 1,
                        best: one.overall,
                        last_outcome: one.outcome,
                        last_at: one.at,
                    },
                ));
        }
        let mut past: Vec<_> = past.into_values().collect();
        past.sort_by_key(|(last, _)| std::cmp::Reverse(*last));
        Ok(past.into_iter().map(|(_, one)| one).collect())
    }

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
                        ..
                    },
                    None,
                ) => {
                    transcript = Some(Transcript {
                        scenario,
                        version: scenario_version,
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

    fn read(&self, event: i64, body: &str) -> Result<Record, StoreError> {
        serde_json::from_str(body).map_err(|error| self.unreadable(event, error.to_string()))
    }

    fn unreadable(&self, event: i64, reason: String) -> StoreError {
        StoreError::Unreadable {
            place: self.place.clone(),
            event,
            reason,
        }
    }
}

/// One row of [`PAST`].
fn finished(row: &rusqlite::Row<'_>) -> Result<FinishedEncounter, String> {
    let text = |column: usize| {
        row.get::<_, String>(column)
            .map_err(|error| error.to_string())
    };
    let outcome = text(3)?;
    Ok(FinishedEncounter {
        scenario: ScenarioId::new(&text(1)?).map_err(|error| error.to_string())?,
        overall: Mark::new(row.get(2).map_err(|error| error.to_string())?),
        outcome: Outcome::from_key(&outcome)
            .ok_or_else(|| format!("unknown outcome `{outcome}`"))?,
        at: text(4)?
            .parse()
            .map_err(|error: jiff::Error| error.to_string())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reads_the_whole_history() {
        let store = Store::in_memory().unwrap();
        for query in [PAST, UNFINISHED, TRANSCRIPT, DRAFT] {
            let mut statement = store
                .connection
                .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
                .unwrap();
            let given: &[&str] = if query.contains("?1") { &["e"] } else { &[] };
            let plan: Vec<String> = statement
                .query_map(rusqlite::params_from_iter(given), |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(
                plan.iter().any(|step| step.contains("SEARCH"))
                    && !plan.iter().any(|step| step.starts_with("SCAN")),
                "{query}\n{plan:#?}"
            );
        }
    }
}
