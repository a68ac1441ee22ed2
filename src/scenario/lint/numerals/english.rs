//! The numbers of an English text: 3,000, three thousand, 2 pm, the third, June, Wednesday. Must not know Chinese.

use super::{Kind, Number, Numbers};

const ONES: [&str; 20] = [
    "zero",
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
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SCALES: [(&str, f64); 6] = [
    ("hundred", 100.0),
    ("thousand", 1_000.0),
    ("million", 1_000_000.0),
    ("billion", 1_000_000_000.0),
    ("grand", 1_000.0),
    ("k", 1_000.0),
];
const ORDINALS: [&str; 20] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Words that may stand for a number of the other language.
const STAND_INS: &[(&str, f64)] = &[
    ("both", 2.0),
    ("couple", 2.0),
    ("pair", 2.0),
    ("twice", 2.0),
    ("double", 2.0),
    ("twins", 2.0),
    ("fortnight", 2.0),
    ("dozen", 12.0),
    ("noon", 12.0),
    ("midday", 12.0),
    ("midnight", 12.0),
    ("triple", 3.0),
    ("score", 20.0),
    ("decade", 10.0),
    ("twentieth", 20.0),
    ("thirtieth", 30.0),
];

/// The numbers that `text` says.
pub(in super::super) fn numbers(text: &str) -> Numbers {
    let words = words(text);
    let mut out = Numbers {
        halves: words
            .iter()
            .any(|word| ["half", "halves", "quarter", "quarters"].contains(&word.as_str())),
        ..Numbers::default()
    };
    let mut at = 0;
    while at < words.len() {
        at = read(&words, at, &mut out);
    }
    out
}

/// Words in small letters and numbers in digits; `2pm` is two words, `3,000` is one.
fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let start = at;
        if c.is_ascii_digit() {
            while let Some(&c) = chars.get(at) {
                let inside =
                    (c == ',' || c == '.') && chars.get(at + 1).is_some_and(char::is_ascii_digit);
                if !(c.is_ascii_digit() || inside) {
                    break;
                }
                at += 1;
            }
        } else if c.is_alphabetic() {
            while chars
                .get(at)
                .is_some_and(|c| c.is_alphabetic() || *c == '\'' || *c == '’')
            {
                at += 1;
            }
        } else {
            // Two numbers with a mark between them are two.
            if !c.is_whitespace() && c != '-' {
                words.push(c.to_string());
            }
            at += 1;
            continue;
        }
        let word: String = chars[start..at].iter().filter(|c| **c != ',').collect();
        let word = word.to_lowercase();
        let word = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .unwrap_or(&word)
            .to_owned();
        words.push(word);
    }
    words
}

fn place(list: &[&str], word: &str) -> Option<f64> {
    list.iter().position(|one| *one == word).map(|at| at as f64)
}

fn scale(word: &str) -> Option<f64> {
    SCALES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, factor)| *factor)
}

fn small(word: &str) -> Option<f64> {
    place(&ONES, word).or_else(|| place(&TENS, word).map(|at| at * 10.0 + 20.0))
}

/// Reads what stands at `start`; where to go on.
fn read(words: &[String], start: usize, out: &mut Numbers) -> usize {
    let word = words[start].as_str();
    let mut push = |value: f64, kind, end: usize, weak| {
        out.all.push(Number {
            value,
            kind,
            said: words[start..end].join(" "),
            weak,
        });
    };
    if let Some(day) = place(
        &WEEKDAYS,
        word.strip_suffix('s')
            .filter(|one| WEEKDAYS.contains(one))
            .unwrap_or(word),
    ) {
        push(day + 1.0, Kind::Weekday, start + 1, false);
    } else if let Some(month) = place(&MONTHS, word) {
        // "may" and "march" are months beside a number only.
        let beside = |at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|word| {
                word.starts_with(|c: char| c.is_ascii_digit()) || small(word).is_some()
            })
        };
        let sure = !["may", "march"].contains(&word);
        if sure || beside(start.checked_sub(1)) || beside(Some(start + 1)) {
            push(month + 1.0, Kind::Plain, start + 1, !sure);
        }
    } else if let Some((_, value)) = STAND_INS.iter().find(|(name, _)| *name == word) {
        push(*value, Kind::Plain, start + 1, true);
    } else if let Some(value) = place(&ORDINALS, word) {
        push(value, Kind::Plain, start + 1, true);
    } else if word == "half"
        && words.get(start + 1).is_some_and(|word| word == "a")
        && let Some(factor) = words.get(start + 2).and_then(|word| scale(word))
    {
        push(factor / 2.0, Kind::Plain, start + 3, false);
        return start + 3;
    } else if let Some((value, end)) = number(words, start) {
        let clock = words.get(end).is_some_and(|next| {
            ["am", "pm", "o'clock", "o’clock", "a", "p", ":"].contains(&next.as_str())
        });
        let typed = word.starts_with(|c: char| c.is_ascii_digit());
        // "two or three" is vague, and so is "twenty odd".
        let or = |at: Option<usize>| {
            at.and_then(|at| words.get(at))
                .is_some_and(|word| word == "or")
        };
        let outright = value == 100.0 && words.get(end).is_some_and(|word| word.starts_with("per"));
        let vague = outright
            || (or(Some(end)) && words.get(end + 1).is_some_and(|word| small(word).is_some()))
            || (or(start.checked_sub(1))
                && start
                    .checked_sub(2)
                    .and_then(|at| words.get(at))
                    .is_some_and(|word| small(word).is_some()))
            || words.get(end).is_some_and(|word| word == "odd");
        // "ten to five" is ten minutes before it, or the hours of a shop.
        let minutes = usize::from(words.get(end).is_some_and(|word| word == "minutes"));
        if words.get(end + minutes).is_some_and(|word| word == "to")
            && let Some((hour, after)) = words
                .get(end + minutes + 1)
                .and_then(|_| number(words, end + minutes + 1))
        {
            for one in [value, 60.0 - value, hour, hour - 1.0] {
                push(one, Kind::Clock, after, true);
            }
            return after;
        }
        // "three hundred-yuan notes" are three, or worth three hundred each.
        if words.get(end).is_some_and(|word| word == "yuan")
            && words
                .get(end + 1)
                .is_some_and(|word| word.starts_with("note"))
            && value >= 100.0
        {
            for one in [value, value / 100.0, 100.0] {
                push(one, Kind::Plain, end, true);
            }
            return end;
        }
        // 8.23 is a time as well.
        if let Some((hour, minute)) = word
            .split_once('.')
            .filter(|(_, minute)| minute.len() == 2 && value < 24.6)
            && !words
                .get(end)
                .is_some_and(|word| ["yuan", "%", "per", "percent"].contains(&word.as_str()))
        {
            for one in [hour, minute]
                .into_iter()
                .filter_map(|part| part.parse().ok())
            {
                push(one, Kind::Clock, end, true);
            }
            push(value, Kind::Plain, end, true);
            return end;
        }
        push(
            value,
            if clock { Kind::Clock } else { Kind::Plain },
            end,
            vague || value == 0.0 || value == 1.0 || (!typed && !clock && value == 2.0),
        );
        return end;
    }
    start + 1
}

/// The number that begins at `start`, and where it ends.
fn number(words: &[String], start: usize) -> Option<(f64, usize)> {
    let word = words[start].as_str();
    let mut end = start + 1;
    if let Ok(mut value) = word.parse::<f64>() {
        while let Some(factor) = words.get(end).and_then(|word| scale(word)) {
            value *= factor;
            end += 1;
        }
        return Some((value, end));
    }
    // "hundreds" is another word; a lone "hundred" is "a hundred" or "several hundred".
    let vague = start
        .checked_sub(1)
        .and_then(|before| words.get(before))
        .is_some_and(|before| ["few", "several", "many", "some"].contains(&before.as_str()));
    let alone = scale(word).filter(|factor| word.len() > 1 && *factor >= 100.0);
    if alone.is_some() && vague {
        return None;
    }
    let (mut total, mut section) = (0.0, alone.map_or_else(|| small(word), |_| Some(1.0))?);
    // The loop multiplies by a lone "hundred", as by any other.
    if alone.is_some() {
        end = start;
    }
    while let Some(next) = words.get(end).map(String::as_str) {
        if let Some(factor) = scale(next).filter(|_| next.len() > 1) {
            if factor > 100.0 {
                total += section * factor;
                section = 0.0;
            } else {
                section *= factor;
            }
            end += 1;
            continue;
        }
        let skip = usize::from(next == "and" && section >= 100.0);
        // "twenty-first"
        if skip == 0
            && section % 10.0 == 0.0
            && section % 100.0 >= 20.0
            && let Some(last) = place(&ORDINALS, next).filter(|last| *last < 10.0)
        {
            return Some((total + section + last, end + 1));
        }
        let Some(more) = words.get(end + skip).and_then(|word| small(word)) else {
            break;
        };
        // "twenty five", "three hundred and five"; "three five" are two numbers.
        let fits = (section % 100.0 == 0.0 && (section > 0.0 || total > 0.0) && more < 100.0)
            || (skip == 0
                && section % 10.0 == 0.0
                && section % 100.0 >= 20.0
                && more < 10.0
                && more > 0.0);
        if !fits {
            break;
        }
        section += more;
        end += 1 + skip;
    }
    Some((total + section, end))
}
