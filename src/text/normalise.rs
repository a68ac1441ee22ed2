//! One form for text that means the same: width, case, traditional characters, punctuation, spaces, English contractions.
//! For matching only; every character remembers which typed characters it came from. Must not depend on other rooms, since
//! the build script reads this file too.

use std::sync::OnceLock;

/// Text in its matching form, with the way back to what was typed.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    /// The normalised characters.
    pub chars: Vec<char>,
    /// For each normalised character, the first typed character behind it and one past the last.
    typed: Vec<(u32, u32)>,
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
            self.typed.get(start),
            self.typed.get(last.saturating_sub(1)),
        ) {
            (Some(&(from, _)), Some(&(_, to))) => (from, to),
            _ => (0, 0),
        }
    }

    fn push(&mut self, c: char, start: u32, end: u32) {
        self.chars.push(c);
        self.typed.push((start, end));
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

/// For each letter where its short forms begin among [`CONTRACTIONS`], and where the last letter's end: a word is compared with
/// a handful, not searched for among all.
const BY_LETTER: [usize; 27] = {
    let mut out = [0; 27];
    let mut at = 0;
    while at < CONTRACTIONS.len() {
        let mut later = (CONTRACTIONS[at].0.as_bytes()[0] - b'a') as usize + 1;
        at += 1;
        while later < out.len() {
            out[later] = at;
            later += 1;
        }
    }
    out
};

/// What a word without its quotation marks is short for.
fn contraction(word: &[(char, u32)]) -> Option<&'static str> {
    let (first, _) = word.first()?;
    let letter = (*first as usize)
        .checked_sub('a' as usize)
        .filter(|letter| *letter < 26)?;
    let same =
        |short: &str| short.len() == word.len() && short.chars().eq(word.iter().map(|(c, _)| *c));
    CONTRACTIONS[BY_LETTER[letter]..BY_LETTER[letter + 1]]
        .iter()
        .find(|(short, _)| same(short))
        .map(|(_, long)| *long)
}

/// The characters that the tables below cover.
const HAN: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// Where a character stands among [`HAN`].
const fn place_of(c: char) -> Option<usize> {
    (c as usize).checked_sub(*HAN.start() as usize)
}

/// Some of the characters of [`HAN`], a bit each: every character of a reply is asked for, few are there, and the bits of all
/// stay in the nearest cache where a table of them would not.
struct HanSet([u64; HanSet::WORDS]);

impl HanSet {
    const WORDS: usize = (*HAN.end() as usize - *HAN.start() as usize) / 64 + 1;

    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut out = Self([0; Self::WORDS]);
        for place in chars.filter_map(place_of) {
            if let Some(word) = out.0.get_mut(place / 64) {
                *word |= 1 << (place % 64);
            }
        }
        out
    }

    fn contains(&self, c: char) -> bool {
        let place = place_of(c);
        place.is_some_and(|place| {
            let word = self.0.get(place / 64);
            word.is_some_and(|word| word >> (place % 64) & 1 == 1)
        })
    }
}

/// Slips of the input method: what sounds alike and is written otherwise, with what was meant, of the same length. Only
/// slips that are hardly ever what was meant; 在 and 再 alone could be either.
struct Homophones {
    /// Which characters stand first in a slip and which second: where not both are met there is nothing to mend.
    firsts: HanSet,
    seconds: HanSet,
    /// What was typed and what was meant, by the first character.
    slips: Vec<(Vec<char>, Vec<char>)>,
}

fn homophones() -> &'static Homophones {
    static TABLE: OnceLock<Homophones> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("homophones.txt").lines();
        let pairs = lines.filter_map(|line| line.split_once(' '));
        let chars = |text: &str| text.chars().collect();
        let mut slips: Vec<(Vec<char>, Vec<char>)> = pairs
            .map(|(slip, meant)| (chars(slip), chars(meant)))
            .collect();
        slips.sort_by_key(|(slip, _)| slip.first().copied());
        let all =
            |at: usize| HanSet::of(slips.iter().filter_map(|(slip, _)| slip.get(at).copied()));
        Homophones {
            firsts: all(0),
            seconds: all(1),
            slips,
        }
    })
}

/// Writes slips of the input method as they were meant.
fn mend_homophones(chars: &mut [char]) {
    let Homophones {
        firsts,
        seconds,
        slips,
    } = homophones();
    for at in 1..chars.len() {
        let first = chars[at - 1];
        if !firsts.contains(first) || !seconds.contains(chars[at]) {
            continue;
        }
        let from = slips.partition_point(|(slip, _)| slip.first() < Some(&first));
        let same = slips[from..].iter();
        for (slip, meant) in same.take_while(|(slip, _)| slip.first() == Some(&first)) {
            if let Some(typed) = chars[at - 1..].get_mut(..slip.len())
                && typed == slip
            {
                typed.copy_from_slice(meant);
            }
        }
    }
}

/// Traditional characters and their simplified forms. The pairs follow OpenCC's TSCharacters (Apache-2.0), held to characters
/// that occur in both Big5 and GB 2312.
struct Traditional {
    all: HanSet,
    /// For each character of [`HAN`] its simplified form.
    simplified: Vec<char>,
}

fn traditional() -> &'static Traditional {
    static TABLE: OnceLock<Traditional> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut simplified: Vec<char> = HAN.collect();
        let text = include_str!("traditional.txt").trim_end();
        let mut chars = text.chars();
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            if let Some(entry) = place_of(from).and_then(|place| simplified.get_mut(place)) {
                *entry = to;
            }
        }
        Traditional {
            all: HanSet::of(text.chars().step_by(2)),
            simplified,
        }
    })
}

impl Traditional {
    fn simplified(&self, c: char) -> char {
        if !self.all.contains(c) {
            return c;
        }
        let place = place_of(c);
        let simple = place.and_then(|place| self.simplified.get(place));
        simple.copied().unwrap_or(c)
    }
}

/// One character in its matching form; `None` for what has no say in meaning (controls, zero-width, variation selectors).
fn folded(c: char, traditional: &Traditional) -> Option<char> {
    // Most characters are of these two kinds.
    if c.is_ascii() {
        return match c {
            '\n' | '\r' => Some('\n'),
            '\t' => Some(' '),
            '`' => Some('\''),
            c => Some(c.to_ascii_lowercase()).filter(|c| !c.is_ascii_control()),
        };
    }
    if HAN.contains(&c) {
        return Some(traditional.simplified(c));
    }
    Some(match c {
        '\u{2028}' | '\u{2029}' => '\n',
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => return None,
        c if c.is_control() => return None,
        '“' | '”' | '„' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‘' | '’' | '＇' | '´' => '\'',
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
    let folded_chars = fold(typed);
    let mut out = Normal::default();
    // Contractions are longer written out.
    let room = folded_chars.len() + folded_chars.len() / 8 + 8;
    out.chars.reserve(room);
    out.typed.reserve(room);
    let mut at = 0;
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
        while folded_chars.get(at).is_some_and(|(next, _)| is_word(*next)) {
            at += 1;
        }
        push_word(&mut out, &folded_chars[begin..at]);
    }
    mend_homophones(&mut out.chars);
    out
}

/// What was typed, each character in its matching form with its number.
fn fold(typed: &str) -> Vec<(char, u32)> {
    let traditional = traditional();
    let mut out = Vec::with_capacity(typed.len());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut previous = None;
    let mut rest = typed.chars();
    let mut index = 0_u32;
    while let Some(c) = rest.next() {
        // A carriage return and a line feed together are one line end.
        let ended = c == '\n' && previous == Some('\r');
        if let Some(f) = folded(c, traditional).filter(|_| !ended) {
            // A full stop inside a number or an abbreviation ends nothing: 3.5, p.m.
            let inside = f == '.' && letter(previous) && letter(rest.clone().next());
            out.push((if inside { INNER_DOT } else { f }, index));
        }
        previous = Some(c);
        index = index.saturating_add(1);
    }
    out
}

/// Whether a space stands where a comma would: between Chinese words of two characters or more, as people type who save the
/// punctuation. A single character apart belongs to what is beside it.
fn parts_clauses(before: &[(char, u32)], after: &[(char, u32)]) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let before = matches!(before, [.., (a, _), (b, _)] if han(*a) && han(*b));
    before && matches!(after, [(a, _), (b, _), ..] if han(*a) && han(*b))
}

fn push_word(out: &mut Normal, typed: &[(char, u32)]) {
    let mut bare = typed;
    while let [('\'', _), rest @ ..] | [rest @ .., ('\'', _)] = bare {
        bare = rest;
    }
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
        for (slip, meant) in &homophones().slips {
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
