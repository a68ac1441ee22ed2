//! `teller-coach fit GOLD…`: fits the rubric to rated replies and writes it as a data file. Says how well it does on writers
//! it has not seen.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::agreement::{self, Compared};
use super::gold::{self, GoldItem};
use super::marked::{self, MarkedArgs};
use super::{Exit, Streams};
use crate::domain::{Mark, Principle, RedLine};
use crate::scoring::signals::Inventory;
use crate::scoring::{
    Example, Marked, Penalties, Reading, Rubric, RubricFile, SCALES, Situation, Wording,
    WordingTable, assess, assess_with, features, fit, grams, scale_key,
};

/// What `fit` is given.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders of gold (items.jsonl and ratings_*.jsonl).
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    #[command(flatten)]
    marked: MarkedArgs,
    /// Where to write the rubric, and `wording.tsv` beside it; without it only the agreement on held-out writers is printed.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

/// Fits, writes the rubric where that is asked for, and says how well it does.
pub(super) fn run(args: &Args, streams: &mut Streams<'_>) -> Result<Exit> {
    let items = match gold::read_all(&args.gold) {
        Ok(items) => items,
        Err(error) => return super::unreadable(&error, streams),
    };
    let marked = match marked::read(&args.marked) {
        Ok(marked) => marked,
        Err(error) => return super::unreadable(&error, streams),
    };
    writeln!(
        streams.out,
        "agreement on writers held out of the fit:\n\n{}",
        agreement::table(&held_out(&items, &marked))
    )?;
    if let Some(file) = &args.write {
        let (rubric, wording) = fit(&examples(&items), &marked, &Penalties::default());
        let beside = file.with_file_name("wording.tsv");
        write(file, &yaml(&rubric))?;
        write(&beside, &tsv(&wording))?;
        writeln!(
            streams.err,
            "wrote {} and {}; build again to use them",
            file.display(),
            beside.display()
        )?;
    }
    Ok(Exit::Fine)
}

#[expect(clippy::disallowed_methods, reason = "cli writes files")]
fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// Every item rated by a rubric that was fitted without its writer, but with all that is `marked`.
pub(super) fn held_out(items: &[GoldItem], marked: &[Marked]) -> Vec<Compared> {
    let all = examples(items);
    let mut writers: Vec<&str> = items.iter().map(GoldItem::writer).collect();
    writers.sort_unstable();
    writers.dedup();
    let inventory = Inventory::embedded();
    let mut out = Vec::new();
    for writer in writers {
        let rest: Vec<Example> = all
            .iter()
            .filter(|example| example.writer != writer)
            .cloned()
            .collect();
        let (rubric, wording) = fit(&rest, marked, &Penalties::default());
        let rubric = Rubric::of(&rubric, Wording::of(&wording), inventory);
        out.extend(
            items
                .iter()
                .filter(|item| item.writer() == writer)
                .map(|item| {
                    let situation = Situation::new(item.moment, &item.customer);
                    Compared::new(item, assess_with(&rubric, &situation, &item.reply))
                }),
        );
    }
    out
}

fn examples(items: &[GoldItem]) -> Vec<Example> {
    items
        .iter()
        .map(|item| {
            let situation = Situation::new(item.moment, &item.customer);
            let reading = Reading::of(&item.reply.words);
            let (found, scopes) = features(&reading, &situation, &item.reply);
            Example {
                moment: item.moment,
                features: found
                    .into_iter()
                    .map(|one| (one.feature, one.amount))
                    .collect(),
                marked: marked::of(
                    grams(&reading, &scopes),
                    Some(item.moment),
                    &item.reply.actions,
                    item.red_lines(),
                ),
                marks: marks(item, &situation),
                writer: item.writer().to_owned(),
            }
        })
        .collect()
}

/// What the raters gave, 0–100. What nobody rated is held where the present scorer has it, so that it pulls the rubric nowhere.
fn marks(item: &GoldItem, situation: &Situation) -> [f64; SCALES] {
    let mean = item.mean();
    let scorer = mean.contains(&None).then(|| {
        let assessment = assess(situation, &item.reply);
        std::array::from_fn(|scale| {
            let principle = Principle::ALL.get(scale);
            principle.map_or(assessment.overall, |one| assessment.principles[*one].mark)
        })
    });
    let scorer = scorer.unwrap_or([Mark::default(); SCALES]);
    std::array::from_fn(|scale| {
        let held = f64::from(scorer[scale].value());
        mean[scale].map_or(held, |rating| rating * 25.0)
    })
}

/// The rubric as a file a person can read: one line per feature.
fn yaml(rubric: &RubricFile) -> String {
    let mut out = String::from(
        "# Written by `teller-coach fit GOLD --write FILE`: points of 100 that one occurrence adds per principle. `base` is\n\
         # the mark of a reply in which nothing is found.\n",
    );
    section(&mut out, "base", &rubric.base);
    section(&mut out, "signals", &rubric.signals);
    section(&mut out, "actions", &rubric.actions);
    section(&mut out, "shape", &rubric.shape);
    section(&mut out, "balance", &rubric.balance);
    let _ = writeln!(out, "# Kept by hand: the gold has single replies only.");
    section(&mut out, "context", &rubric.context);
    let facts = rubric.facts;
    let _ = writeln!(
        out,
        "facts: {{said: {:.1}, missing: {:.1}, denied: {:.1}, ceiling: {:.1}, overall_ceiling: {:.1}, rise: {:.1}}}",
        facts.said, facts.missing, facts.denied, facts.ceiling, facts.overall_ceiling, facts.rise
    );
    out
}

/// The wording as a table: a word or a pair of words, its points per scale, its odds per red line.
fn tsv(wording: &WordingTable) -> String {
    let mut out = String::from("# word or pair of words");
    for scale in 0..SCALES {
        let _ = write!(out, "\t{}", scale_key(scale));
    }
    for red_line in RedLine::ALL {
        let _ = write!(out, "\t{red_line}");
    }
    out.push('\n');
    for (gram, points) in wording {
        out.push_str(gram);
        for points in points {
            let _ = write!(out, "\t{points}");
        }
        out.push('\n');
    }
    out
}

/// One section: one line per feature, the scales in their order.
fn section(out: &mut String, name: &str, table: &BTreeMap<String, BTreeMap<String, f32>>) {
    let _ = writeln!(out, "{name}:");
    for (id, row) in table {
        let cells: Vec<String> = (0..SCALES)
            .filter_map(|scale| {
                row.get(scale_key(scale))
                    .map(|points| format!("{}: {points:.1}", scale_key(scale)))
            })
            .collect();
        let _ = writeln!(out, "  {id}: {{{}}}", cells.join(", "));
    }
}
