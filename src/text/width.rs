//! Display columns: measuring, cutting and wrapping for a terminal. The only place that wraps, since ratatui's own wrapping
//! puts half of a wide character outside its box. Must not be used for evidence, which is counted in characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns `text` takes in a terminal.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` cut to at most `columns`, with `…` where something was cut off.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let next = used + width(grapheme);
        if next + 1 > columns {
            break;
        }
        out.push_str(grapheme);
        used = next;
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// The lines of `text` for a box of `columns`: breaks where Chinese and English allow it (no closing mark at the start of a
/// line), keeps the line ends that are there, never wider than `columns` (a box of one column can't hold a wide character:
/// it is left out).
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    let options = textwrap::Options::new(columns)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(true);
    let mut lines: Vec<String> = textwrap::wrap(text, options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect();
    for line in &mut lines {
        if width(line) > columns {
            *line = line
                .graphemes(true)
                .filter(|grapheme| width(grapheme) <= columns)
                .collect();
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// The rows of one line that is being edited, in a box of `columns`, as ranges of bytes: they break where [`wrap`] breaks, but
/// leave nothing out. A row may be wider than the box by the spaces at its end, or where one character is.
#[must_use]
pub fn rows(line: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut at, mut used) = (0, 0, 0);
    for word in textwrap::WordSeparator::UnicodeBreakProperties.find_words(line) {
        let wide = width(word.word);
        if used > 0 && used + wide > columns {
            rows.push(start..at);
            (start, used) = (at, 0);
        }
        if wide > columns {
            for grapheme in word.word.graphemes(true) {
                let wide = width(grapheme);
                if used > 0 && used + wide > columns {
                    rows.push(start..at);
                    (start, used) = (at, 0);
                }
                at += grapheme.len();
                used += wide;
            }
        } else {
            at += word.word.len();
            used += wide;
        }
        at += word.whitespace.len();
        used += word.whitespace.len();
    }
    rows.push(start..at);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_characters_count_two_and_are_never_halved() {
        assert_eq!(width("您好ok"), 6);
        assert_eq!(fit("您好啊", 4), "您…");
        assert_eq!(fit("您好", 4), "您好");
        assert_eq!(fit("您好", 0), "");
        assert_eq!(wrap("您好,请坐。", 6), ["您好,", "请坐。"]);
    }

    #[test]
    fn a_row_that_is_edited_begins_with_no_closing_mark_and_nothing_is_lost() {
        let row = |line: &'static str, columns| -> Vec<&str> {
            rows(line, columns)
                .into_iter()
                .map(|range| &line[range])
                .collect()
        };
        assert_eq!(row("您好请坐，稍等", 8), ["您好请", "坐，稍等"]);
        assert_eq!(row("他说“好”。我记下", 10), ["他说“好”。", "我记下"]);
        assert_eq!(row("one moment  please", 9), ["one ", "moment  ", "please"]);
        assert_eq!(row("extraordinary", 5), ["extra", "ordin", "ary"]);
        assert_eq!(row("", 5), [""]);
        assert_eq!(row("您", 1), ["您"]);
    }

    proptest! {
        #[test]
        fn rows_together_are_the_line(text in "[a-z 您好请坐，。！“”（）、-]{0,60}", columns in 1_usize..40) {
            let mut end = 0;
            for row in rows(&text, columns) {
                prop_assert_eq!(row.start, end);
                end = row.end;
                let shown = text[row].trim_end_matches(' ');
                prop_assert!(width(shown) <= columns.max(2), "{:?}", shown);
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn no_line_is_wider_than_the_box(text in "[a-z 您好请坐，。！“”\n]{0,60}", columns in 1_usize..40) {
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns, "{line:?}");
            }
        }
    }
}
