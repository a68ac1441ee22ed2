//! A class as a table for a spreadsheet: one row an answer, and one for who was there and answered nothing. Must not judge.

use super::{AnswerResults, ClassResults, SeatResults};
use crate::domain::{Action, Principle, RedLine};
use crate::report::csv::cells;

/// The byte order mark, the head line and the rows.
#[must_use]
pub fn rows(results: &ClassResults) -> String {
    let mut columns = vec![
        "class", "drill", "program", "rubric", "seed", "seat", "name", "passed", "mean", "step",
        "turn", "scenario", "edition", "state", "at", "overall",
    ];
    columns.extend(Principle::ALL.iter().map(|principle| principle.key()));
    columns.extend([
        "red_lines",
        "ruling",
        "ruling_reason",
        "objection",
        "reply",
        "actions",
    ]);
    let ruled: Vec<String> = Principle::ALL
        .iter()
        .map(|principle| format!("ruling_{principle}"))
        .collect();
    columns.extend(ruled.iter().map(String::as_str));
    columns.push("drill_edition");
    let mut out = format!("\u{FEFF}{}\r\n", columns.join(","));
    for seat in &results.seats {
        if seat.answers.is_empty() {
            out.push_str(&row(results, seat, None, columns.len()));
        }
        for answer in &seat.answers {
            out.push_str(&row(results, seat, Some(answer), columns.len()));
        }
    }
    out
}

fn row(
    results: &ClassResults,
    seat: &SeatResults,
    answer: Option<&AnswerResults>,
    columns: usize,
) -> String {
    let mut all = vec![
        results.class.clone(),
        results.drill.to_string(),
        results.program.clone(),
        results.rubric.clone(),
        results.seed.to_string(),
        seat.seat.clone(),
        seat.name.clone().unwrap_or_default(),
        if results.passed(seat) { "yes" } else { "no" }.to_owned(),
        seat.mean()
            .map_or_else(String::new, |mean| mean.to_string()),
    ];
    if let Some(answer) = answer {
        all.extend([
            answer.step.to_string(),
            answer.turn.to_string(),
            answer.scenario.to_string(),
            answer.edition.clone(),
            answer.state.to_string(),
            answer.at.to_string(),
            answer.overall.to_string(),
        ]);
        all.extend(answer.marks.iter().map(|(_, mark)| mark.to_string()));
        let red_lines: Vec<&str> = answer
            .red_lines
            .iter()
            .map(|one| RedLine::key(*one))
            .collect();
        let actions: Vec<&str> = answer
            .reply
            .actions
            .iter()
            .map(|one| Action::key(*one))
            .collect();
        let rating = answer.ruling.as_ref().map(|(rating, _)| *rating);
        let number = |rating: Option<u8>| rating.map_or_else(String::new, |one| one.to_string());
        all.extend([
            red_lines.join(" "),
            number(rating),
            answer.reason().unwrap_or_default().to_owned(),
            answer.objection.clone().unwrap_or_default(),
            answer.reply.words.clone(),
            actions.join(" "),
        ]);
        let ruled = answer.ruled_principles.iter();
        all.extend(ruled.map(|(_, rating)| number(*rating)));
    }
    all.resize(columns - 1, String::new());
    all.push(results.drill_edition.clone());
    cells(&all)
}
