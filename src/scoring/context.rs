//! What only the conversation around a reply can tell: a question of the customer's left open, a question asked twice, words
//! said before. The questions and what answers them are data. Must not judge: it finds.

use std::sync::OnceLock;

use serde::Deserialize;

use super::features::Found;
use super::key::{family, key};
use super::reading::Reading;
use super::shape::{Form, Shape, weight};
use super::situation::Situation;
use crate::text::{Normal, TokenKind, is_word, normalise};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[expect(dead_code, reason = "names the row for who reads the file")]
    id: String,
    asks: Phrases,
    answered_by: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    zh: Vec<String>,
    en: Vec<String>,
}

/// A question with its phrases in their matching form.
struct Question {
    asks: Vec<Vec<char>>,
    answered_by: Vec<String>,
}

fn questions() -> &'static [Question] {
    static QUESTIONS: OnceLock<Vec<Question>> = OnceLock::new();
    QUESTIONS.get_or_init(|| {
        let rows: Vec<Row> = match serde_json::from_slice(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/questions.json"
        ))) {
            Ok(rows) => rows,
            Err(error) => unreachable!("the embedded questions are not readable: {error}"),
        };
        let plain = |text: &String| normalise(text).chars;
        rows.into_iter()
            .map(|row| Question {
                asks: row.asks.zh.iter().chain(&row.asks.en).map(plain).collect(),
                answered_by: row.answered_by,
            })
            .collect()
    })
}

/// The fewest letters or characters of a question that is recognised when it comes again.
const LEAST_ASKED_AGAIN: usize = 5;
/// The least weight of a statement that is: a name, "not at all" or 得她自己签 may come again in any conversation.
const LEAST_SAID_AGAIN: f32 = 6.0;
/// What an apology is worth once one was made in an earlier turn, and once two were.
const APOLOGY_AGAIN: [f32; 3] = [1.0, 0.6, 0.3];

/// What the conversation says of a reply in which `found` was found.
#[must_use]
pub fn context(
    reading: &Reading,
    situation: &Situation<'_>,
    customer: &Normal,
    found: &[Found],
) -> Vec<Form> {
    let mut out = Vec::new();
    if leaves_question_open(reading, &customer.chars, found) {
        out.push(Form {
            shape: Shape::LeavesQuestionOpen,
            amount: 1.0,
            places: Vec::new(),
        });
    }
    if situation.earlier.is_empty() {
        return out;
    }
    let earlier: Vec<Vec<char>> = situation
        .earlier
        .iter()
        .map(|words| letters(&normalise(words).chars))
        .collect();
    let (mut asked, mut said) = (Vec::new(), Vec::new());
    for (start, end) in reading.clauses.clause_ranges() {
        let clause = &reading.normal.chars[start as usize..end as usize];
        let again = letters(clause);
        let before = |one: &Vec<char>| one.windows(again.len()).any(|window| window == again);
        let asks = clause.contains(&'?');
        let long_enough = if asks {
            again.len() >= LEAST_ASKED_AGAIN
        } else {
            weight(&again) >= LEAST_SAID_AGAIN
        };
        if long_enough && earlier.iter().any(before) {
            if asks { &mut asked } else { &mut said }.push((start, end));
        }
    }
    for (shape, places) in [(Shape::AsksAgain, asked), (Shape::SaysAgain, said)] {
        if !places.is_empty() {
            out.push(Form {
                shape,
                amount: places.len().min(2) as f32,
                places,
            });
        }
    }
    out
}

/// How much an apology still counts after those of the earlier turns.
#[must_use]
pub fn apology_again(earlier: usize) -> f32 {
    APOLOGY_AGAIN[earlier.min(APOLOGY_AGAIN.len() - 1)]
}

fn letters(chars: &[char]) -> Vec<char> {
    chars.iter().copied().filter(|c| is_word(*c)).collect()
}

/// Whether the customer asked something and nothing in the reply answers any of it.
fn leaves_question_open(reading: &Reading, customer: &[char], found: &[Found]) -> bool {
    // Whoever only tells of a question ("he asks when") puts no question mark.
    if !customer.contains(&'?') || reading.normal.chars.is_empty() {
        return false;
    }
    let there = Letters::of(customer);
    let mut asked = false;
    for question in questions() {
        if question
            .asks
            .iter()
            .any(|phrase| there.may_hold(phrase) && holds(customer, phrase))
        {
            asked = true;
            if question
                .answered_by
                .iter()
                .any(|answer| answers(reading, found, answer))
            {
                return false;
            }
        }
    }
    asked
}

fn holds(chars: &[char], phrase: &[char]) -> bool {
    // Comparing one character first saves nearly every call.
    chars
        .windows(phrase.len().max(1))
        .any(|window| window.first() == phrase.first() && window == phrase)
}

/// Which characters stand in a text, a bit for the low byte of each: most phrases are ruled out by one that does not.
struct Letters([u64; 4]);

impl Letters {
    fn of(chars: &[char]) -> Self {
        let mut out = [0; 4];
        for c in chars {
            let low = *c as usize & 0xFF;
            out[low / 64] |= 1 << (low % 64);
        }
        Self(out)
    }

    fn may_hold(&self, phrase: &[char]) -> bool {
        phrase.iter().all(|c| {
            let low = *c as usize & 0xFF;
            self.0[low / 64] >> (low % 64) & 1 == 1
        })
    }
}

fn answers(reading: &Reading, found: &[Found], answer: &str) -> bool {
    let token = match answer {
        "time" => Some(TokenKind::Time),
        "money" => Some(TokenKind::Money),
        "percent" => Some(TokenKind::Percent),
        "number" => Some(TokenKind::Number),
        _ => None,
    };
    match token {
        Some(kind) => reading.tokens.iter().any(|token| token.kind == kind),
        None => found
            .iter()
            .any(|one| key(one.feature) == answer || family(one.feature) == Some(answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Moment, Reply};
    use crate::scoring::assess;

    fn found(customer: &str, earlier: &[&str], words: &str) -> Vec<&'static str> {
        let situation = Situation {
            earlier: earlier.to_vec(),
            ..Situation::new(Moment::Inquiry, customer)
        };
        assess(&situation, &Reply::of_words(words)).signals
    }

    #[test]
    fn a_question_is_answered_or_left_open() {
        for (customer, words, open) in [
            ("挂失要多久？", "您带身份证来就行。", true),
            ("挂失要多久？", "十分钟就好，您稍坐。", false),
            ("How much is the fee?", "It's a very good product.", true),
            ("How much is the fee?", "Two yuan, once.", false),
            ("我来办挂失。", "您带身份证来就行。", false),
        ] {
            let there = found(customer, &[], words).contains(&"leaves_question_open");
            assert_eq!(there, open, "{customer} {words}");
        }
    }

    #[test]
    fn what_was_asked_or_said_before_is_recognised() {
        let asked = found(
            "我说过了！",
            &["请问您的卡是哪天丢的？"],
            "请问您的卡是哪天丢的？",
        );
        assert!(asked.contains(&"asks_again"), "{asked:?}");
        let said = found(
            "So what now?",
            &["Please fill in the form over there."],
            "Please fill in the form over there. Thanks.",
        );
        assert!(said.contains(&"says_again"), "{said:?}");
        for (earlier, words) in [
            ("Mr Bater, I am sorry.", "Mr Bater, it is ready."),
            ("小许，这位是巴特尔。", "小许，我跟你说。"),
            ("得她自己签。", "得她自己签，不能代。"),
        ] {
            let again = found("So what now?", &[earlier], words);
            assert!(!again.contains(&"says_again"), "{words}");
        }
        let fresh = found(
            "So what now?",
            &["Please fill in the form."],
            "I'll come with you.",
        );
        assert!(!fresh.contains(&"says_again") && !fresh.contains(&"asks_again"));
    }

    #[test]
    fn a_third_apology_is_worth_less_than_the_first() {
        let words = "对不起，让您久等了。";
        let mark = |earlier: &[&'static str]| {
            let situation = Situation {
                earlier: earlier.to_vec(),
                ..Situation::new(Moment::Grievance, "等了两小时！")
            };
            let assessment = assess(&situation, &Reply::of_words(words));
            assessment.principles[crate::domain::Principle::Attitude].mark
        };
        assert!(mark(&[]) > mark(&["真对不起，是我们没安排好。", "实在抱歉，耽误您了。"]));
    }
}
