//! Rows under headings, aligned for a terminal or separated for a spreadsheet. Must not know what they say.

use crate::domain::Principle;
use crate::i18n::Texts;
use crate::report::csv;
use crate::text::width;

/// A column: its key, under which its heading is found, and to which side its cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    key: &'static str,
    right: bool,
}

impl Column {
    pub(super) const fn left(key: &'static str) -> Self {
        Self { key, right: false }
    }

    pub(super) const fn right(key: &'static str) -> Self {
        Self { key, right: true }
    }
}

/// What stands in a row under a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// It reads the same in every language.
    Text(String),
    /// A principle.
    Principle(Principle),
    /// Nothing is known.
    Nothing,
}

impl Cell {
    pub(super) fn text(value: impl ToString) -> Self {
        Self::Text(value.to_string())
    }

    pub(super) fn number(value: u64) -> Self {
        Self::Text(value.to_string())
    }

    pub(super) fn principle(principle: Option<Principle>) -> Self {
        principle.map_or(Self::Nothing, Self::Principle)
    }
}

/// Rows under headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(super) fn new(columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: rows.collect(),
        }
    }

    /// For a terminal: headings in the reader's language, columns aligned.
    #[must_use]
    pub fn text(&self, texts: &Texts) -> String {
        let head = self
            .columns
            .iter()
            .map(|column| texts.get(&format!("overview-{}", column.key)));
        let mut lines = vec![head.collect::<Vec<_>>()];
        lines.extend(self.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => text.clone(),
                Cell::Principle(principle) => texts.principle(*principle),
                Cell::Nothing => "-".to_owned(),
            });
            cells.collect()
        }));
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| {
                let cells = lines.iter().filter_map(|line| line.get(column));
                cells.map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect();
        let mut out = String::new();
        for line in &lines {
            let mut row = String::new();
            for ((cell, column), wide) in line.iter().zip(&self.columns).zip(&widths) {
                let pad = " ".repeat(wide.saturating_sub(width(cell)));
                let (before, after) = if column.right {
                    (pad.as_str(), "")
                } else {
                    ("", pad.as_str())
                };
                row.push_str(&format!("{before}{cell}{after}  "));
            }
            out.push_str(row.trim_end());
            out.push('\n');
        }
        out
    }

    /// For a spreadsheet: headings are keys, which stay the same.
    #[must_use]
    pub fn csv(&self) -> String {
        let head: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.key.replace('-', "_"))
            .collect();
        let mut out = format!("\u{FEFF}{}", csv::cells(&head));
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Cell::Text(text) => text.clone(),
                    Cell::Principle(principle) => principle.key().to_owned(),
                    Cell::Nothing => String::new(),
                })
                .collect();
            out.push_str(&csv::cells(&cells));
        }
        out
    }
}
