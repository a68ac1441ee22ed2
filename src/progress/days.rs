//! The marks of one day, one moment and one principle, summed up. Must not know how they are kept.

use jiff::civil::Date;

use crate::domain::{Mark, Moment, PerPrinciple, Principle};

/// What a day's replies at one moment earned in one principle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayMarks {
    /// The trainee's day.
    pub day: Date,
    /// The moment answered.
    pub moment: Moment,
    /// The principle.
    pub principle: Principle,
    /// The marks added up.
    pub sum: u32,
    /// How many replies; never 0.
    pub count: u32,
    /// How many of them were given after a hint.
    pub helped: u32,
}

impl DayMarks {
    /// The mean mark.
    #[must_use]
    pub fn mean(&self) -> Mark {
        let mean = f64::from(self.sum) / f64::from(self.count.max(1));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a mean of marks is 0 to 100"
        )]
        Mark::from_points(mean as f32)
    }
}

/// Adds the marks of one reply of `day` to the days.
pub fn add_reply(
    days: &mut Vec<DayMarks>,
    day: Date,
    moment: Moment,
    marks: &PerPrinciple<Mark>,
    helped: bool,
) {
    for (principle, mark) in marks.iter() {
        let more = DayMarks {
            day,
            moment,
            principle,
            sum: mark.value().into(),
            count: 1,
            helped: helped.into(),
        };
        let known = days
            .iter_mut()
            .find(|one| (one.day, one.moment, one.principle) == (day, moment, principle));
        match known {
            Some(known) => {
                known.sum += more.sum;
                known.count += more.count;
                known.helped += more.helped;
            }
            None => days.push(more),
        }
    }
}
