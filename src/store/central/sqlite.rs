//! A central store in one SQLite file: for a few branches, and to try things out. Must not be a trainee's history.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
    params_from_iter,
};

use super::sums::{ATTEMPT, BESIDE, DAY_NUMBERS, PERSON_NUMBERS, add_days, add_people};
use super::{Appended, Arrived, Cell, Central, CentralError, Feed, GAPS, Gap, Given, Intent};
use crate::domain::{BranchId, Mark};
use crate::progress::{Attempt, Part};
use crate::text::sanitize_line;

/// The steps in order; after step N the file's `user_version` is N. Must never be edited: a new format is a new step.
const STEPS: &[&str] = &[include_str!("sqlite_1.sql")];

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
        let mut appended = Appended::default();
        for item in &mut *attempts {
            let (index, attempt) = item.map_err(CentralError::Feed)?;
            let (Some(bundle), Some(number)) = (bundles.get(index), numbers.get(index)) else {
                continue;
            };
            if add(&all, &statements, *number, &bundle.head.branch, &attempt).map_err(failed)? {
                appended.new += 1;
            } else {
                appended.known += 1;
            }
        }
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
}

impl Statements {
    fn new() -> Self {
        let values = |all: usize| {
            let places: Vec<String> = (1..=all).map(|n| format!("?{n}")).collect();
            format!("VALUES ({})", places.join(", "))
        };
        let columns: Vec<&str> = ATTEMPT.iter().chain(&BESIDE).copied().collect();
        Self {
            attempt: format!(
                "INSERT INTO attempt ({}) {} ON CONFLICT (id) DO NOTHING",
                columns.join(", "),
                values(columns.len())
            ),
            people: add_people(&values(6 + PERSON_NUMBERS)),
            days: add_days(&values(2 + DAY_NUMBERS)),
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
    let ruling = one.ruling.as_ref();
    let text = |text: Option<String>| text.map_or(Value::Null, Value::from);
    row.extend([
        ruling.map_or(Value::Null, |ruling| i64::from(ruling.rating).into()),
        text(ruling.and_then(|ruling| ruling.reason.clone())),
        text(one.words.clone()),
    ]);
    if all
        .prepare_cached(&statements.attempt)?
        .execute(params_from_iter(row))?
        == 0
    {
        return Ok(false);
    }
    sum(all, statements, branch, one)?;
    Ok(true)
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
    all.prepare_cached(&statements.people)?
        .execute(params_from_iter(row))?;
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
