//! Learns wording from rated replies: ridge regression in its dual form, since there are fewer replies than words. Pure
//! arithmetic: the same rows give the same table.

use std::collections::BTreeMap;

use crate::scoring::rubric::SCALES;

/// In so many replies a word or a pair of words must stand to be learned.
const LEAST_REPLIES: u32 = 3;
/// How strongly the weights are held back.
const PENALTY: f64 = 1.5;

/// What was learned: marks of 100 per word, before any share is taken.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// The mark of a reply without a known word.
    pub base: [f64; SCALES],
    /// What each word or pair of words adds.
    pub grams: BTreeMap<String, [f64; SCALES]>,
}

/// A row: columns and values, sorted by column.
type Row = Vec<(usize, f64)>;

/// Learns from replies, each with its words and pairs of words and its marks (0–100).
#[must_use]
pub fn learn(replies: &[(&[String], [f64; SCALES])]) -> Learned {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (grams, _) in replies {
        let mut once: Vec<&str> = grams.iter().map(String::as_str).collect();
        once.sort_unstable();
        once.dedup();
        for gram in once {
            *counts.entry(gram).or_default() += 1;
        }
    }
    let known: Vec<&str> = counts
        .into_iter()
        .filter(|(_, count)| *count >= LEAST_REPLIES)
        .map(|(gram, _)| gram)
        .collect();
    let rows: Vec<Row> = replies
        .iter()
        .map(|(grams, _)| row(grams, &known))
        .collect();
    if rows.is_empty() {
        return Learned::default();
    }
    let factors = decomposed(&products(&rows));
    let mut out = Learned::default();
    for scale in 0..SCALES {
        let mean = replies.iter().map(|(_, marks)| marks[scale]).sum::<f64>() / rows.len() as f64;
        let mut dual: Vec<f64> = replies
            .iter()
            .map(|(_, marks)| marks[scale] - mean)
            .collect();
        solve(&factors, &mut dual);
        let mut weights = vec![0.0; known.len()];
        for (row, dual) in rows.iter().zip(&dual) {
            for (column, value) in row {
                weights[*column] += value * dual;
            }
        }
        // The mean is the mark of an ordinary reply, so that what its words add tells how far it is from one.
        out.base[scale] = mean;
        for (gram, weight) in known.iter().zip(weights) {
            out.grams.entry((*gram).to_owned()).or_default()[scale] = weight;
        }
    }
    out
}

/// How often each known word stands in a reply, divided by the root of all.
fn row(grams: &[String], known: &[&str]) -> Row {
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    for gram in grams {
        if let Ok(column) = known.binary_search(&gram.as_str()) {
            *counts.entry(column).or_default() += 1.0;
        }
    }
    let root = counts.values().sum::<f64>().sqrt().max(1.0);
    counts
        .into_iter()
        .map(|(at, count)| (at, count / root))
        .collect()
}

fn dot(one: &Row, other: &Row) -> f64 {
    let (mut sum, mut at) = (0.0, 0);
    for (column, value) in one {
        while other.get(at).is_some_and(|(there, _)| there < column) {
            at += 1;
        }
        if let Some((there, other)) = other.get(at)
            && there == column
        {
            sum += value * other;
        }
    }
    sum
}

/// The products of all pairs of rows, with the penalty on the diagonal: the lower half.
fn products(rows: &[Row]) -> Vec<Vec<f64>> {
    rows.iter()
        .enumerate()
        .map(|(i, one)| {
            let mut out: Vec<f64> = rows[..=i].iter().map(|other| dot(one, other)).collect();
            out[i] += PENALTY;
            out
        })
        .collect()
}

/// The lower triangle whose product with itself turned over is `matrix` (Cholesky). The penalty keeps it positive.
fn decomposed(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut out: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, row) in matrix.iter().enumerate() {
        let mut next: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, above) in out.iter().enumerate() {
            let sum: f64 = next.iter().zip(above).map(|(a, b)| a * b).sum();
            next.push((row[j] - sum) / above[j]);
        }
        let sum: f64 = next.iter().map(|value| value * value).sum();
        next.push((row[i] - sum).max(f64::EPSILON).sqrt());
        out.push(next);
    }
    out
}

/// Solves for one right side, in place.
fn solve(factors: &[Vec<f64>], right: &mut [f64]) {
    for i in 0..right.len() {
        let sum: f64 = factors[i].iter().zip(&right[..i]).map(|(a, b)| a * b).sum();
        right[i] = (right[i] - sum) / factors[i][i];
    }
    for i in (0..right.len()).rev() {
        right[i] /= factors[i][i];
        let value = right[i];
        for (before, factor) in right[..i].iter_mut().zip(&factors[i]) {
            *before -= factor * value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_words_are_learned_to_be_worth_more_than_rude_ones() {
        let of = |words: &str| -> Vec<String> { words.split(' ').map(str::to_owned).collect() };
        let replies: Vec<(Vec<String>, [f64; SCALES])> = [
            ("please sit", 100.0),
            ("please wait", 90.0),
            ("please now", 80.0),
            ("sit shut", 10.0),
            ("wait shut", 0.0),
            ("now shut", 20.0),
        ]
        .map(|(words, mark)| (of(words), [mark; SCALES]))
        .into();
        let rows: Vec<(&[String], [f64; SCALES])> = replies
            .iter()
            .map(|(words, marks)| (words.as_slice(), *marks))
            .collect();
        let learned = learn(&rows);
        let weight = |word: &str| learned.grams.get(word).map(|weights| weights[0]);
        assert!(weight("please") > Some(10.0) && weight("shut") < Some(-10.0));
        assert_eq!(weight("sit"), None, "in two replies only");
        assert!((learned.base[0] - 50.0).abs() < 15.0, "{:?}", learned.base);
    }
}
