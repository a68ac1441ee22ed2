//! When a principle at a moment is due again: FSRS with its default parameters over the days of practice. One day counts as
//! one review, whatever was answered on it. Must not choose what is practised then.

use std::collections::BTreeMap;

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, ItemState, MemoryState, current_retrievability};
use jiff::civil::Date;

use super::DayMarks;
use crate::domain::{Call, Mark, Moment, Principle};

/// The chance of doing it as well again at which it is due.
const RETENTION: f32 = 0.9;
/// Below this mark of a day nothing was kept in memory ("again"); below the next it was hard, from the last it was easy.
const AGAIN: u8 = 40;
const HARD: u8 = 60;
const EASY: u8 = 85;

/// One principle at one moment that lives by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Review {
    /// The principle.
    pub principle: Principle,
    /// The moment.
    pub moment: Moment,
    /// The last day it was practised.
    pub last: Date,
    /// That day's mean mark.
    pub mark: Mark,
    /// The day from which it is due.
    pub due: Date,
    /// The chance that it goes as well again today, 0–1.
    pub recall: f32,
}

impl Review {
    /// Whether it is due on `today`.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.due <= today
    }

    /// The days since it was last practised.
    #[must_use]
    pub fn days_since(&self, today: Date) -> u32 {
        days_between(self.last, today)
    }
}

/// Every principle that was practised at a moment that lives by it, the most urgent first: what is due before what is not, then
/// the weaker mark, then the likelier forgotten.
#[must_use]
pub fn reviews(days: &[DayMarks], today: Date) -> Vec<Review> {
    let mut by_card: BTreeMap<(Principle, Moment), Vec<&DayMarks>> = BTreeMap::new();
    for day in days {
        if day.moment.call(day.principle) == Call::LivesBy {
            let card = by_card.entry((day.principle, day.moment)).or_default();
            card.push(day);
        }
    }
    let scheduler = FSRS::default();
    let mut all: Vec<Review> = by_card
        .into_iter()
        .filter_map(|((principle, moment), mut days)| {
            days.sort_by_key(|day| day.day);
            let (state, last) = remembered(&scheduler, &days)?;
            let since = days_between(last.day, today);
            #[expect(clippy::cast_precision_loss, reason = "days of a life are few")]
            let recall = current_retrievability(state.memory, since as f32, FSRS6_DEFAULT_DECAY);
            Some(Review {
                principle,
                moment,
                last: last.day,
                mark: last.mean(),
                due: later(last.day, state.interval),
                recall: recall.clamp(0.0, 1.0),
            })
        })
        .collect();
    all.sort_by(|one, other| {
        other
            .is_due(today)
            .cmp(&one.is_due(today))
            .then(one.mark.cmp(&other.mark))
            .then(one.recall.total_cmp(&other.recall))
    });
    all
}

/// The memory after the last of `days`, which are in order.
fn remembered<'d>(scheduler: &FSRS, days: &[&'d DayMarks]) -> Option<(ItemState, &'d DayMarks)> {
    let mut before: Option<(MemoryState, Date)> = None;
    let mut out = None;
    for &day in days {
        let elapsed = before.map_or(0, |(_, last)| days_between(last, day.day));
        let memory = before.map(|(memory, _)| memory);
        let next = scheduler.next_states(memory, RETENTION, elapsed).ok()?;
        let mark = day.mean().value();
        // A hint is help: with it, it was hard at best.
        let helped = day.helped > 0 && day.helped * 2 >= day.count;
        let state = if mark < AGAIN {
            next.again
        } else if mark < HARD || helped {
            next.hard
        } else if mark < EASY {
            next.good
        } else {
            next.easy
        };
        before = Some((state.memory, day.day));
        out = Some((state, day));
    }
    out
}

fn days_between(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

/// The day `interval` days after `day`; the next day at the earliest.
fn later(day: Date, interval: f32) -> Date {
    const LONGEST: f32 = 36_500.0;
    #[expect(clippy::cast_possible_truncation, reason = "clamped first")]
    let days = interval.round().clamp(1.0, LONGEST) as i64;
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(day: Date, mark: u32, helped: u32) -> DayMarks {
        DayMarks {
            day,
            moment: Moment::Grievance,
            principle: Principle::Listening,
            sum: mark,
            count: 1,
            helped,
        }
    }

    fn only(days: &[DayMarks], today: Date) -> Review {
        let all = reviews(days, today);
        assert_eq!(all.len(), 1);
        all[0]
    }

    #[test]
    fn what_went_badly_is_due_the_next_day_and_what_went_well_later() {
        let first = date(2026, 3, 2);
        let bad = only(&[day(first, 20, 0)], first);
        assert_eq!(bad.due, date(2026, 3, 3));
        assert!(!bad.is_due(first) && bad.is_due(bad.due));
        let hard = only(&[day(first, 50, 0)], first);
        let good = only(&[day(first, 70, 0)], first);
        let easy = only(&[day(first, 90, 0)], first);
        assert!(bad.due <= hard.due && hard.due <= good.due && good.due < easy.due);
    }

    #[test]
    fn each_success_carries_further_and_a_failure_brings_it_back() {
        let mut days = vec![day(date(2026, 3, 2), 75, 0)];
        let mut gap = 0;
        for _ in 0..4 {
            let review = only(&days, days[days.len() - 1].day);
            let now = days_between(review.last, review.due);
            assert!(now > gap, "{now} after {gap}");
            gap = now;
            days.push(day(review.due, 75, 0));
        }
        let last = only(&days, days[days.len() - 1].day);
        days.push(day(last.due, 10, 0));
        let back = only(&days, last.due);
        assert!(days_between(back.last, back.due) < gap);
    }

    #[test]
    fn help_makes_it_due_sooner() {
        let first = date(2026, 3, 2);
        assert!(only(&[day(first, 90, 1)], first).due < only(&[day(first, 90, 0)], first).due);
    }

    #[test]
    fn principles_that_a_moment_does_not_live_by_are_not_reviewed() {
        let mut one = day(date(2026, 3, 2), 20, 0);
        one.principle = Principle::Concise;
        assert_eq!(reviews(&[one], date(2026, 4, 1)), []);
    }

    #[test]
    fn the_due_and_weak_come_first() {
        let first = date(2026, 3, 2);
        let other = DayMarks {
            principle: Principle::Patience,
            ..day(first, 30, 0)
        };
        let all = reviews(&[day(first, 90, 0), other], date(2026, 3, 4));
        let order: Vec<Principle> = all.iter().map(|review| review.principle).collect();
        assert_eq!(order, [Principle::Patience, Principle::Listening]);
        assert!(all[0].recall < 1.0 && all[0].days_since(date(2026, 3, 4)) == 2);
    }
}
