//! Past encounters as text: a list, one a line, and one encounter whole. Made for people; `json` and `csv` are for programs.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use crate::domain::Form;
use crate::i18n::Texts;
use crate::progress::{End, KeptEncounter, KeptReply};
use crate::text::{fit, sanitize, sanitize_line, width};

/// One line a past encounter: id, when, form, overall mark, how it ended, title.
#[must_use]
pub fn list(
    texts: &Texts,
    zone: &TimeZone,
    title: impl Fn(&KeptEncounter) -> String,
    all: &[KeptEncounter],
) -> String {
    let mut out = String::new();
    let ids = all.iter().map(|one| width(&one.id)).max().unwrap_or(0);
    for one in all {
        // Writing to a String can't fail.
        let _ = writeln!(
            out,
            "{}  {}  {}  {:>3}  {}  {}",
            padded(&one.id, ids),
            zone.to_datetime(one.at).strftime("%Y-%m-%d %H:%M"),
            padded(&form(texts, one.form), 9),
            overall(one),
            padded(&end(texts, one), 8),
            sanitize_line(&title(one)),
        );
    }
    out
}

/// One encounter with its replies, marks, red lines and disagreements.
#[must_use]
pub fn whole(texts: &Texts, zone: &TimeZone, title: &str, one: &KeptEncounter) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", sanitize_line(title));
    let _ = writeln!(
        out,
        "{}  {}  {}  {}",
        zone.to_datetime(one.at).strftime("%Y-%m-%d %H:%M"),
        form(texts, one.form),
        end(texts, one),
        sanitize_line(&one.scenario_version),
    );
    if let Some(result) = one.examined {
        let key = if result.passed {
            "round-passed"
        } else {
            "round-failed"
        };
        let _ = writeln!(
            out,
            "{}",
            texts.with(key, &[("pass", result.pass.value().into())])
        );
    }
    for (number, reply) in (1..).zip(&one.replies) {
        let _ = write!(out, "\n{}", turn(texts, number, reply));
    }
    out
}

fn turn(texts: &Texts, number: usize, reply: &KeptReply) -> String {
    let mut out = String::new();
    let moment = reply
        .moment
        .map_or_else(String::new, |moment| texts.moment(moment));
    let _ = writeln!(
        out,
        "{}  {}",
        texts.with(
            "debrief-turn",
            &[("turn", number.into()), ("moment", moment.into())]
        ),
        reply.overall.value()
    );
    let _ = writeln!(
        out,
        "  {}",
        sanitize(&reply.reply.words).replace('\n', "\n  ")
    );
    if !reply.reply.actions.is_empty() {
        let actions: Vec<String> = reply
            .reply
            .actions
            .iter()
            .map(|action| texts.action(*action))
            .collect();
        let actions = actions.join(&texts.get("list-comma"));
        let _ = writeln!(
            out,
            "  {}",
            texts.with("coach-did", &[("actions", actions.into())])
        );
    }
    // Four a line, so that a narrow screen need not break a name.
    for four in each_mark(texts, reply).chunks(4) {
        let _ = writeln!(out, "  {}", four.join("  "));
    }
    for red_line in &reply.red_lines {
        let name = texts.red_line(*red_line).into();
        let _ = writeln!(
            out,
            "  {}",
            texts.with("coach-red-line-name", &[("name", name)])
        );
    }
    if reply.hints > 0 {
        let _ = writeln!(
            out,
            "  {}",
            texts.with("history-hints", &[("count", reply.hints.into())])
        );
    }
    for reason in &reply.disagreements {
        let reason = sanitize(reason).into();
        let _ = writeln!(
            out,
            "  {}",
            texts.with("history-disagreed", &[("reason", reason)])
        );
    }
    out
}

/// Every principle with its mark, in one line.
#[must_use]
pub fn marks(texts: &Texts, reply: &KeptReply) -> String {
    each_mark(texts, reply).join("  ")
}

fn each_mark(texts: &Texts, reply: &KeptReply) -> Vec<String> {
    let marks = reply.marks.iter();
    marks
        .map(|(principle, mark)| format!("{} {mark}", texts.principle(principle)))
        .collect()
}

/// A form's name.
#[must_use]
pub fn form(texts: &Texts, form: Form) -> String {
    texts.get(&format!("form-{form}"))
}

/// The overall mark of an encounter; a dash where nothing was said that could have one.
#[must_use]
pub fn overall(one: &KeptEncounter) -> String {
    if one.replies.is_empty() {
        "-".to_owned()
    } else {
        one.overall().value().to_string()
    }
}

/// How an encounter ended, in a word.
#[must_use]
pub fn end(texts: &Texts, one: &KeptEncounter) -> String {
    match &one.end {
        End::Open => texts.get("history-open"),
        End::Left => texts.get("history-left"),
        End::Answered => texts.get("history-answered"),
        End::Ended { outcome, .. } => texts.outcome(*outcome),
    }
}

fn padded(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    let pad = columns.saturating_sub(width(&text));
    text + &" ".repeat(pad)
}
