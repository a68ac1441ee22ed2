//! Facts said in plain words are found: sentences for every fact of the library, and sentences that come near and do not say it.
//! The phrases were widened by these very sentences, so that this keeps them and is no measure of how many others are found.

#![expect(clippy::expect_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use teller_coach::domain::{Language, Reply};
use teller_coach::scenario::{Library, Scenario};
use teller_coach::scoring::assess;

const SENTENCES: &str = include_str!("data/facts_in_plain_words.txt");

/// Whether `words` say the fact called `fact` in the state where it is due, or in the first where it is due nowhere.
fn said(scenario: &Scenario, fact: &str, language: Language, words: &str) -> bool {
    let due = |state: &&teller_coach::scenario::State| {
        state.needs.iter().any(|need| need.as_str() == fact)
    };
    let state = scenario.states.iter().find(due);
    let state = state.or(scenario.states.first()).expect("a state");
    let customer = state.says.first().expect("a wording").get(language);
    let situation = scenario.situation(state, customer, Vec::new());
    let assessment = assess(&situation, &Reply::of_words(words));
    let mut facts = assessment.facts_said.iter();
    facts.any(|found| found.as_str() == fact)
}

#[test]
fn facts_said_in_plain_words_are_found_and_what_comes_near_is_not() {
    let library = Library::embedded();
    let mut scenario = None;
    let mut tried = 0;
    let mut covered = BTreeSet::new();
    let mut wrong = Vec::new();
    for line in SENTENCES.lines().filter(|line| !line.starts_with('#')) {
        if let Some(id) = line.strip_prefix("@ ") {
            scenario = Some(library.scenario(id).expect("a scenario"));
            continue;
        }
        let scenario = scenario.as_deref().expect("a scenario comes first");
        let (head, rest) = line.split_once(' ').expect("a fact and sentences");
        let (fact, says) = match head.strip_suffix('!') {
            Some(fact) => (fact, false),
            None => (head.trim_end_matches(':'), true),
        };
        assert!(
            scenario.facts.iter().any(|one| one.id.as_str() == fact),
            "{}: there is no fact {fact}",
            scenario.id
        );
        covered.insert((scenario.id.clone(), fact.to_owned()));
        let (zh, en) = rest.split_once("||").expect("two languages");
        for (language, sentences) in [(Language::Zh, zh), (Language::En, en)] {
            for words in sentences.split('/') {
                tried += 1;
                if said(scenario, fact, language, words) != says {
                    wrong.push(format!("{} {head} {words}", scenario.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 1500, "{tried}");
    let facts: usize = library.scenarios().map(|one| one.facts.len()).sum();
    assert_eq!(covered.len(), facts, "every fact has sentences");
}
