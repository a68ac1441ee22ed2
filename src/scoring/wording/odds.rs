//! How far the wording of a reply leans towards each red line: learned from replies that cross one and from replies that only
//! look so (logistic regression). Pure arithmetic. Must not decide whether a line is crossed: signals have a say in that.

use std::collections::BTreeMap;

use super::table::{BASE, COLUMNS};
use crate::domain::RedLine;
use crate::scoring::rubric::SCALES;
use crate::text::is_han;

/// In so many replies a word or a pair of words must stand to be learned.
const LEAST_REPLIES: u32 = 2;
/// How strongly the weights are held back; the base is not.
const PENALTY: f64 = 0.033;
/// What a moment or an action counts beside the words, which together have a length of about one.
const BESIDE_WORDS: f64 = 0.25;
/// How often every weight is moved towards where its slope is level.
const ROUNDS: usize = 40;
/// The furthest that a weight is moved at once.
const STEP: f64 = 1.0;
/// Words that speak for or against no line by as much as this, in hundredths of log odds, are left out: a reply's words are
/// divided by the root of how many there are, so that a third of the table moved hardly anything and made every look-up dearer.
const FEEBLE: i16 = 30;
/// Log odds are kept in so many parts.
const PARTS: f32 = 100.0;

/// Log odds of a reply, per red line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Odds {
    /// What is there without any words.
    bare: [f32; RedLine::COUNT],
    /// The clauses in their order.
    clauses: Vec<Clause>,
}

/// What the words of a clause add.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Clause {
    /// The sum over its words and pairs of words, before it is divided by the root of how many are known in the reply.
    pub(super) sums: [f32; RedLine::COUNT],
    /// How many are known.
    pub(super) known: u32,
}

impl Clause {
    /// Of the columns of a clause, and how many of its words and pairs of words are known.
    pub(super) fn of((columns, known): (&[f32; COLUMNS], &u32)) -> Self {
        let mut sums = [0.0; RedLine::COUNT];
        sums.copy_from_slice(&columns[SCALES..]);
        Self {
            sums,
            known: *known,
        }
    }
}

impl Odds {
    /// Of the rows of base, moment and actions, and the clauses.
    pub(super) fn of(
        rows: impl Iterator<Item = [i16; RedLine::COUNT]>,
        clauses: Vec<Clause>,
    ) -> Self {
        let mut bare = [0.0; RedLine::COUNT];
        for row in rows {
            for (sum, part) in bare.iter_mut().zip(row) {
                *sum += f32::from(part) / PARTS;
            }
        }
        Self { bare, clauses }
    }

    /// The log odds that the reply crosses `line`, as far as its words tell.
    #[must_use]
    pub fn on(&self, line: RedLine) -> f32 {
        self.without(line, &[])
    }

    fn without(&self, line: RedLine, taken: &[usize]) -> f32 {
        let (mut sum, mut known) = (0.0, 0);
        for (number, clause) in self.clauses.iter().enumerate() {
            if !taken.contains(&number) {
                sum += clause.sums[line as usize];
                known += clause.known;
            }
        }
        self.bare[line as usize] + sum / PARTS / (known.max(1) as f32).sqrt()
    }

    /// The numbers of the clauses that speak most for `line`, the weightiest first: so many that without them the log odds
    /// would be lower than `least`.
    #[must_use]
    pub fn places(&self, line: RedLine, least: f32) -> Vec<usize> {
        let of = |number: &usize| self.clauses[*number].sums[line as usize];
        let mut all: Vec<usize> = (0..self.clauses.len()).collect();
        all.sort_by(|a, b| of(b).total_cmp(&of(a)).then(a.cmp(b)));
        let enough = (0..all.len()).find(|taken| self.without(line, &all[..*taken]) < least);
        all.truncate(enough.unwrap_or(all.len()));
        all
    }
}

/// A reply to learn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// Its words and pairs of words.
    pub grams: Vec<String>,
    /// The rows of its moment and actions.
    pub beside: Vec<String>,
    /// The red lines it crosses.
    pub red_lines: Vec<RedLine>,
}

/// What each row says of the red lines, in hundredths of log odds. Learned twice: the second time without the feeble rows, since
/// by how many words a reply's sum is divided depends on how many are known.
#[must_use]
pub fn learn_odds(replies: &[&Marked]) -> BTreeMap<String, [i16; RedLine::COUNT]> {
    let all = learn_rows(replies, &known(replies));
    let strong = |odds: &[i16; RedLine::COUNT]| odds.iter().any(|one| one.abs() >= FEEBLE);
    let kept = all
        .iter()
        .filter(|(row, odds)| is_beside(row) || strong(odds));
    let mut out = learn_rows(
        replies,
        &kept.map(|(row, _)| row.as_str()).collect::<Vec<_>>(),
    );
    out.retain(|_, odds| odds.iter().any(|one| *one != 0));
    out
}

/// The same for the rows of these names, which are sorted.
fn learn_rows(replies: &[&Marked], names: &[&str]) -> BTreeMap<String, [i16; RedLine::COUNT]> {
    let mut out: BTreeMap<String, [i16; RedLine::COUNT]> = BTreeMap::new();
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); names.len()];
    for (number, reply) in replies.iter().enumerate() {
        for (column, value) in row(reply, names) {
            columns[column].push((number, value));
        }
    }
    let rarity = rarity(&columns, names, replies.len());
    for (column, rare) in columns.iter_mut().zip(&rarity) {
        column.iter_mut().for_each(|(_, value)| *value *= rare);
    }
    for &line in RedLine::ALL {
        let crosses: Vec<bool> = replies
            .iter()
            .map(|reply| reply.red_lines.contains(&line))
            .collect();
        if !crosses.contains(&true) {
            continue;
        }
        let weights = weights(&columns, &crosses).into_iter().zip(&rarity);
        for (name, (weight, rare)) in names.iter().zip(weights) {
            let weight = if is_beside(name) && *name != BASE {
                weight * BESIDE_WORDS
            } else {
                weight * rare
            };
            out.entry((*name).to_owned()).or_default()[line as usize] =
                (weight * f64::from(PARTS)).round() as i16;
        }
    }
    out
}

/// How much more a rare word counts than a common one, about one in the mean: the logarithm of in how many replies it does not
/// stand. Held back alike, common words took what belongs to the rare ones that say more.
fn rarity(columns: &[Vec<(usize, f64)>], names: &[&str], replies: usize) -> Vec<f64> {
    let of = |column: &Vec<(usize, f64)>| {
        1.0 + ((replies as f64 + 1.0) / (column.len() as f64 + 1.0)).ln()
    };
    let words = names.iter().filter(|name| !is_beside(name)).count().max(1) as f64;
    let all = names.iter().zip(columns).map(|(name, column)| {
        if is_beside(name) {
            None
        } else {
            Some(of(column))
        }
    });
    let all: Vec<Option<f64>> = all.collect();
    let mean = all.iter().flatten().sum::<f64>() / words;
    all.into_iter()
        .map(|one| one.map_or(1.0, |rare| rare / mean))
        .collect()
}

/// Whether a row is the base, a moment or an action, and no words.
fn is_beside(row: &str) -> bool {
    row == BASE || row.starts_with(['@', '*']) && row.len() > 1
}

/// The rows that stand in enough replies, sorted, and the base.
fn known<'a>(replies: &[&'a Marked]) -> Vec<&'a str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for reply in replies {
        let all = reply.grams.iter().chain(&reply.beside);
        let mut once: Vec<&str> = all.map(String::as_str).collect();
        once.sort_unstable();
        once.dedup();
        for name in once {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts.retain(|name, count| *count >= LEAST_REPLIES && !says_little(name));
    counts.insert(BASE, LEAST_REPLIES);
    counts.into_keys().collect()
}

/// Whether it is a single Chinese character: it stands in words of every kind, and says of marks what it can't say of breaches.
fn says_little(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}

/// The entries of a reply's row.
fn row(reply: &Marked, names: &[&str]) -> BTreeMap<usize, f64> {
    let mut out: BTreeMap<usize, f64> = BTreeMap::new();
    let place = |name: &str| names.binary_search(&name).ok();
    for column in reply.grams.iter().filter_map(|gram| place(gram)) {
        *out.entry(column).or_default() += 1.0;
    }
    let root = out.values().sum::<f64>().max(1.0).sqrt();
    out.values_mut().for_each(|value| *value /= root);
    out.extend(
        reply
            .beside
            .iter()
            .filter_map(|one| Some((place(one)?, BESIDE_WORDS))),
    );
    out.extend(place(BASE).map(|base| (base, 1.0)));
    out
}

/// The weights of all columns for one red line. The first columns are moved first, so that the same rows give the same weights.
fn weights(columns: &[Vec<(usize, f64)>], crosses: &[bool]) -> Vec<f64> {
    let mut weights = vec![0.0_f64; columns.len()];
    let mut odds = vec![0.0_f64; crosses.len()];
    for _ in 0..ROUNDS {
        for (weight, column) in weights.iter_mut().zip(columns) {
            let base = column.len() == crosses.len();
            let penalty = if base { 0.0 } else { PENALTY };
            let (mut slope, mut bend) = (penalty * *weight, penalty);
            for &(reply, value) in column {
                let likely = 1.0 / (1.0 + (-odds[reply]).exp());
                slope += (likely - f64::from(u8::from(crosses[reply]))) * value;
                bend += likely * (1.0 - likely) * value * value;
            }
            let change = (-slope / bend.max(1e-9)).clamp(-STEP, STEP);
            *weight += change;
            for &(reply, value) in column {
                odds[reply] += change * value;
            }
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &str, moment: &str, red_lines: &[RedLine]) -> Marked {
        Marked {
            grams: words.split(' ').map(str::to_owned).collect(),
            beside: vec![format!("@{moment}")],
            red_lines: red_lines.to_vec(),
        }
    }

    #[test]
    fn what_stands_in_breaches_alone_leans_towards_them() {
        let breach = [RedLine::Compliance];
        let all = [
            marked("tell me your pin", "inquiry", &breach),
            marked("pin please", "pressure", &breach),
            marked("your card please", "inquiry", &[]),
            marked("tell me please", "inquiry", &[]),
            marked("your seat", "inquiry", &[]),
        ];
        let learned = learn_odds(&all.iter().collect::<Vec<_>>());
        let of = |name: &str| learned[name][RedLine::Compliance as usize];
        assert!(of("pin") > 100 && of("your") < of("pin"), "{learned:?}");
        assert!(!learned.contains_key("card"), "in one reply only");
        assert!(of("^") < 0 && learned["pin"][RedLine::Arguing as usize] == 0);
    }

    #[test]
    fn the_clauses_that_speak_most_are_the_place() {
        let clause = |compliance| Clause {
            sums: [1.0, 0.0, 0.0, 0.0, 0.0, compliance],
            known: 2,
        };
        let rows = [[0_i16, 0, 0, 0, 0, -300]];
        let clauses = vec![clause(50.0), clause(350.0)];
        let odds = Odds::of(rows.into_iter(), clauses);
        assert!(
            (odds.on(RedLine::Compliance) + 1.0).abs() < 1e-3,
            "{odds:?}"
        );
        assert_eq!(odds.places(RedLine::Compliance, -1.5), [1]);
        assert_eq!(odds.places(RedLine::Compliance, -2.8), [1, 0]);
        assert!(Odds::default().places(RedLine::Jargon, 0.0).is_empty());
    }
}
