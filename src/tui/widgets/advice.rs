//! What is worth practising now, as a sentence, and why, as lines. The same words on the home screen and in the shell. Must not
//! decide it: `progress` does.

use jiff::civil::Date;

use crate::domain::ScenarioId;
use crate::i18n::Texts;
use crate::progress::{Advice, Review};
use crate::scenario::Header;

/// One line that says what to do.
#[must_use]
pub fn advice_line(texts: &Texts, headers: &[Header], advice: &Advice, today: Date) -> String {
    let title = |id: &ScenarioId| {
        headers.iter().find(|header| header.id == *id).map_or_else(
            || id.to_string(),
            |header| header.title.get(texts.language()).to_owned(),
        )
    };
    match advice {
        Advice::Begin(id) => texts.with("today-begin", &[("title", title(id).into())]),
        Advice::Unread(id) => texts.with("today-unread", &[("title", title(id).into())]),
        Advice::Drill { first, others } => texts.with(
            "today-drill",
            &[
                ("review", review_line(texts, first, today).into()),
                ("others", (*others).into()),
            ],
        ),
        Advice::New(id) => texts.with("today-new", &[("title", title(id).into())]),
        Advice::Again(id, mark) => texts.with(
            "today-again",
            &[("title", title(id).into()), ("mark", mark.value().into())],
        ),
        Advice::Nothing => texts.get("home-empty"),
    }
}

/// A principle at a moment with its last mark and when that was.
#[must_use]
pub fn review_line(texts: &Texts, review: &Review, today: Date) -> String {
    texts.with(
        "today-review",
        &[
            ("principle", texts.principle(review.principle).into()),
            ("moment", texts.moment(review.moment).into()),
            ("mark", review.mark.value().into()),
            ("days", review.days_since(today).into()),
        ],
    )
}
