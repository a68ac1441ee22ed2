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
    let mut look = |path: Path, text: &str| {
        if let Some(what) = looks_like(text) {
            findings.warning(
                path,
                format!("this has what looks like {what} of somebody's own"),
                "say it without digits, or write stars for most of them",
            );
        }
    };
    for (path, text) in texts(scenario) {
        look(path.clone().key("zh"), &text.zh);
        look(path.key("en"), &text.en);
    }
    for (index, tag) in scenario.tags.iter().enumerate() {
        look(Path::of(&["tags"]).index(index), tag);
    }
    for (number, fact) in scenario.facts.iter().enumerate() {
        for (key, phrases) in [("said_by", &fact.said_by), ("denied_by", &fact.denied_by)] {
            for (index, phrase) in phrases.iter().enumerate() {
                let path = Path::of(&["facts"]).index(number).key(key);
                look(path.index(index), phrase);
            }
        }
    }
}

/// What kind of personal number a text has, if it has one. A password is part of many a story.
fn looks_like(text: &str) -> Option<&'static str> {
    let found = personal_numbers(&in_digits(text));
    found.iter().find_map(|(_, kind)| match kind {
        Personal::Card => Some("a card number"),
        Personal::Identity => Some("an identity number"),
        Personal::Phone => Some("a telephone number"),
        Personal::Account => Some("an account number"),
        Personal::Code => None,
    })
}

/// The text with numbers that are spoken digit by digit in digits.
fn in_digits(text: &str) -> String {
    /// As many digits as a telephone has.
    const LEAST: usize = 11;
    let digit = |c: char| "〇一二三四五六七八九零幺".chars().position(|one| one == c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest
            .find(|c: char| digit(c).is_none())
            .unwrap_or(rest.len());
        let (spoken, behind) = rest.split_at(run);
        if spoken.chars().count() >= LEAST {
            let places = spoken.chars().filter_map(digit);
            let values = places.map(|place| [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1][place]);
            out.extend(values.filter_map(|value| char::from_digit(value, 10)));
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
