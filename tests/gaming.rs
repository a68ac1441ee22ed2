//! Attempts to game the score, by family, each with the overall mark it may reach at most (`gaming.jsonl`).

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]

use std::collections::BTreeMap;

use serde::Deserialize;
use teller_coach::domain::{Language, Moment, Principle, Reply};
use teller_coach::scenario::Library;
use teller_coach::scoring::{Situation, assess};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    family: String,
    moment: Moment,
    customer: String,
    reply: String,
    /// The overall mark it may reach at most.
    most: u8,
}

fn cases() -> Vec<Case> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gaming.jsonl");
    let text = std::fs::read_to_string(file).expect("the cases");
    let cases = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a case"));
    cases.collect()
}

#[test]
fn no_trick_gets_more_than_it_may() {
    let mut families: BTreeMap<String, usize> = BTreeMap::new();
    let mut high = Vec::new();
    for case in cases() {
        let situation = Situation::new(case.moment, &case.customer);
        let overall = assess(&situation, &Reply::of_words(&case.reply))
            .overall
            .value();
        *families.entry(case.family.clone()).or_default() += 1;
        if overall > case.most {
            high.push(format!(
                "{} {overall} > {}: {}",
                case.family, case.most, case.reply
            ));
        }
    }
    assert!(families.len() >= 8, "{families:?}");
    assert!(high.is_empty(), "{}", high.join("\n"));
}

#[test]
fn an_honest_answer_to_the_same_customers_gets_more() {
    for (moment, customer, reply) in [
        (
            Moment::Grievance,
            "等了快两个小时！",
            "让您等了这么久，是我们没安排好，对不起。您先坐，我这就给您办，十分钟就好。",
        ),
        (
            Moment::Inquiry,
            "How much is the transfer fee?",
            "It's two yuan, whatever the amount, and free on the app. Shall I show you how?",
        ),
        (
            Moment::Suspicion,
            "警察让我把钱转到安全账户，快点。",
            "您先别急着转，警察不会让人往安全账户打钱。您坐下慢慢说，我陪您打110问清楚。",
        ),
    ] {
        let overall = assess(&Situation::new(moment, customer), &Reply::of_words(reply)).overall;
        assert!(overall.value() >= 75, "{overall}: {reply}");
    }
}

#[test]
fn a_kind_reply_that_answers_nothing_is_no_good_one_in_any_scenario() {
    let stock = [
        (
            Language::Zh,
            "让您久等了，真对不起，您先坐，我这就帮您查，五分钟给您答复。",
        ),
        (
            Language::En,
            "I'm so sorry you had to wait. Please take a seat, I'll look into it myself and be back in five minutes.",
        ),
    ];
    let mut answered = 0;
    for scenario in Library::embedded().scenarios() {
        for state in scenario
            .states
            .iter()
            .filter(|state| !state.needs.is_empty())
        {
            for (language, words) in stock {
                let says = state.says[0].get(language);
                let situation = scenario.situation(state, says, Vec::new());
                let assessment = assess(&situation, &Reply::of_words(words));
                if !assessment.facts_said.is_empty() {
                    continue;
                }
                answered += 1;
                let competence = assessment.principles[Principle::Competence].mark.value();
                let overall = assessment.overall.value();
                assert!(
                    competence <= 45 && overall <= 60,
                    "{}/{} {language}: competence {competence}, overall {overall}",
                    scenario.id,
                    state.id
                );
            }
        }
    }
    assert!(answered > 200, "{answered}");
}
