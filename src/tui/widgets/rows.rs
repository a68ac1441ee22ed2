//! How a text that is being edited lies in its field: rows, the place of the insertion point among them, and the way back from
//! a place to the text. Must not change the text.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{rows, width};

/// A place in a text: the line, and how many of its characters lie before.
pub type Place = (usize, usize);

/// One row of the field.
#[derive(Debug)]
struct Row<'a> {
    /// The line it is of.
    line: usize,
    /// How many characters of that line lie before it.
    before: usize,
    text: &'a str,
    /// It is its line's last.
    last: bool,
}

/// A text in rows.
#[derive(Debug)]
pub struct Rows<'a> {
    rows: Vec<Row<'a>>,
    columns: usize,
}

impl<'a> Rows<'a> {
    /// These lines in rows of `columns`.
    #[must_use]
    pub fn of(lines: &'a [String], columns: usize) -> Self {
        let mut all = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let mut before = 0;
            let ranges = rows(line, columns);
            let last = ranges.len() - 1;
            for (place, range) in ranges.into_iter().enumerate() {
                let text = &line[range];
                all.push(Row {
                    line: number,
                    before,
                    text,
                    last: place == last,
                });
                before += text.chars().count();
            }
        }
        Self { rows: all, columns }
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The row and the column of a place in the text. Between two rows of a line it is the beginning of the second.
    #[must_use]
    pub fn find(&self, (line, before): Place) -> (usize, usize) {
        let number = self
            .rows
            .iter()
            .rposition(|row| (row.line, row.before) <= (line, before))
            .unwrap_or(0);
        let Some(row) = self.rows.get(number) else {
            return (0, 0);
        };
        let within = before.saturating_sub(row.before);
        let column = width(part(row.text, 0..within));
        // Spaces at the end of a row may reach out of the field.
        (number, column.min(self.columns))
    }

    /// The place in the text that is nearest to a column of a row; a row beyond the last is the last.
    #[must_use]
    pub fn place(&self, number: usize, column: usize) -> Place {
        let Some(row) = self.rows.get(number).or_else(|| self.rows.last()) else {
            return (0, 0);
        };
        let (mut within, mut used) = (0, 0);
        let mut begin = 0;
        for grapheme in row.text.graphemes(true) {
            let wide = width(grapheme);
            if used + wide > column {
                return (row.line, row.before + within);
            }
            begin = within;
            within += grapheme.chars().count();
            used += wide;
        }
        // The end of a row that goes on belongs to the next one.
        let within = if row.last { within } else { begin };
        (row.line, row.before + within)
    }

    /// The rows from `top` on; what lies between the places of `chosen` is in its style.
    pub fn shown(
        &self,
        top: usize,
        chosen: Option<(Place, Place)>,
        style: Style,
    ) -> impl Iterator<Item = Line<'a>> {
        self.rows.iter().skip(top).map(move |row| {
            let all = row.text.chars().count();
            let within = |(line, before): Place| match line.cmp(&row.line) {
                std::cmp::Ordering::Less => 0,
                std::cmp::Ordering::Equal => before.saturating_sub(row.before).min(all),
                std::cmp::Ordering::Greater => all,
            };
            let (from, to) = chosen.map_or((0, 0), |(from, to)| (within(from), within(to)));
            Line::from(vec![
                Span::raw(part(row.text, 0..from)),
                Span::styled(part(row.text, from..to), style),
                Span::raw(part(row.text, to..all)),
            ])
        })
    }
}

/// The characters with these numbers.
fn part(text: &str, range: Range<usize>) -> &str {
    let byte = |number: usize| {
        text.char_indices()
            .nth(number)
            .map_or(text.len(), |(at, _)| at)
    };
    &text[byte(range.start)..byte(range.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.split('\n').map(str::to_owned).collect()
    }

    #[test]
    fn every_place_is_found_again() {
        let lines = lines("您好请坐，稍等\n\nplease  wait a moment，好");
        for columns in [2, 4, 7, 10, 40] {
            let rows = Rows::of(&lines, columns);
            for (line, text) in lines.iter().enumerate() {
                for before in 0..=text.chars().count() {
                    let (row, column) = rows.find((line, before));
                    assert!(row < rows.count() && column <= columns);
                    let shown = width(rows.rows[row].text);
                    if shown <= columns {
                        assert_eq!(rows.place(row, column), (line, before), "{columns}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_insertion_point_goes_along_with_what_is_carried_to_the_next_row() {
        let lines = lines("您好请坐，");
        let rows = Rows::of(&lines, 8);
        assert_eq!(rows.count(), 2);
        assert_eq!(rows.find((0, 3)), (1, 0));
        assert_eq!(rows.find((0, 5)), (1, 4));
        assert_eq!(rows.place(0, 8), (0, 2), "the end of a row that goes on");
        assert_eq!(rows.place(9, 9), (0, 5));
    }
}
