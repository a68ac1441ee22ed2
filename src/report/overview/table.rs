//! Rows under headings, aligned for a terminal, separated for a spreadsheet or as a page. Must not know what they say.

use std::fmt::Write as _;

use crate::domain::Principle;
use crate::i18n::Texts;
use crate::report::csv;
use crate::report::html::{STYLE, escape};
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
    /// Yes or no.
    Yes(bool),
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

    /// As a person reads it.
    fn shown(&self, texts: &Texts) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Principle(principle) => texts.principle(*principle),
            Self::Yes(true) => texts.get("overview-yes"),
            Self::Yes(false) => texts.get("overview-no"),
            Self::Nothing => "-".to_owned(),
        }
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
            let cells = row.iter().map(|cell| cell.shown(texts));
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

    /// A page without anything from outside, to print: `heading`, a sentence under it, and the rows.
    #[must_use]
    pub fn page(&self, texts: &Texts, heading: &str, lead: &str) -> String {
        let (heading, lead) = (escape(heading), escape(lead));
        let language = texts.language();
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title><style>{STYLE}@page {{ size: A4 landscape }} body {{ max-width: none }}</style></head>\n<body><h1>{heading}</h1>\n<p class=\"dim\">{lead}</p>\n<table><tr>"
        );
        // Writing to a String can't fail.
        for column in &self.columns {
            let name = texts.get(&format!("overview-{}", column.key));
            let _ = write!(out, "<th>{}</th>", escape(&name));
        }
        out.push_str("</tr>\n");
        for row in &self.rows {
            out.push_str("<tr>");
            for (cell, column) in row.iter().zip(&self.columns) {
                let class = if column.right { " class=\"n\"" } else { "" };
                let _ = write!(out, "<td{class}>{}</td>", escape(&cell.shown(texts)));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table></body></html>\n");
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
                    Cell::Yes(true) => "yes".to_owned(),
                    Cell::Yes(false) => "no".to_owned(),
                    Cell::Nothing => String::new(),
                })
                .collect();
            out.push_str(&csv::cells(&cells));
        }
        out
    }
}
