//! A class as one page without anything from outside, fit to print on A4: attendance and who passed, the class on each principle,
//! every answer with its marks. Whatever was typed is escaped.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{AnswerResults, ClassResults, SeatResults, rulings};
use crate::domain::{Language, Mark, Principle};
use crate::i18n::Texts;
use crate::report::html::{STYLE, escape};

/// The drill by its id and edition.
#[must_use]
pub fn of_drill(results: &ClassResults) -> String {
    let drill = &results.drill;
    match results.drill_edition.as_str() {
        "" => drill.to_string(),
        edition => format!("{drill}@{edition}"),
    }
}

/// The page; `title` names a scenario in a language.
#[must_use]
pub fn page(
    texts: &Texts,
    zone: &TimeZone,
    results: &ClassResults,
    title: impl Fn(&AnswerResults, Language) -> String,
) -> String {
    let mut out = String::new();
    let heading = escape(results.title.get(texts.language()));
    // Writing to a String can't fail.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title><style>{STYLE}</style></head>\n<body><h1>{heading}</h1>\n",
        texts.language()
    );
    let lead = texts.with(
        "class-report-lead",
        &[
            ("when", when(zone, results.opened).into()),
            ("class", results.class.as_str().into()),
            ("drill", of_drill(results).into()),
            ("program", results.program.as_str().into()),
            ("rubric", results.rubric.as_str().into()),
            ("seed", results.seed.to_string().into()),
            ("pass", results.pass.into()),
        ],
    );
    let _ = writeln!(out, "<p class=\"dim\">{}</p>", escape(&lead));
    if results.ended.is_none() {
        let _ = writeln!(
            out,
            "<p class=\"red\">{}</p>",
            escape(&texts.get("class-report-goes-on"))
        );
    }
    attendance(&mut out, texts, zone, results);
    principles(&mut out, texts, results);
    rulings::section(&mut out, texts, results, &title);
    let _ = writeln!(
        out,
        "<h2>{}</h2>",
        escape(&texts.get("class-report-answers"))
    );
    for seat in &results.seats {
        let _ = writeln!(out, "<h3>{}</h3>", escape(&who(seat)));
        for one in &seat.answers {
            answer(&mut out, texts, &title(one, texts.language()), one);
        }
    }
    out.push_str("</body></html>\n");
    out
}

pub(super) fn who(seat: &SeatResults) -> String {
    let name = seat.name.as_deref().unwrap_or(&seat.seat);
    format!("{} {name}", seat.label)
}

fn when(zone: &TimeZone, at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(
        |_| at.to_string(),
        |at| zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// Who was there, what they answered, who passed.
fn attendance(out: &mut String, texts: &Texts, zone: &TimeZone, results: &ClassResults) {
    let head = [
        "class-report-who",
        "class-report-joined",
        "class-report-count",
        "class-report-mean",
        "class-report-passed",
    ];
    let _ = write!(
        out,
        "<h2>{}</h2>\n<table><tr>",
        escape(&texts.get("class-report-attendance"))
    );
    for key in head {
        let _ = write!(out, "<th>{}</th>", escape(&texts.get(key)));
    }
    out.push_str("</tr>\n");
    for seat in &results.seats {
        let passed = if results.passed(seat) {
            "class-report-yes"
        } else {
            "class-report-no"
        };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td class=\"n\">{}/{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
            escape(&who(seat)),
            when(zone, seat.joined),
            seat.answers.len(),
            results.turns,
            seat.mean()
                .map_or_else(|| "–".to_owned(), |mean| mean.to_string()),
            escape(&texts.get(passed))
        );
    }
    out.push_str("</table>\n");
}

/// The class on each principle.
fn principles(out: &mut String, texts: &Texts, results: &ClassResults) {
    let answers: Vec<&AnswerResults> = results
        .seats
        .iter()
        .flat_map(|seat| &seat.answers)
        .collect();
    if answers.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h2>{}</h2>\n<table>",
        escape(&texts.get("debrief-principles"))
    );
    for &principle in Principle::ALL {
        let mean = Mark::mean(answers.iter().map(|one| one.marks[principle]));
        let _ = writeln!(
            out,
            "<tr><th>{}</th><td><svg width=\"200\" height=\"12\"><rect width=\"200\" height=\"12\" fill=\"#e3e3e3\"/><rect width=\"{}\" height=\"12\" fill=\"#0b57a4\"/></svg></td><td class=\"n\">{mean}</td></tr>",
            escape(&texts.principle_in_full(principle)),
            u16::from(mean.value()) * 2
        );
    }
    out.push_str("</table>\n");
}

fn answer(out: &mut String, texts: &Texts, title: &str, one: &AnswerResults) {
    let place = texts.with(
        "class-report-place",
        &[
            ("step", one.step.into()),
            ("turn", one.turn.into()),
            ("title", title.into()),
            ("edition", one.edition.as_str().into()),
        ],
    );
    let _ = writeln!(
        out,
        "<p class=\"dim\">{}</p>\n<blockquote>{}</blockquote>\n<p><b>{}</b>",
        escape(&place),
        escape(&one.reply.words),
        one.overall
    );
    let marks: Vec<String> = one
        .marks
        .iter()
        .map(|(principle, mark)| format!("{} {mark}", texts.principle(principle)))
        .collect();
    let _ = writeln!(
        out,
        " <span class=\"dim\">{}</span></p>",
        escape(&marks.join(" · "))
    );
    for red_line in &one.red_lines {
        let _ = writeln!(
            out,
            "<p class=\"red\">{}</p>",
            escape(&texts.red_line(*red_line))
        );
    }
    if let Some(reason) = one.reason() {
        let ruled = rulings::ratings(texts, one).join(" · ");
        let _ = writeln!(out, "<p>{}<br>{}</p>", escape(&ruled), escape(reason));
    }
    if let Some(objection) = &one.objection {
        let text = texts.with("class-objection", &[("reason", objection.as_str().into())]);
        let _ = writeln!(out, "<p>{}</p>", escape(&text));
    }
}
