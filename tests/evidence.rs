//! Every point has its words: marks are the sum of their evidence, and who takes the words away has taken the point away.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]

use proptest::prelude::*;
use serde_json::Value;
use teller_coach::domain::{Mark, Moment, Principle, Reply};
use teller_coach::scoring::{
    Assessment, EvidenceEffect, LENGTH, NextStep, Rubric, Situation, WORDING, assess, next_step,
};

struct Item {
    moment: Moment,
    customer: String,
    reply: Reply,
}

fn gold() -> Vec<Item> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/items.jsonl");
    let text = std::fs::read_to_string(file).expect("the gold");
    text.lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).expect("JSON");
            let text = |key: &str| value[key].as_str().expect("a text").to_owned();
            Item {
                moment: serde_json::from_value(value["moment"].clone()).expect("a moment"),
                customer: text("customer"),
                reply: Reply {
                    words: text("reply"),
                    actions: serde_json::from_value(value["actions"].clone()).expect("actions"),
                },
            }
        })
        .collect()
}

/// The points of one signal on one principle.
fn worth(assessment: &Assessment, principle: Principle, signal: &str) -> f32 {
    let evidence = assessment.principles[principle].evidence.iter();
    evidence
        .filter(|one| one.signal == signal)
        .map(|one| one.points)
        .sum()
}

/// The words without everything that `signal` was found in on this principle; `None` where it has no words.
fn without(
    words: &str,
    assessment: &Assessment,
    principle: Principle,
    signal: &str,
) -> Option<String> {
    let evidence = assessment.principles[principle].evidence.iter();
    let spans: Vec<_> = evidence
        .filter(|one| one.signal == signal && one.effect != EvidenceEffect::Absent)
        .filter_map(|one| one.span)
        .collect();
    let taken = |at: u32| {
        spans
            .iter()
            .any(|span| (span.start..span.end).contains(&at))
    };
    let rest = (0_u32..).zip(words.chars()).filter(|(at, _)| !taken(*at));
    (!spans.is_empty()).then(|| rest.map(|(_, c)| c).collect())
}

#[test]
fn a_mark_is_the_sum_of_its_evidence() {
    for item in gold() {
        let assessment = assess(&Situation::new(item.moment, &item.customer), &item.reply);
        let base = Rubric::embedded().base(item.moment);
        for (principle, assessed) in assessment.principles.iter() {
            let points: f32 = assessed.evidence.iter().map(|one| one.points).sum();
            let mark = Mark::graded(base[principle.index()] + points);
            let apart = mark.value().abs_diff(assessed.mark.value());
            assert!(apart <= 1, "{:?}: {principle}", item.reply.words);
        }
    }
}

#[test]
fn who_takes_the_words_away_has_taken_the_point_away() {
    let (mut tried, mut stayed) = (0, Vec::new());
    for item in gold().iter().step_by(5) {
        let situation = Situation::new(item.moment, &item.customer);
        let before = assess(&situation, &item.reply);
        for (principle, assessed) in before.principles.iter() {
            let mut signals: Vec<&str> = assessed.evidence.iter().map(|one| &*one.signal).collect();
            signals.sort_unstable();
            signals.dedup();
            for signal in signals.into_iter().filter(|signal| *signal != LENGTH) {
                let Some(words) = without(&item.reply.words, &before, principle, signal) else {
                    continue;
                };
                let edited = Reply {
                    words,
                    actions: item.reply.actions.clone(),
                };
                let after = assess(&situation, &edited);
                let (was, is) = (
                    worth(&before, principle, signal),
                    worth(&after, principle, signal),
                );
                // The wording of several clauses pulls both ways: where it comes to next to nothing there is no point to take.
                if signal == WORDING && was.abs() < 2.0 {
                    continue;
                }
                tried += 1;
                if is.abs() >= was.abs() {
                    stayed.push(format!("{signal} in {:?}", item.reply.words));
                }
            }
        }
    }
    assert!(tried > 5_000, "{tried}");
    // What must stand at the beginning or at the end can be found anew once something else stands there.
    assert!(
        stayed.len() * 200 < tried,
        "{} of {tried}: {stayed:#?}",
        stayed.len()
    );
}

#[test]
fn every_advice_raises_the_mark_when_it_is_followed() {
    let (mut followed, mut thought_about) = (0, 0);
    for item in gold() {
        let situation = Situation::new(item.moment, &item.customer);
        let before = assess(&situation, &item.reply);
        let Some(step) = next_step(&situation, &item.reply, &before) else {
            continue;
        };
        if let NextStep::Reflect { .. } = step {
            thought_about += 1;
            continue;
        }
        let after = assess(&situation, &step.applied(&item.reply));
        assert!(
            after.overall > before.overall,
            "{step:?}: {:?}",
            item.reply.words
        );
        assert!(
            after.red_lines.len() <= before.red_lines.len(),
            "{step:?}: {:?}",
            item.reply.words
        );
        followed += 1;
    }
    assert!(
        followed > 900 && thought_about > 30,
        "{followed} {thought_about}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any piece of a reply left out: the rest is still explained to the last point, and every span stands in the rest.
    #[test]
    fn whatever_is_left_out_the_rest_explains_itself(number in 0_usize..1_320, from in 0_usize..80, length in 1_usize..30) {
        let item = &gold()[number];
        let chars = item.reply.words.chars().enumerate();
        let words: String = chars
            .filter(|(at, _)| !(from..from + length).contains(at))
            .map(|(_, c)| c)
            .collect();
        let all = words.chars().count() as u32;
        let reply = Reply { words: words.clone(), actions: Vec::new() };
        let assessment = assess(&Situation::new(item.moment, &item.customer), &reply);
        for (_, assessed) in assessment.principles.iter() {
            for one in &assessed.evidence {
                let Some(span) = one.span else { continue };
                prop_assert!(span.start <= span.end && span.end <= all);
                let there = span.text(&words);
                prop_assert_eq!(one.text.as_deref(), Some(there.as_str()));
            }
        }
    }
}
