//! Progress as text: each principle over the days, with a trend that is only claimed where it is sure, and what is due. Used
//! line by line and, in parts, by the screens.

use std::fmt::Write as _;

use crate::i18n::Texts;
use crate::progress::{Direction, Trend};
use crate::text::width;

/// Eight heights of a sparkline, and the same in plain characters.
const BLOCKS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const PLAIN: [&str; 8] = ["_", ".", ":", "-", "=", "+", "*", "#"];

/// The principles one a line: name, sparkline, first, best and latest mark, trend.
#[must_use]
pub fn lines(texts: &Texts, trends: &[Trend], plain: bool) -> String {
    let mut out = String::new();
    let name = |trend: &Trend| texts.principle(trend.principle);
    let names = trends
        .iter()
        .map(|one| width(&name(one)))
        .max()
        .unwrap_or(0);
    for one in trends {
        let name = name(one);
        let pad = " ".repeat(names.saturating_sub(width(&name)));
        let spark = sparkline(one, 20, plain);
        // Writing to a String can't fail.
        let _ = writeln!(
            out,
            "{name}{pad}  {spark:<20}  {}  {}",
            marks(texts, one),
            in_words(texts, one)
        );
    }
    out
}

/// The latest days, at most `most`, as blocks: the lowest for 0–12, the highest for 88–100.
#[must_use]
pub fn sparkline(trend: &Trend, most: usize, plain: bool) -> String {
    let heights = if plain { PLAIN } else { BLOCKS };
    let skip = trend.days.len().saturating_sub(most);
    trend
        .days
        .iter()
        .skip(skip)
        .map(|(_, mark, _)| {
            let height = usize::from(mark.value()) * heights.len() / 101;
            heights.get(height).copied().unwrap_or_default()
        })
        .collect()
}

/// First, best and latest day's mark.
#[must_use]
pub fn marks(texts: &Texts, trend: &Trend) -> String {
    match (trend.first(), trend.best(), trend.latest()) {
        (Some(first), Some(best), Some(latest)) => texts.with(
            "progress-marks",
            &[
                ("first", first.value().into()),
                ("best", best.value().into()),
                ("latest", latest.value().into()),
            ],
        ),
        _ => texts.get("progress-none"),
    }
}

/// Where it is going and how sure that is; empty where nothing was practised.
#[must_use]
pub fn in_words(texts: &Texts, trend: &Trend) -> String {
    if trend.days.is_empty() {
        return String::new();
    }
    let key = match trend.direction() {
        Direction::Rising => "progress-rising",
        Direction::Falling => "progress-falling",
        Direction::Unclear => "progress-unclear",
    };
    texts.with(
        key,
        &[
            ("points", trend.per_week.abs().round().into()),
            ("uncertainty", trend.uncertainty.round().into()),
            ("days", trend.days.len().into()),
        ],
    )
}
