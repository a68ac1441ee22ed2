//! `teller-coach agreement GOLD…`: how well the scorer agrees with raters, per principle, language and red line, and the
//! raters among themselves. Must not fit.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;

use super::gold::{self, GoldItem};
use super::{Exit, Streams};
use crate::domain::RedLine;
use crate::scoring::{
    Agreement, Alarms, Assessment, OVERALL, SCALES, Situation, assess, scale_key,
};

/// What `agreement` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders of gold (items.jsonl and ratings_*.jsonl).
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Rate every reply with a rubric fitted without its writer: the honest number for gold the rubric was fitted on.
    #[arg(long)]
    held_out: bool,
    /// Exit with 1 if the mean kappa over the eight principles is lower.
    #[arg(long, value_name = "QWK")]
    floor: Option<f64>,
}

/// One reply as the scorer and the raters see it.
#[derive(Debug, Clone)]
pub struct Compared {
    language: String,
    scorer: [u8; SCALES],
    scorer_red: Vec<RedLine>,
    raters: Vec<gold::Rating>,
}

impl Compared {
    /// Puts an assessment beside the raters' ratings.
    #[must_use]
    pub fn new(item: &GoldItem, assessment: &Assessment) -> Self {
        let mut scorer = [assessment.overall.rating(); SCALES];
        for (principle, assessed) in assessment.principles.iter() {
            scorer[principle.index()] = assessed.mark.rating();
        }
        Self {
            language: item.language.clone(),
            scorer,
            scorer_red: assessment
                .red_lines
                .iter()
                .map(|crossing| crossing.red_line)
                .collect(),
            raters: item.ratings.clone(),
        }
    }
}

/// Writes the table; falls short where a demanded floor is not reached.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let items = match gold::read_all(&args.gold) {
        Ok(items) => items,
        Err(error) => return super::unreadable(&error, streams),
    };
    let compared: Vec<Compared> = if args.held_out {
        super::fit::held_out(&items)
    } else {
        items
            .iter()
            .map(|item| {
                Compared::new(
                    item,
                    &assess(&Situation::new(item.moment, &item.customer), &item.reply),
                )
            })
            .collect()
    };
    let mut out = String::from(if args.held_out {
        "every reply rated by a rubric fitted without its writer\n\n"
    } else {
        "rated by the built-in rubric; where that was fitted on this gold, --held-out gives the honest numbers\n\n"
    });
    out.push_str(&table(&compared));
    streams.out.write_all(out.as_bytes())?;
    let mean = mean_qwk(&compared);
    match args.floor {
        Some(floor) if mean < floor => {
            writeln!(
                streams.err,
                "teller-coach: below the floor: mean kappa {mean:.3} < {floor:.3}"
            )?;
            Ok(Exit::FellShort)
        }
        _ => Ok(Exit::Fine),
    }
}

fn pairs<'a>(compared: impl Iterator<Item = &'a Compared>, scale: usize) -> Vec<(u8, u8)> {
    compared
        .flat_map(|one| {
            one.raters
                .iter()
                .map(move |rater| (one.scorer[scale], rater.scales[scale]))
        })
        .collect()
}

fn mean_qwk(compared: &[Compared]) -> f64 {
    let total: f64 = (0..OVERALL)
        .map(|scale| Agreement::of(&pairs(compared.iter(), scale)).qwk)
        .sum();
    total / OVERALL as f64
}

/// Agreement per principle and language, then per red line.
#[must_use]
pub fn table(compared: &[Compared]) -> String {
    let mut out = format!(
        "{:<12} {:>6} {:>7} {:>7} {:>6} {:>7} {:>7} {:>7} {:>7}\n",
        "principle", "QWK", "exact", "±1", "error", "zh", "en", "mixed", "raters"
    );
    let in_language = |language: &str, scale: usize| {
        let pairs = pairs(
            compared.iter().filter(|one| one.language == language),
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
        "{:<12} {:>6.3}  over the eight principles, {} replies\n",
        "mean",
        mean_qwk(compared),
        compared.len()
    );
    out + &red_lines(compared)
}

/// The agreement of the first two raters where both rated.
fn among_raters(compared: &[Compared], scale: usize) -> String {
    let pairs: Vec<(u8, u8)> = compared
        .iter()
        .filter_map(|one| {
            Some((
                one.raters.first()?.scales[scale],
                one.raters.get(1)?.scales[scale],
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
                .raters
                .iter()
                .any(|rater| rater.red_lines.contains(&red_line));
            alarms.count(one.scorer_red.contains(&red_line), there);
            total.count(one.scorer_red.contains(&red_line), there);
        }
        row(red_line.key(), alarms);
    }
    row("all", total);
    out
}
