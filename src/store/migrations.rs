//! The steps from an empty file to the present format. Must never be edited: a new format is a new step at the end.

use rusqlite::{Connection, TransactionBehavior};

/// The steps in order; after step N the file's `user_version` is N.
const STEPS: &[&str] = &[
    // 1: append-only events. `event_kind` serves the summary of the past, `event_end` the search for what is unfinished;
    // that it is unique keeps an encounter from ending twice.
    "CREATE TABLE event (
         id INTEGER PRIMARY KEY,
         encounter TEXT NOT NULL,
         seq INTEGER NOT NULL,
         at TEXT NOT NULL,
         kind TEXT NOT NULL,
         body TEXT NOT NULL,
         UNIQUE (encounter, seq)
     ) STRICT;
     CREATE INDEX event_kind ON event (kind);
     CREATE UNIQUE INDEX event_end ON event (encounter) WHERE kind IN ('finished', 'left');",
    // 2: what is asked for at every start is summed up beside the events (`summary` keeps it and can make it anew), and the
    // words can be searched. A single moment ends by being answered.
    "CREATE TABLE day_marks (
         day TEXT NOT NULL,
         moment TEXT NOT NULL,
         count INTEGER NOT NULL,
         helped INTEGER NOT NULL,
         environment INTEGER NOT NULL,
         initiative INTEGER NOT NULL,
         competence INTEGER NOT NULL,
         listening INTEGER NOT NULL,
         demeanour INTEGER NOT NULL,
         patience INTEGER NOT NULL,
         concise INTEGER NOT NULL,
         attitude INTEGER NOT NULL,
         PRIMARY KEY (day, moment)
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE open_encounter (
         started INTEGER PRIMARY KEY,
         encounter TEXT NOT NULL UNIQUE
     ) STRICT;
     CREATE TABLE past_scenario (
         scenario TEXT PRIMARY KEY,
         times INTEGER NOT NULL,
         first INTEGER NOT NULL,
         best INTEGER NOT NULL,
         latest INTEGER NOT NULL,
         outcome TEXT NOT NULL,
         at TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE crossing (
         red_line TEXT NOT NULL,
         event INTEGER NOT NULL,
         PRIMARY KEY (red_line, event)
     ) STRICT, WITHOUT ROWID;
     CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1);
     DROP INDEX event_end;
     CREATE UNIQUE INDEX event_end ON event (encounter) WHERE kind IN ('finished', 'left', 'answered');",
    // 3: what makes this place a source of bundles: an id and a salt of its own, made once by chance, and for each destination
    // the last event that was sent and the hash of the bundle it was in.
    "CREATE TABLE source (
         one INTEGER PRIMARY KEY CHECK (one = 1),
         id TEXT NOT NULL,
         salt TEXT NOT NULL
     ) STRICT;
     CREATE TABLE sent (
         destination TEXT PRIMARY KEY,
         event INTEGER NOT NULL,
         hash TEXT NOT NULL
     ) STRICT, WITHOUT ROWID;",
];

/// The step that brought the summaries: a file from before it must have them made.
const SUMMARIES: i64 = 2;

/// Says in the file's head that it is ours: `TlCo`.
const APPLICATION: i64 = 0x546C_436F;

/// The newest format this version knows.
pub(super) const NEWEST: i64 = STEPS.len() as i64;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// In the newest format.
    Present,
    /// Written by a newer version, in this format.
    Newer(i64),
    /// Another program's.
    Foreign,
}

/// Brings the file to the newest format, if it is ours and not newer. `summarise` makes the summaries of what is in it.
pub(super) fn migrate(
    connection: &mut Connection,
    summarise: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> rusqlite::Result<Format> {
    if let Some(format) = settled(connection)? {
        return Ok(format);
    }
    // Looked at again inside: another process may have been quicker.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if let Some(format) = settled(&transaction)? {
        return Ok(format);
    }
    let version = pragma(&transaction, "user_version")?;
    for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > version) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    if (1..SUMMARIES).contains(&version) {
        summarise(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.commit()?;
    Ok(Format::Present)
}

/// What the file is; `None` for one that is empty or older.
pub(super) fn format(connection: &Connection) -> rusqlite::Result<Option<Format>> {
    settled(connection)
}

/// What the file is, if nothing need be done; `None` when it is ours and older, or empty.
fn settled(connection: &Connection) -> rusqlite::Result<Option<Format>> {
    // One statement, so that one moment of the file is seen.
    let (version, application, tables): (i64, i64, i64) = connection.query_row(
        "SELECT (SELECT user_version FROM pragma_user_version),
                (SELECT application_id FROM pragma_application_id),
                (SELECT count(*) FROM sqlite_schema)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(match version {
        newer if newer > NEWEST => Some(Format::Newer(newer)),
        0 if tables == 0 => None,
        _ if application != APPLICATION || version < 1 => Some(Format::Foreign),
        NEWEST => Some(Format::Present),
        _ => None,
    })
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
