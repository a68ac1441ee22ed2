//! The trainer's register: which classes were kept, who sat where, what was done about results, and, in a table of their own,
//! the names. Marks are not here: they are attempts in the central store beside it, where no name is. Must not read a clock.

mod erase;

pub use erase::{Named, Whose};

use std::path::Path;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use thiserror::Error;
use uuid::Uuid;

use crate::domain::{Bilingual, DrillId};
use crate::progress::{KeptClass, KeptSeat, Note, folded};

/// The steps in order; after step N the file's `user_version` is N. Must never be edited: a new format is a new step.
const STEPS: &[&str] = &[include_str!("tables.sql"), include_str!("tables_2.sql")];

/// The form of the file.
const FORMAT: i64 = STEPS.len() as i64;

/// Says in the file's head that it is ours: `TlRg`.
const APPLICATION: i64 = 0x546C_5267;

/// Why the register can't be used.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// What was tried failed.
    #[error(
        "cannot {doing} in the trainer's register `{place}`: {source}; check that the disk has room and the file may be written"
    )]
    Failed {
        /// What was tried.
        doing: &'static str,
        /// The file.
        place: String,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// It can't be made.
    #[error(
        "cannot make the trainer's register `{place}`: {source}; check that its folder may be written to"
    )]
    Made {
        /// The file.
        place: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error(
        "cannot use `{place}` as the trainer's register: another program, or a newer teller-coach, wrote it; update teller-coach \
         or choose another place"
    )]
    Foreign {
        /// The file.
        place: String,
    },
}

/// What entering a class found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// It was not there, or not to its end.
    New,
    /// It was there to its end.
    Known {
        /// The end of the trainer's log when it was kept.
        head: String,
        /// How much was not as it was written then.
        findings: u32,
    },
}

/// The register.
#[derive(Debug)]
pub struct Register {
    connection: Connection,
    place: String,
}

impl Register {
    /// Opens the file at `path`; makes it, for its owner alone, where it is missing. Its folder must be there.
    ///
    /// # Errors
    /// When it can't be read or written, or is another program's.
    pub fn open(path: &Path) -> Result<Self, RegisterError> {
        let place = path.display().to_string();
        own(path).map_err(|source| RegisterError::Made {
            place: place.clone(),
            source,
        })?;
        let failed = |source| RegisterError::Failed {
            doing: "open the tables",
            place: place.clone(),
            source,
        };
        let connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(super::PATIENCE).map_err(failed)?;
        let (format, application, tables): (i64, i64, i64) = connection
            .query_row(
                "SELECT (SELECT user_version FROM pragma_user_version),
                        (SELECT application_id FROM pragma_application_id),
                        (SELECT count(*) FROM sqlite_schema)",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .map_err(failed)?;
        let new = (format, application, tables) == (0, 0, 0);
        if !new && (application != APPLICATION || !(1..=FORMAT).contains(&format)) {
            return Err(RegisterError::Foreign { place });
        }
        if format < FORMAT {
            brought_up(&connection).map_err(failed)?;
        }
        // What is erased is overwritten, in the file and in what goes before a change.
        let settled = connection
            .pragma_update(None, "secure_delete", true)
            .and_then(|()| {
                connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
            });
        settled.map_err(failed)?;
        Ok(Self { connection, place })
    }

    /// Enters a class and who sat there. A seat that is known keeps its person, also where the name was erased: a class that is
    /// kept again brings no name back. Whoever comes under a name that is known is the same person.
    ///
    /// # Errors
    /// When it can't be written; nothing was entered then.
    pub fn enter(
        &mut self,
        class: &KeptClass,
        seats: &[(KeptSeat, Option<String>)],
    ) -> Result<Entered, RegisterError> {
        let entered = (|| {
            let all = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let known: Option<(String, u32, String)> = all
                .query_row(
                    "SELECT head, findings, kept FROM class WHERE source = ?1",
                    [class.source.to_string()],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()?;
            if let Some((head, findings, kept)) = known
                && !kept.is_empty()
            {
                return Ok(Entered::Known { head, findings });
            }
            put(&all, class)?;
            for (seat, name) in seats {
                sit(&all, class.source, seat, name.as_deref())?;
            }
            all.commit()?;
            Ok(Entered::New)
        })();
        entered.map_err(|source| self.failed("enter a class", source))
    }

    /// Notes where the log of a class that is kept ends now that it has gone on.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn went_on(&mut self, class: &KeptClass) -> Result<(), RegisterError> {
        self.connection
            .execute(
                "UPDATE class SET head = ?2, findings = ?3 WHERE source = ?1",
                params![class.source.to_string(), class.head, class.findings],
            )
            .map(|_| ())
            .map_err(|source| self.failed("note that a class has gone on", source))
    }

    /// Notes that all attempts of a class are in the central store; `at` is the time here.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn kept(&mut self, source: Uuid, at: jiff::Timestamp) -> Result<(), RegisterError> {
        self.connection
            .execute(
                "UPDATE class SET kept = ?2 WHERE source = ?1",
                [source.to_string(), format!("{at:.3}")],
            )
            .map(|_| ())
            .map_err(|source| self.failed("note that a class is kept", source))
    }

    /// The classes that are kept, the earliest first.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn classes(&self) -> Result<Vec<KeptClass>, RegisterError> {
        self.rows(
            "SELECT source, class, drill, title_zh, title_en, program, rubric, seed, pass, turns, day, folder, head, findings, drill_edition
             FROM class WHERE kept <> '' ORDER BY day, class",
            |row| {
                Ok((|| {
                    Some(KeptClass {
                        source: uuid(&row.get::<_, String>(0).ok()?)?,
                        class: row.get(1).ok()?,
                        drill: DrillId::new(&row.get::<_, String>(2).ok()?).ok()?,
                        title: Bilingual {
                            zh: row.get(3).ok()?,
                            en: row.get(4).ok()?,
                        },
                        program: row.get(5).ok()?,
                        rubric: row.get(6).ok()?,
                        seed: row.get::<_, i64>(7).ok()?.cast_unsigned(),
                        pass: row.get(8).ok()?,
                        turns: row.get(9).ok()?,
                        day: row.get::<_, String>(10).ok()?.parse().ok()?,
                        folder: row.get(11).ok()?,
                        head: row.get(12).ok()?,
                        findings: row.get(13).ok()?,
                        drill_edition: row.get(14).ok()?,
                    })
                })())
            },
        )
    }

    /// Everybody's seats.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn seats(&self) -> Result<Vec<(Uuid, KeptSeat)>, RegisterError> {
        self.rows(
            "SELECT source, encounter, seat, person FROM seat ORDER BY source, seat",
            |row| {
                Ok((|| {
                    let seat = KeptSeat {
                        encounter: uuid(&row.get::<_, String>(1).ok()?)?,
                        seat: row.get(2).ok()?,
                        person: uuid(&row.get::<_, String>(3).ok()?)?,
                    };
                    Some((uuid(&row.get::<_, String>(0).ok()?)?, seat))
                })())
            },
        )
    }

    /// The names by person.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn names(&self) -> Result<Vec<(Uuid, String)>, RegisterError> {
        self.rows("SELECT person, name FROM name ORDER BY folded", |row| {
            let person = uuid(&row.get::<_, String>(0)?);
            let name = row.get(1)?;
            Ok(person.map(|person| (person, name)))
        })
    }

    /// Notes what was done about somebody's result in a class. The text must be masked.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn note(&mut self, class: Uuid, person: Uuid, note: &Note) -> Result<(), RegisterError> {
        self.connection
            .execute(
                "INSERT INTO note (source, person, day, note) VALUES (?1, ?2, ?3, ?4)",
                [
                    class.to_string(),
                    person.to_string(),
                    note.day.to_string(),
                    note.text.clone(),
                ],
            )
            .map(|_| ())
            .map_err(|source| self.failed("write a note", source))
    }

    /// The notes: of which class, about whom, in the order in which they were made.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn notes(&self) -> Result<Vec<(Uuid, Uuid, Note)>, RegisterError> {
        self.rows(
            "SELECT source, person, day, note FROM note ORDER BY n",
            |row| {
                let (source, person): (String, String) = (row.get(0)?, row.get(1)?);
                let day: String = row.get(2)?;
                let text = row.get(3)?;
                Ok((|| {
                    let day: Date = day.parse().ok()?;
                    Some((uuid(&source)?, uuid(&person)?, Note { day, text }))
                })())
            },
        )
    }

    /// What `query` finds; a row that another hand has spoilt is passed over.
    fn rows<T>(
        &self,
        query: &str,
        of: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Vec<T>, RegisterError> {
        let read = (|| {
            let mut statement = self.connection.prepare_cached(query)?;
            let rows = statement.query_map([], of)?;
            rows.filter_map(Result::transpose)
                .collect::<rusqlite::Result<Vec<T>>>()
        })();
        read.map_err(|source| self.failed("read", source))
    }

    fn failed(&self, doing: &'static str, source: rusqlite::Error) -> RegisterError {
        RegisterError::Failed {
            doing,
            place: self.place.clone(),
            source,
        }
    }
}

/// Makes the tables, or brings them to the newest form, in one transaction, so that a kill leaves what was there or what is wanted.
/// Another process may have been quicker.
fn brought_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let stepped = (|| {
        let format: i64 =
            connection.query_row("SELECT user_version FROM pragma_user_version", [], |row| {
                row.get(0)
            })?;
        for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > format) {
            connection.execute_batch(step)?;
            connection.pragma_update(None, "user_version", number)?;
        }
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.execute_batch("COMMIT")
    })();
    if stepped.is_err() {
        // What failed is said; that nothing is half done is all that can be seen to.
        let _ = connection.execute_batch("ROLLBACK");
    }
    stepped
}

fn put(all: &Transaction<'_>, class: &KeptClass) -> rusqlite::Result<()> {
    all.execute(
        "INSERT OR REPLACE INTO class
             (source, class, drill, title_zh, title_en, program, rubric, seed, pass, turns, day, folder, head, findings, drill_edition, kept)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, '')",
        params![
            class.source.to_string(),
            class.class,
            class.drill.as_str(),
            class.title.zh,
            class.title.en,
            class.program,
            class.rubric,
            // The bits as they are: SQLite's numbers have a sign, a seed has none.
            class.seed.cast_signed(),
            class.pass,
            class.turns,
            class.day.to_string(),
            class.folder,
            class.head,
            class.findings,
            class.drill_edition,
        ],
    )?;
    Ok(())
}

fn sit(
    all: &Transaction<'_>,
    class: Uuid,
    seat: &KeptSeat,
    name: Option<&str>,
) -> rusqlite::Result<()> {
    let there = all
        .prepare_cached("SELECT 1 FROM seat WHERE encounter = ?1")?
        .exists([seat.encounter.to_string()])?;
    if there {
        return Ok(());
    }
    let known: Option<String> = match name {
        Some(name) => all
            .query_row(
                "SELECT person FROM name WHERE folded = ?1",
                [folded(name)],
                |row| row.get(0),
            )
            .optional()?,
        None => None,
    };
    // Not made from the name: once the name is erased, nobody can try names until one fits.
    let person = known.clone().unwrap_or_else(|| seat.person.to_string());
    if let Some(name) = name
        && known.is_none()
    {
        all.execute(
            "INSERT INTO name (person, folded, name) VALUES (?1, ?2, ?3)",
            [&person, &folded(name), name],
        )?;
    }
    all.execute(
        "INSERT INTO seat (encounter, source, seat, person) VALUES (?1, ?2, ?3, ?4)",
        [
            &seat.encounter.to_string(),
            &class.to_string(),
            &seat.seat,
            &person,
        ],
    )?;
    Ok(())
}

fn uuid(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text).ok()
}

/// Makes the file for its owner alone: names are nobody else's business on a machine that others use.
fn own(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map(|_| ())
}
