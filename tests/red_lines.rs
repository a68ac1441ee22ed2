//! Breaches in many wordings, and replies that only look like one (`red_lines/`, its words this project's own; scoring was fitted
//! and mended on them, so they guard what was reached and measure nothing).

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that can't go on fails"
)]

use serde::Deserialize;
use teller_coach::domain::{Moment, RedLine, Reply};
use teller_coach::scoring::{Situation, assess};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The red line that is crossed, or none.
    red_lines: Vec<RedLine>,
    moment: Moment,
    reply: String,
}

fn cases() -> Vec<Case> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/red_lines/wordings.jsonl"
    );
    let text = std::fs::read_to_string(file).expect("the cases");
    let cases = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a case"));
    cases.collect()
}

fn crossed(case: &Case) -> Vec<(RedLine, String)> {
    let assessment = assess(
        &Situation::new(case.moment, ""),
        &Reply::of_words(&case.reply),
    );
    let crossings = assessment.red_lines.into_iter();
    crossings.map(|one| (one.red_line, one.text)).collect()
}

#[test]
fn what_only_looks_like_a_breach_is_none() {
    let cases = cases();
    let kind: Vec<&Case> = cases
        .iter()
        .filter(|case| case.red_lines.is_empty())
        .collect();
    assert!(kind.len() > 150, "{}", kind.len());
    for case in kind {
        assert_eq!(crossed(case), [], "{}", case.reply);
    }
}

#[test]
fn breaches_are_recognised_in_many_wordings() {
    let cases = cases();
    for &red_line in RedLine::ALL {
        let of: Vec<&Case> = cases
            .iter()
            .filter(|case| case.red_lines.contains(&red_line))
            .collect();
        let missed: Vec<&str> = of
            .iter()
            .filter(|case| crossed(case).iter().all(|(there, _)| *there != red_line))
            .map(|case| case.reply.as_str())
            .collect();
        assert!(
            of.len() >= 15 && missed.len() * 5 <= of.len(),
            "{red_line}: {} of {} missed: {missed:#?}",
            missed.len(),
            of.len()
        );
    }
}

#[derive(Deserialize)]
struct Mention {
    id: String,
    moment: Moment,
    customer: String,
    reply: String,
    red_lines: Vec<RedLine>,
}

#[test]
fn mentioning_what_is_forbidden_is_told_from_doing_it() {
    for language in ["zh", "en"] {
        let file = format!(
            "{}/tests/red_lines/mentions_{language}.jsonl",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(file).expect("the replies");
        let (mut right, mut wrong, mut missed) = (0.0, Vec::new(), Vec::new());
        for line in text.lines() {
            let one: Mention = serde_json::from_str(line).expect("a reply");
            let situation = Situation::new(one.moment, &one.customer);
            let crossed = assess(&situation, &Reply::of_words(&one.reply)).red_lines;
            match (one.red_lines.is_empty(), crossed.is_empty()) {
                (false, false) => right += 1.0,
                (true, false) => wrong.push(one.id),
                (false, true) => missed.push(one.id),
                (true, true) => {}
            }
        }
        let precision = right / (right + wrong.len() as f64);
        let recall = right / (right + missed.len() as f64);
        assert!(
            precision >= 0.97 && recall >= 0.9,
            "{language}: precision {precision:.3}, wrong {wrong:?}; recall {recall:.3}, missed {missed:?}"
        );
    }
}
