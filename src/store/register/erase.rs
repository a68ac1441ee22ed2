//! Takes names and the notes about those people out of the register for good. Classes, seats and attempts stay: they are
//! nobody's then. Must not leave anything of what was erased in the file.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Register, RegisterError};
use crate::progress::folded;

/// Whose names go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Of the person of this name.
    Name(String),
    /// Of those whose last class was before this day.
    Before(Date),
    /// Of everybody.
    All,
}

/// A seat whose name goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The person.
    pub person: Uuid,
    /// The class's name.
    pub class: String,
    /// The class's folder when it was kept.
    pub folder: String,
    /// The seat.
    pub seat: String,
}

impl Register {
    /// Every seat of the people in question who have a name still.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn named(&self, whose: &Whose) -> Result<Vec<Named>, RegisterError> {
        let (name, before) = match whose {
            Whose::Name(name) => (folded(name), String::new()),
            Whose::Before(day) => (String::new(), day.to_string()),
            Whose::All => Default::default(),
        };
        let read = (|| {
            let mut statement = self.connection.prepare_cached(
                "SELECT name.person, class.class, class.folder, seat.seat
                 FROM name JOIN seat ON seat.person = name.person JOIN class ON class.source = seat.source
                 WHERE (?1 = '' OR name.folded = ?1)
                   AND (?2 = '' OR ?2 > (SELECT max(c.day) FROM seat AS s JOIN class AS c ON c.source = s.source
                                         WHERE s.person = name.person))
                 ORDER BY class.day, class.class, seat.seat",
            )?;
            let rows = statement.query_map([name, before], |row| {
                let person: String = row.get(0)?;
                Ok(Named {
                    person: Uuid::parse_str(&person).unwrap_or_default(),
                    class: row.get(1)?,
                    folder: row.get(2)?,
                    seat: row.get(3)?,
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<Named>>>()
        })();
        read.map_err(|source| self.failed("look names up", source))
    }

    /// Erases the names of these people and the notes about them. Nothing of them can be found in the file afterwards.
    ///
    /// # Errors
    /// When it can't be written, or another process keeps it busy.
    pub fn erase(&mut self, people: &[Uuid]) -> Result<(), RegisterError> {
        let erased = (|| {
            let all = self.connection.transaction()?;
            for person in people {
                let person = person.to_string();
                all.execute("DELETE FROM name WHERE person = ?1", [&person])?;
                all.execute("DELETE FROM note WHERE person = ?1", [&person])?;
            }
            all.commit()?;
            self.connection.execute_batch("VACUUM")?;
            self.connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        })();
        erased.map_err(|source| self.failed("erase names", source))
    }
}
