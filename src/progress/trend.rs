//! How a principle goes over the days, and how sure that is. Must not draw.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::DayMarks;
use crate::domain::{Call, Mark, Principle};

/// Where the marks are going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// They rise, beyond what chance would do.
    Rising,
    /// They fall, likewise.
    Falling,
    /// They may do either: too few days, or too uneven.
    Unclear,
}

/// One principle over the days at moments where it counts (that live by it or that it helps).
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The principle.
    pub principle: Principle,
    /// Each day of practice with its mean mark and how many replies there were, in order.
    pub days: Vec<(Date, Mark, u32)>,
    /// Points gained in a week, by least squares over the days.
    pub per_week: f64,
    /// How far off that may be: the half width of its 95 % interval; infinite with fewer than three days.
    pub uncertainty: f64,
}

impl Trend {
    /// The first day's mean.
    #[must_use]
    pub fn first(&self) -> Option<Mark> {
        self.days.first().map(|day| day.1)
    }

    /// The best day's mean.
    #[must_use]
    pub fn best(&self) -> Option<Mark> {
        self.days.iter().map(|day| day.1).max()
    }

    /// The latest day's mean.
    #[must_use]
    pub fn latest(&self) -> Option<Mark> {
        self.days.last().map(|day| day.1)
    }

    /// Where it is going, said only where the interval leaves zero out.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.per_week.abs() <= self.uncertainty {
            Direction::Unclear
        } else if self.per_week > 0.0 {
            Direction::Rising
        } else {
            Direction::Falling
        }
    }
}

/// The trend of `principle`.
#[must_use]
pub fn trend(days: &[DayMarks], principle: Principle) -> Trend {
    let mut by_day: BTreeMap<Date, (u32, u32)> = BTreeMap::new();
    for one in days {
        if one.principle == principle && one.moment.call(principle) != Call::OnlyBreach {
            let (sum, count) = by_day.entry(one.day).or_default();
            *sum += one.sum;
            *count += one.count;
        }
    }
    let means: Vec<(Date, f64, u32)> = by_day
        .into_iter()
        .map(|(day, (sum, count))| (day, f64::from(sum) / f64::from(count.max(1)), count))
        .collect();
    let (per_week, uncertainty) = slope(&means);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a mean of marks is 0 to 100"
    )]
    let days = means
        .iter()
        .map(|&(day, mean, count)| (day, Mark::from_points(mean as f32), count))
        .collect();
    Trend {
        principle,
        days,
        per_week,
        uncertainty,
    }
}

/// The trends of all principles, in the codebook's order.
#[must_use]
pub fn trends(days: &[DayMarks]) -> Vec<Trend> {
    Principle::ALL.iter().map(|one| trend(days, *one)).collect()
}

/// Points a week and the half width of the 95 % interval, by least squares.
#[expect(clippy::cast_precision_loss, reason = "days of a life are few")]
fn slope(means: &[(Date, f64, u32)]) -> (f64, f64) {
    let (Some(&(start, _, _)), true) = (means.first(), means.len() >= 2) else {
        return (0.0, f64::INFINITY);
    };
    let points: Vec<(f64, f64)> = means
        .iter()
        .map(|&(day, mean, _)| {
            let days = start.until(day).map_or(0, |span| span.get_days());
            (f64::from(days) / 7.0, mean)
        })
        .collect();
    let n = points.len() as f64;
    let (mx, my) = points.iter().fold((0.0, 0.0), |(x, y), point| {
        (x + point.0 / n, y + point.1 / n)
    });
    let spread: f64 = points.iter().map(|(x, _)| (x - mx).powi(2)).sum();
    let slope = points.iter().map(|(x, y)| (x - mx) * (y - my)).sum::<f64>() / spread;
    if points.len() < 3 {
        return (slope, f64::INFINITY);
    }
    let residual: f64 = points
        .iter()
        .map(|(x, y)| (y - my - slope * (x - mx)).powi(2))
        .sum();
    let error = (residual / (n - 2.0) / spread).sqrt();
    (slope, quantile(points.len() - 2) * error)
}

/// The two-sided 95 % quantile of Student's t distribution. Source: the standard table; beyond 30 degrees the normal value.
fn quantile(degrees: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042,
    ];
    degrees
        .checked_sub(1)
        .and_then(|at| TABLE.get(at))
        .copied()
        .unwrap_or(1.96)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::Moment;

    fn days(marks: &[u32]) -> Vec<DayMarks> {
        (1..)
            .zip(marks)
            .map(|(day, &sum)| DayMarks {
                day: date(2026, 3, day),
                moment: Moment::Grievance,
                principle: Principle::Listening,
                sum,
                count: 1,
                helped: 0,
            })
            .collect()
    }

    #[test]
    fn a_steady_rise_is_told_from_ups_and_downs_and_from_two_days() {
        let of = |marks: &[u32]| trend(&days(marks), Principle::Listening);
        let rise = of(&[30, 36, 41, 44, 52, 55]);
        assert_eq!(rise.direction(), Direction::Rising);
        assert!((20.0..50.0).contains(&rise.per_week), "{}", rise.per_week);
        assert_eq!(
            of(&[55, 52, 44, 41, 36, 30]).direction(),
            Direction::Falling
        );
        assert_eq!(
            of(&[30, 80, 20, 70, 40, 60]).direction(),
            Direction::Unclear
        );
        assert_eq!(of(&[20, 90]).direction(), Direction::Unclear);
        assert_eq!(of(&[50]).direction(), Direction::Unclear);
    }

    #[test]
    fn first_best_and_latest_are_kept_apart() {
        let trend = trend(&days(&[40, 80, 60]), Principle::Listening);
        let marks = [trend.first(), trend.best(), trend.latest()];
        assert_eq!(
            marks.map(|mark| mark.map(Mark::value)),
            [Some(40), Some(80), Some(60)]
        );
    }
}
