//! A reply read once: normalised, split into sentences and clauses, its numbers and times found, its stage directions set
//! apart. What every later stage looks at; must not know what any phrase means.

use crate::text::{Clauses, Normal, Span, Token, is_word, normalise, tokens};

/// A reply ready to be searched.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The matching form with the way back to what was typed.
    pub normal: Normal,
    /// The matching form as one string.
    pub flat: String,
    /// Sentences and clauses.
    pub clauses: Clauses,
    /// Numbers, times, amounts.
    pub tokens: Vec<Token>,
    /// Words typed in capitals, as normalised characters, end exclusive.
    pub shouted: Vec<(u32, u32)>,
    /// The byte at which each typed character begins, and where the words end.
    typed: Vec<u32>,
    /// For each byte of `flat` at which a character begins (and its end) the number of that character.
    chars_by_byte: Vec<u32>,
}

impl Reading {
    /// Reads `words`.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let normal = normalise(words);
        let bytes = normal.chars.iter().map(|c| c.len_utf8()).sum();
        let mut flat = String::with_capacity(bytes);
        let mut chars_by_byte = vec![0; bytes + 1];
        for (number, &c) in (0_u32..).zip(&normal.chars) {
            chars_by_byte[flat.len()] = number;
            flat.push(c);
        }
        chars_by_byte[bytes] = normal.chars.len() as u32;
        let mut typed = Vec::with_capacity(words.len() + 1);
        typed.extend(words.char_indices().map(|(byte, _)| byte as u32));
        typed.push(words.len() as u32);
        let shouted = shouted(&normal, words, &typed);
        Self {
            clauses: Clauses::of(&normal),
            tokens: tokens(&normal),
            normal,
            flat,
            shouted,
            typed,
            chars_by_byte,
        }
    }

    /// All that was typed.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span::new(0, self.typed.len().saturating_sub(1) as u32)
    }

    /// The typed text at `span`; `words` are those that were read.
    #[must_use]
    pub fn typed_text<'a>(&self, words: &'a str, span: Span) -> &'a str {
        let byte = |at: u32| {
            self.typed
                .get(at as usize)
                .map_or(words.len(), |&byte| byte as usize)
        };
        words
            .get(byte(span.start)..byte(span.end))
            .unwrap_or_default()
    }

    /// The number of the character that begins at byte `at` of `flat`.
    #[must_use]
    pub fn char_at(&self, at: usize) -> u32 {
        self.chars_by_byte
            .get(at)
            .copied()
            .unwrap_or(self.normal.chars.len() as u32)
    }

    /// Whether only marks and quotation stand between the beginning of its sentence and the character at `at`.
    #[must_use]
    pub fn begins_sentence(&self, at: usize) -> bool {
        let sentence = self.clauses.sentence(at);
        self.normal.chars[..at]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(before, _)| self.clauses.sentence(*before) == sentence)
            .all(|(_, c)| !is_word(*c))
    }

    /// Whether only marks stand between `at` and the end of the sentence before it.
    #[must_use]
    pub fn ends_sentence(&self, at: usize) -> bool {
        let sentence = self.clauses.sentence(at.saturating_sub(1));
        self.normal.chars[at.min(self.normal.chars.len())..]
            .iter()
            .enumerate()
            .take_while(|(after, _)| self.clauses.sentence(at + after) == sentence)
            .all(|(_, c)| !is_word(*c))
    }
}

fn shouted(normal: &Normal, words: &str, typed: &[u32]) -> Vec<(u32, u32)> {
    if words.bytes().filter(u8::is_ascii_uppercase).count() < 2 {
        return Vec::new();
    }
    // A contraction is written out: its letters stand for several typed ones and were not typed as capitals.
    let capital = |at: usize| {
        let (start, end) = normal.typed(at, at + 1);
        end == start + 1
            && typed
                .get(start as usize)
                .and_then(|&byte| words.as_bytes().get(byte as usize))
                .is_some_and(u8::is_ascii_uppercase)
    };
    let mut out: Vec<(u32, u32)> = Vec::new();
    let mut at = 0;
    while at < normal.chars.len() {
        let length = normal.chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_alphabetic())
            .count();
        if length > 1 && (at..at + length).all(capital) {
            out.push((at as u32, (at + length) as u32));
        }
        at += length.max(1);
    }
    out
}
