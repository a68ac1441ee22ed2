//! The tables of agreement: per principle and language, per moment, per red line. Must not read or score.

use std::fmt::Write as _;

use super::Compared;
use crate::domain::{Moment, RedLine};
use crate::scoring::{Agreement, Alarms, OVERALL, SCALES, scale_key};

fn pairs<'a>(compared: impl Iterator<Item = &'a Compared>, scale: usize) -> Vec<(u8, u8)> {
    compared
        .flat_map(|one| {
            let scorer = one.ratings()[scale];
            let raters = one.item.ratings.iter();
            raters.filter_map(move |rater| Some((scorer, rater.scales[scale]?)))
        })
        .collect()
}

/// The mean kappa over the eight principles.
pub(in crate::cli) fn mean_qwk(compared: &[Compared]) -> f64 {
    mean_of(&compared.iter().collect::<Vec<_>>())
}

fn mean_of(compared: &[&Compared]) -> f64 {
    // A scale that nobody rated says nothing.
    let rated: Vec<f64> = (0..OVERALL)
        .map(|scale| Agreement::of(&pairs(compared.iter().copied(), scale)))
        .filter(|one| one.count > 0)
        .map(|one| one.qwk)
        .collect();
    rated.iter().sum::<f64>() / rated.len().max(1) as f64
}

/// Agreement per principle and language, then per moment, then per red line.
pub(in crate::cli) fn table(compared: &[Compared]) -> String {
    let mut out = format!(
        "{:<12} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>7} {:>7}\n",
        "principle", "QWK", "exact", "±1", "error", "zh", "en", "mixed", "raters"
    );
    let in_language = |language: &str, scale: usize| {
        let pairs = pairs(
            compared.iter().filter(|one| one.item.language == language),
            scale,
        );
        if pairs.is_empty() {
            "-".to_owned()
        } else {
            format!("{:.3}", Agreement::of(&pairs).qwk)
        }
    };
    for scale in 0..SCALES {
        let all = Agreement::of(&pairs(compared.iter(), scale));
        if all.count == 0 {
            let _ = writeln!(out, "{:<12} {:>6}  nobody rated it", scale_key(scale), "-");
            continue;
        }
        let _ = writeln!(
            out,
            "{:<12} {:>6.3} {:>6.1}% {:>6.1}% {:>6.2} {:>7} {:>7} {:>7} {:>7}",
            scale_key(scale),
            all.qwk,
            all.exact * 100.0,
            all.within_one * 100.0,
            all.mean_error,
            in_language("zh", scale),
            in_language("en", scale),
            in_language("mixed", scale),
            among_raters(compared, scale),
        );
    }
    let _ = writeln!(
        out,
        "{:<12} {:>6.3}  over {}, {} replies\n",
        "mean",
        mean_qwk(compared),
        if (0..OVERALL).all(|scale| !pairs(compared.iter(), scale).is_empty()) {
            "the eight principles"
        } else {
            "the principles that were rated"
        },
        compared.len()
    );
    out + &moments(compared) + &red_lines(compared)
}

/// Agreement per moment.
fn moments(compared: &[Compared]) -> String {
    let mut out = format!(
        "{:<12} {:>6} {:>8} {:>8}\n",
        "moment", "mean", "overall", "replies"
    );
    for &moment in Moment::ALL {
        let here: Vec<&Compared> = compared
            .iter()
            .filter(|one| one.item.moment == moment)
            .collect();
        if here.is_empty() {
            continue;
        }
        let overall = Agreement::of(&pairs(here.iter().copied(), OVERALL)).qwk;
        let mean = mean_of(&here);
        let _ = writeln!(
            out,
            "{:<12} {mean:>6.3} {overall:>8.3} {:>8}",
            moment.key(),
            here.len()
        );
    }
    out + "\n"
}

/// The agreement of the first two raters where both rated.
fn among_raters(compared: &[Compared], scale: usize) -> String {
    let pairs: Vec<(u8, u8)> = compared
        .iter()
        .filter_map(|one| {
            Some((
                one.item.ratings.first()?.scales[scale]?,
                one.item.ratings.get(1)?.scales[scale]?,
            ))
        })
        .collect();
    if pairs.is_empty() {
        "-".to_owned()
    } else {
        format!("{:.3}", Agreement::of(&pairs).qwk)
    }
}

fn red_lines(compared: &[Compared]) -> String {
    let mut out = format!(
        "{:<14} {:>9} {:>7} {:>6} {:>6} {:>7}\n",
        "red line", "precision", "recall", "right", "wrong", "missed"
    );
    let mut total = Alarms::default();
    let mut row = |name: &str, alarms: Alarms| {
        let _ = writeln!(
            out,
            "{name:<14} {:>9.3} {:>7.3} {:>6} {:>6} {:>7}",
            alarms.precision(),
            alarms.recall(),
            alarms.right,
            alarms.wrong,
            alarms.missed
        );
    };
    for &red_line in RedLine::ALL {
        let mut alarms = Alarms::default();
        for one in compared {
            // Crossed where any rater saw it.
            let there = one
                .item
                .ratings
                .iter()
                .any(|rater| rater.red_lines.contains(&red_line));
            let raised = one.assessment.crosses(Some(red_line));
            alarms.count(raised, there);
            total.count(raised, there);
        }
        row(red_line.key(), alarms);
    }
    row("all", total);
    out
}
