//! Erasing a person: what they did stays and counts, and is nobody's. The statements, in the SQL that both databases speak, and what
//! becomes of attempts that arrive afterwards. Must not change a mark or a sum of a branch.

use std::collections::HashMap;

use uuid::Uuid;

use super::reports::{Cells, read};
use super::{Central, CentralError, Given};
use crate::progress::Attempt;

/// Whose attempts are nobody's.
pub(super) const NOBODY: Uuid = Uuid::nil();

/// Who was erased, with when.
pub(super) const ALL: &str = "SELECT person, until FROM erased";

/// Notes who is erased and when.
pub(super) const NOTE: &str = "
    INSERT INTO erased (person, until) VALUES (?1, ?2)
    ON CONFLICT (person) DO UPDATE SET until = CASE WHEN excluded.until > erased.until THEN excluded.until ELSE erased.until END";

/// Takes the pseudonym and whatever was typed out of attempts; both are given in the database's own form.
pub(super) const ATTEMPTS: &str = "
    UPDATE attempt SET person = ?2, words = NULL, reason = NULL, objection = NULL WHERE person = ?1";

/// Counts the person at the branch all the same, and forgets their sums. In this order.
pub(super) const PERSON: [&str; 2] = [
    "INSERT INTO nobody (branch, people) SELECT branch, 1 FROM person WHERE person = ?1
     ON CONFLICT (branch) DO UPDATE SET people = nobody.people + 1",
    "DELETE FROM person WHERE person = ?1",
];

/// Who was erased, and until when, in Unix milliseconds.
#[derive(Debug, Default)]
pub(super) struct Erased(pub(super) HashMap<Uuid, i64>);

impl Erased {
    /// From rows of [`ALL`]; what is no pseudonym is nobody's anyway.
    pub(super) fn of(rows: impl IntoIterator<Item = (String, i64)>) -> Self {
        let known = |(person, until): (String, i64)| Some((Uuid::try_parse(&person).ok()?, until));
        Self(rows.into_iter().filter_map(known).collect())
    }

    /// The attempt as it may be added: nobody's, if it was made before its person was erased.
    pub(super) fn applied(&self, mut one: Attempt) -> Attempt {
        let until = self.0.get(&one.person);
        if until.is_some_and(|until| one.at.as_millisecond() <= *until) {
            one.person = NOBODY;
            one.words = None;
            if let Some(ruling) = &mut one.ruling {
                ruling.reason = None;
            }
            if let Some(objection) = &mut one.objection {
                objection.reason = None;
            }
        }
        one
    }
}

/// Whether this person was erased.
///
/// # Errors
/// When the store can't be read.
pub fn was_erased(store: &mut dyn Central, person: Uuid) -> Result<bool, CentralError> {
    let question = "SELECT person FROM erased WHERE person = ?1";
    let rows = store.ask(question, &[Given::Text(person.to_string())])?;
    Ok(!read(store, rows, Cells::text)?.is_empty())
}
