//! A central store in one SQLite file: for a few branches, and to try things out. Must not be a trainee's history.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
    params_from_iter,
};
use uuid::Uuid;

use super::erase::{self, Erased};
use super::revise;
use super::sums::{
    ATTEMPT, BESIDE, DAY_NUMBERS, PERSON_NUMBERS, add_agreement, add_days, add_people,
};
use super::{
    Appended, Arrived, Cell, Central, CentralError, Feed, GAPS, Gap, Given, Intent, Revised,
};
use crate::domain::{BranchId, Mark, Principle};
use crate::progress::{Attempt, Part};
use crate::text::sanitize_line;

/// The steps in order; after step N the file's `user_version` is N. Must never be edited: a new format is a new step.
const STEPS: &[&str] = &[
    include_str!("sqlite_1.sql"),
    include_str!("sqlite_2.sql"),
    include_str!("sqlite_3.sql"),
];

/// Says in the file's head that it is ours: `TlCc`.
const APPLICATION: i64 = 0x546C_4363;
const NEWEST: i64 = STEPS.len() as i64;
/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(30);
/// A mark under this went badly.
const BADLY: u8 = 50;

/// The file.
#[derive(Debug)]
pub(super) struct Sqlite {
    connection: Connection,
    place: String,
}

impl Sqlite {
    pub(super) fn open(path: &Path, intent: Intent) -> Result<Self, CentralError> {
        let place = sanitize_line(&path.display().to_string());
        let flags = match intent {
            Intent::Add => {
                OpenFlags::SQLITE_OPEN_READ_WRITE
                    | OpenFlags::SQLITE_OPEN_CREATE
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX
            }
            Intent::Read if !path.exists() => return Err(CentralError::Nothing { place }),
            Intent::Read => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        };
        let connection = Connection::open_with_flags(path, flags)
            .map_err(|error| failed("open it", &place, &error))?;
        let mut store = Self { connection, place };
        store.prepare(intent)?;
        Ok(store)
    }

    fn prepare(&mut self, intent: Intent) -> Result<(), CentralError> {
        let place = self.place.clone();
        let failed = |error: rusqlite::Error| failed("prepare the tables", &place, &error);
        self.connection.busy_timeout(PATIENCE).map_err(failed)?;
        // What is put aside for a moment may hold a trainer's words: not in a file of its own.
        self.connection
            .pragma_update(None, "temp_store", "memory")
            .map_err(failed)?;
        let behavior = match intent {
            Intent::Add => TransactionBehavior::Immediate,
            Intent::Read => TransactionBehavior::Deferred,
        };
        let all = self
            .connection
            .transaction_with_behavior(behavior)
            .map_err(failed)?;
        let (version, application, tables): (i64, i64, i64) = all
            .query_row(
                "SELECT (SELECT user_version FROM pragma_user_version),
                        (SELECT application_id FROM pragma_application_id),
                        (SELECT count(*) FROM sqlite_schema)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .map_err(failed)?;
        if tables > 0 && application != APPLICATION {
            return Err(CentralError::Foreign { place });
        }
        if version > NEWEST {
            return Err(CentralError::Newer {
                place,
                found: version,
                known: NEWEST,
            });
        }
        match intent {
            Intent::Read if tables == 0 => return Err(CentralError::Nothing { place }),
            Intent::Read if version < NEWEST => return Err(CentralError::Older { place }),
            Intent::Read => return Ok(()),
            Intent::Add => {}
        }
        if version < NEWEST {
            for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > version) {
                all.execute_batch(step).map_err(failed)?;
                all.pragma_update(None, "user_version", number)
                    .map_err(failed)?;
            }
            all.pragma_update(None, "application_id", APPLICATION)
                .map_err(failed)?;
        }
        all.commit().map_err(failed)?;
        self.connection
            .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            .map_err(failed)
    }
}

impl Central for Sqlite {
    fn place(&self) -> &str {
        &self.place
    }

    fn knows(&mut self, hashes: &[String]) -> Result<Vec<bool>, CentralError> {
        let failed = |error: rusqlite::Error| failed("look bundles up", &self.place, &error);
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM bundle WHERE hash = ?1")
            .map_err(failed)?;
        hashes
            .iter()
            .map(|hash| statement.exists([hash]).map_err(failed))
            .collect()
    }

    fn append(
        &mut self,
        bundles: &[Arrived],
        attempts: &mut Feed<'_>,
        at: Timestamp,
    ) -> Result<Appended, CentralError> {
        let place = self.place.clone();
        let failed = |error: rusqlite::Error| failed("add attempts", &place, &error);
        let all = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let before: i64 = all
            .query_row("SELECT coalesce(max(n), 0) FROM bundle", [], |row| {
                row.get(0)
            })
            .map_err(failed)?;
        let mut numbers = Vec::with_capacity(bundles.len());
        for bundle in bundles {
            numbers.push(arrived(&all, bundle, at).map_err(failed)?);
        }
        let statements = Statements::new();
        all.execute_batch(&statements.revision).map_err(failed)?;
        let mut appended = Appended::default();
        let erased = erased(&all).map_err(failed)?;
        for item in &mut *attempts {
            let (index, attempt) = item.map_err(CentralError::Feed)?;
            let attempt = erased.applied(attempt);
            let (Some(bundle), Some(number)) = (bundles.get(index), numbers.get(index)) else {
                continue;
            };
            if add(&all, &statements, *number, &bundle.head.branch, &attempt).map_err(failed)? {
                appended.new += 1;
            } else {
                appended.known += 1;
            }
        }
        appended.revised = revised(&all).map_err(failed)?;
        {
            let mut statement = all.prepare(GAPS).map_err(failed)?;
            let gaps = statement
                .query_map([before], |row| {
                    Ok(Gap {
                        branch: row.get(0)?,
                        source: row.get(1)?,
                        missing: row.get(2)?,
                    })
                })
                .map_err(failed)?;
            appended.gaps = gaps.collect::<Result<_, _>>().map_err(failed)?;
        }
        all.commit().map_err(failed)?;
        Ok(appended)
    }

    fn erase(&mut self, person: Uuid, at: Timestamp) -> Result<u64, CentralError> {
        let place = self.place.clone();
        let failed = |error: rusqlite::Error| failed("erase a person", &place, &error);
        let erase = |connection: &mut Connection| {
            // What goes is overwritten, in the file and in what goes before a change.
            connection.pragma_update(None, "secure_delete", true)?;
            let all = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let who = person.to_string();
            all.execute(erase::NOTE, params![who, at.as_millisecond()])?;
            let attempts = all.execute(erase::ATTEMPTS, [&who, &erase::NOBODY.to_string()])?;
            for statement in erase::PERSON {
                all.execute(statement, [&who])?;
            }
            all.commit()?;
            connection.execute_batch("VACUUM")?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(attempts as u64)
        };
        erase(&mut self.connection).map_err(failed)
    }

    fn ask(&mut self, question: &str, given: &[Given]) -> Result<Vec<Vec<Cell>>, CentralError> {
        let failed = |error: rusqlite::Error| failed("answer a report", &self.place, &error);
        let mut statement = self.connection.prepare_cached(question).map_err(failed)?;
        let columns = statement.column_count();
        let given = given.iter().map(|one| match one {
            Given::Text(text) => Value::Text(text.clone()),
            Given::Number(number) => Value::Integer(*number),
        });
        let rows = statement
            .query_map(params_from_iter(given), |row| {
                (0..columns)
                    .map(|column| {
                        Ok(match row.get_ref(column)? {
                            ValueRef::Integer(number) => Cell::Number(number),
                            other => Cell::Text(other.as_str()?.to_owned()),
                        })
                    })
                    .collect()
            })
            .map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }
}

/// Notes a bundle and returns its number: the one it has, where it was there already.
fn arrived(all: &Transaction<'_>, bundle: &Arrived, at: Timestamp) -> rusqlite::Result<i64> {
    let head = &bundle.head;
    let new = all
        .prepare_cached(
            "INSERT INTO bundle (hash, source, branch, program, made, previous, attempts, signed, imported)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING RETURNING n",
        )?
        .query_row(
            params![
                bundle.hash,
                head.source.to_string(),
                head.branch.as_str(),
                head.program,
                format!("{:.3}", head.made),
                head.previous,
                i64::try_from(bundle.count).unwrap_or(i64::MAX),
                bundle.signed,
                format!("{at:.3}"),
            ],
            |row| row.get(0),
        )
        .optional()?;
    match new {
        Some(number) => Ok(number),
        None => all.query_row(
            "SELECT n FROM bundle WHERE hash = ?1",
            [&bundle.hash],
            |row| row.get(0),
        ),
    }
}

/// The statements that every attempt needs, put together once.
struct Statements {
    attempt: String,
    people: String,
    days: String,
    agreement: String,
    revision: String,
    revise: String,
}

impl Statements {
    fn new() -> Self {
        let values = |all: usize| {
            let places: Vec<String> = (1..=all).map(|n| format!("?{n}")).collect();
            format!("VALUES ({})", places.join(", "))
        };
        // The id, and `revised` as the last of what may change.
        let last = 1 + revise::columns().len();
        let columns: Vec<&str> = ATTEMPT.iter().chain(&BESIDE).copied().collect();
        Self {
            attempt: format!(
                "INSERT INTO attempt ({}) {} ON CONFLICT (id) DO NOTHING",
                columns.join(", "),
                values(columns.len())
            ),
            people: add_people(&values(6 + PERSON_NUMBERS)),
            days: add_days(&values(2 + DAY_NUMBERS)),
            agreement: add_agreement("(SELECT * FROM attempt WHERE id = ?1) AS one", "1"),
            revision: format!(
                "CREATE TEMP TABLE IF NOT EXISTS revision (id TEXT PRIMARY KEY, was, {columns});
                 DELETE FROM revision",
                columns = revise::columns().join(", ")
            ),
            revise: format!(
                "INSERT INTO revision (id, {columns})
                 SELECT {places} WHERE EXISTS (
                     SELECT 1 FROM attempt WHERE id = ?1 AND branch = ?{branch} AND revised < ?{last})
                 ON CONFLICT (id) DO UPDATE SET {set} WHERE excluded.revised > revision.revised",
                columns = revise::columns().join(", "),
                places = (1..=last)
                    .map(|n| format!("?{n}"))
                    .collect::<Vec<_>>()
                    .join(", "),
                branch = last + 1,
                set = revise::columns()
                    .iter()
                    .map(|column| format!("{column} = excluded.{column}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }
    }
}

/// Adds one attempt and, where it is new, its sums; whether it is.
fn add(
    all: &Transaction<'_>,
    statements: &Statements,
    bundle: i64,
    branch: &BranchId,
    one: &Attempt,
) -> rusqlite::Result<bool> {
    let words = |list: Vec<&str>| list.join(" ");
    let mut row: Vec<Value> = vec![
        one.id.to_string().into(),
        bundle.into(),
        branch.to_string().into(),
        one.person.to_string().into(),
        one.part.key().to_owned().into(),
        one.kind.key().to_owned().into(),
        one.encounter.to_string().into(),
        one.scenario.as_str().to_owned().into(),
        one.edition.clone().into(),
        one.rubric.clone().into(),
        one.program.clone().into(),
        // The bits as they are: SQLite's numbers have a sign, a seed has none.
        one.seed.cast_signed().into(),
        one.language.key().to_owned().into(),
        i64::from(one.turn).into(),
        one.state
            .as_ref()
            .map_or_else(String::new, ToString::to_string)
            .into(),
        one.moment
            .map_or("", |moment| moment.key())
            .to_owned()
            .into(),
        i64::from(one.overall.value()).into(),
    ];
    row.extend(one.marks.0.map(|mark| Value::from(i64::from(mark.value()))));
    row.extend([
        words(one.red_lines.iter().map(|line| line.key()).collect()).into(),
        i64::from(one.hints).into(),
        words(one.actions.iter().map(|action| action.key()).collect()).into(),
        one.ended.map_or("", |ended| ended.key()).to_owned().into(),
        one.passed.map(i64::from).map_or(Value::Null, Value::from),
        format!("{:.3}", one.at).into(),
        one.day.to_string().into(),
    ]);
    let said = Said::of(one);
    row.extend([
        said.overall.clone(),
        said.reason.clone(),
        text(one.words.clone()),
    ]);
    row.extend(said.principles.clone());
    row.extend([
        said.objected.clone(),
        said.objection.clone(),
        said.revised.clone(),
    ]);
    if all
        .prepare_cached(&statements.attempt)?
        .execute(params_from_iter(row))?
        == 0
    {
        if one.revised.is_some() {
            let passed = one.passed.map(i64::from).map_or(Value::Null, Value::from);
            let mut row = vec![one.id.to_string().into()];
            row.extend(said.principles);
            row.extend([said.overall, said.reason, said.objected, said.objection]);
            row.extend([passed, said.revised, branch.to_string().into()]);
            all.prepare_cached(&statements.revise)?
                .execute(params_from_iter(row))?;
        }
        return Ok(false);
    }
    sum(all, statements, branch, one)?;
    if one.ruling.is_some() {
        all.prepare_cached(&statements.agreement)?
            .execute([one.id.to_string()])?;
    }
    Ok(true)
}

/// What people said of an attempt, as it is written.
struct Said {
    overall: Value,
    principles: [Value; Principle::COUNT],
    reason: Value,
    objected: Value,
    objection: Value,
    revised: Value,
}

impl Said {
    fn of(one: &Attempt) -> Self {
        let ruling = one.ruling.as_ref();
        let objection = one.objection.as_ref();
        let rating = |rating: Option<u8>| rating.map(i64::from).map_or(Value::Null, Value::from);
        let principles = ruling.map(|ruling| ruling.principles).unwrap_or_default();
        Self {
            overall: rating(ruling.and_then(|ruling| ruling.rating)),
            principles: principles.0.map(rating),
            reason: text(ruling.and_then(|ruling| ruling.reason.clone())),
            objected: i64::from(objection.is_some()).into(),
            objection: text(objection.and_then(|one| one.reason.clone())),
            revised: one.revised.map_or(0, Timestamp::as_millisecond).into(),
        }
    }
}

fn text(text: Option<String>) -> Value {
    text.map_or(Value::Null, Value::from)
}

fn erased(all: &Transaction<'_>) -> rusqlite::Result<Erased> {
    let mut statement = all.prepare(erase::ALL)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Erased::of(rows.collect::<rusqlite::Result<Vec<_>>>()?))
}

/// Puts what was said later in the place of what was said before; how much that is.
fn revised(all: &Transaction<'_>) -> rusqlite::Result<Revised> {
    let there: bool = all.query_row("SELECT EXISTS (SELECT 1 FROM revision)", [], |row| {
        row.get(0)
    })?;
    if !there {
        return Ok(Revised::default());
    }
    let revised = all.query_row(revise::COUNTED, [], |row| {
        let count = |column: usize| {
            let count: i64 = row.get(column)?;
            Ok::<u64, rusqlite::Error>(u64::try_from(count).unwrap_or_default())
        };
        Ok(Revised {
            replies: count(0)?,
            results: count(1)?,
        })
    })?;
    for statement in revise::statements() {
        all.execute(&statement, [])?;
    }
    let taken_back: i64 = all.query_row(revise::TAKEN_BACK, [], |row| row.get(0))?;
    if taken_back > 0 {
        all.execute(revise::PASSED_DAY, [])?;
    }
    all.execute("DELETE FROM revision", [])?;
    Ok(revised)
}

/// Adds a new attempt to the sums.
fn sum(
    all: &Transaction<'_>,
    statements: &Statements,
    branch: &BranchId,
    one: &Attempt,
) -> rusqlite::Result<()> {
    let reply = one.part == Part::Reply;
    let count = |yes: bool| i64::from(yes);
    let mark = |mark: Mark| if reply { i64::from(mark.value()) } else { 0 };
    let mut numbers = vec![
        count(reply),
        count(!reply),
        mark(one.overall),
        count(reply && !one.red_lines.is_empty()),
        count(one.passed == Some(true)),
        count(one.passed == Some(false)),
    ];
    numbers.extend(one.marks.0.map(mark));
    let day = one.day.to_string();
    let text = |text: &str| Value::Text(text.to_owned());
    let person = [
        text(&one.person.to_string()),
        text(branch.as_str()),
        text(&one.id.to_string()),
        text(&day),
        text(&day),
        text(if one.passed == Some(true) { &day } else { "" }),
    ];
    let row = person
        .into_iter()
        .chain(numbers.iter().map(|n| (*n).into()));
    if one.person != erase::NOBODY {
        all.prepare_cached(&statements.people)?
            .execute(params_from_iter(row))?;
    }
    numbers.extend(one.marks.0.map(|mark| count(reply && mark.value() < BADLY)));
    let row = [text(branch.as_str()), text(&day)]
        .into_iter()
        .chain(numbers.iter().map(|n| (*n).into()));
    all.prepare_cached(&statements.days)?
        .execute(params_from_iter(row))?;
    Ok(())
}

fn failed(doing: &'static str, place: &str, error: &rusqlite::Error) -> CentralError {
    let place = place.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            CentralError::Foreign { place }
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => CentralError::Unreachable {
            place,
            reason: error.to_string(),
        },
        _ => CentralError::Failed {
            doing,
            place,
            reason: error.to_string(),
        },
    }
}
