//! Finding encounters by their words, a principle that went badly, a red line, a scenario. Must not write.

use std::collections::HashSet;

use rusqlite::{ToSql, params_from_iter};

use super::summary::spaced;
use super::{Store, StoreError};
use crate::domain::{Principle, RedLine, ScenarioId};

/// Below this mark a principle counts as having gone badly.
const BADLY: u8 = 50;

/// What is looked for; whatever is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// Words of a reply: all of them, each as typed; any part of a Chinese sentence, the beginning of an English word.
    pub words: String,
    /// A reply went badly in this principle (a mark under 50).
    pub principle: Option<Principle>,
    /// A reply crossed this red line.
    pub red_line: Option<RedLine>,
    /// The scenario.
    pub scenario: Option<ScenarioId>,
}

impl Sought {
    /// Whether everything is wanted.
    fn is_all(&self) -> bool {
        self.query().is_none() && self.principle.is_none() && self.red_line.is_none()
    }

    /// The words as the index wants them.
    fn query(&self) -> Option<String> {
        let phrases: Vec<String> = self
            .words
            .split_whitespace()
            .filter_map(|word| {
                let tokens = spaced(word).replace('"', " ");
                let begins = word.ends_with(|c: char| c.is_ascii_alphanumeric());
                tokens
                    .contains(char::is_alphanumeric)
                    .then(|| format!("\"{}\"{}", tokens.trim(), if begins { "*" } else { "" }))
            })
            .collect();
        (!phrases.is_empty()).then(|| phrases.join(" "))
    }
}

impl Store {
    /// The ids of the encounters that hold what is looked for, the newest first, at most `most`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn search(&self, sought: &Sought, most: usize) -> Result<Vec<String>, StoreError> {
        let failed = |error| self.failed("search the encounters", error);
        let (sql, given) = statement(sought);
        let mut statement = self.connection.prepare_cached(&sql).map_err(failed)?;
        let given = given.iter().map(AsRef::as_ref);
        let mut rows = statement.query(params_from_iter(given)).map_err(failed)?;
        // The newest matches come first; reading stops once there are enough encounters.
        let (mut seen, mut found) = (HashSet::new(), Vec::new());
        while found.len() < most
            && let Some(row) = rows.next().map_err(failed)?
        {
            let id: String = row.get(0).map_err(failed)?;
            if seen.insert(id.clone()) {
                found.push(id);
            }
        }
        Ok(found)
    }
}

fn statement(sought: &Sought) -> (String, Vec<Box<dyn ToSql>>) {
    let mut given: Vec<Box<dyn ToSql>> = Vec::new();
    let mut conditions: Vec<String> = Vec::new();
    let (from, newest) = if sought.is_all() {
        ("event AS here".to_owned(), "here.id")
    } else if let Some(query) = sought.query() {
        given.push(Box::new(query));
        conditions.push("words MATCH ?1".to_owned());
        (
            "words CROSS JOIN event AS here ON here.id = words.rowid".to_owned(),
            "words.rowid",
        )
    } else if let Some(red_line) = sought.red_line {
        given.push(Box::new(red_line.key()));
        conditions.push("crossing.red_line = ?1".to_owned());
        (
            "crossing CROSS JOIN event AS here ON here.id = crossing.event".to_owned(),
            "crossing.event",
        )
    } else {
        ("event AS here".to_owned(), "here.id")
    };
    let kind = if sought.is_all() {
        "started"
    } else {
        "replied"
    };
    conditions.push(format!("here.kind = '{kind}'"));
    if let Some(red_line) = sought.red_line {
        given.push(Box::new(red_line.key()));
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM crossing AS c WHERE c.red_line = ?{} AND c.event = here.id)",
            given.len()
        ));
    }
    if let Some(principle) = sought.principle {
        given.push(Box::new(format!("$.marks.{}", principle.key())));
        conditions.push(format!("here.body ->> ?{} < {BADLY}", given.len()));
    }
    if let Some(scenario) = &sought.scenario {
        given.push(Box::new(scenario.as_str().to_owned()));
        conditions.push(format!(
            "(SELECT s.body ->> 'scenario' FROM event AS s WHERE s.encounter = here.encounter AND s.seq = 0) = ?{}",
            given.len()
        ));
    }
    let sql = format!(
        "SELECT here.encounter FROM {from} WHERE {} ORDER BY {newest} DESC",
        conditions.join(" AND ")
    );
    (sql, given)
}
