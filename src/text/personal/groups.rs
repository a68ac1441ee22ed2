//! The digits of a text in groups, and which neighbours could be one number. Must not say what a number is.

use std::ops::Range;

use super::numbers::is_birth_date;
use crate::text::is_hidden;

/// Digits without anything visible between them.
#[derive(Debug)]
pub(super) struct Group {
    /// Its characters in the text.
    pub(super) at: Range<usize>,
    pub(super) digits: Vec<u8>,
    /// Whether only a space or a dash parts it from the group before.
    joined: bool,
    /// Whether that is a dash.
    dashed: bool,
}

/// The most digits of a number written in groups: those of a card.
pub(super) const LONGEST: usize = 19;
/// The most characters of space and dash between two groups of one number.
const GAP: usize = 3;

/// Public numbers that anyone may say.
const HOTLINES: &[&str] = &["110", "114", "119", "120", "122"];

/// A character in the form it is compared in; always one for one.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(c as u32 - 0xFEE0).map_or(c, |ascii| ascii.to_ascii_lowercase())
        }
        // A number may go on in the next line.
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\t' | '\n' | '\r' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '·' => '.',
        c => c.to_ascii_lowercase(),
    }
}

/// The fewest digits in a row that are spoken one by one: two are how many there are (二三十个).
const SPOKEN: usize = 3;

/// Puts digits in the place of those that are spoken one by one (幺三八…), always one for one.
pub(super) fn spell(folded: &mut [char]) {
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '〇' | '零' => Some('0'),
        '一' | '幺' | '壹' => Some('1'),
        '二' | '贰' => Some('2'),
        '三' | '叁' => Some('3'),
        '四' | '肆' => Some('4'),
        '五' | '伍' => Some('5'),
        '六' | '陆' => Some('6'),
        '七' | '柒' => Some('7'),
        '八' | '捌' => Some('8'),
        '九' | '玖' => Some('9'),
        _ => None,
    };
    for run in folded.chunk_by_mut(|a, b| digit(*a).is_some() && digit(*b).is_some()) {
        if run.len() >= SPOKEN {
            for c in run {
                *c = digit(*c).unwrap_or(*c);
            }
        }
    }
}

pub(super) fn groups(folded: &[char]) -> Vec<Group> {
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

/// The number that a group of at most eight digits stands for.
fn value(group: &Group) -> Option<u32> {
    (group.digits.len() <= 8).then(|| {
        group
            .digits
            .iter()
            .fold(0, |sum, d| sum * 10 + u32::from(*d))
    })
}

/// The groups from `first` on that could be one number.
pub(super) fn chain(groups: &[Group], first: usize) -> &[Group] {
    let rest = groups.get(first..).unwrap_or_default();
    let mut digits = 0;
    let length = rest
        .iter()
        .enumerate()
        .take_while(|(index, group)| {
            digits += group.digits.len();
            *index == 0 || (group.joined && digits <= LONGEST)
        })
        .count();
    rest.get(..length).unwrap_or_default()
}

/// Whether a group is more likely one of a list (5000 3000 2000, 2024 2025, 110 96110 95588) than part of a longer number.
pub(super) fn is_listed(group: &Group) -> bool {
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
