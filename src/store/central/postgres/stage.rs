//! The way of attempts into PostgreSQL: by `COPY` into staging tables, and from there, in one statement, what is new and its
//! sums. Must not commit.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use postgres::Transaction;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};

use super::super::erase::NOBODY;
use super::super::sums::{ATTEMPT, BESIDE, add_agreement, add_days, add_people, ruled};
use super::super::{Arrived, CentralError, Feed, Revised, revise};
use crate::domain::{Mark, Principle};
use crate::progress::Attempt;
use crate::scoring::SCALES;

/// Notes the bundles, numbered on from `before`.
pub(super) fn arrive(
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
pub(super) fn fill(
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
        "bundle" | "seed" | "revised" => Type::INT8,
        "turn" => Type::INT4,
        "overall" | "hints" | "ruling" => Type::INT2,
        "passed" | "objected" => Type::BOOL,
        "at" => Type::TIMESTAMPTZ,
        column if Principle::from_key(column.trim_start_matches("ruled_")).is_some() => Type::INT2,
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
    let rating = ruling.and_then(|ruling| ruling.rating.map(i16::from));
    let principles = ruling.map(|ruling| ruling.principles).unwrap_or_default();
    let principles = principles.0.map(|rating| rating.map(i16::from));
    let reason = ruling.and_then(|ruling| ruling.reason.as_deref());
    let objected = one.objection.is_some();
    let objection = one.objection.as_ref();
    let objection = objection.and_then(|one| one.reason.as_deref());
    let revised = one.revised.map_or(0, Timestamp::as_millisecond);
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
    row.extend(
        principles
            .iter()
            .map(|rating| -> &(dyn ToSql + Sync) { rating }),
    );
    let last: [&(dyn ToSql + Sync); 3] = [&objected, &objection, &revised];
    row.extend(last);
    writer.write(&row)
}

/// The statement that takes what is staged in: attempts that are not there yet, and with them, and only with them, their sums.
/// By id, so that the index grows at its end.
pub(super) fn taken_in() -> String {
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
         FROM fresh WHERE person <> '{NOBODY}' GROUP BY person"
    ));
    let marks = Principle::ALL.iter().map(|one| one.key().to_owned());
    let returned: Vec<String> = marks.chain((0..SCALES).map(ruled)).collect();
    let returned = returned.join(", ");
    let any: Vec<String> = (0..SCALES)
        .map(|scale| format!("{} IS NOT NULL", ruled(scale)))
        .collect();
    // Of an attempt that comes twice the later telling.
    format!(
        "WITH fresh AS (
             INSERT INTO attempt ({columns}) SELECT {columns} FROM staging ORDER BY id, revised DESC
             ON CONFLICT (id) DO NOTHING
             RETURNING id, branch, person, part, day, overall, red_lines, passed, {returned}
         ), days AS ({days}), people AS ({people}),
         ruled AS (SELECT * FROM fresh WHERE {}), agreed AS ({})
         SELECT count(*) FROM fresh",
        any.join(" OR "),
        add_agreement("ruled", "1")
    )
}

/// Puts what was said later of attempts that are there in the place of what was said before; how much that is.
pub(super) fn revised(all: &mut Transaction<'_>) -> Result<Revised, postgres::Error> {
    let columns = revise::columns().join(", ");
    // In two steps: most bundles tell nothing anew, and of these few rows the planner must know that they are few.
    let told = format!(
        "CREATE TEMP TABLE told ON COMMIT DROP AS SELECT id, branch, {columns} FROM staging WHERE revised > 0"
    );
    if all.execute(&told, &[])? == 0 {
        return Ok(Revised::default());
    }
    let later: Vec<String> = revise::columns()
        .iter()
        .map(|column| format!("t.{column}"))
        .collect();
    all.batch_execute(&format!(
        "ANALYZE told;
         CREATE TEMP TABLE revision ON COMMIT DROP AS
         SELECT DISTINCT ON (t.id) t.id, CAST(NULL AS boolean) AS was, {}
         FROM told AS t JOIN attempt AS a ON a.id = t.id AND a.branch = t.branch
         WHERE t.revised > a.revised ORDER BY t.id, t.revised DESC;
         ANALYZE revision",
        later.join(", ")
    ))?;
    let row = all.query_one(revise::COUNTED, &[])?;
    let count = |column: usize| {
        let count: i64 = row.try_get(column)?;
        Ok::<u64, postgres::Error>(u64::try_from(count).unwrap_or_default())
    };
    let revised = Revised {
        replies: count(0)?,
        results: count(1)?,
    };
    for statement in revise::statements() {
        all.execute(&statement, &[])?;
    }
    let taken_back: i64 = all.query_one(revise::TAKEN_BACK, &[])?.try_get(0)?;
    if taken_back > 0 {
        all.execute(revise::PASSED_DAY, &[])?;
    }
    Ok(revised)
}
