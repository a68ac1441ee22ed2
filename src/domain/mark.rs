//! A mark from 0 to 100 and the codebook's rating behind it.

use serde::{Deserialize, Serialize};

/// A mark, 0–100; 25 per rating of the codebook.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Mark(u8);

impl Mark {
    /// The highest mark.
    pub const MAX: u8 = 100;
    /// The highest mark a reply that crosses a red line can have overall (codebook: 0 or 1).
    pub const RED_LINE_CAP: Self = Self(25);

    /// A mark from the points behind it. Points beyond the ends of the codebook's scale count less and less, so that a good
    /// reply and a better one still differ; the rating stays what it would be.
    #[must_use]
    pub fn graded(points: f32) -> Self {
        const TOP: f32 = 88.0;
        const BOTTOM: f32 = 12.0;
        const BEYOND: f32 = 0.35;
        Self::from_points(if points > TOP {
            TOP + (points - TOP) * BEYOND
        } else if points < BOTTOM {
            BOTTOM - (BOTTOM - points) * BEYOND
        } else {
            points
        })
    }

    /// A mark from any number: rounded, and held within 0–100.
    #[must_use]
    pub fn from_points(points: f32) -> Self {
        // NaN becomes 0 by `as`; the clamp keeps the cast within range.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=100 first"
        )]
        Self(points.clamp(0.0, f32::from(Self::MAX)).round() as u8)
    }

    /// The mean of some marks; 0 of none.
    #[must_use]
    pub fn mean(marks: impl Iterator<Item = Self>) -> Self {
        let (sum, count) = marks.fold((0.0_f32, 0.0_f32), |(sum, count), mark| {
            (sum + f32::from(mark.0), count + 1.0)
        });
        Self::from_points(if count > 0.0 { sum / count } else { 0.0 })
    }

    /// A mark of `value`, at most 100.
    #[must_use]
    pub const fn new(value: u8) -> Self {
        Self(if value > Self::MAX { Self::MAX } else { value })
    }

    /// The number, 0–100.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }

    /// The codebook's rating 0–4 nearest to this mark.
    #[must_use]
    pub const fn rating(self) -> u8 {
        (self.0 + 12) / 25
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_held_within_bounds_and_rated_by_the_nearest_quarter() {
        for (points, mark, rating) in [
            (-5.0, 0, 0),
            (12.0, 12, 0),
            (13.0, 13, 1),
            (62.4, 62, 2),
            (63.0, 63, 3),
            (200.0, 100, 4),
            (f32::NAN, 0, 0),
        ] {
            assert_eq!(Mark::from_points(points).value(), mark);
            assert_eq!(Mark::from_points(points).rating(), rating);
        }
    }

    #[test]
    fn beyond_the_scale_marks_still_rise_and_keep_their_rating() {
        let mut last = Mark::default();
        for step in 0..220_u8 {
            let points = f32::from(step) - 60.0;
            let mark = Mark::graded(points);
            assert!(mark >= last, "{points}");
            assert_eq!(
                mark.rating(),
                Mark::from_points(points).rating(),
                "{points}"
            );
            last = mark;
        }
        assert!(Mark::graded(110.0) > Mark::graded(100.0));
    }
}
