//! Fits the rubric to rated replies: ridge regression by coordinate descent, a good signal never lowering a mark and a fault
//! never raising one, spread restored by cross-validation over writers. Pure arithmetic: the same rows give the same rubric.

use std::collections::BTreeMap;

use super::balance::{Balance, Term, Weight};
use super::features::Feature;
use super::rubric::{RubricFile, SCALES, scale_key};
use super::shape::Shape;
use super::signals::{Effect, Inventory};
use super::wording::{COLUMNS, Marked, WordingTable, learn, learn_odds};
use crate::domain::{Action, Moment};

/// One rated reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its moment.
    pub moment: Moment,
    /// Its features and their amounts.
    pub features: Vec<(Feature, f32)>,
    /// Marks 0–100 per principle, then overall.
    pub marks: [f64; SCALES],
    /// Its words, and the red lines it crosses.
    pub marked: Marked,
    /// Who wrote it; cross-validation never parts one writer's replies.
    pub writer: String,
}

/// How strongly each kind of weight is held back; the larger, the more rows it takes to move it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Penalties {
    /// A moment's base.
    pub moment: f64,
    /// What is common to all signals of one strength.
    pub common: f64,
    /// A signal's own difference from that.
    pub signal: f64,
    /// An action.
    pub action: f64,
    /// A feature of form.
    pub shape: f64,
}

impl Default for Penalties {
    fn default() -> Self {
        Self {
            moment: 20.0,
            common: 1.0,
            signal: 30.0,
            action: 10.0,
            shape: 6.0,
        }
    }
}

const ROUNDS: usize = 120;

/// What a column of the regression stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Intercept,
    Moment(usize),
    /// Signals of this effect, weighed by their strength on the scale.
    Own(Effect),
    /// Signals of this effect, weighed by their mean strength on all principles.
    Halo(Effect),
    GoodActions,
    BadActions,
    /// What the signals weigh together.
    Balance(Term),
    Feature(Feature),
}

/// Where a column stands: the common ones first, in a fixed order, then the features, sorted.
fn index(columns: &[Column], wanted: Column) -> Option<usize> {
    const COMMON: usize = 1 + 12 + 6 + 7;
    Some(match wanted {
        Column::Intercept => 0,
        Column::Moment(number) => 1 + number,
        Column::Own(Effect::Good) => 13,
        Column::Halo(Effect::Good) => 14,
        Column::Own(Effect::Fault) => 15,
        Column::Halo(Effect::Fault) => 16,
        Column::GoodActions => 17,
        Column::BadActions => 18,
        Column::Balance(term) => 19 + term as usize,
        Column::Feature(feature) => {
            let of = |column: &Column| match column {
                Column::Feature(feature) => Some(*feature),
                _ => None,
            };
            COMMON
                + columns
                    .get(COMMON..)?
                    .binary_search_by_key(&Some(feature), of)
                    .ok()?
        }
    })
}

struct Model {
    columns: Vec<Column>,
    weights: Vec<f64>,
}

/// The share of a mark that wording has. Signals are written by people who have read the gold, so the gold itself can't say
/// how little they know of other writers' words: the share, and the spread below, are those that agreed best with a rater on
/// 250 replies whose writers had seen neither the gold nor the signals.
const SHARE_OF_WORDING: f64 = 0.45;
/// How far marks are spread away from the middle. What is not recognised counts nothing, so marks of unseen writers shrink
/// to the middle, which a rater's do not.
const SPREAD: f64 = 1.8;
/// The middle of the marks.
const MIDDLE: f64 = 50.0;

/// Fits all scales, and the wording; what it says of the red lines also to replies that are marked with these alone.
#[must_use]
pub fn fit(
    examples: &[Example],
    marked: &[Marked],
    penalties: &Penalties,
) -> (RubricFile, WordingTable) {
    let mut file = RubricFile::by_hand();
    let rows: Vec<(&[String], [f64; SCALES])> = examples
        .iter()
        .map(|example| (example.marked.grams.as_slice(), example.marks))
        .collect();
    let learned = learn(&rows);
    for scale in 0..SCALES {
        let model = fit_scale(examples, scale, penalties);
        let (slope, shift) = spread(examples, scale, penalties);
        let share = (1.0 - SHARE_OF_WORDING) * SPREAD;
        let wording = SHARE_OF_WORDING * SPREAD * (learned.base[scale] - MIDDLE);
        let shift = MIDDLE + share * (shift - MIDDLE) + wording;
        write(&mut file, &model, scale, slope * share, shift);
    }
    let points = |weight: f64| (weight * SHARE_OF_WORDING * SPREAD).round() as i16;
    let mut table = WordingTable::new();
    for (gram, weights) in learned.grams {
        let columns = table.entry(gram).or_insert([0; COLUMNS]);
        columns[..SCALES].copy_from_slice(&weights.map(points));
    }
    let examples = examples.iter().map(|example| &example.marked);
    let all: Vec<&Marked> = examples.chain(marked).collect();
    for (row, odds) in learn_odds(&all) {
        let columns = table.entry(row).or_insert([0; COLUMNS]);
        columns[SCALES..].copy_from_slice(&odds);
    }
    table.retain(|_, columns| columns.iter().any(|one| *one != 0));
    (file, table)
}

/// The slope and shift that give cross-validated predictions the mean and spread of the marks.
fn spread(examples: &[Example], scale: usize, penalties: &Penalties) -> (f64, f64) {
    let mut writers: Vec<&str> = examples
        .iter()
        .map(|example| example.writer.as_str())
        .collect();
    writers.sort_unstable();
    writers.dedup();
    if writers.len() < 2 {
        return (1.0, 0.0);
    }
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for writer in writers {
        let rest: Vec<Example> = examples
            .iter()
            .filter(|example| example.writer != writer)
            .cloned()
            .collect();
        let model = fit_scale(&rest, scale, penalties);
        pairs.extend(
            examples
                .iter()
                .filter(|example| example.writer == writer)
                .map(|example| (predict(&model, example, scale), example.marks[scale])),
        );
    }
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / pairs.len() as f64;
    let (predicted, rated) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let deviation = |of: fn(&(f64, f64)) -> f64, middle: f64| {
        (pairs
            .iter()
            .map(|pair| (of(pair) - middle).powi(2))
            .sum::<f64>()
            / pairs.len() as f64)
            .sqrt()
    };
    let slope = deviation(|pair| pair.1, rated) / deviation(|pair| pair.0, predicted).max(1.0);
    let slope = slope.clamp(1.0, 2.0);
    (slope, rated - slope * predicted)
}

fn predict(model: &Model, example: &Example, scale: usize) -> f64 {
    row(example, scale, &model.columns)
        .iter()
        .map(|&(column, value)| model.weights[column] * value)
        .sum()
}

/// The strength of a signal on a scale, and its mean strength on all principles; both 0–3.
fn strengths(signal: u32, scale: usize) -> (Effect, f64, f64) {
    let inventory = Inventory::embedded();
    let strengths = inventory.strengths(signal as usize);
    let effect = inventory.signals()[signal as usize].effect;
    (
        effect,
        f64::from(strengths.here[scale]),
        f64::from(strengths.mean),
    )
}

/// The non-zero entries of an example's row.
fn row(example: &Example, scale: usize, columns: &[Column]) -> Vec<(usize, f64)> {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    let mut add = |wanted: Column, value: f64| {
        if let Some(at) = index(columns, wanted) {
            *sums.entry(at).or_insert(0.0) += value;
        }
    };
    add(Column::Intercept, 1.0);
    add(Column::Moment(example.moment as usize), 1.0);
    for &(feature, amount) in &example.features {
        let amount = f64::from(amount);
        match feature {
            Feature::Signal(number) => {
                let (effect, own, mean) = strengths(number, scale);
                add(Column::Own(effect), own * amount);
                add(Column::Halo(effect), mean * amount);
            }
            Feature::Action(action) if action.breaks() => add(Column::BadActions, amount),
            Feature::Action(_) => add(Column::GoodActions, amount),
            Feature::Shape(_) => {}
        }
        add(Column::Feature(feature), amount);
    }
    let features = example.features.iter();
    let balance =
        Balance::of(features.filter_map(|&(feature, amount)| Weight::of(feature, amount)));
    for &term in Term::ALL {
        add(
            Column::Balance(term),
            f64::from(balance.amount(term, scale)),
        );
    }
    sums.into_iter()
        .filter(|(_, value)| *value != 0.0)
        .collect()
}

fn columns(examples: &[Example]) -> Vec<Column> {
    let mut out = vec![Column::Intercept];
    out.extend((0..Moment::ALL.len()).map(Column::Moment));
    for effect in [Effect::Good, Effect::Fault] {
        out.push(Column::Own(effect));
        out.push(Column::Halo(effect));
    }
    out.extend([Column::GoodActions, Column::BadActions]);
    out.extend(Term::ALL.iter().map(|&term| Column::Balance(term)));
    let mut features: Vec<Feature> = examples
        .iter()
        .flat_map(|example| example.features.iter().map(|(feature, _)| *feature))
        .collect();
    features.sort_unstable();
    features.dedup();
    out.extend(features.into_iter().map(Column::Feature));
    out
}

fn penalty(column: Column, penalties: &Penalties) -> f64 {
    match column {
        Column::Intercept => 0.0,
        Column::Moment(_) => penalties.moment,
        Column::Own(_)
        | Column::Halo(_)
        | Column::GoodActions
        | Column::BadActions
        | Column::Balance(_) => penalties.common,
        Column::Feature(Feature::Signal(_)) => penalties.signal,
        Column::Feature(Feature::Action(_)) => penalties.action,
        Column::Feature(Feature::Shape(_)) => penalties.shape,
    }
}

fn fit_scale(examples: &[Example], scale: usize, penalties: &Penalties) -> Model {
    let columns = columns(examples);
    let mut by_column: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns.len()];
    for (number, example) in examples.iter().enumerate() {
        for (column, value) in row(example, scale, &columns) {
            by_column[column].push((number, value));
        }
    }
    let mut weights = vec![0.0_f64; columns.len()];
    let mut left: Vec<f64> = examples
        .iter()
        .map(|example| example.marks[scale])
        .collect();
    for _ in 0..ROUNDS {
        for at in 0..columns.len() {
            let entries = &by_column[at];
            let square: f64 = entries.iter().map(|(_, value)| value * value).sum();
            if square == 0.0 {
                continue;
            }
            let pull: f64 = entries
                .iter()
                .map(|(number, value)| left[*number] * value)
                .sum();
            let free = (pull + square * weights[at]) / (square + penalty(columns[at], penalties));
            let next = bounded(free, at, &columns, &weights, scale);
            let change = next - weights[at];
            if change != 0.0 {
                for (number, value) in entries {
                    left[*number] -= change * value;
                }
                weights[at] = next;
            }
        }
    }
    Model { columns, weights }
}

/// Holds a weight to the sign its meaning demands. A signal's own difference may take back no more than what it has in
/// common with the others.
fn bounded(free: f64, at: usize, columns: &[Column], weights: &[f64], scale: usize) -> f64 {
    match columns[at] {
        Column::Own(Effect::Good) | Column::Halo(Effect::Good) | Column::GoodActions => {
            free.max(0.0)
        }
        Column::Own(Effect::Fault) | Column::Halo(Effect::Fault) | Column::BadActions => {
            free.min(0.0)
        }
        Column::Balance(term) if term.raises() => free.max(0.0),
        Column::Balance(_) => free.min(0.0),
        Column::Feature(feature) => match shared(feature, columns, weights, scale) {
            Some((true, common)) => free.max(-common),
            Some((false, common)) => free.min(-common),
            None => free,
        },
        Column::Intercept | Column::Moment(_) => free,
    }
}

/// Whether a feature speaks for the reply, and what it has in common with others of its kind; `None` where either may be.
fn shared(
    feature: Feature,
    columns: &[Column],
    weights: &[f64],
    scale: usize,
) -> Option<(bool, f64)> {
    let weight = |wanted: Column| index(columns, wanted).map_or(0.0, |at| weights[at]);
    match feature {
        Feature::Signal(number) => {
            let (effect, own, mean) = strengths(number, scale);
            let common = weight(Column::Own(effect)) * own + weight(Column::Halo(effect)) * mean;
            Some((effect == Effect::Good, common))
        }
        Feature::Action(action) if action.breaks() => Some((false, weight(Column::BadActions))),
        Feature::Action(_) => Some((true, weight(Column::GoodActions))),
        Feature::Shape(shape) => shape.speaks_for().map(|good| (good, 0.0)),
    }
}

/// Writes one scale into the rubric, in points rounded to tenths.
fn write(file: &mut RubricFile, model: &Model, scale: usize, slope: f64, shift: f64) {
    let key = scale_key(scale).to_owned();
    let weight = |wanted: Column| index(&model.columns, wanted).map_or(0.0, |at| model.weights[at]);
    let tenths = |points: f64| ((points * 10.0).round() / 10.0) as f32;
    for (number, moment) in Moment::ALL.iter().enumerate() {
        let base = (weight(Column::Intercept) + weight(Column::Moment(number))) * slope + shift;
        file.base
            .entry(moment.key().to_owned())
            .or_default()
            .insert(key.clone(), tenths(base));
    }
    let total = |feature: Feature| {
        let own = weight(Column::Feature(feature));
        let points = match shared(feature, &model.columns, &model.weights, scale) {
            Some((true, common)) => (common + own).max(0.0),
            Some((false, common)) => (common + own).min(0.0),
            None => own,
        };
        tenths(points * slope)
    };
    for &term in Term::ALL {
        let points = tenths(weight(Column::Balance(term)) * slope);
        put(&mut file.balance, term.key(), &key, points);
    }
    let inventory = Inventory::embedded();
    for (number, signal) in (0_u32..).zip(inventory.signals()) {
        if signal.only_opens() {
            continue;
        }
        put(
            &mut file.signals,
            &signal.id,
            &key,
            total(Feature::Signal(number)),
        );
    }
    for &action in Action::ALL {
        put(
            &mut file.actions,
            action.key(),
            &key,
            total(Feature::Action(action)),
        );
    }
    for &shape in Shape::ALL {
        if file.context.contains_key(shape.key()) {
            continue;
        }
        put(
            &mut file.shape,
            shape.key(),
            &key,
            total(Feature::Shape(shape)),
        );
    }
}

fn put(table: &mut BTreeMap<String, BTreeMap<String, f32>>, id: &str, key: &str, points: f32) {
    let row = table.entry(id.to_owned()).or_default();
    if points != 0.0 {
        row.insert(key.to_owned(), points);
    }
}
