//! One form for text that means the same: width, case, traditional characters, punctuation, spaces, English contractions.
//! For matching only; every character remembers which typed characters it came from. Must not depend on other rooms, since
//! the build script reads this file too.

use std::sync::OnceLock;

/// Text in its matching form, with the way back to what was typed.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    /// The normalised characters.
    pub chars: Vec<char>,
    /// For each normalised character, the first typed character behind it.
    starts: Vec<u32>,
    /// For each normalised character, one past the last typed character behind it.
    ends: Vec<u32>,
}

impl Normal {
    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// The typed characters behind the normalised characters `start..end`, end exclusive.
    #[must_use]
    pub fn typed(&self, start: usize, end: usize) -> (u32, u32) {
        let last = end.max(start + 1).min(self.chars.len());
        match (
            self.starts.get(start),
            self.ends.get(last.saturating_sub(1)),
        ) {
            (Some(&from), Some(&to)) => (from, to),
            _ => (0, 0),
        }
    }

    fn push(&mut self, c: char, start: u32, end: u32) {
        self.chars.push(c);
        self.starts.push(start);
        self.ends.push(end);
    }
}

/// Short forms that are written out, so that one phrase covers every way of typing it. Those whose bare spelling is another
/// word (`well`, `ill`, `id`, `hell`, `shell`, `were`, `wed`) are listed with their apostrophe only.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("aint", "is not"),
    ("ain't", "is not"),
    ("arent", "are not"),
    ("aren't", "are not"),
    ("cannot", "can not"),
    ("cant", "can not"),
    ("can't", "can not"),
    ("couldnt", "could not"),
    ("couldn't", "could not"),
    ("couldve", "could have"),
    ("could've", "could have"),
    ("didnt", "did not"),
    ("didn't", "did not"),
    ("doesnt", "does not"),
    ("doesn't", "does not"),
    ("dont", "do not"),
    ("don't", "do not"),
    ("gonna", "going to"),
    ("gotta", "got to"),
    ("hadnt", "had not"),
    ("hadn't", "had not"),
    ("hasnt", "has not"),
    ("hasn't", "has not"),
    ("havent", "have not"),
    ("haven't", "have not"),
    ("he'd", "he would"),
    ("he'll", "he will"),
    ("i'd", "i would"),
    ("i'll", "i will"),
    ("im", "i am"),
    ("i'm", "i am"),
    ("isnt", "is not"),
    ("isn't", "is not"),
    ("it'd", "it would"),
    ("it'll", "it will"),
    ("itll", "it will"),
    ("ive", "i have"),
    ("i've", "i have"),
    ("mightn't", "might not"),
    ("mustn't", "must not"),
    ("mustnt", "must not"),
    ("needn't", "need not"),
    ("neednt", "need not"),
    ("she'd", "she would"),
    ("she'll", "she will"),
    ("shouldnt", "should not"),
    ("shouldn't", "should not"),
    ("should've", "should have"),
    ("shouldve", "should have"),
    ("that'll", "that will"),
    ("thatll", "that will"),
    ("there'll", "there will"),
    ("they'd", "they would"),
    ("they'll", "they will"),
    ("theyll", "they will"),
    ("they're", "they are"),
    ("theyre", "they are"),
    ("they've", "they have"),
    ("theyve", "they have"),
    ("wanna", "want to"),
    ("wasnt", "was not"),
    ("wasn't", "was not"),
    ("we'd", "we would"),
    ("we'll", "we will"),
    ("we're", "we are"),
    ("werent", "were not"),
    ("weren't", "were not"),
    ("we've", "we have"),
    ("weve", "we have"),
    ("wont", "will not"),
    ("won't", "will not"),
    ("wouldnt", "would not"),
    ("wouldn't", "would not"),
    ("would've", "would have"),
    ("wouldve", "would have"),
    ("you'd", "you would"),
    ("youd", "you would"),
    ("you'll", "you will"),
    ("youll", "you will"),
    ("you're", "you are"),
    ("youre", "you are"),
    ("you've", "you have"),
    ("youve", "you have"),
];

fn contraction(word: &str) -> Option<&'static str> {
    CONTRACTIONS
        .iter()
        .find(|(short, _)| *short == word)
        .map(|(_, long)| *long)
}

/// Traditional characters and their simplified forms, in the order of the traditional ones. The pairs follow OpenCC's
/// TSCharacters (Apache-2.0), held to characters that occur in both Big5 and GB 2312.
fn traditional() -> &'static [(char, char)] {
    static TABLE: OnceLock<Vec<(char, char)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut chars = include_str!("traditional.txt").trim_end().chars();
        std::iter::from_fn(|| Some((chars.next()?, chars.next()?))).collect()
    })
}

fn simplified(c: char) -> char {
    if !('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return c;
    }
    let table = traditional();
    table
        .binary_search_by_key(&c, |pair| pair.0)
        .map_or(c, |at| table[at].1)
}

/// One character in its matching form; `None` for what has no say in meaning (controls, zero-width, variation selectors).
fn folded(c: char) -> Option<char> {
    Some(match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' | '\u{3000}' | '\u{A0}' => ' ',
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => return None,
        c if c.is_control() => return None,
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‘' | '’' | '＇' | '`' | '´' => '\'',
        '。' | '．' | '｡' => '.',
        '、' | '﹑' => ',',
        '【' | '〔' | '［' => '(',
        '】' | '〕' | '］' => ')',
        '〜' | '～' => '~',
        '–' | '―' => '—',
        '\u{FF01}'..='\u{FF5E}' => {
            // The full-width forms stand in ASCII's order, 0xFEE0 higher.
            let ascii = char::from_u32(c as u32 - 0xFEE0)?;
            ascii.to_ascii_lowercase()
        }
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => simplified(c.to_lowercase().next().unwrap_or(c)),
    })
}

/// Whether a space beside this character carries nothing: Chinese needs no spaces, and neither does punctuation.
fn drops_space(c: char) -> bool {
    !(c.is_ascii_alphanumeric()
        || matches!(
            c,
            '\'' | '"' | '$' | '%' | '*' | '&' | '#' | '+' | '@' | '/' | '-' | '(' | ')'
        ))
}

/// What a full stop inside a number or an abbreviation becomes.
pub const INNER_DOT: char = '·';

/// Whether a letter or digit stands on both sides of the character at `index`.
fn dot_inside(typed: &str, index: usize) -> bool {
    let mut around = typed.chars().skip(index.saturating_sub(1));
    let before = if index == 0 { None } else { around.next() };
    let after = around.nth(1);
    before.is_some_and(|c| c.is_ascii_alphanumeric())
        && after.is_some_and(|c| c.is_ascii_alphanumeric())
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '\''
}

/// Normalises what was typed.
#[must_use]
pub fn normalise(typed: &str) -> Normal {
    let mut folded_chars: Vec<(char, u32)> = Vec::with_capacity(typed.len());
    let mut previous_return = false;
    for (index, c) in typed.chars().enumerate() {
        // A carriage return and a line feed together are one line end.
        if c == '\n' && previous_return {
            previous_return = false;
            continue;
        }
        previous_return = c == '\r';
        if let Some(f) = folded(c) {
            // A full stop inside a number or an abbreviation ends nothing: 3.5, p.m.
            let inside = f == '.' && typed.len() > 2 && dot_inside(typed, index);
            let f = if inside { INNER_DOT } else { f };
            folded_chars.push((f, u32::try_from(index).unwrap_or(u32::MAX)));
        }
    }
    let mut out = Normal::default();
    out.chars.reserve(folded_chars.len() + 8);
    let mut at = 0;
    let mut word = String::new();
    while at < folded_chars.len() {
        let (c, index) = folded_chars[at];
        if c == ' ' {
            at += 1;
            while folded_chars.get(at).is_some_and(|(next, _)| *next == ' ') {
                at += 1;
            }
            let before = out.chars.last().copied();
            let after = folded_chars.get(at).map(|(next, _)| *next);
            if let (Some(before), Some(after)) = (before, after)
                && !drops_space(before)
                && !drops_space(after)
            {
                out.push(' ', index, index + 1);
            }
            continue;
        }
        if !is_word(c) {
            out.push(c, index, index + 1);
            at += 1;
            continue;
        }
        let begin = at;
        word.clear();
        while let Some((next, _)) = folded_chars.get(at)
            && is_word(*next)
        {
            word.push(*next);
            at += 1;
        }
        push_word(&mut out, &word, &folded_chars[begin..at]);
    }
    out
}

fn push_word(out: &mut Normal, word: &str, typed: &[(char, u32)]) {
    let bare = word.trim_matches('\'');
    if let Some(long) = contraction(bare)
        && let (Some(first), Some(last)) = (typed.first(), typed.last())
    {
        for c in long.chars() {
            out.push(c, first.1, last.1 + 1);
        }
        return;
    }
    for (position, &(c, index)) in typed.iter().enumerate() {
        // Inside a word the apostrophe goes (`it's` and `its` are typed alike); at its edge it is a quotation mark.
        let inside = position > 0 && position + 1 < typed.len();
        if c != '\'' || !inside {
            out.push(c, index, index + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_looks_the_same() {
        for (typed, normal) in [
            ("ＡＴＭ　机", "atm机"),
            ("您 好 ， 我们 we can't", "您好,我们we can not"),
            ("對不起，讓您久等了！", "对不起,让您久等了!"),
            ("Don’t worry,  it's OK", "do not worry,its ok"),
            ("dont you're I'll well", "do not you are i will well"),
            ("“骗子”、", "\"骗子\","),
            ("a\u{200B}b\u{1b}c", "abc"),
            ("一\r\n二", "一\n二"),
            ("", ""),
            (" 您 ", "您"),
        ] {
            assert_eq!(normalise(typed).text(), normal, "{typed:?}");
        }
    }

    #[test]
    fn every_character_knows_where_it_came_from() {
        let normal = normalise("喂, I can't 办");
        let at = normal
            .text()
            .find("can not")
            .map(|byte| normal.text()[..byte].chars().count());
        assert_eq!(at, Some(4));
        assert_eq!(normal.typed(4, 11), (5, 10), "the contraction as typed");
        assert_eq!(normal.typed(0, 1), (0, 1));
    }
}
