//! # names-differ
//!
//! ## What it flags
//! A person who has one surname in Chinese and another in English: 张先生 beside Mr Wang.
//!
//! ## Why
//! Most often the customer was renamed in one language only, and the trainee wonders who has come.
//!
//! ## Example
//! ```yaml
//!   name: {zh: 郑女士, en: Mrs Zhang}
//! ```
//!
//! ## Instead
//! ```yaml
//!   name: {zh: 郑女士, en: Mrs Zheng}
//! ```

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::texts::texts;
use super::{Findings, Rule};
use crate::scenario::Scenario;

pub(super) const RULE: Rule = Rule {
    name: "names-differ",
    source: include_str!("names_differ.rs"),
    check,
};

/// How a surname is read, and the surnames read so; from the commonest surnames of China.
const SURNAMES: &str = include_str!("surnames.tsv");

/// What stands behind a surname where somebody is spoken to or of.
const TITLES_ZH: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "阿姨",
    "大爷",
    "大妈",
    "大娘",
    "奶奶",
    "爷爷",
    "师傅",
    "老师",
    "经理",
    "主任",
    "行长",
    "会计",
    "医生",
    "大夫",
    "警官",
    "同志",
    "大姐",
    "大哥",
    "大叔",
    "大婶",
    "老板",
    "老爷子",
    "老太",
    "总",
    "哥",
    "姐",
    "叔",
    "婶",
    "伯",
    "嫂",
];

/// What stands before one.
const TITLES_EN: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "madam",
    "auntie",
    "aunt",
    "uncle",
    "grandpa",
    "grandma",
    "granny",
    "manager",
    "director",
    "teacher",
    "master",
    "doctor",
    "dr",
    "officer",
    "president",
    "xiao",
    "lao",
    "sister",
    "brother",
    "professor",
    "accountant",
];

/// Surnames that make another word behind 小 or 老.
const NO_NAMES: &str = "时师家花年米车单包钱石官平安成";

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for (path, text) in texts(scenario) {
        let is_name = path.to_string() == "customer.name";
        if let Some((zh, en)) = differ(&text.zh, &text.en, is_name) {
            findings.warning(
                path.key("en"),
                format!("the Chinese text speaks of {zh} and the English one of {en}"),
                "give the person one name in both languages",
            );
        }
    }
}

/// A person of the Chinese text and one of the English who are nobody in the other; `is_name` for texts that are a name and no more.
fn differ(zh: &str, en: &str, is_name: bool) -> Option<(String, String)> {
    let words: Vec<&str> = en
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let known = |reading: &str| zh.chars().any(|c| readings(c).contains(&reading));
    let stranger = words.windows(2).find(|pair| {
        let reading = pair[1].to_lowercase();
        TITLES_EN.contains(&pair[0].to_lowercase().as_str())
            && pair[1].starts_with(char::is_uppercase)
            && is_reading(&reading)
            && !known(&reading)
    })?;
    let said: BTreeSet<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let person = people(zh, is_name).into_iter().find(|(surname, _)| {
        !readings(*surname)
            .iter()
            .any(|reading| said.contains(*reading))
    })?;
    Some((person.1, stranger.join(" ")))
}

/// Whoever a Chinese text names with a title, by surname.
fn people(text: &str, is_name: bool) -> Vec<(char, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for (at, &surname) in chars.iter().enumerate() {
        if readings(surname).is_empty() {
            continue;
        }
        let rest: String = chars[at + 1..].iter().take(3).collect();
        let title = TITLES_ZH.iter().find(|title| rest.starts_with(**title));
        // 小时 and 老师 are words, though 时 and 师 are surnames.
        let young = at > 0 && matches!(chars[at - 1], '小' | '老') && !NO_NAMES.contains(surname);
        let first = is_name && at == 0;
        if let Some(title) = title {
            found.push((surname, format!("{surname}{title}")));
        } else if young {
            found.push((surname, chars[at - 1..=at].iter().collect()));
        } else if first {
            found.push((surname, text.to_owned()));
        }
    }
    found
}

/// Surnames with how they are read.
fn table() -> &'static HashMap<char, Vec<&'static str>> {
    static TABLE: OnceLock<HashMap<char, Vec<&str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<char, Vec<&str>> = HashMap::new();
        for (reading, surnames) in SURNAMES.lines().filter_map(|line| line.split_once('\t')) {
            // Of two-character surnames the first character is enough.
            let double = ["ouyang", "shangguan", "sima", "situ", "zhuge"].contains(&reading);
            for surname in surnames.chars().take(if double { 1 } else { usize::MAX }) {
                table.entry(surname).or_default().push(reading);
            }
        }
        table
    })
}

/// How `surname` is read; nothing if it is none.
fn readings(surname: char) -> &'static [&'static str] {
    table().get(&surname).map_or(&[], Vec::as_slice)
}

fn is_reading(word: &str) -> bool {
    static READINGS: OnceLock<HashSet<&str>> = OnceLock::new();
    READINGS
        .get_or_init(|| table().values().flatten().copied().collect())
        .contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_surname_is_found_and_the_same_is_not() {
        for (zh, en, name, wanted) in [
            ("张先生说能到", "Mr Wang said it would come", false, true),
            ("小陈，过来一下", "Xiao Liu, come here", false, true),
            ("郑女士", "Mrs Zhang", true, true),
            ("罗红梅", "Ms Lo", true, false),
            ("罗红梅", "Ms Li", true, true),
            ("张先生说能到", "Mr Zhang said it would come", false, false),
            ("小周", "Mr Zhou", true, false),
            ("达维特", "Mr Dawit", true, false),
            ("欧阳老师", "Teacher Ouyang", true, false),
            ("曾先生", "Mr Zeng", true, false),
            ("她等了两个小时", "Mrs Wang waited two hours", false, false),
            ("老师，您好", "Hello, Mr Li", false, false),
        ] {
            assert_eq!(differ(zh, en, name).is_some(), wanted, "{zh} {en}");
        }
    }
}
