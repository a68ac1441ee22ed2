//! A damaged history: what can still be read of it goes into a new one, in the present format, and the damaged one is kept
//! beside it. SQLite's own `.recover` is no part of its library. Must not change the damaged file, and must not make up an event,
//! but for saying that an encounter with a hole in it was left.

mod carve;
mod pages;
mod torn;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, params};

use super::{Record, Store, StoreError, summary};
use carve::Find;
use pages::{Pages, beside, log_of};
pub(super) use torn::whole;

/// What became of a damaged history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// How many events stand in the new history.
    pub events: u64,
    /// In how many encounters.
    pub encounters: u64,
    /// When the first and the last of them happened.
    pub span: Option<(Timestamp, Timestamp)>,
    /// What was lost, in the order in which it happened.
    pub lost: Vec<Lost>,
    /// The numbers of what was lost are exact: the index of all events could be read. Else they say how many numbers of events
    /// are free in between, some of which may have been erased.
    pub exact: bool,
    /// So many pages are missing; what stood in them can't be counted.
    pub missing: u64,
    /// Events that can be read but belong to what was lost, and the file they are in, a JSON object a line.
    pub aside: Option<(u64, PathBuf)>,
    /// So many encounters without an end have a hole; they are entered as left, since nobody can go on in them.
    pub left: u64,
    /// Where the damaged file is now.
    pub damaged: PathBuf,
}

/// Events that were lost between two that were not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// How many.
    pub count: u64,
    /// When the last event before them happened; none where they were the first.
    pub after: Option<Timestamp>,
    /// When the first event after them happened; none where they were the last.
    pub before: Option<Timestamp>,
}

/// What marks a file as kept by [`Store::rescue`].
const DAMAGED: &str = "damaged";
const ASIDE: &str = "aside";
const MAKING: &str = "rescuing";

/// A file by a newer version is believed to be one up to so many formats ahead; beyond, the number itself is damaged.
const FORMATS_AHEAD: i64 = 100;

impl Store {
    /// Saves what can be read of the damaged history at `path` into a new one in its place; the damaged one is kept beside it
    /// under a name with the time `at`. `None` where the history is sound, which is then left as it is.
    ///
    /// # Errors
    /// When nothing more can be saved ([`StoreError::CutOff`]), another process is using the file, a newer version wrote it, it is another program's, or there is no room for the
    /// new one. The damaged file is where it was then.
    pub fn rescue(
        path: &Path,
        zone: TimeZone,
        at: Timestamp,
    ) -> Result<Option<Rescue>, StoreError> {
        let place = path.display().to_string();
        let unreachable = |error: std::io::Error| StoreError::Unreachable {
            place: place.clone(),
            reason: error.to_string(),
        };
        if let Err(error @ StoreError::CutOff { .. }) = whole(path) {
            return Err(error);
        }
        let foreign = match sound(path, zone.clone()) {
            // SQLite takes a damaged log for one that ends there.
            Ok(()) if !Pages::open(path).map_err(unreachable)?.torn() => return Ok(None),
            Ok(()) => false,
            Err(StoreError::Newer {
                found,
                place,
                known,
            }) if found <= known + FORMATS_AHEAD => {
                return Err(StoreError::Newer {
                    found,
                    place,
                    known,
                });
            }
            Err(error @ StoreError::Busy { .. }) => return Err(error),
            Err(error) => matches!(error, StoreError::Foreign { .. }),
        };
        let using = alone(path).map_err(|error| StoreError::from_sqlite("take", &place, error))?;
        let pages = Pages::open(path).map_err(unreachable)?;
        let (damaged, aside) = names(path, &zone, at);
        let new = path.with_file_name(format!("{}.{MAKING}.db", stem(path)));
        // What a rescue that was killed had made.
        clear(&new);
        let made = make(&new, &pages, zone, &aside);
        let mut rescue = match made {
            Ok(rescue) if rescue.events == 0 && rescue.aside.is_none() && foreign => {
                clear(&new);
                return Err(StoreError::Foreign { place });
            }
            Ok(rescue) => rescue,
            Err(error) => {
                clear(&new);
                return Err(error);
            }
        };
        drop((pages, using));
        put_in_place(path, &new, &damaged).map_err(unreachable)?;
        rescue.damaged = damaged;
        Ok(Some(rescue))
    }

    /// Takes away what rescues have kept beside the history at `path`; returns how many files.
    ///
    /// # Errors
    /// When the folder can't be read or a file can't be taken away.
    pub fn forget_damaged(path: &Path) -> std::io::Result<usize> {
        let kept = [DAMAGED, ASIDE].map(|what| format!("{}.{what}-", stem(path)));
        let Some(folder) = path.parent() else {
            return Ok(0);
        };
        let mut gone = 0;
        for file in fs::read_dir(folder)? {
            let file = file?;
            let name = file.file_name();
            let name = name.to_string_lossy();
            if kept.iter().any(|kept| name.starts_with(kept.as_str())) {
                fs::remove_file(file.path())?;
                gone += 1;
            }
        }
        Ok(gone)
    }
}

/// Names that are free for the damaged history and for what is put aside, with the time.
fn names(path: &Path, zone: &TimeZone, at: Timestamp) -> (PathBuf, PathBuf) {
    let mut time = zone.to_datetime(at).strftime("%Y%m%d-%H%M%S").to_string();
    loop {
        let name =
            |what, ending| path.with_file_name(format!("{}.{what}-{time}{ending}", stem(path)));
        let names = (name(DAMAGED, ".db"), name(ASIDE, ".jsonl"));
        if !names.0.exists() && !names.1.exists() {
            return names;
        }
        time.push('+');
    }
}

/// The name of a file without its ending.
fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// Whether nothing is wrong with a history.
fn sound(path: &Path, zone: TimeZone) -> Result<(), StoreError> {
    match Store::open_torn_to_read(path, zone.clone()) {
        Ok(store) => store.verify(),
        // Opening it to write brings it up to date, and leaves a damaged one alone.
        Err(StoreError::Older { .. }) => Store::open(path, zone)?.verify(),
        Err(error) => Err(error),
    }
}

/// Takes the file for this process alone, as far as a damaged one can be; nothing is written to it, nor when the connection is
/// closed.
fn alone(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let taken = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    });
    match taken {
        Ok(connection) => Ok(Some(connection)),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Err(error),
            _ => Ok(None),
        },
    }
}

/// Makes the new history at `new`; what can't stand in it goes into the file `aside`.
fn make(new: &Path, pages: &Pages, zone: TimeZone, aside: &Path) -> Result<Rescue, StoreError> {
    let mut store = Store::open(new, zone.clone())?;
    let place = store.place.clone();
    let failed = |error| StoreError::from_sqlite("save what can be read", &place, error);
    let (rescue, put_aside) = (|| {
        let all = store.connection.transaction()?;
        all.execute_batch("CREATE TEMP TABLE known (id INTEGER PRIMARY KEY)")?;
        fill(&all, pages)?;
        let lost = lost(&all, pages.missing() == 0)?;
        let put_aside = take_aside(&all)?;
        let left = leave(&all)?;
        all.execute_batch("DROP TABLE known")?;
        summary::make_anew(&all, &zone)?;
        let rescue = sum_up(&all, pages, lost, left)?;
        all.commit()?;
        Ok((rescue, put_aside))
    })()
    .map_err(failed)?;
    // The new file must be whole without a log beside it.
    store
        .connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .map_err(failed)?;
    drop(store);
    let Some(rows) = (!put_aside.is_empty()).then_some(put_aside) else {
        return Ok(rescue);
    };
    let count = rows.len() as u64;
    write(aside, &rows).map_err(|error| StoreError::Unreachable {
        place: aside.display().to_string(),
        reason: error.to_string(),
    })?;
    Ok(Rescue {
        aside: Some((count, aside.to_owned())),
        ..rescue
    })
}

/// Enters everything that is found.
fn fill(all: &Transaction<'_>, pages: &Pages) -> rusqlite::Result<()> {
    let mut done = Ok(());
    pages.each(|image| {
        carve::finds(pages, image, |find| {
            if done.is_ok() {
                done = enter(all, find);
            }
        });
    });
    done
}

fn enter(all: &Transaction<'_>, find: Find) -> rusqlite::Result<()> {
    let entered = match find {
        Find::Event {
            id,
            encounter,
            seq,
            at,
            kind,
            body,
        } => all
            .prepare_cached(
                "INSERT OR IGNORE INTO event (id, encounter, seq, at, kind, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![id, encounter, seq, at, kind, body]),
        Find::Known { id } => all
            .prepare_cached("INSERT OR IGNORE INTO known (id) VALUES (?1)")?
            .execute([id]),
        Find::Source { id, salt } => all
            .prepare_cached("INSERT OR IGNORE INTO source (one, id, salt) VALUES (1, ?1, ?2)")?
            .execute([id, salt]),
        Find::Sent {
            destination,
            event,
            hash,
        } => all
            .prepare_cached(
                "INSERT INTO sent (destination, event, hash) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET event = excluded.event, hash = excluded.hash
                 WHERE excluded.event > event",
            )?
            .execute(params![destination, event, hash]),
    };
    entered.map(|_| ())
}

/// What is missing among the events, and whether it could be counted exactly.
fn lost(all: &Transaction<'_>, whole: bool) -> rusqlite::Result<(Vec<Lost>, bool)> {
    let unknown: bool = all.query_row(
        "SELECT EXISTS (SELECT 1 FROM event WHERE id NOT IN (SELECT id FROM known))",
        [],
        |row| row.get(0),
    )?;
    let exact = whole && !unknown;
    // Between one event and the next: by the index where it is whole, else every number that is free. Before the first and
    // after the last only the index can tell.
    let mut statement = all.prepare(
        "WITH kept AS (
             SELECT lag(id) OVER (ORDER BY id) AS low, lag(at) OVER (ORDER BY id) AS after, id AS high, at AS before
             FROM event
             UNION ALL SELECT max(id), (SELECT at FROM event ORDER BY id DESC LIMIT 1), NULL, NULL FROM event)
         SELECT CASE WHEN ?1 OR low IS NULL OR high IS NULL
                     THEN (SELECT count(*) FROM known WHERE id > coalesce(low, 0) AND (high IS NULL OR id < high))
                     ELSE high - low - 1 END AS missing,
                after, before
         FROM kept WHERE high IS NULL OR high > coalesce(low, 0) + 1
         ORDER BY low",
    )?;
    let rows = statement.query_map([exact], |row| {
        Ok(Lost {
            count: row.get::<_, i64>(0)?.unsigned_abs(),
            after: moment(row.get(1)?),
            before: moment(row.get(2)?),
        })
    })?;
    let mut lost: Vec<Lost> = rows.collect::<Result<_, _>>()?;
    lost.retain(|lost| lost.count > 0);
    Ok((lost, exact))
}

/// Takes out what can't be understood without what was lost: all of an encounter whose beginning is gone, and a disagreement
/// behind a hole, since which reply it is about can't be told. Returns it as lines of JSON.
fn take_aside(all: &Transaction<'_>) -> rusqlite::Result<Vec<String>> {
    all.execute_batch(
        "CREATE TEMP TABLE aside AS
         SELECT id, encounter, seq, at, body FROM event
         WHERE encounter NOT IN (SELECT encounter FROM event WHERE seq = 0)
            OR kind = 'disagreed'
               AND seq > (SELECT count(*) FROM event AS e WHERE e.encounter = event.encounter AND e.seq < event.seq);
         DELETE FROM event WHERE id IN (SELECT id FROM aside);",
    )?;
    let mut statement = all.prepare(
        "SELECT json_object('event', id, 'encounter', encounter, 'seq', seq, 'at', at, 'record', json(body))
         FROM aside ORDER BY id",
    )?;
    let lines = statement.query_map([], |row| row.get(0))?.collect();
    drop(statement);
    all.execute_batch("DROP TABLE aside")?;
    lines
}

/// Ends the encounters that have a hole and no end: played again, they would go another way.
fn leave(all: &Transaction<'_>) -> rusqlite::Result<u64> {
    let record = serde_json::to_string(&Record::Left)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    all.execute(
        "INSERT INTO event (encounter, seq, at, kind, body)
         SELECT encounter, max(seq) + 1, max(at), 'left', ?1 FROM event GROUP BY encounter
         HAVING max(seq) + 1 > count(*) AND sum(kind IN ('finished', 'left', 'answered')) = 0
         ORDER BY min(id)",
        [record],
    )
    .map(|count| count as u64)
}

fn sum_up(
    all: &Transaction<'_>,
    pages: &Pages,
    (lost, exact): (Vec<Lost>, bool),
    left: u64,
) -> rusqlite::Result<Rescue> {
    // What was sent beyond what is there would never be sent: its numbers are given again.
    all.execute(
        "UPDATE sent SET event = min(event, (SELECT coalesce(max(id), 0) FROM event))",
        [],
    )?;
    let (events, encounters, first, last) = all.query_row(
        "SELECT count(*), count(DISTINCT encounter), min(at), max(at) FROM event",
        [],
        |row| {
            Ok((
                row.get::<_, i64>(0)?.unsigned_abs(),
                row.get::<_, i64>(1)?.unsigned_abs(),
                moment(row.get(2)?),
                moment(row.get(3)?),
            ))
        },
    )?;
    Ok(Rescue {
        events: events - left,
        encounters,
        span: first.zip(last),
        lost,
        exact,
        missing: pages.missing(),
        aside: None,
        left,
        damaged: PathBuf::new(),
    })
}

fn moment(at: Option<String>) -> Option<Timestamp> {
    at?.parse().ok()
}

fn write(path: &Path, lines: &[String]) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    for line in lines {
        writeln!(file, "{line}")?;
    }
    file.sync_all()
}

/// Keeps the damaged file and its log under the name `damaged` and puts the new one in its place. The log goes first: beside the
/// new file SQLite would take it for that one's.
fn put_in_place(path: &Path, new: &Path, damaged: &Path) -> std::io::Result<()> {
    if fs::hard_link(path, damaged).is_err() {
        // Not every file system has two names for one file.
        fs::copy(path, damaged)?;
    }
    let log = log_of(path);
    if log.exists() {
        fs::rename(&log, log_of(damaged))?;
    }
    // The log's table of contents, which is made anew.
    gone(&beside(path, "-shm"))?;
    fs::rename(new, path)
}

/// Takes a database and what belongs to it away, where it is there.
fn clear(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        // One that stays is said by the next thing done with it.
        let _ = gone(&beside(path, ending));
    }
}

fn gone(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
