//! What would show a principle in a moment that lives by it, so that its absence can be named. The rows are data.

use std::sync::OnceLock;

use serde::Deserialize;

use super::key::Keys;
use crate::domain::{Moment, Principle};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    principle: Principle,
    moments: Vec<Moment>,
    any: Vec<String>,
    /// The ranks of the keys in `any`.
    #[serde(skip)]
    ranks: Vec<usize>,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows = include_bytes!(concat!(env!("OUT_DIR"), "/looked_for.json"));
        let mut rows: Vec<Row> = match serde_json::from_slice(rows) {
            Ok(rows) => rows,
            Err(error) => unreachable!("the embedded rows are not readable: {error}"),
        };
        for row in &mut rows {
            let ranks = row.any.iter().filter_map(|key| Keys::embedded().rank(key));
            row.ranks = ranks.collect();
        }
        rows
    })
}

/// The keys to name as missing for `principle` in `moment`: the first of each row of which nothing was found. `found` is asked
/// for the ranks of keys.
pub(super) fn missing(
    principle: Principle,
    moment: Moment,
    found: impl Fn(usize) -> bool,
) -> impl Iterator<Item = &'static str> {
    rows()
        .iter()
        .filter(move |row| row.principle == principle && row.moments.contains(&moment))
        .filter(move |row| !row.ranks.iter().any(|rank| found(*rank)))
        .filter_map(|row| row.any.first().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_moment_looks_for_what_it_lives_by_and_every_key_is_known() {
        for &moment in Moment::ALL {
            for principle in moment.lives_by() {
                let rows = missing(principle, moment, |_| false).count();
                assert!(
                    rows > 0,
                    "{moment} lives by {principle} and looks for nothing"
                );
            }
        }
        let known: Vec<&str> = crate::scoring::known_keys().collect();
        for key in rows().iter().flat_map(|row| &row.any) {
            assert!(
                known.contains(&key.as_str()),
                "there is no signal or action `{key}`"
            );
        }
    }
}
