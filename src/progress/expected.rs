//! Who of a roster is due, from what a central store has of them: a store alone can't know who never practised. Must not know how
//! either is kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

/// Somebody who is expected to practise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The name.
    pub name: String,
    /// The branch; empty where the roster does not say.
    pub branch: String,
    /// All pseudonyms they may have: of their name, and of their staff number.
    pub people: Vec<Uuid>,
}

/// What a central store has of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The branch of the last attempt.
    pub branch: String,
    /// The last day of practice.
    pub last: Option<Date>,
    /// The last day an exam or a class was passed.
    pub passed: Option<Date>,
}

/// Somebody of a roster who is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueMember {
    /// The name.
    pub name: String,
    /// The branch, as the roster has it, or the store; empty where nobody knows.
    pub branch: String,
    /// Under which pseudonym they are in the store; none where they are not.
    pub person: Option<Uuid>,
    /// The last day of practice.
    pub last: Option<Date>,
    /// The last day an exam or a class was passed.
    pub passed: Option<Date>,
    /// The days since what is asked for; none where it never happened.
    pub days: Option<i32>,
}

/// Who of a roster has not done what `since` tells of a person within `days` days before `on`: by branch, those who never did first,
/// then the longest ago. With a `branch` only those who may be there: of whom neither roster nor store says where, everybody.
#[must_use]
pub fn due_of_roster(
    roster: &[Expected],
    known: &BTreeMap<Uuid, Known>,
    since: impl Fn(&Known) -> Option<Date>,
    (days, on): (u16, Date),
    branch: Option<&str>,
) -> Vec<DueMember> {
    let mut due: Vec<(Option<Date>, DueMember)> = Vec::new();
    for one in roster {
        let there = || {
            let people = one.people.iter();
            people.filter_map(|person| Some((*person, known.get(person)?)))
        };
        // Whoever goes by two pseudonyms is in the store by the one used last.
        let latest = there().max_by_key(|(_, one)| one.last);
        let done = there().filter_map(|(_, one)| since(one)).max();
        let place = match latest {
            Some((_, known)) if one.branch.is_empty() => known.branch.as_str(),
            _ => one.branch.as_str(),
        };
        let elsewhere = branch.is_some_and(|wanted| !place.is_empty() && place != wanted);
        let ago = done.map(|day| (on - day).get_days());
        if elsewhere || ago.is_some_and(|ago| ago <= i32::from(days)) {
            continue;
        }
        let member = DueMember {
            name: one.name.clone(),
            branch: place.to_owned(),
            person: latest.map(|(person, _)| person),
            last: there().filter_map(|(_, one)| one.last).max(),
            passed: there().filter_map(|(_, one)| one.passed).max(),
            days: ago,
        };
        due.push((done, member));
    }
    due.sort_by(|(a, one), (b, other)| {
        (&one.branch, a, &one.name).cmp(&(&other.branch, b, &other.name))
    });
    due.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_never_did_is_due_and_two_pseudonyms_are_one_person() {
        let [ann, number, ben, moved] = [1, 2, 3, 4].map(Uuid::from_u128);
        let day = |text: &str| text.parse::<Date>().unwrap();
        let of = |branch: &str, last: &str| Known {
            branch: branch.to_owned(),
            last: Some(day(last)),
            passed: None,
        };
        let known = BTreeMap::from([
            (ann, of("b-1", "2026-01-01")),
            (number, of("b-1", "2026-03-01")),
            (ben, of("b-1", "2026-02-01")),
            (moved, of("b-2", "2026-02-02")),
        ]);
        let one = |name: &str, branch: &str, people: &[Uuid]| Expected {
            name: name.to_owned(),
            branch: branch.to_owned(),
            people: people.to_vec(),
        };
        let roster = [
            one("Ann", "b-1", &[ann, number]),
            one("Ben", "b-1", &[ben]),
            one("Cid", "b-1", &[Uuid::from_u128(9)]),
            one("Dan", "", &[moved]),
            one("Eve", "", &[Uuid::from_u128(8)]),
        ];
        let told = |days, branch| {
            let asked = (days, day("2026-03-10"));
            due_of_roster(&roster, &known, |one| one.last, asked, branch)
                .into_iter()
                .map(|one| (one.name, one.days))
                .collect::<Vec<_>>()
        };
        let named = |name: &str, days| (name.to_owned(), days);
        let (ben, dan) = (named("Ben", Some(37)), named("Dan", Some(36)));
        let (cid, eve) = (named("Cid", None), named("Eve", None));
        assert_eq!(
            told(30, None),
            [eve.clone(), cid.clone(), ben.clone(), dan.clone()]
        );
        assert_eq!(told(36, None), [eve.clone(), cid.clone(), ben.clone()]);
        assert_eq!(told(30, Some("b-1")), [eve.clone(), cid, ben]);
        assert_eq!(told(30, Some("b-2")), [eve, dan]);
    }
}
