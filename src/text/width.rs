//! Display columns: measuring, cutting and wrapping for a terminal. The only place that wraps, since ratatui's own wrapping
//! puts half of a wide character outside its box. Must not be used for evidence, which is counted in characters.

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

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_box(text in "[a-z 您好请坐，。！“”\n]{0,60}", columns in 1_usize..40) {
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns, "{line:?}");
            }
        }
    }
}
