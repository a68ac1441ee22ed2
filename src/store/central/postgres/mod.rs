//! A central store in PostgreSQL: for hundreds of branches. Attempts arrive by `COPY` in a staging table and go on in one
//! statement that adds what is new and its sums. Must not compare texts otherwise than byte by byte.

mod connect;

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};
use postgres::{Client, GenericClient, Transaction};

use super::sums::{ATTEMPT, BESIDE, add_days, add_people};
use super::{Appended, Arrived, Cell, Central, CentralError, Feed, GAPS, Gap, Given, Intent};
use crate::domain::{Mark, Principle};
use crate::progress::Attempt;

/// The steps in order; after step N the table `teller_coach` holds N. Must never be edited: a new format is a new step.
const STEPS: &[&str] = &[include_str!("format_1.sql")];
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
        arrive(&mut all, bundles, before, at).map_err(failed)?;
        let staged = stage(&mut all, bundles, before, attempts, &failed)?;
        let new: i64 = all
            .query_one(&taken_in(), &[])
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
            gaps,
        })
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

/// Notes the bundles, numbered on from `before`.
fn arrive(
    all: &mut Transaction<'_>,
    bundles: &[Arrived],
    before: i64,
    at: Timestamp,
) -> Result<(), postgres::Error> {
    let columns = "n, hash, source, branch, program, made, previous, attempts, signed, imported";
    let types = [
        Type::INT8,
        Type::TEXT,
        Type::UUID,
        Type::TEXT,
        Type::TEXT,
        Type::TIMESTAMPTZ,
        Type::TEXT,
        Type::INT8,
        Type::BOOL,
        Type::TIMESTAMPTZ,
    ];
    let copy = format!("COPY arrived ({columns}) FROM STDIN BINARY");
    let mut writer = BinaryCopyInWriter::new(all.copy_in(&copy)?, &types);
    for (number, one) in (before + 1..).zip(bundles) {
        let head = &one.head;
        writer.write(&[
            &number,
            &one.hash,
            &head.source,
            &head.branch.as_str(),
            &head.program,
            &system_time(head.made),
            &head.previous,
            &i64::try_from(one.count).unwrap_or(i64::MAX),
            &one.signed,
            &system_time(at),
        ])?;
    }
    writer.finish()?;
    let insert = format!(
        "INSERT INTO bundle ({columns}) SELECT {columns} FROM arrived ORDER BY n ON CONFLICT DO NOTHING"
    );
    all.execute(&insert, &[]).map(|_| ())
}

/// Writes the attempts into the staging table; how many there were.
fn stage(
    all: &mut Transaction<'_>,
    bundles: &[Arrived],
    before: i64,
    attempts: &mut Feed<'_>,
    failed: &impl Fn(postgres::Error) -> CentralError,
) -> Result<u64, CentralError> {
    let columns: Vec<&str> = ATTEMPT.iter().chain(&BESIDE).copied().collect();
    let types: Vec<Type> = columns.iter().map(|column| type_of(column)).collect();
    let copy = format!("COPY staging ({}) FROM STDIN BINARY", columns.join(", "));
    let mut writer = BinaryCopyInWriter::new(all.copy_in(&copy).map_err(failed)?, &types);
    let mut staged = 0;
    for item in attempts {
        let (index, one) = item.map_err(CentralError::Feed)?;
        let Some(bundle) = bundles.get(index) else {
            continue;
        };
        let number = before + 1 + i64::try_from(index).unwrap_or_default();
        put(&mut writer, number, bundle, &one).map_err(failed)?;
        staged += 1;
    }
    writer.finish().map_err(failed)?;
    Ok(staged)
}

/// A time as the driver takes it.
fn system_time(at: Timestamp) -> SystemTime {
    let from_epoch = Duration::from_micros(at.as_microsecond().unsigned_abs());
    let time = if at < Timestamp::UNIX_EPOCH {
        SystemTime::UNIX_EPOCH.checked_sub(from_epoch)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(from_epoch)
    };
    // No time of a bundle is out of the system's range.
    time.unwrap_or(SystemTime::UNIX_EPOCH)
}

fn type_of(column: &str) -> Type {
    match column {
        "id" | "person" | "encounter" => Type::UUID,
        "bundle" | "seed" => Type::INT8,
        "turn" => Type::INT4,
        "overall" | "hints" | "ruling" => Type::INT2,
        "passed" => Type::BOOL,
        "at" => Type::TIMESTAMPTZ,
        column if Principle::from_key(column).is_some() => Type::INT2,
        _ => Type::TEXT,
    }
}

/// One row, in the order of [`ATTEMPT`] and [`BESIDE`].
fn put(
    writer: &mut BinaryCopyInWriter<'_>,
    number: i64,
    bundle: &Arrived,
    one: &Attempt,
) -> Result<(), postgres::Error> {
    let short = |mark: Mark| i16::from(mark.value());
    let marks = one.marks.0.map(short);
    let red_lines: Vec<&str> = one.red_lines.iter().map(|line| line.key()).collect();
    let actions: Vec<&str> = one.actions.iter().map(|action| action.key()).collect();
    let ruling = one.ruling.as_ref();
    let turn = i32::try_from(one.turn).unwrap_or(i32::MAX);
    // The bits as they are: PostgreSQL's numbers have a sign, a seed has none.
    let seed = one.seed.cast_signed();
    let (red_lines, actions, day) = (red_lines.join(" "), actions.join(" "), one.day.to_string());
    let (overall, hints, at) = (
        short(one.overall),
        i16::from(one.hints),
        system_time(one.at),
    );
    let state = one.state.as_ref().map_or("", |state| state.as_str());
    let moment = one.moment.map_or("", |moment| moment.key());
    let ended = one.ended.map_or("", |ended| ended.key());
    let rating = ruling.map(|ruling| i16::from(ruling.rating));
    let reason = ruling.and_then(|ruling| ruling.reason.as_deref());
    let (branch, scenario) = (bundle.head.branch.as_str(), one.scenario.as_str());
    let (part, kind, language) = (one.part.key(), one.kind.key(), one.language.key());
    let mut row: Vec<&(dyn ToSql + Sync)> = vec![
        &one.id,
        &number,
        &branch,
        &one.person,
        &part,
        &kind,
        &one.encounter,
        &scenario,
        &one.edition,
        &one.rubric,
        &one.program,
        &seed,
        &language,
        &turn,
        &state,
        &moment,
        &overall,
    ];
    row.extend(marks.iter().map(|mark| -> &(dyn ToSql + Sync) { mark }));
    let rest: [&(dyn ToSql + Sync); 10] = [
        &red_lines,
        &hints,
        &actions,
        &ended,
        &one.passed,
        &at,
        &day,
        &rating,
        &reason,
        &one.words,
    ];
    row.extend(rest);
    writer.write(&row)
}

/// The statement that takes what is staged in: attempts that are not there yet, and with them, and only with them, their sums.
/// By id, so that the index grows at its end.
fn taken_in() -> String {
    let columns: Vec<&str> = ATTEMPT.iter().chain(&BESIDE).copied().collect();
    let columns = columns.join(", ");
    let replies =
        |column: &str| format!("coalesce(sum({column}) FILTER (WHERE part = 'reply'), 0)");
    let mut numbers = vec![
        "count(*) FILTER (WHERE part = 'reply')".to_owned(),
        "count(*) FILTER (WHERE part = 'ending')".to_owned(),
        replies("overall"),
        "count(*) FILTER (WHERE part = 'reply' AND red_lines <> '')".to_owned(),
        "count(*) FILTER (WHERE passed)".to_owned(),
        "count(*) FILTER (WHERE NOT passed)".to_owned(),
    ];
    numbers.extend(Principle::ALL.iter().map(|one| replies(one.key())));
    let of_both = numbers.join(", ");
    let badly: Vec<String> = Principle::ALL
        .iter()
        .map(|one| format!("count(*) FILTER (WHERE part = 'reply' AND {one} < 50)"))
        .collect();
    let days = add_days(&format!(
        "SELECT branch, day, {of_both}, {} FROM fresh GROUP BY branch, day",
        badly.join(", ")
    ));
    let people = add_people(&format!(
        "SELECT CAST(person AS text), (array_agg(branch ORDER BY id DESC))[1],
             max(CAST(id AS text) COLLATE \"C\"), min(day), max(day), coalesce(max(day) FILTER (WHERE passed), ''), {of_both}
         FROM fresh GROUP BY person"
    ));
    format!(
        "WITH fresh AS (
             INSERT INTO attempt ({columns}) SELECT {columns} FROM staging ORDER BY id
             ON CONFLICT (id) DO NOTHING
             RETURNING id, branch, person, part, day, overall, red_lines, passed, {}
         ), days AS ({days}), people AS ({people})
         SELECT count(*) FROM fresh",
        Principle::ALL
            .iter()
            .map(|one| one.key())
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn failed(doing: &'static str, place: &str, error: &postgres::Error) -> CentralError {
    CentralError::Failed {
        doing,
        place: place.to_owned(),
        reason: connect::reason(error),
    }
}
