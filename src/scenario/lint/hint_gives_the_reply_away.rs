//! # hint-gives-the-reply-away
//!
//! ## What it flags
//! A hint with ten Chinese characters, or six English words, on end that stand in the good reply too.
//!
//! ## Why
//! A hint is a question or a pointer. With the words in it the trainee copies instead of finding.
//!
//! ## Example
//! ```yaml
//!     hints: [{zh: 说：让您久等了，是我们没安排好, en: …}]
//!     good: {zh: 让您久等了，是我们没安排好，您先坐。, en: …}
//! ```
//!
//! ## Instead
//! Ask what the customer wants to hear, or point at where to look.

use super::{Findings, Rule};
use crate::domain::Language;
use crate::scenario::Scenario;
use crate::scenario::path::Path;
use crate::text::is_word;

pub(super) const RULE: Rule = Rule {
    name: "hint-gives-the-reply-away",
    source: include_str!("hint_gives_the_reply_away.rs"),
    check,
};

fn check(scenario: &Scenario, findings: &mut Findings<'_>) {
    for state in &scenario.states {
        let Some(good) = &state.good else { continue };
        for (number, hint) in state.hints.iter().enumerate() {
            for &language in Language::ALL {
                let (hint, good) = (hint.get(language), good.words.get(language));
                if let Some(piece) = shared(hint, good, language) {
                    let path = Path::of(&["states", state.id.as_str(), "hints"]);
                    findings.warning(
                        path.index(number).key(language.key()),
                        format!("“{piece}” stands in the good reply word for word"),
                        "ask a question, or point at where to look, without the words",
                    );
                }
            }
        }
    }
}

/// A piece of the hint, long enough to copy, that stands in the reply too.
fn shared(hint: &str, reply: &str, language: Language) -> Option<String> {
    let (length, gap) = match language {
        Language::Zh => (10, ""),
        Language::En => (6, " "),
    };
    let pieces = |text: &str| -> Vec<String> {
        match language {
            Language::Zh => text
                .chars()
                .filter(|c| is_word(*c))
                .map(String::from)
                .collect(),
            Language::En => text
                .split_whitespace()
                .map(|word| {
                    word.chars()
                        .filter(|c| is_word(*c))
                        .collect::<String>()
                        .to_lowercase()
                })
                .collect(),
        }
    };
    let (hint, reply) = (pieces(hint), pieces(reply));
    let found = hint
        .windows(length)
        .find(|piece| reply.windows(length).any(|there| there == *piece));
    found.map(|piece| piece.join(gap))
}
