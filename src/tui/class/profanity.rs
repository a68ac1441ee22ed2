//! Profanity in what is shown to a class: each such word as its first letter and asterisks. The words are data with examples. Must
//! not change what is kept: records have what was said.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::normalise;

/// One word.
struct Word {
    chars: Vec<char>,
    /// Whatever letters follow belong to it.
    open: bool,
    /// What it may be part of without being meant.
    unless: Vec<Vec<char>>,
}

/// All words, by their first character.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut out: HashMap<char, Vec<Word>> = HashMap::new();
    for [word, unless, ..] in rows() {
        let bare = word.trim_end_matches('*');
        let chars: Vec<char> = bare.chars().collect();
        let Some(&first) = chars.first() else {
            continue;
        };
        let unless = unless.split(',').filter(|one| !one.is_empty());
        out.entry(first).or_default().push(Word {
            open: bare.len() < word.len(),
            unless: unless.map(|one| one.chars().collect()).collect(),
            chars,
        });
    }
    out
});

/// The lines of the data: a word, its exceptions, a sentence with it, a near one without.
fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let lines = include_str!("profanity.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some([cells.next()?, cells.next()?, cells.next()?, cells.next()?])
        })
}

/// The text with every such word as its first letter and asterisks; the same where there is none.
pub(super) fn covered(text: &str) -> Cow<'_, str> {
    let normal = normalise(text);
    let mut hidden: Vec<(u32, u32)> = Vec::new();
    let mut at = 0;
    while at < normal.chars.len() {
        if let Some(end) = ends(&normal.chars, at) {
            hidden.push(normal.typed(at, end));
            at = end;
        } else {
            at += 1;
        }
    }
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let covers = |(number, c): (u32, char)| {
        let inside = |(start, end): &(u32, u32)| number > *start && number < *end;
        if hidden.iter().any(inside) && c.is_alphanumeric() {
            '*'
        } else {
            c
        }
    };
    Cow::Owned((0..).zip(text.chars()).map(covers).collect())
}

/// Where the longest word that begins at `at` ends; none where none does.
fn ends(text: &[char], at: usize) -> Option<usize> {
    let words = WORDS.get(text.get(at)?)?;
    let letter = |at: usize| text.get(at).is_some_and(char::is_ascii_alphanumeric);
    words
        .iter()
        .filter_map(|word| {
            let mut end = at + word.chars.len();
            if text.get(at..end)? != word.chars {
                return None;
            }
            if word.chars[0].is_ascii() {
                if at > 0 && letter(at - 1) {
                    return None;
                }
                while word.open && letter(end) {
                    end += 1;
                }
                if letter(end) {
                    return None;
                }
            }
            let meant = |one: &Vec<char>| !stands_over(text, one, at);
            word.unless.iter().all(meant).then_some(end)
        })
        .max()
}

/// Whether `whole` stands so that it covers the character at `start`.
fn stands_over(text: &[char], whole: &[char], start: usize) -> bool {
    let earliest = (start + 1).saturating_sub(whole.len());
    (earliest..=start).any(|from| text.get(from..from + whole.len()) == Some(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::scenario::Library;

    #[test]
    fn every_word_is_marked_where_it_is_meant_and_not_where_it_is_near() {
        let lines = include_str!("profanity.tsv").lines();
        let words = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().count(), words, "a line is not whole");
        for [word, _, meant, near] in rows() {
            let shown = covered(meant);
            assert!(shown.contains('*'), "{word}: {meant}");
            assert_eq!(shown.chars().count(), meant.chars().count());
            assert_eq!(covered(near), near, "{word}");
        }
    }

    #[test]
    fn the_first_letter_stays_and_nothing_else_is_touched() {
        for (text, shown) in [
            ("你他妈的, 排队！", "你他*的, 排队！"),
            ("ＦＵＣＫＩＮＧ queue", "Ｆ****** queue"),
            ("你 他 妈 的", "你 他 * 的"),
            ("Shut up, please", "S*** **, please"),
            ("傻\u{200B}逼", "傻\u{200B}*"),
            ("", ""),
        ] {
            assert_eq!(covered(text), shown, "{text}");
        }
    }

    #[test]
    fn nothing_in_the_library_s_good_replies_is_marked() {
        let library = Library::embedded();
        let mut seen = 0;
        for scenario in library.scenarios() {
            for state in &scenario.states {
                for language in Language::ALL {
                    let Some(good) = &state.good else {
                        continue;
                    };
                    let words = good.words.get(*language);
                    assert_eq!(covered(words), words, "{}", scenario.id);
                    seen += 1;
                }
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
