//! Reading what was kept: the summaries, and encounters whole. Must not write.

use jiff::civil::Date;
use rusqlite::Row;

use super::{Record, Store, StoreError};
use crate::domain::{Mark, Moment, Outcome, Principle, ScenarioId, StateId};
use crate::progress::{DayMarks, End, Examined, KeptEncounter, KeptReply, PastScenario};

const DAYS: &str = "
    SELECT day, moment, count, helped, environment, initiative, competence, listening, demeanour, patience, concise, attitude
    FROM day_marks";

const PAST: &str = "SELECT scenario, times, first, best, latest, outcome FROM past_scenario ORDER BY at DESC, scenario";

/// The states answered last.
const LATELY: &str = "
    SELECT started.body ->> 'scenario', replied.body ->> 'state'
    FROM event AS replied
    JOIN event AS started ON started.encounter = replied.encounter AND started.seq = 0
    WHERE replied.kind = 'replied' ORDER BY replied.id DESC LIMIT ?1";

const ONE: &str = "SELECT id, at, body FROM event WHERE encounter = ?1 ORDER BY seq";

const ALL: &str = "SELECT encounter FROM event WHERE kind = 'started' ORDER BY id";

impl Store {
    /// The marks of every day, moment and principle.
    ///
    /// # Errors
    /// When the file can't be read or holds what can't be understood.
    pub fn days(&self) -> Result<Vec<DayMarks>, StoreError> {
        let rows = self.rows("read the days of practice", DAYS, |row| {
            let day: Date = parsed(row, 0)?;
            let moment = known(row, 1, Moment::from_key)?;
            let (count, helped) = (row.get(2)?, row.get(3)?);
            let mut of_day = Vec::with_capacity(Principle::COUNT);
            for principle in Principle::ALL {
                of_day.push(DayMarks {
                    day,
                    moment,
                    principle: *principle,
                    sum: row.get(4 + principle.index())?,
                    count,
                    helped,
                });
            }
            Ok(of_day)
        })?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The scenarios that were played to an ending, the last played first.
    ///
    /// # Errors
    /// As [`Store::days`].
    pub fn past(&self) -> Result<Vec<PastScenario>, StoreError> {
        self.rows("read what was practised", PAST, |row| {
            Ok(PastScenario {
                scenario: known(row, 0, |id| ScenarioId::new(id).ok())?,
                times: row.get(1)?,
                first: mark(row, 2)?,
                best: mark(row, 3)?,
                latest: mark(row, 4)?,
                outcome: known(row, 5, Outcome::from_key)?,
            })
        })
    }

    /// The states answered last, the latest first, at most `most`.
    ///
    /// # Errors
    /// As [`Store::days`].
    pub fn lately(&self, most: u16) -> Result<Vec<(ScenarioId, StateId)>, StoreError> {
        let failed = |error| self.failed("read what was answered lately", error);
        let mut statement = self.connection.prepare_cached(LATELY).map_err(failed)?;
        let rows = statement
            .query_map([most], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(failed)?;
        let rows: Vec<(String, Option<String>)> = rows.collect::<Result<_, _>>().map_err(failed)?;
        // What early versions kept has no state.
        let id = |(scenario, state): (String, Option<String>)| {
            Some((
                ScenarioId::new(&scenario).ok()?,
                StateId::new(&state?).ok()?,
            ))
        };
        Ok(rows.into_iter().filter_map(id).collect())
    }

    /// The encounter called `id`, if there is one.
    ///
    /// # Errors
    /// When the file can't be read or an event of it can't be understood.
    pub fn encounter(&self, id: &str) -> Result<Option<KeptEncounter>, StoreError> {
        let failed = |error| self.failed("read an encounter", error);
        let mut statement = self.connection.prepare_cached(ONE).map_err(failed)?;
        let mut rows = statement.query([id]).map_err(failed)?;
        let mut out: Option<KeptEncounter> = None;
        while let Some(row) = rows.next().map_err(failed)? {
            let event = row.get(0).map_err(failed)?;
            let (at, body): (String, String) =
                (row.get(1).map_err(failed)?, row.get(2).map_err(failed)?);
            let at = at
                .parse()
                .map_err(|error: jiff::Error| self.unreadable(event, error.to_string()))?;
            match (self.read(event, &body)?, &mut out) {
                (
                    Record::Started {
                        scenario,
                        scenario_version,
                        seed,
                        language,
                        version,
                        rubric,
                        form,
                        round,
                        began_at,
                    },
                    None,
                ) => {
                    out = Some(KeptEncounter {
                        id: id.to_owned(),
                        at,
                        scenario,
                        scenario_version,
                        version,
                        rubric,
                        form,
                        round,
                        began_at,
                        seed,
                        language,
                        replies: Vec::new(),
                        end: End::Open,
                        examined: None,
                    });
                }
                (record, Some(encounter)) => happened(encounter, at, record),
                _ => return Err(self.unreadable(event, "it is out of place".to_owned())),
            }
        }
        Ok(out)
    }

    /// The ids of all encounters, the oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn encounters(&self) -> Result<Vec<String>, StoreError> {
        self.rows("list the encounters", ALL, |row| row.get(0))
    }

    /// Looks through the whole file for damage: pages, indexes against what they point to, the search index.
    ///
    /// # Errors
    /// When there is any, or an event can't be understood.
    pub fn verify(&self) -> Result<(), StoreError> {
        let found = self.rows("look for damage", "PRAGMA integrity_check(1)", |row| {
            row.get::<_, String>(0)
        })?;
        if found.iter().any(|line| line != "ok") {
            return Err(StoreError::Damaged {
                place: self.place.clone(),
            });
        }
        for id in self.encounters()? {
            self.encounter(&id)?;
        }
        Ok(())
    }

    /// Every row of a query without parameters.
    pub(super) fn rows<T>(
        &self,
        doing: &'static str,
        query: &str,
        each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let failed = |error| self.failed(doing, error);
        let mut statement = self.connection.prepare_cached(query).map_err(failed)?;
        let rows = statement.query_map([], each).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    pub(super) fn read(&self, event: i64, body: &str) -> Result<Record, StoreError> {
        serde_json::from_str(body).map_err(|error| self.unreadable(event, error.to_string()))
    }

    pub(super) fn unreadable(&self, event: i64, reason: String) -> StoreError {
        StoreError::Unreadable {
            place: self.place.clone(),
            event,
            reason,
        }
    }
}

/// Adds what happened after the beginning.
fn happened(encounter: &mut KeptEncounter, at: jiff::Timestamp, record: Record) {
    match record {
        Record::Replied {
            reply,
            overall,
            marks,
            red_lines,
            state,
            moment,
            hints,
        } => encounter.replies.push(KeptReply {
            at,
            state,
            moment,
            reply,
            overall,
            marks,
            red_lines,
            hints,
            disagreements: Vec::new(),
        }),
        Record::Disagreed { turn, reason } => {
            let reply = turn
                .checked_sub(1)
                .and_then(|at| encounter.replies.get_mut(at));
            if let Some(reply) = reply {
                reply.disagreements.push(reason);
            }
        }
        Record::Finished {
            ending, outcome, ..
        } => encounter.end = End::Ended { ending, outcome },
        Record::Left => encounter.end = End::Left,
        Record::Answered => encounter.end = End::Answered,
        Record::Examined {
            passed,
            overall,
            pass,
        } => {
            encounter.examined = Some(Examined {
                passed,
                overall,
                pass,
            });
        }
        Record::Started { .. } | Record::Draft { .. } => {}
    }
}

fn mark(row: &Row<'_>, column: usize) -> rusqlite::Result<Mark> {
    row.get(column).map(Mark::new)
}

/// A column whose text must be one of the known keys.
fn known<T>(
    row: &Row<'_>,
    column: usize,
    of: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    of(&text).ok_or_else(|| unknown(column, format!("`{text}` is not known").into()))
}

/// A column whose text must be a date or a time.
fn parsed<T: std::str::FromStr<Err = jiff::Error>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse()
        .map_err(|error: jiff::Error| unknown(column, error.into()))
}

fn unknown(column: usize, reason: Box<dyn std::error::Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reads_the_whole_history() {
        let store = Store::in_memory().unwrap();
        for query in [LATELY, ONE, ALL] {
            let plan = store.plan(query);
            assert!(
                plan.iter().any(|step| step.contains("SEARCH"))
                    && !plan.iter().any(|step| step.starts_with("SCAN")),
                "{query}\n{plan:#?}"
            );
        }
    }
}
