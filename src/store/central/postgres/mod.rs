//! A central store in PostgreSQL: for hundreds of branches. Attempts arrive by `COPY` in a staging table and go on in one
//! statement that adds what is new and its sums. Must not compare texts otherwise than byte by byte.

mod connect;
mod stage;

use jiff::Timestamp;
use postgres::types::{ToSql, Type};
use postgres::{Client, GenericClient};
use uuid::Uuid;

use super::erase::{self, Erased};
use super::{Appended, Arrived, Cell, Central, CentralError, Feed, GAPS, Gap, Given, Intent};

/// The steps in order; after step N the table `teller_coach` holds N. Must never be edited: a new format is a new step.
const STEPS: &[&str] = &[
    include_str!("format_1.sql"),
    include_str!("format_2.sql"),
    include_str!("format_3.sql"),
];
const NEWEST: i64 = STEPS.len() as i64;

/// One at a time may add or migrate: `TlCc`. Two that add to the same sums in different orders would wait for each other.
const LOCK: &str = "SELECT pg_advisory_xact_lock(1416381283)";

/// The database.
pub(super) struct Postgres {
    client: Client,
    place: String,
}

impl Postgres {
    pub(super) fn open(
        url: &str,
        password: Option<&str>,
        intent: Intent,
    ) -> Result<Self, CentralError> {
        let (client, place) = connect::connect(url, password)?;
        let mut store = Self { client, place };
        store.prepare(intent)?;
        Ok(store)
    }

    fn prepare(&mut self, intent: Intent) -> Result<(), CentralError> {
        let place = self.place.clone();
        let failed = |error: postgres::Error| failed("prepare the tables", &place, &error);
        let found = format(&mut self.client).map_err(failed)?;
        let newer = |found| CentralError::Newer {
            place: place.clone(),
            found,
            known: NEWEST,
        };
        match (intent, found) {
            (_, Some(found)) if found > NEWEST => return Err(newer(found)),
            (_, Some(NEWEST)) => {}
            (Intent::Read, None) => {
                return Err(CentralError::Nothing {
                    place: place.clone(),
                });
            }
            (Intent::Read, Some(_)) => {
                return Err(CentralError::Older {
                    place: place.clone(),
                });
            }
            (Intent::Add, _) => {
                let mut all = self.client.transaction().map_err(failed)?;
                all.batch_execute(LOCK).map_err(failed)?;
                // Looked at again inside: another process may have been quicker.
                let found = format(&mut all).map_err(failed)?.unwrap_or(0);
                if found > NEWEST {
                    return Err(newer(found));
                }
                for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > found) {
                    all.batch_execute(step).map_err(failed)?;
                    all.execute("DELETE FROM teller_coach", &[])
                        .map_err(failed)?;
                    all.execute("INSERT INTO teller_coach VALUES ($1)", &[&number])
                        .map_err(failed)?;
                }
                all.commit().map_err(failed)?;
            }
        }
        if intent == Intent::Read {
            self.client
                .batch_execute("SET default_transaction_read_only = on")
                .map_err(failed)?;
        }
        Ok(())
    }
}

/// The format of the tables there; none without tables.
fn format(client: &mut impl GenericClient) -> Result<Option<i64>, postgres::Error> {
    // Not `to_regclass`: a session remembers for a while that a table was not there, and another process may have made it.
    let there: bool = client
        .query_one(
            "SELECT EXISTS (
                 SELECT 1 FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                 WHERE c.relname = 'teller_coach' AND n.nspname = ANY(current_schemas(false)))",
            &[],
        )?
        .try_get(0)?;
    if !there {
        return Ok(None);
    }
    client
        .query_opt("SELECT format FROM teller_coach", &[])?
        .map(|row| row.try_get(0))
        .transpose()
}

impl Central for Postgres {
    fn place(&self) -> &str {
        &self.place
    }

    fn knows(&mut self, hashes: &[String]) -> Result<Vec<bool>, CentralError> {
        let rows = self
            .client
            .query("SELECT hash FROM bundle WHERE hash = ANY($1)", &[&hashes])
            .and_then(|rows| rows.iter().map(|row| row.try_get(0)).collect())
            .map_err(|error| failed("look bundles up", &self.place, &error))?;
        let known: std::collections::HashSet<String> = rows;
        Ok(hashes.iter().map(|hash| known.contains(hash)).collect())
    }

    fn append(
        &mut self,
        bundles: &[Arrived],
        attempts: &mut Feed<'_>,
        at: Timestamp,
    ) -> Result<Appended, CentralError> {
        let place = self.place.clone();
        let failed = |error: postgres::Error| failed("add attempts", &place, &error);
        let mut all = self.client.transaction().map_err(failed)?;
        all.batch_execute(LOCK).map_err(failed)?;
        all.batch_execute(
            "CREATE TEMP TABLE staging (LIKE attempt) ON COMMIT DROP;
             CREATE TEMP TABLE arrived (LIKE bundle) ON COMMIT DROP;
             SET LOCAL work_mem = '64MB'",
        )
        .map_err(failed)?;
        let before: i64 = all
            .query_one("SELECT coalesce(max(n), 0) FROM bundle", &[])
            .and_then(|row| row.try_get(0))
            .map_err(failed)?;
        stage::arrive(&mut all, bundles, before, at).map_err(failed)?;
        let erased = all
            .query(erase::ALL, &[])
            .and_then(|rows| {
                let row = |row: &postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
                rows.iter()
                    .map(row)
                    .collect::<Result<Vec<_>, postgres::Error>>()
            })
            .map_err(failed)?;
        let erased = Erased::of(erased);
        let mut attempts =
            attempts.map(|item| item.map(|(index, one)| (index, erased.applied(one))));
        let staged = stage::fill(&mut all, bundles, before, &mut attempts, &failed)?;
        // Before anything is new: what is told of the others.
        let revised = stage::revised(&mut all).map_err(failed)?;
        let new: i64 = all
            .query_one(&stage::taken_in(), &[])
            .and_then(|row| row.try_get(0))
            .map_err(failed)?;
        let new = u64::try_from(new).unwrap_or_default();
        let gaps = all
            .query(&GAPS.replace('?', "$"), &[&before])
            .and_then(|rows| {
                let gap = |row: &postgres::Row| {
                    Ok(Gap {
                        branch: row.try_get(0)?,
                        source: row.try_get(1)?,
                        missing: row.try_get(2)?,
                    })
                };
                rows.iter().map(gap).collect()
            })
            .map_err(failed)?;
        all.commit().map_err(failed)?;
        Ok(Appended {
            new,
            known: staged - new,
            revised,
            gaps,
        })
    }

    fn erase(&mut self, person: Uuid, at: Timestamp) -> Result<u64, CentralError> {
        let place = self.place.clone();
        let failed = |error: postgres::Error| failed("erase a person", &place, &error);
        let erase = |client: &mut Client| {
            let mut all = client.transaction()?;
            all.batch_execute(LOCK)?;
            let who = person.to_string();
            let note = erase::NOTE.replace('?', "$");
            all.execute(&note, &[&who, &at.as_millisecond()])?;
            let attempts = erase::ATTEMPTS.replace('?', "$");
            let attempts = all.execute(&attempts, &[&person, &erase::NOBODY])?;
            for statement in erase::PERSON {
                all.execute(&statement.replace('?', "$"), &[&who])?;
            }
            all.commit()?;
            // The rows as they were go for good only so.
            client.batch_execute("VACUUM attempt")?;
            client.batch_execute("VACUUM person")?;
            Ok(attempts)
        };
        erase(&mut self.client).map_err(failed)
    }

    fn ask(&mut self, question: &str, given: &[Given]) -> Result<Vec<Vec<Cell>>, CentralError> {
        let given: Vec<&(dyn ToSql + Sync)> = given
            .iter()
            .map(|one| -> &(dyn ToSql + Sync) {
                match one {
                    Given::Text(text) => text,
                    Given::Number(number) => number,
                }
            })
            .collect();
        let cell = |row: &postgres::Row, column: usize| {
            Ok(match *row.columns()[column].type_() {
                Type::INT8 => Cell::Number(row.try_get(column)?),
                _ => Cell::Text(row.try_get(column)?),
            })
        };
        self.client
            // The one difference between the two in what the reports ask.
            .query(&question.replace('?', "$"), &given)
            .and_then(|rows| {
                let row = |row: &postgres::Row| (0..row.len()).map(|one| cell(row, one)).collect();
                rows.iter().map(row).collect()
            })
            .map_err(|error| failed("answer a report", &self.place, &error))
    }
}

fn failed(doing: &'static str, place: &str, error: &postgres::Error) -> CentralError {
    CentralError::Failed {
        doing,
        place: place.to_owned(),
        reason: connect::reason(error),
    }
}
