//! What is worth the trainee's ten minutes now, and why. Must not put it into words: `i18n` and the screens do.

use jiff::civil::Date;

use super::{PastScenario, Review};
use crate::domain::{Mark, ScenarioId};
use crate::scenario::Header;

/// A mean overall mark from which a scenario counts as done well.
const WELL: Mark = Mark::new(60);
/// How many scenarios of a level must have gone well before the next level comes.
const ENOUGH: usize = 2;
/// The highest level of a scenario.
const HIGHEST: u8 = 5;

/// What to do now.
#[derive(Debug, Clone, PartialEq)]
pub enum Advice {
    /// Nothing was practised yet: begin with this scenario.
    Begin(ScenarioId),
    /// What was practised before can't be read: this scenario is as good as any.
    Unread(ScenarioId),
    /// A drill: this is due most, and so many more are due.
    Drill {
        /// The most urgent.
        first: Review,
        /// How many others are due as well.
        others: usize,
    },
    /// Nothing is due: meet this customer, who is new, at the trainee's level.
    New(ScenarioId),
    /// Nothing is due and every customer is known: this one went worst.
    Again(ScenarioId, Mark),
    /// There is nothing to practise.
    Nothing,
}

/// What to do on `today`. `reviews` come most urgent first, as [`super::reviews`] gives them; `headers` in the order of the
/// curriculum.
#[must_use]
pub fn advise(
    headers: &[Header],
    past: &[PastScenario],
    reviews: &[Review],
    today: Date,
) -> Advice {
    let mut due = reviews.iter().filter(|review| review.is_due(today));
    if let Some(first) = due.next() {
        return Advice::Drill {
            first: *first,
            others: due.count(),
        };
    }
    let level = level_of(headers, past);
    let new = headers
        .iter()
        .filter(|header| !past.iter().any(|past| past.scenario == header.id))
        // Up to the level first; a harder one only where there is no other.
        .min_by_key(|header| header.level.saturating_sub(level));
    match new {
        Some(header) if past.is_empty() && reviews.is_empty() => Advice::Begin(header.id.clone()),
        Some(header) => Advice::New(header.id.clone()),
        None => past
            .iter()
            .filter(|past| headers.iter().any(|header| header.id == past.scenario))
            .min_by_key(|past| past.latest)
            .map_or(Advice::Nothing, |past| {
                Advice::Again(past.scenario.clone(), past.latest)
            }),
    }
}

/// The level the trainee has come to: it rises once two scenarios of it went well the last time.
#[must_use]
pub fn level_of(headers: &[Header], past: &[PastScenario]) -> u8 {
    let well = |level: u8| {
        past.iter()
            .filter(|past| past.latest >= WELL)
            .filter(|past| {
                let header = headers.iter().find(|header| header.id == past.scenario);
                header.is_some_and(|header| header.level >= level)
            })
            .count()
            >= ENOUGH
    };
    (1..HIGHEST)
        .take_while(|level| well(*level))
        .last()
        .map_or(1, |level| level + 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{Moment, Outcome, Principle};
    use crate::scenario::Library;

    fn done(header: &Header, overall: u8) -> PastScenario {
        PastScenario::of(header.id.clone(), Mark::new(overall), Outcome::Fair)
    }

    #[test]
    fn a_beginner_begins_easily_then_what_is_due_comes_before_what_is_new() {
        let mut headers = Library::new().headers();
        headers.sort_by_key(|header| header.level);
        let today = date(2026, 3, 2);
        let Advice::Begin(first) = advise(&headers, &[], &[], today) else {
            panic!("a beginner begins");
        };
        assert_eq!(first, headers[0].id);
        let review = Review {
            principle: Principle::Listening,
            moment: Moment::Grievance,
            last: date(2026, 3, 1),
            mark: Mark::new(30),
            due: today,
            recall: 0.8,
        };
        let past = [done(&headers[0], 70)];
        assert_eq!(
            advise(&headers, &past, &[review, review], today),
            Advice::Drill {
                first: review,
                others: 1
            }
        );
        let yesterday = date(2026, 3, 1);
        assert_eq!(
            advise(&headers, &past, &[review], yesterday),
            Advice::New(headers[1].id.clone())
        );
    }

    #[test]
    fn difficulty_follows_the_person() {
        let headers = Library::new().headers();
        let of = |level: u8, overall: u8| {
            let these = headers.iter().filter(|header| header.level == level);
            let these: Vec<_> = these.take(2).map(|header| done(header, overall)).collect();
            assert_eq!(these.len(), 2, "level {level}");
            these
        };
        assert_eq!(level_of(&headers, &[]), 1);
        assert_eq!(level_of(&headers, &of(2, 50)), 1);
        assert_eq!(level_of(&headers, &of(2, 65)), 3);
        let both: Vec<_> = of(2, 65).into_iter().chain(of(3, 80)).collect();
        assert_eq!(level_of(&headers, &both), 4);
    }

    #[test]
    fn who_knows_all_repeats_what_went_worst() {
        let headers = Library::new().headers();
        let mut past: Vec<_> = headers.iter().map(|header| done(header, 80)).collect();
        past[3].latest = Mark::new(20);
        assert_eq!(
            advise(&headers, &past, &[], date(2026, 3, 2)),
            Advice::Again(headers[3].id.clone(), Mark::new(20))
        );
    }
}
