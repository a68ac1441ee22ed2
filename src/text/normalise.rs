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

/// Short forms and everyday pinyin that are written out, so that one phrase covers every way of typing it. Those whose bare spelling is another
/// word (`well`, `ill`, `id`, `hell`, `shell`, `were`, `wed`) are listed with their apostrophe only. In the order of the short
/// forms.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("ain't", "is not"),
    ("aint", "is not"),
    ("aren't", "are not"),
    ("arent", "are not"),
    ("ayi", "阿姨"),
    ("baoqian", "抱歉"),
    ("biezhaoji", "别着急"),
    ("buhaoyisi", "不好意思"),
    ("buyongxie", "不用谢"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("cant", "can not"),
    ("could've", "could have"),
    ("couldn't", "could not"),
    ("couldnt", "could not"),
    ("couldve", "could have"),
    ("didn't", "did not"),
    ("didnt", "did not"),
    ("doesn't", "does not"),
    ("doesnt", "does not"),
    ("don't", "do not"),
    ("dont", "do not"),
    ("duibuqi", "对不起"),
    ("fangxin", "放心"),
    ("gonna", "going to"),
    ("gotta", "got to"),
    ("hadn't", "had not"),
    ("hadnt", "had not"),
    ("hasn't", "has not"),
    ("hasnt", "has not"),
    ("haven't", "have not"),
    ("havent", "have not"),
    ("he'd", "he would"),
    ("he'll", "he will"),
    ("i'd", "i would"),
    ("i'll", "i will"),
    ("i'm", "i am"),
    ("i've", "i have"),
    ("im", "i am"),
    ("isn't", "is not"),
    ("isnt", "is not"),
    ("it'd", "it would"),
    ("it'll", "it will"),
    ("itll", "it will"),
    ("ive", "i have"),
    ("mafan", "麻烦"),
    ("manzou", "慢走"),
    ("mashang", "马上"),
    ("meiguanxi", "没关系"),
    ("meishi", "没事"),
    ("mightn't", "might not"),
    ("mustn't", "must not"),
    ("mustnt", "must not"),
    ("needn't", "need not"),
    ("neednt", "need not"),
    ("nihao", "你好"),
    ("nin", "您"),
    ("ninhao", "您好"),
    ("nvshi", "女士"),
    ("qing", "请"),
    ("qingwen", "请问"),
    ("qingzuo", "请坐"),
    ("shaodeng", "稍等"),
    ("she'd", "she would"),
    ("she'll", "she will"),
    ("should've", "should have"),
    ("shouldn't", "should not"),
    ("shouldnt", "should not"),
    ("shouldve", "should have"),
    ("that'll", "that will"),
    ("thatll", "that will"),
    ("there'll", "there will"),
    ("they'd", "they would"),
    ("they'll", "they will"),
    ("they're", "they are"),
    ("they've", "they have"),
    ("theyll", "they will"),
    ("theyre", "they are"),
    ("theyve", "they have"),
    ("wanna", "want to"),
    ("wasn't", "was not"),
    ("wasnt", "was not"),
    ("we'd", "we would"),
    ("we'll", "we will"),
    ("we're", "we are"),
    ("we've", "we have"),
    ("weren't", "were not"),
    ("werent", "were not"),
    ("weve", "we have"),
    ("won't", "will not"),
    ("wont", "will not"),
    ("would've", "would have"),
    ("wouldn't", "would not"),
    ("wouldnt", "would not"),
    ("wouldve", "would have"),
    ("xiansheng", "先生"),
    ("xiexie", "谢谢"),
    ("you'd", "you would"),
    ("you'll", "you will"),
    ("you're", "you are"),
    ("you've", "you have"),
    ("youd", "you would"),
    ("youll", "you will"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("zaijian", "再见"),
];

fn contraction(word: &str) -> Option<&'static str> {
    CONTRACTIONS
        .binary_search_by_key(&word, |(short, _)| short)
        .ok()
        .map(|at| CONTRACTIONS[at].1)
}

/// Slips of the input method: what sounds alike and is written otherwise, with what was meant, of the same length. Only
/// slips that are hardly ever what was meant; 在 and 再 alone could be either.
fn homophones() -> &'static [Vec<Slip>; LOW] {
    static TABLE: OnceLock<[Vec<Slip>; LOW]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = [const { Vec::new() }; LOW];
        for line in include_str!("homophones.txt").lines() {
            let mut words = line
                .split(' ')
                .map(|word| word.chars().collect::<Vec<char>>());
            if let (Some(slip), Some(meant)) = (words.next(), words.next())
                && let Some(first) = slip.first()
            {
                table[*first as usize % LOW].push((slip, meant));
            }
        }
        table
    })
}

/// What was typed and what was meant.
type Slip = (Vec<char>, Vec<char>);

/// How many ends of a first character's number are told apart.
const LOW: usize = 256;

/// Writes slips of the input method as they were meant.
fn mend_homophones(chars: &mut [char]) {
    for at in 0..chars.len() {
        for (slip, meant) in &homophones()[chars[at] as usize % LOW] {
            // Comparing one character first saves nearly every call.
            if slip.first() == Some(&chars[at]) && chars[at..].starts_with(slip) {
                chars[at..at + slip.len()].copy_from_slice(meant);
            }
        }
    }
}

/// For each character of [`HAN`] its simplified form: every character of a reply is looked up here. The pairs follow OpenCC's
/// TSCharacters (Apache-2.0), held to characters that occur in both Big5 and GB 2312.
fn traditional() -> &'static [char] {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: Vec<char> = HAN.collect();
        let mut chars = include_str!("traditional.txt").trim_end().chars();
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            if let Some(entry) = table.get_mut((from as usize).wrapping_sub(*HAN.start() as usize))
            {
                *entry = to;
            }
        }
        table
    })
}

/// The characters that the table covers.
const HAN: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

fn simplified(c: char) -> char {
    let place = (c as usize).checked_sub(*HAN.start() as usize);
    let simple = place.and_then(|place| traditional().get(place));
    simple.copied().unwrap_or(c)
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
        c if HAN.contains(&c) => simplified(c),
        c => c.to_lowercase().next().unwrap_or(c),
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

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '\''
}

/// Normalises what was typed.
#[must_use]
pub fn normalise(typed: &str) -> Normal {
    let mut folded_chars: Vec<(char, u32)> = Vec::with_capacity(typed.len());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut previous = None;
    let mut rest = typed.chars();
    let mut index = 0_u32;
    while let Some(c) = rest.next() {
        // A carriage return and a line feed together are one line end.
        let ended = c == '\n' && previous == Some('\r');
        if let Some(f) = folded(c).filter(|_| !ended) {
            // A full stop inside a number or an abbreviation ends nothing: 3.5, p.m.
            let inside = f == '.' && letter(previous) && letter(rest.clone().next());
            folded_chars.push((if inside { INNER_DOT } else { f }, index));
        }
        previous = Some(c);
        index = index.saturating_add(1);
    }
    let mut out = Normal::default();
    for room in [&mut out.starts, &mut out.ends] {
        room.reserve(folded_chars.len() + 8);
    }
    out.chars.reserve(folded_chars.len() + 8);
    let mut at = 0;
    let mut word = String::new();
    while at < folded_chars.len() {
        let (c, index) = folded_chars[at];
        if c == ' ' {
            let begin = at;
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
            } else if parts_clauses(&folded_chars[..begin], &folded_chars[at..]) {
                out.push(',', index, index + 1);
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
    mend_homophones(&mut out.chars);
    out
}

/// Whether a space stands where a comma would: between Chinese words of two characters or more, as people type who save the
/// punctuation. A single character apart belongs to what is beside it.
fn parts_clauses(before: &[(char, u32)], after: &[(char, u32)]) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let before = matches!(before, [.., (a, _), (b, _)] if han(*a) && han(*b));
    before && matches!(after, [(a, _), (b, _), ..] if han(*a) && han(*b))
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
            ("报歉，请做下，帐户在明天在看", "抱歉,请坐下,账户在明天再看"),
            ("ninhao，请 shaodeng 一下", "您好,请稍等一下"),
            ("a\u{200B}b\u{1b}c", "abc"),
            ("一\r\n二", "一\n二"),
            ("您先坐 我去问问", "您先坐,我去问问"),
            ("没有 钱，妈 妈的卡", "没有钱,妈妈的卡"),
            ("", ""),
            (" 您 ", "您"),
        ] {
            assert_eq!(normalise(typed).text(), normal, "{typed:?}");
        }
    }

    #[test]
    fn contractions_stand_in_order() {
        assert!(CONTRACTIONS.is_sorted_by(|one, next| one.0 < next.0));
    }

    #[test]
    fn what_was_meant_is_as_long_as_the_slip_and_no_slip_itself() {
        for (slip, meant) in homophones().iter().flatten() {
            assert_eq!(slip.len(), meant.len(), "{slip:?}");
            let mut again = meant.clone();
            mend_homophones(&mut again);
            assert_eq!(again, *meant);
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
