//! Every signal's own examples: what must match matches, what must be ignored is ignored, and the files are as they should be.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]

use std::collections::BTreeSet;
use std::path::Path;

use teller_coach::domain::{Moment, Principle, RedLine, Reply};
use teller_coach::scoring::signals::{Effect, Entry, Inventory, find};
use teller_coach::scoring::{Feature, Reading, Situation, assess, features};

fn entries() -> Vec<(String, Entry)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scoring/signals/data");
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder of signals") {
        let path = file.expect("a file").path();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let entries: Vec<Entry> = serde_yaml::from_str(&text).expect("a file of signals");
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        out.extend(entries.into_iter().map(|entry| (name.clone(), entry)));
    }
    out
}

/// Whether the whole scorer, scopes included, finds the signal in `words`; for what only opens a scope, the matcher alone.
fn found(entry: &Entry, words: &str) -> bool {
    let id = entry.id.as_str();
    let inventory = Inventory::embedded();
    let number = inventory.number(id).unwrap_or_default();
    let by_pattern = entry.patterns.all().next().is_some();
    if inventory.signals()[number].only_opens() {
        let mut hits = find(inventory, &Reading::of(words)).into_iter();
        return hits.any(|hit| hit.signal as usize == number);
    }
    let moment = entry.moments.first();
    let moment = moment.and_then(|moment| Moment::from_key(moment));
    let moment = moment.unwrap_or(Moment::Inquiry);
    let (situation, reply) = (Situation::new(moment, ""), Reply::of_words(words));
    if by_pattern {
        // What a pattern finds, whether or not the wording speaks against the red line.
        let (found, _) = features(&Reading::of(words), &situation, &reply);
        return found
            .iter()
            .any(|one| one.feature == Feature::Signal(number as u32));
    }
    // What no pattern looks for, or one that crosses the same red line.
    let assessment = assess(&situation, &reply);
    let red_line = entry.red_line.as_deref().and_then(RedLine::from_key);
    assessment.crosses(red_line)
}

#[test]
fn signals_match_what_they_must_and_ignore_what_they_must() {
    let mut wrong = Vec::new();
    for (file, entry) in entries() {
        for words in entry.matches.all().filter(|words| !found(&entry, words)) {
            wrong.push(format!("{file}: {} misses {words:?}", entry.id));
        }
        for words in entry.ignores.all().filter(|words| found(&entry, words)) {
            wrong.push(format!("{file}: {} is found in {words:?}", entry.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_entry_is_complete_and_of_the_vocabulary() {
    let entries = entries();
    assert!(entries.len() > 200);
    let mut ids = BTreeSet::new();
    for (file, entry) in &entries {
        let id = &entry.id;
        assert!(ids.insert(id.clone()), "{file}: {id} stands twice");
        assert!(
            Inventory::embedded().number(id).is_some(),
            "{file}: {id} is not embedded"
        );
        assert!(
            entry.matches.all().count() >= 3,
            "{file}: {id} has fewer than three `matches`"
        );
        assert!(
            entry.ignores.all().count() >= 3,
            "{file}: {id} has fewer than three `ignores`"
        );
        assert!(
            !entry.name.zh.is_empty() && !entry.name.en.is_empty(),
            "{file}: {id} has no name"
        );
        assert!(
            entry.opens.is_some() || !entry.strength.is_empty(),
            "{file}: {id} moves no principle and opens no scope"
        );
        for moment in &entry.moments {
            assert!(
                Moment::from_key(moment).is_some(),
                "{file}: {id}: no moment `{moment}`"
            );
        }
        for (principle, strength) in &entry.strength {
            assert!(
                Principle::from_key(principle).is_some(),
                "{file}: {id}: no principle `{principle}`"
            );
            assert!(
                (1..=3).contains(strength),
                "{file}: {id}: strength {strength}"
            );
        }
        if let Some(red_line) = &entry.red_line {
            assert!(
                RedLine::from_key(red_line).is_some(),
                "{file}: {id}: no red line `{red_line}`"
            );
            assert_eq!(
                entry.effect,
                Effect::Fault,
                "{file}: {id} crosses a red line and is no fault"
            );
        }
    }
}
