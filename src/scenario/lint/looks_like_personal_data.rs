//! # looks-like-personal-data
//!
//! ## What it flags
//! A card, identity, telephone or account number that could be somebody's: what would be masked in a trainee's reply, in texts,
//! in the phrases of facts and in tags. Digits may be of full width, in groups, or spoken (幺三八…). Dates, amounts and hotlines
//! are none.
//!
//! ## Why
//! Scenarios are shown on projectors and kept in repositories; a number that belongs to somebody does not belong there.
//!
//! ## Example
//! ```yaml
//!       - {zh: 我的电话是13900001234, en: …}
//! ```
//!
//! ## Instead
//! Say it without digits (“my number”), or with stars: 139****1234.

use super::texts::texts;
use super::{Findings, Rule};
use crate::scenario::Scenario;
use crate::scenario::path::Path;
use crate::text::{Personal, personal_numbers};

pub(super) const RULE: Rule = Rule {
    name: "looks-like-personal-data",
    source: include_str!("looks_like_personal_data.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    // Where a text stands is worked out only where there is something to say of it.
    let mut look = |text: &str, path: &dyn Fn() -> Path| {
        if let Some(what) = looks_like(text) {
            findings.warning(
                path(),
                format!("this has what looks like {what} of somebody's own"),
                "say it without digits, or write stars for most of them",
            );
        }
    };
    for (path, text) in texts(scenario) {
        look(&text.zh, &|| path.clone().key("zh"));
        look(&text.en, &|| path.clone().key("en"));
    }
    for (index, tag) in scenario.tags.iter().enumerate() {
        look(tag, &|| Path::of(&["tags"]).index(index));
    }
    for (number, fact) in scenario.facts.iter().enumerate() {
        for (key, phrases) in [("said_by", &fact.said_by), ("denied_by", &fact.denied_by)] {
            for (index, phrase) in phrases.iter().enumerate() {
                look(phrase, &|| {
                    Path::of(&["facts"]).index(number).key(key).index(index)
                });
            }
        }
    }
}

/// What kind of personal number a text has, if it has one. A password is part of many a story.
fn looks_like(text: &str) -> Option<&'static str> {
    if !has_digits(text) {
        return None;
    }
    let found = personal_numbers(&in_digits(text));
    found.iter().find_map(|(_, kind)| match kind {
        Personal::Card => Some("a card number"),
        Personal::Identity => Some("an identity number"),
        Personal::Phone => Some("a telephone number"),
        Personal::Account => Some("an account number"),
        Personal::Code => None,
    })
}

/// As many digits as a telephone has.
const LEAST: usize = 11;

/// The digit that a character says.
const fn digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' | '幺' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

/// Whether a text has digits at all, or speaks as many as a telephone has; few have.
fn has_digits(text: &str) -> bool {
    text.chars().any(char::is_numeric)
        || text.chars().filter(|c| digit(*c).is_some()).count() >= LEAST
}

/// The text with numbers that are spoken digit by digit in digits.
fn in_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest
            .find(|c: char| digit(c).is_none())
            .unwrap_or(rest.len());
        let (spoken, behind) = rest.split_at(run);
        if spoken.chars().count() >= LEAST {
            out.extend(spoken.chars().filter_map(digit));
            rest = behind;
        } else if run > 0 {
            out.push_str(spoken);
            rest = behind;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}
