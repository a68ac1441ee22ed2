//! Finds the numbers that belong to a person (cards, identity documents, telephones, accounts, passwords and codes) and takes
//! them out of a reply. Must err on the side of finding too much, but leave amounts, dates, years and hotlines, since a trainer
//! reads them. Must not be bypassed: everything a trainee typed goes through here before it is written.

mod code;
mod groups;
mod numbers;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::ops::Range;

use code::code;
use groups::{Group, LONGEST, chain, fold, groups, is_listed, spell};
use numbers::{is_identity, is_luhn, is_mobile};

/// What a number that belongs to a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// A bank card, by its check digit.
    Card,
    /// An identity document, by its check digit or the date of birth in it.
    Identity,
    /// A telephone.
    Phone,
    /// What is as long as an account number.
    Account,
    /// A password or a code, by the words before it.
    Code,
}

impl Personal {
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

/// The fewest digits of an account number.
const ACCOUNT: usize = 10;
/// What makes a number a quantity where it stands behind it.
const UNITS: &str = "年月日元块塊圆万亿次位个天分秒小%";
/// What makes a number an amount where it stands before it.
const CURRENCIES: &str = "$¥￥€£";

/// The text with every personal number replaced by `[card]`, `[id]`, `[phone]`, `[account]` or `[code]`. Text without digits,
/// written or spoken one by one (一三八…), comes back as it is.
#[must_use]
pub fn mask(text: &str) -> String {
    let found = personal_numbers(text);
    if found.is_empty() {
        return text.to_owned();
    }
    rewrite(text, found)
}

/// The personal numbers of a text: the characters they cover, and what they are.
#[must_use]
pub fn personal_numbers(text: &str) -> Vec<(Range<usize>, Personal)> {
    let mut folded: Vec<char> = text.chars().map(fold).collect();
    spell(&mut folded);
    if !folded.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let groups = groups(&folded);
    let mut found: Vec<(Range<usize>, Personal)> = Vec::new();
    for first in 0..groups.len() {
        let chain = chain(&groups, first);
        for length in 1..=chain.len() {
            found.extend(
                chain
                    .get(..length)
                    .and_then(|window| personal(&folded, window)),
            );
        }
        found.extend(code(&folded, chain).map(|at| (at, Personal::Code)));
    }
    merge(found)
}

/// The personal number that exactly these groups make, if they make one.
fn personal(folded: &[char], window: &[Group]) -> Option<(Range<usize>, Personal)> {
    let (first, last) = (window.first()?, window.last()?);
    let digits: Vec<u8> = window
        .iter()
        .flat_map(|group| &group.digits)
        .copied()
        .collect();
    let lengths: Vec<usize> = window.iter().map(|group| group.digits.len()).collect();
    let (start, end) = (first.at.start, last.at.end);
    let behind = folded.get(end).copied();
    let one = window.len() == 1;

    let whole = one || matches!(lengths.as_slice(), [6, 8, 3 | 4] | [6, 6, 3]);
    // Six digits and a long rest are how a card is printed, even where both are round.
    let printed = matches!(lengths.as_slice(), [6, 7..=13]);
    if !whole && !printed && window.iter().all(is_listed) {
        return None;
    }
    let with_x = digits.len() == 17
        && behind == Some('x')
        && !folded.get(end + 1).is_some_and(char::is_ascii_alphanumeric);
    if with_x && is_identity(&digits, true, whole) {
        return Some((start..end + 1, Personal::Identity));
    }
    if digits.len() == 18 && is_identity(&digits, false, whole) {
        return Some((start..end, Personal::Identity));
    }
    let landline = matches!(lengths.as_slice(), [3 | 4, 7 | 8]) && first.digits.first() == Some(&0);
    if is_mobile(&digits) || landline {
        let plus = start > 0 && folded.get(start - 1) == Some(&'+');
        return Some((start - usize::from(plus)..end, Personal::Phone));
    }
    if (13..=LONGEST).contains(&digits.len()) && is_luhn(&digits) {
        return Some((start..end, Personal::Card));
    }
    if digits.len() == 15 && whole && is_identity(&digits, false, true) {
        return Some((start..end, Personal::Identity));
    }
    // A card number with a slip of the finger is still somebody's.
    let fours = digits.len() >= 13
        && lengths
            .split_last()
            .is_some_and(|(last, others)| *last <= 4 && others.iter().all(|n| *n == 4));
    let account = one && digits.len() >= ACCOUNT && !is_amount(folded, &first.at);
    (fours || account).then_some((start..end, Personal::Account))
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

/// One stretch for all that overlap, named after the longest.
fn merge(mut found: Vec<(Range<usize>, Personal)>) -> Vec<(Range<usize>, Personal)> {
    found.sort_by_key(|(at, _)| (at.start, Reverse(at.end)));
    let mut merged: Vec<(Range<usize>, Personal, usize)> = Vec::new();
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

fn rewrite(text: &str, masks: Vec<(Range<usize>, Personal)>) -> String {
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
