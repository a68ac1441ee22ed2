//! `teller-coach agreement GOLD…`: how well the scorer agrees with raters, per principle, language, moment and red line, the
//! raters among themselves, contrast families and twins, and where they disagree most. Must not fit.

mod families;
mod table;
mod worst;

use std::path::PathBuf;

use anyhow::Result;

use super::gold::{self, GoldItem};
use super::marked::{self, MarkedArgs};
use super::{Exit, Streams};
use crate::scoring::{Assessment, SCALES, Situation, assess};

pub(super) use table::{mean_qwk, table};

/// What `agreement` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders of gold (items.jsonl and ratings_*.jsonl).
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Rate every reply with a rubric fitted without its writer: the honest number for gold the rubric was fitted on.
    #[arg(long)]
    held_out: bool,
    #[command(flatten)]
    marked: MarkedArgs,
    /// Exit with 1 if the mean kappa over the eight principles is lower.
    #[arg(long, value_name = "QWK")]
    floor: Option<f64>,
    /// How many of the worst disagreements to list with their evidence
    #[arg(long, value_name = "N", default_value_t = 5)]
    worst: usize,
}

/// One reply as the scorer and the raters see it.
#[derive(Debug, Clone)]
pub(super) struct Compared {
    item: GoldItem,
    assessment: Assessment,
}

impl Compared {
    /// Puts an assessment beside the raters' ratings.
    pub(super) fn new(item: &GoldItem, assessment: Assessment) -> Self {
        Self {
            item: item.clone(),
            assessment,
        }
    }

    /// The scorer's marks, 0–100: the principles, then overall.
    fn marks(&self) -> [u8; SCALES] {
        let mut out = [self.assessment.overall.value(); SCALES];
        for (principle, assessed) in self.assessment.principles.iter() {
            out[principle.index()] = assessed.mark.value();
        }
        out
    }

    /// The scorer's ratings, 0–4.
    fn ratings(&self) -> [u8; SCALES] {
        let mut out = [self.assessment.overall.rating(); SCALES];
        for (principle, assessed) in self.assessment.principles.iter() {
            out[principle.index()] = assessed.mark.rating();
        }
        out
    }
}

/// Writes the table; falls short where a demanded floor is not reached.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let items = match gold::read_all(&args.gold) {
        Ok(items) => items,
        Err(error) => return super::unreadable(&error, streams),
    };
    let compared: Vec<Compared> = if args.held_out {
        match marked::read(&args.marked) {
            Ok(marked) => super::fit::held_out(&items, &marked),
            Err(error) => return super::unreadable(&error, streams),
        }
    } else {
        items
            .iter()
            .map(|item| {
                let situation = Situation::new(item.moment, &item.customer);
                Compared::new(item, assess(&situation, &item.reply))
            })
            .collect()
    };
    let mut out = String::from(if args.held_out {
        "every reply rated by a rubric fitted without its writer\n\n"
    } else {
        "rated by the built-in rubric; where that was fitted on this gold, --held-out gives the honest numbers\n\n"
    });
    out.push_str(&table(&compared));
    out.push_str(&families::families(&compared));
    out.push_str(&worst::worst(&compared, args.worst));
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
