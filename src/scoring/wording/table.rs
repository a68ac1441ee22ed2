//! What every known word and pair of words is worth, in a table with a place for each hash. Must not read text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cells::{Cell, candidates, cells};
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
/// Its only character.
pub(super) const BASE_CHAR: char = '^';

/// What the row of a moment, and that of an action, begins with.
pub(super) const MOMENT: char = '@';
pub(super) const ACTION: char = '*';

/// The row of a moment.
#[must_use]
pub fn moment(key: &str) -> String {
    format!("{MOMENT}{key}")
}

/// The row of an action.
#[must_use]
pub fn action(key: &str) -> String {
    format!("{ACTION}{key}")
}

/// A row as it lies in the program: the hash of its words, then its points, little-endian.
const ROW: usize = 4 + 2 * COLUMNS;

/// What words and pairs of words are worth. The rows of the program's own table stay where they lie in it, so that many programs
/// of a class share that memory.
#[derive(Debug, Clone)]
pub struct Wording {
    cells: Cow<'static, [Cell]>,
    rows: Cow<'static, [[u8; ROW]]>,
}

impl Default for Wording {
    fn default() -> Self {
        Self {
            cells: Cow::Borrowed(&[]),
            rows: Cow::Borrowed(&[]),
        }
    }
}

impl Wording {
    /// The wording this program was built with.
    pub(in crate::scoring) fn embedded() -> Self {
        let rows = include_bytes!(concat!(env!("OUT_DIR"), "/wording.bin"));
        let cells = include_bytes!(concat!(env!("OUT_DIR"), "/cells.bin"));
        let (rows, _) = rows.as_chunks::<ROW>();
        let (cells, _) = cells.as_chunks();
        Self {
            cells: Cow::Borrowed(cells),
            rows: Cow::Borrowed(rows),
        }
    }

    /// The wording of a table from words to points.
    #[must_use]
    pub fn of(table: &WordingTable) -> Self {
        let rows: Vec<[u8; ROW]> = table
            .iter()
            .map(|(gram, points)| row(gram, points))
            .collect();
        let hashes: Vec<u32> = rows.iter().map(hash).collect();
        Self {
            cells: Cow::Owned(cells(&hashes)),
            rows: Cow::Owned(rows),
        }
    }

    /// What the row of this name, in two parts, says of the red lines.
    pub(super) fn odds(&self, first: char, rest: &str) -> Option<[i16; RedLine::COUNT]> {
        let chars = std::iter::once(first).chain(rest.chars());
        let hash = chars.fold(gram::START, |hash, c| gram::hash(hash, &[c]));
        let columns = self.points(hash)?;
        columns[SCALES..].try_into().ok()
    }

    /// The points of words with this hash.
    pub(super) fn points(&self, wanted: u32) -> Option<[i16; COLUMNS]> {
        let known = candidates(&self.cells, wanted).filter_map(|number| self.rows.get(number));
        let row = known.into_iter().find(|row| hash(row) == wanted)?;
        let (points, _) = row[4..].as_chunks::<2>();
        Some(std::array::from_fn(|scale| {
            i16::from_le_bytes(points[scale])
        }))
    }
}

fn hash(row: &[u8; ROW]) -> u32 {
    u32::from_le_bytes([row[0], row[1], row[2], row[3]])
}

fn row(gram: &str, points: &[i16; COLUMNS]) -> [u8; ROW] {
    let chars: Vec<char> = gram.chars().collect();
    let hash = gram::hash(gram::START, &chars).to_le_bytes();
    let points = points.iter().flat_map(|one| one.to_le_bytes());
    let mut bytes = hash.into_iter().chain(points);
    std::array::from_fn(|_| bytes.next().unwrap_or_default())
}
