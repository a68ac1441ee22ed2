//! Both files say the same things, with the same variables, and everything the vocabulary has is named in both.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::text::{is_han, width};

/// The keys of a file, each with the variables of its sentence.
fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines() {
        if let Some((name, _)) = line.split_once(" =")
            && !line.starts_with([' ', '#', '['])
        {
            key = name.to_owned();
            assert!(
                all.insert(key.clone(), BTreeSet::new()).is_none(),
                "{key} twice"
            );
        }
        for part in line.split('$').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
                .collect();
            all.entry(key.clone()).or_default().insert(name);
        }
    }
    all
}

#[test]
fn both_files_are_read_without_fault() {
    for source in [ZH, EN] {
        let faults = FluentResource::try_new(source.to_owned()).err();
        assert!(faults.is_none(), "{:?}", faults.map(|(_, faults)| faults));
    }
}

#[test]
fn a_sentence_parsed_by_itself_says_what_it_says_in_the_whole_file() {
    for (language, source) in [(Language::Zh, ZH), (Language::En, EN)] {
        let texts = Texts::new(language);
        let id: LanguageIdentifier = language.key().parse().unwrap_or_default();
        let mut whole = FluentBundle::new_concurrent(vec![id]);
        whole.set_use_isolating(false);
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(it, _)| it);
        whole.add_resource_overriding(resource);
        let variables = keys(source);
        let found: Vec<&str> = Source::of(source).keys().collect();
        assert_eq!(
            found,
            variables.keys().map(String::as_str).collect::<Vec<_>>()
        );
        for (key, names) in &variables {
            for number in [0, 1, 2, 21] {
                let arguments: Vec<(&str, Argument<'_>)> = names
                    .iter()
                    .map(|name| (name.as_str(), number.into()))
                    .collect();
                let filled = arguments
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone()));
                let filled: FluentArgs<'_> = filled.collect();
                let message = whole.get_message(key).and_then(|message| message.value());
                let wanted = message.map(|pattern| {
                    whole
                        .format_pattern(pattern, Some(&filled), &mut Vec::new())
                        .into_owned()
                });
                assert_eq!(Some(texts.with(key, &arguments)), wanted, "{key}");
            }
        }
        assert_eq!(texts.get("no-such-key"), "no-such-key");
    }
}

#[test]
fn both_languages_say_the_same_things_with_the_same_variables() {
    let (zh, en) = (keys(ZH), keys(EN));
    assert!(zh.len() > 150);
    assert_eq!(zh, en);
}

#[test]
fn the_vocabulary_is_named_in_both_languages() {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        let mut named: Vec<(String, String)> = Vec::new();
        let mut name = |key: String, text: String| {
            assert!(!text.is_empty() && !text.starts_with(&key), "{key}: {text}");
            named.push((key, text));
        };
        for &it in Principle::ALL {
            name(format!("principle-{it}"), texts.principle(it));
            name(format!("principle-full-{it}"), texts.principle_in_full(it));
            name(format!("advice-{it}"), texts.principle_advice(it));
        }
        for &it in Moment::ALL {
            name(format!("moment-{it}"), texts.moment(it));
        }
        for &it in Call::ALL {
            name(format!("call-{it}"), texts.call(it));
        }
        for &it in RedLine::ALL {
            name(format!("red-line-{it}"), texts.red_line(it));
        }
        for &it in Action::ALL {
            name(format!("action-{it}"), texts.action(it));
        }
        for &it in Feeling::ALL {
            name(format!("feeling-{it}"), texts.feeling(it));
        }
        for &it in Outcome::ALL {
            name(format!("outcome-{it}"), texts.outcome(it));
        }
        for &it in Role::ALL {
            name(format!("role-{it}"), texts.role(it));
        }
        let chinese = named
            .iter()
            .filter(|(_, text)| text.chars().any(is_han))
            .count();
        assert_eq!(
            chinese,
            if *language == Language::Zh {
                named.len()
            } else {
                0
            }
        );
    }
}

#[test]
fn short_names_are_short() {
    for (language, most) in [(Language::Zh, 8), (Language::En, 12)] {
        let texts = Texts::new(language);
        for &principle in Principle::ALL {
            let name = texts.principle(principle);
            assert!(width(&name) <= most, "{name}");
        }
    }
}

#[test]
fn variables_are_filled_in_without_invisible_marks() {
    let texts = Texts::new(Language::Zh);
    let text = texts.with("home-level", &[("level", 3.into())]);
    assert!(text.contains('3'), "{text}");
    assert!(!text.chars().any(crate::text::is_hidden), "{text:?}");
}
