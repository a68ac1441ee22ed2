//! Where sentences and clauses end in normalised text. Must not look words up, save the titles whose full stop ends nothing.

use super::Normal;

/// For each normalised character the number of its sentence and of its clause, counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    sentence: Vec<u16>,
    clause: Vec<u16>,
    /// Where each sentence ends.
    ends: Vec<u32>,
    /// Where each clause ends.
    clause_ends: Vec<u32>,
}

const TITLES: [&str; 4] = ["mr", "mrs", "ms", "dr"];

impl Clauses {
    /// Splits `text`. A full stop after a title ends nothing (normalising has set apart those within numbers), nor does a comma within a
    /// number.
    #[must_use]
    pub fn of(text: &Normal) -> Self {
        let chars = &text.chars;
        let mut out = Self {
            sentence: Vec::with_capacity(chars.len()),
            clause: Vec::with_capacity(chars.len()),
            ends: Vec::new(),
            clause_ends: Vec::new(),
        };
        let (mut sentence, mut clause) = (0_u16, 0_u16);
        for (at, &c) in chars.iter().enumerate() {
            out.sentence.push(sentence);
            out.clause.push(clause);
            let ends_sentence = match c {
                '!' | '?' | '\n' => true,
                '.' => !follows_title(chars, at),
                _ => false,
            };
            let ends_clause = ends_sentence
                || match c {
                    ',' => !within_number(chars, at),
                    ';' | ':' | '…' | '—' | '~' | '(' | ')' => true,
                    _ => false,
                };
            if !ends_clause {
                continue;
            }
            // A run of marks (`？！`, `……`) ends one sentence, not several.
            let next_is_mark = chars
                .get(at + 1)
                .is_some_and(|next| matches!(next, '.' | '!' | '?' | '…' | '\n'));
            if !next_is_mark {
                if ends_sentence && sentence < u16::MAX {
                    out.ends.push(at as u32 + 1);
                }
                if clause < u16::MAX {
                    out.clause_ends.push(at as u32 + 1);
                }
                sentence = sentence.saturating_add(u16::from(ends_sentence));
                clause = clause.saturating_add(1);
            }
        }
        out
    }

    /// The sentence of the character at `at`; the last one's for positions behind the end.
    #[must_use]
    pub fn sentence(&self, at: usize) -> u16 {
        self.sentence
            .get(at)
            .or(self.sentence.last())
            .copied()
            .unwrap_or(0)
    }

    /// The clause of the character at `at`; the last one's for positions behind the end.
    #[must_use]
    pub fn clause(&self, at: usize) -> u16 {
        self.clause
            .get(at)
            .or(self.clause.last())
            .copied()
            .unwrap_or(0)
    }

    /// The characters of a sentence, end exclusive; empty where there is no such sentence.
    #[must_use]
    pub fn sentence_range(&self, number: u16) -> (u32, u32) {
        let number = usize::from(number);
        let end = |number: usize| {
            let all = self.sentence.len() as u32;
            self.ends.get(number).copied().unwrap_or(all)
        };
        (number.checked_sub(1).map_or(0, end), end(number))
    }

    /// The characters of every clause in order, end exclusive.
    pub fn clause_ranges(&self) -> impl Iterator<Item = (u32, u32)> {
        let all = self.clause.len() as u32;
        let ends = self.clause_ends.iter().copied();
        let ends = ends.filter(move |end| *end < all).chain([all]);
        let ranges = ends.scan(0, |from, end| Some((std::mem::replace(from, end), end)));
        ranges.filter(|(from, end)| from < end)
    }

    /// How many sentences there are; 0 for empty text.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.sentence
            .last()
            .map_or(0, |last| usize::from(*last) + 1)
    }

    /// How many clauses there are; 0 for empty text.
    #[must_use]
    pub fn clauses(&self) -> usize {
        self.clause.last().map_or(0, |last| usize::from(*last) + 1)
    }
}

/// Whether digits stand on both sides.
fn within_number(chars: &[char], at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    at > 0 && digit(at - 1) && digit(at + 1)
}

fn follows_title(chars: &[char], at: usize) -> bool {
    let start = chars[..at]
        .iter()
        .rposition(|c| !c.is_ascii_alphabetic())
        .map_or(0, |found| found + 1);
    let word = chars[start..at].iter().copied();
    TITLES.iter().any(|title| title.chars().eq(word.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    #[test]
    fn numbers_and_titles_do_not_end_a_sentence() {
        for (text, sentences, clauses) in [
            ("3.5%的利率。一年。", 2, 2),
            ("Mr. Li, please sit. Thank you", 2, 3),
            ("Sorry, no. But I can", 2, 3),
            ("什么？！您说", 2, 2),
            ("3,000元,今天到", 1, 2),
            ("", 0, 0),
        ] {
            let split = Clauses::of(&normalise(text));
            assert_eq!(
                (split.sentences(), split.clauses()),
                (sentences, clauses),
                "{text}"
            );
        }
    }
}
