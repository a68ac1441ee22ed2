//! What is known over all kept classes: who passed which drill when, what was done about it, and who is due. Must not know how
//! it is kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::{Bilingual, DrillId, Mark};

/// A class as the trainer keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptClass {
    /// What it is called in the central store.
    pub source: Uuid,
    /// Its name.
    pub class: String,
    /// The drill.
    pub drill: DrillId,
    /// The drill's edition; empty for classes kept by early versions.
    pub drill_edition: String,
    /// The drill's name.
    pub title: Bilingual,
    /// The version of the trainer's program.
    pub program: String,
    /// The edition of signals, rubric and wording.
    pub rubric: String,
    /// The seed.
    pub seed: u64,
    /// The mean that passes, 0–100.
    pub pass: u8,
    /// How many replies there were to give.
    pub turns: u32,
    /// The day it was opened on.
    pub day: Date,
    /// Its folder, when it was kept.
    pub folder: String,
    /// The end of the trainer's log.
    pub head: String,
    /// How much was not as it was written.
    pub findings: u32,
}

/// A seat of a class; no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSeat {
    /// Ties it to its attempts.
    pub encounter: Uuid,
    /// Its id.
    pub seat: String,
    /// Who sat there.
    pub person: Uuid,
}

/// What was done about a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// When it was done.
    pub day: Date,
    /// What.
    pub text: String,
}

/// What a seat did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeatSum {
    /// How many replies.
    pub answered: u32,
    /// The mean of the marks that count: the trainer's, where there is one. None without replies.
    pub mean: Option<Mark>,
    /// Whether the class was passed.
    pub passed: bool,
    /// The editions of what was answered, each once.
    pub editions: Vec<String>,
}

/// Somebody in a class, and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassRecord {
    /// The day of the class.
    pub day: Date,
    /// The pseudonym.
    pub person: Uuid,
    /// The name; none once it was erased.
    pub name: Option<String>,
    /// The class.
    pub class: String,
    /// The drill.
    pub drill: DrillId,
    /// The drill's edition; empty for classes kept by early versions.
    pub drill_edition: String,
    /// The drill's name.
    pub title: Bilingual,
    /// The editions of what was answered, each once.
    pub editions: Vec<String>,
    /// How many replies were given.
    pub answered: u32,
    /// Of how many.
    pub turns: u32,
    /// The mean of the marks that count; none without a reply.
    pub mean: Option<Mark>,
    /// The mean that passes.
    pub pass: u8,
    /// Whether it was passed.
    pub passed: bool,
    /// Whether everything in the class's folder was as it was written when it was kept.
    pub proved: bool,
    /// The version of the program.
    pub program: String,
    /// The edition of signals, rubric and wording.
    pub rubric: String,
    /// The seed; a text, since many programs round long numbers.
    pub seed: String,
    /// The end of the trainer's log.
    pub head: String,
    /// What was done about it.
    pub notes: Vec<Note>,
}

/// Somebody who should come to a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueTrainee {
    /// The name.
    pub name: String,
    /// The last class; none where there never was one.
    pub last: Option<Date>,
    /// The last one passed.
    pub passed: Option<Date>,
    /// How many days ago that was.
    pub days: Option<i32>,
}

/// A name as people are told apart by it: spaces around it and capitals make no other person.
#[must_use]
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Who has not passed within `days` before `on`, or never: those who never passed first, then the longest ago. `trainees` are all
/// who should have, each by all that they may have signed in as, the name first; only `records` count as passed.
#[must_use]
pub fn due_trainees(
    trainees: &[Vec<String>],
    records: &[ClassRecord],
    days: u16,
    on: Date,
) -> Vec<DueTrainee> {
    // By name first: a bank's trainees times all of their classes would be looked through otherwise.
    let mut known: BTreeMap<String, (Option<Date>, Option<Date>)> = BTreeMap::new();
    for record in records {
        if let Some(name) = &record.name {
            let (last, passed) = known.entry(folded(name)).or_default();
            *last = (*last).max(Some(record.day));
            *passed = (*passed).max(record.passed.then_some(record.day));
        }
    }
    let mut due: Vec<DueTrainee> = trainees
        .iter()
        .filter_map(|called| {
            let of = || called.iter().filter_map(|one| known.get(&folded(one)));
            let passed = of().filter_map(|(_, passed)| *passed).max();
            // A day that is still to come is no day too long ago.
            let ago = passed.map(|day| (on - day).get_days());
            let late = ago.is_none_or(|ago| ago > i32::from(days));
            late.then(|| DueTrainee {
                name: called.first().cloned().unwrap_or_default(),
                last: of().filter_map(|(last, _)| *last).max(),
                passed,
                days: ago,
            })
        })
        .collect();
    due.sort_by(|a, b| (a.passed, &a.name).cmp(&(b.passed, &b.name)));
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str, day: &str, passed: bool) -> ClassRecord {
        ClassRecord {
            day: day.parse().unwrap(),
            person: Uuid::nil(),
            name: Some(name.to_owned()),
            class: "c1".to_owned(),
            drill: DrillId::new("morning-meeting").unwrap(),
            drill_edition: String::new(),
            title: Bilingual::default(),
            editions: Vec::new(),
            answered: 3,
            turns: 3,
            mean: Some(Mark::new(70)),
            pass: 60,
            passed,
            proved: true,
            program: String::new(),
            rubric: String::new(),
            seed: String::new(),
            head: String::new(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn due_is_who_passed_too_long_ago_or_never_and_failing_later_changes_nothing() {
        let records = [
            record("Ann", "2026-01-10", true),
            record("ann ", "2026-03-01", false),
            record("Ben", "2026-01-09", true),
            record("Cid", "2026-03-01", false),
            record("4711", "2026-02-01", true),
        ];
        let called = |names: &[&str]| names.iter().map(|one| (*one).to_owned()).collect();
        let trainees: Vec<Vec<String>> = vec![
            called(&["Ann"]),
            called(&["Ben"]),
            called(&["Cid"]),
            called(&["Dan"]),
            called(&["Eve", "4711"]),
        ];
        let on = "2026-03-11".parse().unwrap();
        let due = due_trainees(&trainees, &records, 60, on);
        let told: Vec<(&str, Option<i32>)> = due
            .iter()
            .map(|one| (one.name.as_str(), one.days))
            .collect();
        assert_eq!(told, [("Cid", None), ("Dan", None), ("Ben", Some(61))]);
        assert_eq!(due_trainees(&trainees, &records, 59, on).len(), 4);
    }
}
