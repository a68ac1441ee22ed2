//! The lines of a file and the piece of one that a problem is about, with a caret under it. The one place that draws an
//! excerpt; must not know what is wrong there.

use crate::text::{is_hidden, width};

/// Columns of a line that are shown at most; long enough for a sentence, short enough for a terminal of 100 columns.
const COLUMNS: usize = 84;
/// Columns shown before the caret where a line is cut.
const BEFORE: usize = 30;

/// A text by its lines.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// Line `number` from 1, without its end.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<&'t str> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |next| next - 1);
        let line = self.text.get(start..end)?;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    /// `length` cut so that it does not reach past the end of the line, at least 1; in characters.
    #[must_use]
    pub fn within(&self, line: u32, column: u32, length: u32) -> u32 {
        let before = column.saturating_sub(1) as usize;
        let rest = self.line(line).map_or(0, |line| {
            line.chars().skip(before).take(length as usize).count()
        });
        u32::try_from(rest).unwrap_or(length).max(1)
    }
}

/// A line ready to be drawn: the text shown, and where the caret stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, cut around the caret, safe for a terminal.
    pub shown: String,
    /// Columns before the caret.
    pub indent: usize,
    /// Columns of the caret, at least 1.
    pub caret: usize,
}

impl Excerpt {
    /// The excerpt of `line` with `length` characters from `column` (from 1) marked.
    #[must_use]
    pub fn of(line: &str, column: u32, length: u32) -> Self {
        let at = column.saturating_sub(1) as usize;
        let mut before: Vec<char> = Vec::new();
        let mut chars = line.chars();
        // Only as many characters as can be shown are kept: a line may have four million.
        let mut cut_before = false;
        for c in chars.by_ref().take(at) {
            if before.len() >= 4 * COLUMNS {
                before.drain(..2 * COLUMNS);
                cut_before = true;
            }
            before.push(safe(c));
        }
        let rest: Vec<char> = chars.map(safe).take(COLUMNS + 1).collect();
        let total = columns(&before) + columns(&rest);
        if total > COLUMNS && columns(&before) > BEFORE {
            cut_before = true;
            let mut kept = 0;
            let keep = before
                .iter()
                .rev()
                .take_while(|c| {
                    kept += columns(&[**c]);
                    kept <= BEFORE
                })
                .count();
            before.drain(..before.len() - keep);
        }
        let mut shown = String::new();
        if cut_before {
            shown.push('…');
        }
        shown.extend(&before);
        let indent = width(&shown);
        let mut used = indent;
        let mut caret = 0;
        for (number, &c) in rest.iter().enumerate() {
            let wide = columns(&[c]);
            if used + wide + 1 > COLUMNS && number + 1 < rest.len() {
                shown.push('…');
                break;
            }
            shown.push(c);
            used += wide;
            if number < length as usize {
                caret += wide;
            }
        }
        Self {
            shown: shown.trim_end().to_owned(),
            indent,
            caret: caret.max(1),
        }
    }
}

/// What is shown for `c`: one character for one, so that places stay right.
const fn safe(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_hidden(c) => '\u{FFFD}',
        c => c,
    }
}

fn columns(chars: &[char]) -> usize {
    width(&chars.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_what_is_meant() {
        for (line, column, length, shown, indent, caret) in [
            ("moment: 抱怨", 9, 2, "moment: 抱怨", 8, 4),
            ("{zh: 您好, en: x}", 10, 2, "{zh: 您好, en: x}", 11, 2),
            ("\t- 您\u{1b}[31m", 4, 1, " - 您\u{FFFD}[31m", 4, 1),
            ("短", 9, 9, "短", 2, 1),
            ("", 1, 1, "", 0, 1),
        ] {
            let excerpt = Excerpt::of(line, column, length);
            assert_eq!(
                (excerpt.shown.as_str(), excerpt.indent, excerpt.caret),
                (shown, indent, caret),
                "{line:?}"
            );
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let line = format!("{}X{}", "您".repeat(1000), "好".repeat(1000));
        let excerpt = Excerpt::of(&line, 1001, 1);
        assert!(width(&excerpt.shown) <= COLUMNS, "{}", excerpt.shown);
        assert!(excerpt.shown.starts_with('…') && excerpt.shown.ends_with('…'));
        let mut marked = excerpt.shown.clone();
        marked.retain(|c| c != '您');
        assert!(marked.starts_with("…X好"));
        assert_eq!(excerpt.indent, 1 + 15 * 2);
        let whole = Excerpt::of(&"好".repeat(500), 1, 500);
        assert!(whole.caret <= COLUMNS);
    }

    #[test]
    fn lines_are_found_whatever_ends_them() {
        let lines = Lines::of("一\r\n二\n\n三");
        let all: Vec<_> = (0..6).map(|number| lines.line(number)).collect();
        assert_eq!(
            all,
            [None, Some("一"), Some("二"), Some(""), Some("三"), None]
        );
        assert_eq!(lines.within(1, 1, 99), 1);
        assert_eq!(lines.within(9, 1, 5), 1);
    }
}
