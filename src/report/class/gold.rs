//! What a trainer has ruled, as rated replies for `fit` and `agreement`: the ratings that were given, and `null` where the trainer
//! said nothing. Must not make ratings up, the scorer's least of all.

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
        let rating = answer.ruling.as_ref().map(|(rating, _)| *rating);
        Some((answer, rating, answer.reason()?, moment(answer)?))
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
        // Whoever gives two or more to a reply that crosses a red line sees none there; who says nothing of the whole lets it be.
        let red: Vec<&str> = match rating {
            None | Some(0 | 1) => answer
                .red_lines
                .iter()
                .map(|one| RedLine::key(*one))
                .collect(),
            _ => Vec::new(),
        };
        let rated = json!({"id": id, "r": answer.ruled_principles, "o": rating, "red": red, "reason": reason});
        items.push_str(&format!("{item}\n"));
        ratings.push_str(&format!("{rated}\n"));
    }
    (items, ratings)
}
