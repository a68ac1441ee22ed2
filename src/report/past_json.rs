//! Past encounters, progress and what is due as JSON. The forms are stable: fields may be added, none is renamed or taken away.

use serde_json::{Map, Value, json};

use crate::progress::{End, KeptEncounter, Review, Trend};

/// One encounter: `id`, `at`, `form`, `round`, `scenario`, `scenario_version`, `program_version`, `rubric`, `seed`, `language`,
/// `began_at` (a state or null), `end` (`open`, `left`, `answered`, `good`, `fair` or `bad`), `ending`, `overall`, `exam`
/// (`{passed, overall, pass}` or null) and `replies`: `turn`, `at`, `state`, `moment`, `words` (masked), `actions`, `overall`,
/// `marks` by principle, `red_lines`, `hints`, `disagreements`.
#[must_use]
pub fn encounter(one: &KeptEncounter) -> Value {
    let replies: Vec<Value> = (1_usize..)
        .zip(&one.replies)
        .map(|(turn, reply)| {
            let marks: Map<String, Value> = reply
                .marks
                .iter()
                .map(|(principle, mark)| (principle.key().to_owned(), json!(mark)))
                .collect();
            json!({
                "turn": turn,
                "at": reply.at.to_string(),
                "state": reply.state,
                "moment": reply.moment,
                "words": reply.reply.words,
                "actions": reply.reply.actions,
                "overall": reply.overall,
                "marks": marks,
                "red_lines": reply.red_lines,
                "hints": reply.hints,
                "disagreements": reply.disagreements,
            })
        })
        .collect();
    json!({
        "id": one.id,
        "at": one.at.to_string(),
        "form": one.form,
        "round": one.round,
        "scenario": one.scenario,
        "scenario_version": one.scenario_version,
        "program_version": one.version,
        "rubric": one.rubric,
        "seed": one.seed,
        "language": one.language,
        "began_at": one.began_at,
        "end": one.end.key(),
        "ending": match &one.end { End::Ended { ending, .. } => Some(ending), _ => None },
        "overall": one.overall(),
        "exam": one.examined,
        "replies": replies,
    })
}

/// What is due: `principle`, `moment`, `last`, `due` (days), `mark`, `recall` (0–1).
#[must_use]
pub fn review(one: &Review) -> Value {
    json!({
        "principle": one.principle,
        "moment": one.moment,
        "last": one.last.to_string(),
        "due": one.due.to_string(),
        "mark": one.mark,
        "recall": rounded(one.recall.into()),
    })
}

/// A principle over the days: `principle`, `first`, `best`, `latest`, `points_a_week`, `uncertainty` (null with fewer than three
/// days) and `days`: `day`, `mark`, `replies`.
#[must_use]
pub fn trend(one: &Trend) -> Value {
    let days: Vec<Value> = one
        .days
        .iter()
        .map(|(day, mark, replies)| json!({"day": day.to_string(), "mark": mark, "replies": replies}))
        .collect();
    json!({
        "principle": one.principle,
        "first": one.first(),
        "best": one.best(),
        "latest": one.latest(),
        "points_a_week": rounded(one.per_week),
        "uncertainty": one.uncertainty.is_finite().then(|| rounded(one.uncertainty)),
        "days": days,
    })
}

/// Two digits are enough and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
