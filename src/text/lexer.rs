//! Numbers, times, amounts and percentages in normalised text: the specifics that make an answer checkable. Must not judge
//! whether they are right.

use std::sync::OnceLock;

use super::{Normal, is_han};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// Any number.
    Number,
    /// A duration, a clock time, a day or a date.
    Time,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
}

/// A token and where it stands in the normalised text, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first character.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
}

const MEASURES: &str = "个张份位号楼步样条次页笔层站路种台件处档家";
const TIME_UNITS_ZH: &[&str] = &[
    "个工作日",
    "工作日",
    "个半小时",
    "个小时",
    "小时",
    "个钟头",
    "钟头",
    "分钟",
    "刻钟",
    "点半",
    "点钟",
    "点一刻",
    "秒钟",
    "个星期",
    "星期",
    "个礼拜",
    "礼拜",
    "个月",
    "月份",
    "天",
    "日",
    "号",
    "周",
    "年",
    "点",
    "分",
    "秒",
    "月",
    "会儿",
    "下午",
    "上午",
];
const TIME_WORDS_ZH: &[&str] = &[
    "今天",
    "明天",
    "后天",
    "昨天",
    "今晚",
    "明早",
    "今早",
    "上午",
    "下午",
    "中午",
    "早上",
    "傍晚",
    "当天",
    "次日",
    "隔天",
    "月底",
    "月初",
    "年底",
    "下周",
    "下个月",
    "本周",
    "这周",
    "周末",
    "一会儿",
    "几分钟",
    "一阵",
    "下班前",
    "开门前",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期天",
    "礼拜一",
    "礼拜二",
    "礼拜三",
    "礼拜四",
    "礼拜五",
    "礼拜六",
    "礼拜天",
];
const MONEY_UNITS_ZH: &[&str] = &[
    "块钱", "元钱", "元", "块", "毛钱", "毛", "角", "分钱", "万", "千块", "美元", "美金", "欧元",
    "港币",
];
const NUMBER_WORDS_EN: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "half",
    "couple",
    "few",
    "several",
    "dozen",
    "quarter",
];
const TIME_UNITS_EN: &[&str] = &[
    "second",
    "seconds",
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "hrs",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "oclock",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "noon",
    "fortnight",
    "weekend",
    "working",
    "business",
];
const TIME_WORDS_EN: &[&str] = &[
    "today",
    "tomorrow",
    "tonight",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "noon",
    "midday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "lunchtime",
    "fortnight",
];
const MONEY_UNITS_EN: &[&str] = &[
    "yuan", "rmb", "dollar", "dollars", "pound", "pounds", "quid", "bucks", "euro", "euros",
    "cents", "pence", "rupees", "rand", "usd", "cny", "gbp", "k", "grand",
];

/// The tokens of `text`, in order; a time, an amount or a percentage stands for the number within it as well.
#[must_use]
pub fn tokens(text: &Normal) -> Vec<Token> {
    let chars = &text.chars;
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '百'
            && let Some(end) = starts_with(chars, at, "百分之")
        {
            // 百 and 分 are no hundred and no minutes here: the number follows.
            at = end;
        } else if chars[at] == '万'
            && let Some(end) = starts_with(chars, at, "万一")
        {
            // "In case", no amount: in 三万一 the number has begun before.
            at = end;
        } else if let Some(end) = time_word(chars, at) {
            out.push(Token {
                kind: TokenKind::Time,
                start: at,
                end,
            });
            at = end;
        } else if let Some(end) = number(chars, at) {
            let (kind, start, end) = classify(chars, at, end);
            // A lone 一 or 几 is mostly part of a word (一定, 几乎): it counts with a measure word only.
            let counts = kind != TokenKind::Number
                || end - start > 1
                || !is_han(chars[start])
                || chars.get(end).is_some_and(|&next| MEASURES.contains(next));
            if counts {
                out.push(Token { kind, start, end });
            }
            at = end;
        } else {
            at = skip_word(chars, at);
        }
    }
    out
}

/// Past the rest of an English word, or one character.
fn skip_word(chars: &[char], at: usize) -> usize {
    if !chars[at].is_ascii_alphabetic() {
        return at + 1;
    }
    word_end(chars, at)
}

fn word_end(chars: &[char], at: usize) -> usize {
    chars[at..]
        .iter()
        .position(|c| !c.is_ascii_alphabetic())
        .map_or(chars.len(), |length| at + length)
}

fn starts_with(chars: &[char], at: usize, phrase: &str) -> Option<usize> {
    let mut end = at;
    for c in phrase.chars() {
        if chars.get(end) != Some(&c) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// Phrases by the low byte of their first character, the longest first, so that most characters are done with after one look.
struct ByFirst {
    phrases: [Vec<Vec<char>>; 256],
    /// Which of the 256 hold any, a bit each.
    any: [u64; 4],
}

impl ByFirst {
    fn of(phrases: &[&str]) -> Self {
        let mut out = Self {
            phrases: [const { Vec::new() }; 256],
            any: [0; 4],
        };
        for phrase in phrases {
            let phrase: Vec<char> = phrase.chars().collect();
            let place = Self::place(phrase[0]);
            out.any[place / 64] |= 1 << (place % 64);
            out.phrases[place].push(phrase);
        }
        for same in &mut out.phrases {
            same.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        out
    }

    const fn place(first: char) -> usize {
        (first as u32 & 0xFF) as usize
    }

    /// The end of the longest phrase that stands at `at`.
    fn longest(&self, chars: &[char], at: usize) -> Option<usize> {
        let first = chars.get(at)?;
        let place = Self::place(*first);
        if self.any[place / 64] >> (place % 64) & 1 == 0 {
            return None;
        }
        let same = &self.phrases[place];
        same.iter()
            .find(|phrase| phrase[0] == *first && chars[at..].starts_with(phrase))
            .map(|phrase| at + phrase.len())
    }
}

struct Phrases {
    time_words_zh: ByFirst,
    time_words_en: ByFirst,
    time_units_zh: ByFirst,
    time_units_en: ByFirst,
    money_units_zh: ByFirst,
    money_units_en: ByFirst,
    number_words_en: ByFirst,
}

fn lists() -> &'static Phrases {
    static LISTS: OnceLock<Phrases> = OnceLock::new();
    LISTS.get_or_init(|| Phrases {
        time_words_zh: ByFirst::of(TIME_WORDS_ZH),
        time_words_en: ByFirst::of(TIME_WORDS_EN),
        time_units_zh: ByFirst::of(TIME_UNITS_ZH),
        time_units_en: ByFirst::of(TIME_UNITS_EN),
        money_units_zh: ByFirst::of(MONEY_UNITS_ZH),
        money_units_en: ByFirst::of(MONEY_UNITS_EN),
        number_words_en: ByFirst::of(NUMBER_WORDS_EN),
    })
}

/// The end of an English word of `words` at `at`.
fn english(chars: &[char], at: usize, words: &ByFirst) -> Option<usize> {
    if at > 0 && chars[at - 1].is_ascii_alphabetic() {
        return None;
    }
    english_unit(chars, at, words)
}

fn time_word(chars: &[char], at: usize) -> Option<usize> {
    if chars[at].is_ascii() {
        english(chars, at, &lists().time_words_en)
    } else {
        lists().time_words_zh.longest(chars, at)
    }
}

fn is_han_digit(c: char) -> bool {
    matches!(
        c,
        '零' | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '半'
            | '几'
            | '数'
            | '俩'
            | '仨'
    )
}

/// The end of a number that begins at `at`.
fn number(chars: &[char], at: usize) -> Option<usize> {
    let first = *chars.get(at)?;
    if first.is_ascii_digit() {
        if at > 0 && chars[at - 1].is_ascii_alphabetic() {
            return None;
        }
        let mut end = at + 1;
        while let Some(&c) = chars.get(end) {
            let joins = matches!(c, '·' | ',' | ':')
                && chars.get(end + 1).is_some_and(char::is_ascii_digit);
            if !(c.is_ascii_digit() || joins || is_han_digit(c) && "百千万亿".contains(c)) {
                break;
            }
            end += 1;
        }
        return Some(end);
    }
    if is_han_digit(first) {
        let end = chars[at..]
            .iter()
            .position(|&c| !is_han_digit(c))
            .map_or(chars.len(), |length| at + length);
        return Some(end);
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let end = english(chars, at, &lists().number_words_en)?;
    // "twenty five", "a hundred thousand", "twenty-five" are one number.
    let joined = matches!(chars.get(end), Some(' ' | '-'));
    if joined && let Some(longer) = number(chars, end + 1) {
        return Some(longer);
    }
    Some(end)
}

/// A number together with what makes it a time, an amount or a percentage.
fn classify(chars: &[char], start: usize, end: usize) -> (TokenKind, usize, usize) {
    // "three to five days", "三到五天": the range is one token.
    let end = range_end(chars, end).unwrap_or(end);
    if start > 0 && matches!(chars[start - 1], '$' | '£' | '€' | '¥') {
        return (TokenKind::Money, start - 1, end);
    }
    if let Some(longer) = starts_with(chars, end, "%")
        .or_else(|| starts_with(chars, end, " percent"))
        .or_else(|| starts_with(chars, end, " per cent"))
    {
        return (TokenKind::Percent, start, longer);
    }
    if start >= 3 && starts_with(chars, start - 3, "百分之").is_some() {
        return (TokenKind::Percent, start - 3, end);
    }
    // 四分之三 is a fraction: no four minutes, no four fen.
    if let Some(below) = starts_with(chars, end, "分之") {
        return (
            TokenKind::Number,
            start,
            number(chars, below).unwrap_or(below),
        );
    }
    let bare = end - start == 1 && is_han(chars[start]);
    if chars[start..end].contains(&':') && !chars[start..end].contains(&'·') {
        return (TokenKind::Time, start, end);
    }
    if let Some(longer) = lists().time_units_zh.longest(chars, end)
        && !(bare
            && matches!(chars[start], '一' | '几' | '半')
            && matches!(chars[end], '点' | '分' | '日' | '月'))
    {
        return (TokenKind::Time, start, longer);
    }
    if let Some(longer) = lists().money_units_zh.longest(chars, end)
        && !(bare && chars[end] == '块')
    {
        return (TokenKind::Money, start, longer);
    }
    let word = if chars.get(end) == Some(&' ') {
        end + 1
    } else {
        end
    };
    let of = starts_with(chars, word, "of ").unwrap_or(word);
    if let Some(longer) = english_unit(chars, of, &lists().time_units_en) {
        let longer = starts_with(chars, longer, " days")
            .or_else(|| starts_with(chars, longer, " day"))
            .unwrap_or(longer);
        return (TokenKind::Time, start, longer);
    }
    if let Some(longer) = english_unit(chars, of, &lists().money_units_en) {
        return (TokenKind::Money, start, longer);
    }
    if chars[start..end]
        .iter()
        .any(|c| matches!(c, '万' | '千' | '百'))
        && end - start > 1
    {
        return (TokenKind::Money, start, end);
    }
    (TokenKind::Number, start, end)
}

/// As [`english`], also right behind a digit (`10am`, `5k`).
fn english_unit(chars: &[char], at: usize, words: &ByFirst) -> Option<usize> {
    let end = words.longest(chars, at)?;
    if chars.get(end).is_some_and(char::is_ascii_alphabetic) {
        None
    } else {
        Some(end)
    }
}

fn range_end(chars: &[char], end: usize) -> Option<usize> {
    for joiner in ["到", "至", "-", "~", " to ", "或", " or "] {
        if let Some(next) = starts_with(chars, end, joiner)
            && let Some(longer) = number(chars, next)
        {
            return Some(longer);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    #[test]
    fn specifics_are_told_apart() {
        for (text, expected) in [
            ("三到五天", vec![(TokenKind::Time, "三到五天")]),
            ("15分钟左右", vec![(TokenKind::Time, "15分钟")]),
            (
                "明天上午九点半",
                vec![
                    (TokenKind::Time, "明天"),
                    (TokenKind::Time, "上午"),
                    (TokenKind::Time, "九点半"),
                ],
            ),
            ("五万元", vec![(TokenKind::Money, "五万元")]),
            (
                "£20 by Friday",
                vec![(TokenKind::Money, "£20"), (TokenKind::Time, "friday")],
            ),
            ("3.5%", vec![(TokenKind::Percent, "3·5%")]),
            ("百分之三", vec![(TokenKind::Percent, "百分之三")]),
            (
                "three working days",
                vec![(TokenKind::Time, "three working days")],
            ),
            ("at 10am", vec![(TokenKind::Time, "10am")]),
            ("window 3", vec![(TokenKind::Number, "3")]),
            ("剩四分之三", vec![(TokenKind::Number, "四分之三")]),
            ("万一丢了", vec![]),
            ("三万一", vec![(TokenKind::Money, "三万一")]),
            ("money", vec![]),
        ] {
            let normal = normalise(text);
            let found: Vec<(TokenKind, String)> = tokens(&normal)
                .into_iter()
                .map(|token| {
                    (
                        token.kind,
                        normal.chars[token.start..token.end].iter().collect(),
                    )
                })
                .collect();
            let expected: Vec<(TokenKind, String)> = expected
                .into_iter()
                .map(|(kind, text)| (kind, text.to_owned()))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
