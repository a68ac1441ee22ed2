//! Passwords and codes: short numbers that only the words before them give away. Must not look behind a sentence's end.

use std::ops::Range;

use super::UNITS;
use super::groups::Group;

/// The most digits of a password or code that is said in groups.
const CODE: usize = 8;
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
/// The password or code at the beginning of `chain`, if the words before it announce one.
pub(super) fn code(folded: &[char], chain: &[Group]) -> Option<Range<usize>> {
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
    (length >= 4).then_some(first.at.start..end)
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
