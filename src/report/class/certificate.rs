//! A certificate for who has passed a class: one page of A4 without anything from outside, with what it takes to check it.
//! Whatever was typed is escaped. Must not decide who has passed.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::html::of_drill;
use super::{AnswerResults, ClassResults, SeatResults};
use crate::i18n::Texts;
use crate::report::html::escape;

const STYLE: &str = "
@page { size: A4; margin: 18mm }
body { font: 15px/1.6 system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; color: #1b1f24; background: #fff; max-width: 42em; margin: 2em auto; padding: 2em; border: 2px solid #0b57a4 }
h1 { text-align: center; letter-spacing: .2em; font-size: 2em; margin: .5em 0 1em }
.who { text-align: center; font-size: 1.7em; margin: 0 } .says { text-align: center; margin: .3em 0 }
.what { text-align: center; font-size: 1.3em; font-weight: 600; margin: 0 0 1.5em }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid #e3e3e3; overflow-wrap: anywhere }
th { width: 30%; font-weight: 500 } .dim { color: #5b6570; font-size: .85em } .line { margin-top: 4em; border-top: 1px solid #1b1f24; width: 60%; padding-top: .3em }
@media print { body { margin: 0 auto; break-inside: avoid } }
";

/// The certificate of `seat`; `head` is the end of the trainer's log, `title` names a scenario. None without a name.
#[must_use]
pub fn certificate(
    texts: &Texts,
    zone: &TimeZone,
    results: &ClassResults,
    seat: &SeatResults,
    head: &str,
    title: impl Fn(&AnswerResults) -> String,
) -> Option<String> {
    let name = escape(seat.name.as_deref()?);
    let heading = escape(&texts.get("certificate-title"));
    let drill = escape(results.title.get(texts.language()));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title><style>{STYLE}</style></head>\n<body><h1>{heading}</h1>\n<p class=\"who\">{name}</p>\n<p class=\"says\">{}</p>\n<p class=\"what\">{drill}</p>\n<table>\n",
        texts.language(),
        escape(&texts.get("certificate-says")),
    );
    let ended = results.ended.unwrap_or(results.opened);
    let day = Timestamp::from_millisecond(ended)
        .map(|at| zone.to_datetime(at).date().to_string())
        .unwrap_or_default();
    let mark = texts.with(
        "certificate-mark-of",
        &[
            (
                "mean",
                seat.mean()
                    .map_or_else(String::new, |one| one.to_string())
                    .into(),
            ),
            ("pass", results.pass.into()),
            ("count", seat.answers.len().into()),
        ],
    );
    let mut customers: Vec<String> = Vec::new();
    for answer in &seat.answers {
        let one = format!("{} ({})", title(answer), answer.edition);
        if !customers.contains(&one) {
            customers.push(one);
        }
    }
    let rows = [
        ("certificate-day", vec![day]),
        ("certificate-mark", vec![mark]),
        ("certificate-customers", customers),
        ("certificate-program", vec![results.program.clone()]),
        ("certificate-rubric", vec![results.rubric.clone()]),
        ("certificate-seed", vec![results.seed.to_string()]),
        (
            "certificate-class",
            vec![format!(
                "{} · {} · {}",
                results.class,
                of_drill(results),
                seat.seat
            )],
        ),
        ("certificate-head", vec![head.to_owned()]),
    ];
    for (key, lines) in rows {
        let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
        // Writing to a String can't fail.
        let _ = writeln!(
            out,
            "<tr><th>{}</th><td>{}</td></tr>",
            escape(&texts.get(key)),
            lines.join("<br>")
        );
    }
    let _ = writeln!(
        out,
        "</table>\n<p class=\"dim\">{}</p>\n<p class=\"line\">{}</p>\n</body></html>",
        escape(&texts.get("certificate-check")),
        escape(&texts.get("certificate-signature"))
    );
    Some(out)
}
