//! What every known word and pair of words is worth, in a table with a place for each hash. Must not read text.

use std::collections::BTreeMap;

use super::gram;
use crate::domain::RedLine;
use crate::scoring::rubric::SCALES;

/// The points on each scale, then what speaks for each red line, in hundredths of log odds.
pub const COLUMNS: usize = SCALES + RedLine::COUNT;

/// For words and pairs of words (`您 好`) their worth, as in the data file. Besides words there are the base of the odds
/// (`BASE`), moments and actions (`moment`, `action`), which have odds alone.
pub type WordingTable = BTreeMap<String, [i16; COLUMNS]>;

/// The row of the odds of a reply without a known word.
pub const BASE: &str = "^";

/// The row of a moment.
#[must_use]
pub fn moment(key: &str) -> String {
    format!("@{key}")
}

/// The row of an action.
#[must_use]
pub fn action(key: &str) -> String {
    format!("*{key}")
}

/// What words and pairs of words are worth.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    /// Hashes and the places of their points, one added; searched from the place of the hash on until a place is empty.
    cells: Vec<(u32, u32)>,
    points: Vec<[i16; COLUMNS]>,
}

impl Wording {
    /// The wording this program was built with.
    pub(in crate::scoring) fn embedded() -> Self {
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/wording.bin"));
        let (rows, _) = bytes.as_chunks::<{ 4 + 2 * COLUMNS }>();
        let mut out = Self::with_room(rows.len());
        for row in rows {
            let (hash, points) = row.split_at(4);
            let hash = u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]]);
            let (points, _) = points.as_chunks::<2>();
            let points = std::array::from_fn(|scale| i16::from_le_bytes(points[scale]));
            out.put(hash, points);
        }
        out
    }

    /// The wording of a table from words to points.
    #[must_use]
    pub fn of(table: &WordingTable) -> Self {
        let mut out = Self::with_room(table.len());
        for (gram, points) in table {
            out.add(gram, *points);
        }
        out
    }

    fn with_room(rows: usize) -> Self {
        Self {
            cells: vec![(0, 0); (rows * 3 / 2 + 1).next_power_of_two()],
            points: Vec::with_capacity(rows),
        }
    }

    /// Adds words that are not known yet; `false` where they are.
    pub fn add(&mut self, gram: &str, points: [i16; COLUMNS]) -> bool {
        let chars: Vec<char> = gram.chars().collect();
        let hash = gram::hash(gram::START, &chars);
        if self.points(hash).is_some() {
            return false;
        }
        if (self.points.len() + 1) * 3 / 2 >= self.cells.len() {
            let old = std::mem::replace(self, Self::with_room(self.points.len() * 2 + 8));
            for (hash, place) in old.cells.into_iter().filter(|(_, place)| *place > 0) {
                self.put(hash, old.points[place as usize - 1]);
            }
        }
        self.put(hash, points);
        true
    }

    fn put(&mut self, hash: u32, points: [i16; COLUMNS]) {
        self.points.push(points);
        let mask = self.cells.len() - 1;
        let mut at = hash as usize & mask;
        while self.cells[at].1 > 0 {
            at = (at + 1) & mask;
        }
        self.cells[at] = (hash, self.points.len() as u32);
    }

    /// What the row of this name says of the red lines.
    pub(super) fn odds(&self, row: &str) -> Option<&[i16]> {
        let hash = row
            .chars()
            .fold(gram::START, |hash, c| gram::hash(hash, &[c]));
        self.points(hash).map(|columns| &columns[SCALES..])
    }

    /// The points of words with this hash.
    pub(super) fn points(&self, hash: u32) -> Option<&[i16; COLUMNS]> {
        let mask = self.cells.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let (there, place) = self.cells[at];
            let place = (place as usize).checked_sub(1)?;
            if there == hash {
                return self.points.get(place);
            }
            at = (at + 1) & mask;
        }
    }
}
