//! What a trainer has ruled, as rated replies for `fit` and `agreement`. A ruling is one overall rating: the principles have the
//! scorer's, so that only the overall is news. Must not make ratings up.

use serde_json::json;

use super::{AnswerResults, ClassResults};
use crate::domain::{Moment, RedLine};

/// The items and the ratings, as JSON Lines; `moment` says in which moment an answer was given, where that is known.
#[must_use]
pub fn gold(
    results: &ClassResults,
    moment: impl Fn(&AnswerResults) -> Option<Moment>,
) -> (String, String) {
    let (mut items, mut ratings) = (String::new(), String::new());
    let answers = results.seats.iter().flat_map(|seat| &seat.answers);
    let ruled = answers.filter_map(|answer| {
        let (rating, reason) = answer.ruling.as_ref()?;
        Some((answer, *rating, reason, moment(answer)?))
    });
    for (number, (answer, rating, reason, moment)) in (1..).zip(ruled) {
        let id = format!("{}-{number}", results.class);
        let item = json!({
            "id": id,
            "lang": results.language.key(),
            "moment": moment.key(),
            "customer": answer.customer,
            "reply": answer.reply.words,
            "actions": answer.reply.actions,
        });
        let marks: Vec<u8> = answer.marks.iter().map(|(_, mark)| mark.rating()).collect();
        // Whoever gives two or more to a reply that crosses a red line sees none there.
        let red: Vec<&str> = match rating {
            0 | 1 => answer
                .red_lines
                .iter()
                .map(|one| RedLine::key(*one))
                .collect(),
            _ => Vec::new(),
        };
        let rated = json!({"id": id, "r": marks, "o": rating, "red": red, "reason": reason});
        items.push_str(&format!("{item}\n"));
        ratings.push_str(&format!("{rated}\n"));
    }
    (items, ratings)
}
