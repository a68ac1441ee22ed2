//! What is asked for at every start, summed up beside the events as they are written: the days' marks, the past of each
//! scenario, red lines crossed, and the words for searching. It can be made anew from the events at any time. Must not be
//! written by anybody else.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, params};

use super::Record;
use crate::domain::Mark;
use crate::text::{is_han, normalise};

/// Adds the event `id` to the summaries.
pub(super) fn add(
    connection: &Connection,
    zone: &TimeZone,
    id: i64,
    encounter: &str,
    at: Timestamp,
    record: &Record,
) -> rusqlite::Result<()> {
    match record {
        Record::Replied {
            reply,
            marks,
            red_lines,
            moment,
            hints,
            ..
        } => {
            connection
                .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
                .execute(params![id, spaced(&reply.words)])?;
            for red_line in red_lines {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO crossing (red_line, event) VALUES (?1, ?2)",
                    )?
                    .execute(params![red_line.key(), id])?;
            }
            let Some(moment) = moment else { return Ok(()) };
            let day = zone.to_datetime(at).date().to_string();
            let [a, b, c, d, e, f, g, h] = marks.0.map(Mark::value);
            connection
                .prepare_cached(
                    "INSERT INTO day_marks VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                     ON CONFLICT DO UPDATE SET count = count + 1, helped = helped + excluded.helped,
                         environment = environment + excluded.environment,
                         initiative = initiative + excluded.initiative,
                         competence = competence + excluded.competence,
                         listening = listening + excluded.listening,
                         demeanour = demeanour + excluded.demeanour,
                         patience = patience + excluded.patience,
                         concise = concise + excluded.concise,
                         attitude = attitude + excluded.attitude",
                )?
                .execute(params![
                    day,
                    moment.key(),
                    u8::from(*hints > 0),
                    a,
                    b,
                    c,
                    d,
                    e,
                    f,
                    g,
                    h
                ])
                .map(|_| ())
        }
        Record::Started { form, .. } if !form.is_single() => connection
            .prepare_cached("INSERT INTO open_encounter (started, encounter) VALUES (?1, ?2)")?
            .execute(params![id, encounter])
            .map(|_| ()),
        Record::Finished {
            outcome, overall, ..
        } => {
            close(connection, encounter)?;
            connection
            .prepare_cached(
                "INSERT INTO past_scenario (scenario, times, first, best, latest, outcome, at)
                 SELECT body ->> 'scenario', 1, ?2, ?2, ?2, ?3, ?4 FROM event WHERE encounter = ?1 AND seq = 0
                 ON CONFLICT DO UPDATE SET times = times + 1, best = max(best, excluded.best),
                     latest = excluded.latest, outcome = excluded.outcome, at = excluded.at",
            )?
            .execute(params![
                encounter,
                overall.value(),
                outcome.key(),
                format!("{at:.3}")
            ])
            .map(|_| ())
        }
        Record::Left | Record::Answered => close(connection, encounter),
        _ => Ok(()),
    }
}

/// The encounter is no longer open.
fn close(connection: &Connection, encounter: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM open_encounter WHERE encounter = ?1")?
        .execute([encounter])
        .map(|_| ())
}

/// Makes all summaries anew from the events. An event that can't be understood is left out; reading it says what is wrong.
pub(super) fn make_anew(connection: &Connection, zone: &TimeZone) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM day_marks; DELETE FROM past_scenario; DELETE FROM crossing; DELETE FROM open_encounter;
         INSERT INTO words (words) VALUES ('delete-all');",
    )?;
    let mut statement = connection
        .prepare("SELECT id, encounter, at, body FROM event WHERE kind <> 'draft' ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (at, body): (String, String) = (row.get(2)?, row.get(3)?);
        let (Ok(at), Ok(record)) = (at.parse(), serde_json::from_str(&body)) else {
            continue;
        };
        let encounter: String = row.get(1)?;
        add(connection, zone, row.get(0)?, &encounter, at, &record)?;
    }
    Ok(())
}

/// Words as the search index takes them: normalised, every Chinese character a word of its own, so that any part of a Chinese
/// sentence can be found.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in normalise(text).text().chars() {
        if is_han(c) {
            out.extend([' ', c, ' ']);
        } else {
            out.push(c);
        }
    }
    out
}
