//! Takes out of a reply the numbers that belong to a person: cards, identity documents, telephones, accounts, passwords and
//! codes. Pure. Must err on the side of taking out too much, but leave amounts, dates, years and hotlines, since a trainer
//! reads them. Must not be bypassed: everything a trainee typed goes through here before it is written.

use std::cmp::Reverse;
use std::ops::Range;

use super::numbers::{is_birth_date, is_identity, is_luhn, is_mobile};
use crate::text::is_hidden;

/// What a masked number was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Card,
    Identity,
    Phone,
    Account,
    Code,
}

impl Kind {
    const fn mask(self) -> &'static str {
        match self {
            Self::Card => "[card]",
            Self::Identity => "[id]",
            Self::Phone => "[phone]",
            Self::Account => "[account]",
            Self::Code => "[code]",
        }
    }
}

/// Digits without anything visible between them.
#[derive(Debug)]
struct Group {
    /// Its characters in the text.
    at: Range<usize>,
    digits: Vec<u8>,
    /// Whether only a space or a dash parts it from the group before.
    joined: bool,
    /// Whether that is a dash.
    dashed: bool,
}

/// The fewest digits of an account number.
const ACCOUNT: usize = 10;
/// The most digits of a card number.
const CARD: usize = 19;
/// The most digits of a password or code that is said in groups.
const CODE: usize = 8;
/// The most characters of space and dash between two groups of one number.
const GAP: usize = 3;

/// What a password or a code is called.
const LABELS: &[&str] = &[
    "密码",
    "密碼",
    "验证码",
    "驗證碼",
    "校验码",
    "动态码",
    "安全码",
    "授权码",
    "口令",
    "pin",
    "password",
    "passcode",
    "code",
    "otp",
    "cvv",
];
/// What may stand between that and the digits.
const FILLERS: &[&str] = &[
    " ", ":", "=", ",", "\"", "'", "“", "”", "‘", "「", "(", "#", "-", "是", "为", "為", "就",
    "叫", "成", "改", "设", "码", "号", "is", "was", "to", "number", "no.",
];
/// How many of them.
const FILLERS_AT_MOST: usize = 6;
/// What makes a number a quantity where it stands behind it.
const UNITS: &str = "年月日元块塊圆万亿次位个天分秒小%";
/// What makes a number an amount where it stands before it.
const CURRENCIES: &str = "$¥￥€£";
/// Public numbers that anyone may say.
const HOTLINES: &[&str] = &["110", "114", "119", "120", "122"];

/// The text with every personal number replaced by `[card]`, `[id]`, `[phone]`, `[account]` or `[code]`. Text without digits
/// comes back as it is.
#[must_use]
pub fn mask(text: &str) -> String {
    let folded: Vec<char> = text.chars().map(fold).collect();
    if !folded.iter().any(char::is_ascii_digit) {
        return text.to_owned();
    }
    let groups = groups(&folded);
    let mut found: Vec<(Range<usize>, Kind)> = Vec::new();
    for first in 0..groups.len() {
        let chain = chain(&groups, first);
        for length in 1..=chain.len() {
            found.extend(
                chain
                    .get(..length)
                    .and_then(|window| personal(&folded, window)),
            );
        }
        found.extend(code(&folded, chain));
    }
    rewrite(text, merge(found))
}

/// A character in the form it is compared in; always one for one.
fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(c as u32 - 0xFEE0).map_or(c, |ascii| ascii.to_ascii_lowercase())
        }
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\t' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '·' => '.',
        c => c.to_ascii_lowercase(),
    }
}

fn groups(folded: &[char]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(c) = folded.get(at) {
        if !c.is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        let mut digits = Vec::new();
        while let Some(c) = folded.get(at) {
            if let Some(digit) = c.to_digit(10) {
                digits.push(u8::try_from(digit).unwrap_or(0));
                end = at + 1;
            } else if !is_hidden(*c) {
                break;
            }
            at += 1;
        }
        let gap = groups
            .last()
            .and_then(|before| folded.get(before.at.end..start))
            .unwrap_or_default();
        // 138.1234.5678 is one number, 3.85 and 2026.03.01 are none.
        let dotted = gap == ['.']
            && digits.len() >= 4
            && groups.last().is_some_and(|before| before.digits.len() >= 3);
        let near = !gap.is_empty()
            && gap.len() <= GAP
            && gap.iter().all(|c| *c == ' ' || *c == '-' || is_hidden(*c));
        groups.push(Group {
            joined: near || dotted,
            dashed: near && gap.contains(&'-'),
            at: start..end,
            digits,
        });
    }
    part_dates(&mut groups);
    groups
}

/// Keeps written dates (2026-03-01, 1-3-2026) out of the numbers beside them.
fn part_dates(groups: &mut [Group]) {
    for first in 0..groups.len() {
        let is_date = matches!(groups.get(first..first + 3), Some([a, b, c])
            if b.dashed && c.dashed && is_date(value(a), value(b), value(c)));
        if is_date {
            for edge in [first, first + 3] {
                if let Some(group) = groups.get_mut(edge) {
                    group.joined = false;
                }
            }
        }
    }
}

fn is_date(a: Option<u32>, b: Option<u32>, c: Option<u32>) -> bool {
    let (Some(a), Some(b), Some(c)) = (a, b, c) else {
        return false;
    };
    let is_year = |number| (1900..2100).contains(&number);
    (is_year(a) && (1..=12).contains(&b) && (1..=31).contains(&c))
        || (is_year(c) && (1..=31).contains(&a) && (1..=31).contains(&b))
}

/// The number a short group stands for.
fn value(group: &Group) -> Option<u32> {
    (group.digits.len() <= CODE).then(|| {
        group
            .digits
            .iter()
            .fold(0, |sum, d| sum * 10 + u32::from(*d))
    })
}

/// The groups from `first` on that could be one number.
fn chain(groups: &[Group], first: usize) -> &[Group] {
    let rest = groups.get(first..).unwrap_or_default();
    let mut digits = 0;
    let length = rest
        .iter()
        .enumerate()
        .take_while(|(index, group)| {
            digits += group.digits.len();
            *index == 0 || (group.joined && digits <= CARD)
        })
        .count();
    rest.get(..length).unwrap_or_default()
}

/// Whether a group is more likely one of a list (5000 3000 2000, 2024 2025, 110 96110 95588) than part of a longer number.
fn is_listed(group: &Group) -> bool {
    let Some(number) = value(group) else {
        return false;
    };
    let text: String = group.digits.iter().map(|d| char::from(b'0' + d)).collect();
    match text.len() {
        3 if HOTLINES.contains(&text.as_str()) => true,
        4 if (1900..2100).contains(&number) => true,
        5 if ["95", "96", "10", "12"]
            .iter()
            .any(|begin| text.starts_with(begin)) =>
        {
            true
        }
        8 => number.is_multiple_of(100) || is_birth_date(&group.digits),
        length => length >= 3 && number.is_multiple_of(100),
    }
}

/// The personal number that exactly these groups make, if they make one.
fn personal(folded: &[char], window: &[Group]) -> Option<(Range<usize>, Kind)> {
    let (first, last) = (window.first()?, window.last()?);
    if window.len() > 1 && window.iter().all(is_listed) {
        return None;
    }
    let digits: Vec<u8> = window
        .iter()
        .flat_map(|group| &group.digits)
        .copied()
        .collect();
    let lengths: Vec<usize> = window.iter().map(|group| group.digits.len()).collect();
    let (start, end) = (first.at.start, last.at.end);
    let behind = folded.get(end).copied();
    let one = window.len() == 1;

    let with_x = digits.len() == 17
        && behind == Some('x')
        && !folded.get(end + 1).is_some_and(char::is_ascii_alphanumeric);
    let whole = one || matches!(lengths.as_slice(), [6, 8, 3 | 4] | [6, 6, 3]);
    if with_x && is_identity(&digits, true, whole) {
        return Some((start..end + 1, Kind::Identity));
    }
    if digits.len() == 18 && is_identity(&digits, false, whole) {
        return Some((start..end, Kind::Identity));
    }
    let landline = matches!(lengths.as_slice(), [3 | 4, 7 | 8]) && first.digits.first() == Some(&0);
    if is_mobile(&digits) || landline {
        let plus = start > 0 && folded.get(start - 1) == Some(&'+');
        return Some((start - usize::from(plus)..end, Kind::Phone));
    }
    if (13..=CARD).contains(&digits.len()) && is_luhn(&digits) {
        return Some((start..end, Kind::Card));
    }
    if digits.len() == 15 && whole && is_identity(&digits, false, true) {
        return Some((start..end, Kind::Identity));
    }
    // A card number with a slip of the finger is still somebody's.
    let fours = digits.len() >= 13
        && lengths
            .split_last()
            .is_some_and(|(last, others)| *last <= 4 && others.iter().all(|n| *n == 4));
    let account = one && digits.len() >= ACCOUNT && !is_amount(folded, &first.at);
    (fours || account).then_some((start..end, Kind::Account))
}

/// Whether a sign of currency stands before the digits, or a unit behind them and their decimals.
fn is_amount(folded: &[char], at: &Range<usize>) -> bool {
    let before = at.start.checked_sub(1).and_then(|index| folded.get(index));
    let rest = folded.get(at.end..).unwrap_or_default();
    let behind = match rest {
        ['.', decimals @ ..] => decimals.iter().find(|c| !c.is_ascii_digit()),
        _ => rest.first(),
    };
    before.is_some_and(|c| CURRENCIES.contains(*c)) || behind.is_some_and(|c| UNITS.contains(*c))
}

/// The password or code at the beginning of `chain`, if the words before it announce one.
fn code(folded: &[char], chain: &[Group]) -> Option<(Range<usize>, Kind)> {
    let first = chain.first()?;
    if !announced(folded.get(..first.at.start)?) {
        return None;
    }
    let mut digits = 0;
    let groups = chain
        .iter()
        .enumerate()
        .take_while(|(index, group)| {
            digits += group.digits.len();
            let counted = folded.get(group.at.end).is_some_and(|c| UNITS.contains(*c));
            !counted && (*index == 0 || digits <= CODE)
        })
        .map(|(_, group)| group);
    let (mut end, mut length) = (first.at.end, 0);
    for group in groups {
        (end, length) = (group.at.end, length + group.digits.len());
    }
    (length >= 4).then_some((first.at.start..end, Kind::Code))
}

/// Whether `before` ends in the name of a code and nothing but fillers.
fn announced(mut before: &[char]) -> bool {
    for _ in 0..=FILLERS_AT_MOST {
        if LABELS.iter().any(|label| without(before, label).is_some()) {
            return true;
        }
        match FILLERS.iter().find_map(|filler| without(before, filler)) {
            Some(shorter) => before = shorter,
            None => return false,
        }
    }
    false
}

/// `text` without `end`, where it ends so and `end`, if an English word, is a whole one.
fn without<'a>(text: &'a [char], end: &str) -> Option<&'a [char]> {
    let rest = text.get(..text.len().checked_sub(end.chars().count())?)?;
    let ends = text.get(rest.len()..)?.iter().copied().eq(end.chars());
    let word = end.starts_with(|c: char| c.is_ascii_alphabetic());
    let inside = word && rest.last().is_some_and(char::is_ascii_alphabetic);
    (ends && !inside).then_some(rest)
}

/// One stretch for all that overlap, named after the longest.
fn merge(mut found: Vec<(Range<usize>, Kind)>) -> Vec<(Range<usize>, Kind)> {
    found.sort_by_key(|(at, _)| (at.start, Reverse(at.end)));
    let mut merged: Vec<(Range<usize>, Kind, usize)> = Vec::new();
    for (at, kind) in found {
        match merged.last_mut() {
            Some((last, named, longest)) if at.start < last.end => {
                last.end = last.end.max(at.end);
                if at.len() > *longest {
                    (*named, *longest) = (kind, at.len());
                }
            }
            _ => merged.push((at.clone(), kind, at.len())),
        }
    }
    merged.into_iter().map(|(at, kind, _)| (at, kind)).collect()
}

fn rewrite(text: &str, masks: Vec<(Range<usize>, Kind)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut masks = masks.into_iter().peekable();
    for (index, c) in text.chars().enumerate() {
        while masks.next_if(|(at, _)| at.end <= index).is_some() {}
        match masks.peek() {
            Some((at, kind)) if at.start == index => out.push_str(kind.mask()),
            Some((at, _)) if at.contains(&index) => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn personal_numbers_are_taken_out() {
        for (typed, written) in [
            ("您的卡号是6222021234567894吗?", "您的卡号是[card]吗?"),
            ("卡 4111 1111 1111 1111 没问题", "卡 [card] 没问题"),
            ("card 4111-1111-1111-1111, sir", "card [card], sir"),
            ("５２００ ８２８２ ８２８２ ８２１０", "[card]"),
            ("卡号4111\u{200B}111111111111。", "卡号[card]。"),
            ("6222 0212 3456 7890 123 打错一位", "[account] 打错一位"),
            ("身份证11010519491231002X对吗", "身份证[id]对吗"),
            ("11010519491231002x", "[id]"),
            ("ID 110105 19491231 002X.", "ID [id]."),
            ("440524188001010014", "[id]"),
            ("老身份证130503670401001", "老身份证[id]"),
            ("打13812345678找我", "打[phone]找我"),
            (
                "call 138-1234-5678 or 138 1234 5678",
                "call [phone] or [phone]",
            ),
            ("+86 138 1234 5678", "[phone]"),
            ("＋８６１３８１２３４５６７８", "[phone]"),
            ("座机0755-88886666", "座机[phone]"),
            ("138.1234.5678", "[phone]"),
            ("账号1234567890", "账号[account]"),
            ("account 0200001209200123456", "account [account]"),
            ("密码是123456，别告诉人", "密码是[code]，别告诉人"),
            ("验证码：8866", "验证码：[code]"),
            ("您把密码改成 12 34 56 了", "您把密码改成 [code] 了"),
            ("PIN码1234", "PIN码[code]"),
            ("Your password is 12345678.", "Your password is [code]."),
            ("the code: 9981, PIN 4321", "the code: [code], PIN [code]"),
            ("ＰＩＮ１２３４", "ＰＩＮ[code]"),
            (
                "卡4111111111111111，电话13812345678",
                "卡[card]，电话[phone]",
            ),
        ] {
            assert_eq!(mask(typed), written, "{typed}");
        }
    }

    #[test]
    fn amounts_dates_and_hotlines_stay() {
        for text in [
            "",
            "您好,请坐。",
            "取50000元，手续费1,000,000.50元",
            "一共10000000000元",
            "¥1234567890.00",
            "2026-03-01 09:30 到 2026-03-05 17:00",
            "from 1-3-2026 to 31-12-2026, 2024 2025 2026 2027",
            "20260301-20260331",
            "2026年3月1日，2026.03.01",
            "请打96110、110、95588",
            "96110 110 95588 95533 12378",
            "利率3.25 3.85 4.15 2.75 1.95",
            "分别是5000 3000 2000 1000",
            "A1024号，请到3号窗口",
            "密码输错了,还能取5000元",
            "密码2020年设的,6位",
            "shopping 1234, barcode 5678",
            "密码不要告诉别人,4-8位",
            "400-820-8888",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
