//! Progress and past encounters as one page without anything from outside: charts as drawings in the page, fit to print on A4.
//! Whatever was typed is escaped.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::{history, progress};
use crate::i18n::Texts;
use crate::progress::{KeptEncounter, Trend};
use crate::text::sanitize;

pub(super) const STYLE: &str = "
@page { size: A4; margin: 16mm }
body { font: 14px/1.5 system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif; color: #1b1f24; background: #fff; max-width: 60em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em; border-bottom: 1px solid #ccc }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25em .6em; vertical-align: top; border-bottom: 1px solid #e3e3e3 }
td.n { text-align: right; font-variant-numeric: tabular-nums }
.trends td:last-child { white-space: nowrap } .trends svg { max-width: 100%; height: auto }
svg { display: block } svg text { font-size: 9px; fill: #5b6570 } .axis { stroke: #bbb; stroke-width: 1 } .line { fill: none; stroke: #0b57a4; stroke-width: 2 } .dot { fill: #0b57a4 }
details { border-bottom: 1px solid #e3e3e3; padding: .3em 0; break-inside: avoid } summary { cursor: pointer }
.red { color: #a3140f; font-weight: 600 } .dim { color: #5b6570 } blockquote { margin: .3em 0 .3em 1em; white-space: pre-wrap }
@media print { details > *:not(summary) { display: block } details::details-content { content-visibility: visible } details { break-inside: auto } p { margin: .2em 0; break-after: avoid } p.dim { break-after: auto } body { margin: 0; max-width: none } }
";

/// The page; `title` names an encounter's scenario.
#[must_use]
pub fn page(
    texts: &Texts,
    zone: &TimeZone,
    trends: &[Trend],
    encounters: &[KeptEncounter],
    title: impl Fn(&KeptEncounter) -> String,
) -> String {
    let mut out = String::new();
    let heading = escape(&texts.get("html-title"));
    // Writing to a String can't fail.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title><style>{STYLE}</style></head>\n<body><h1>{heading}</h1>\n",
        texts.language()
    );
    let _ = writeln!(
        out,
        "<p class=\"dim\">{}</p>",
        escape(&texts.with("html-lead", &[("count", encounters.len().into())]))
    );
    let _ = writeln!(
        out,
        "<h2>{}</h2>\n<table class=\"trends\">",
        escape(&texts.get("debrief-principles"))
    );
    for trend in trends {
        let _ = writeln!(
            out,
            "<tr><th>{}</th><td>{}</td><td>{}<br><span class=\"dim\">{}</span></td></tr>",
            escape(&texts.principle_in_full(trend.principle)),
            chart(trend),
            escape(&progress::marks(texts, trend)),
            escape(&progress::in_words(texts, trend)),
        );
    }
    let _ = writeln!(
        out,
        "</table>\n<h2>{}</h2>",
        escape(&texts.get("html-encounters"))
    );
    for one in encounters {
        encounter(&mut out, texts, zone, &title(one), one);
    }
    out.push_str("</body></html>\n");
    out
}

fn encounter(out: &mut String, texts: &Texts, zone: &TimeZone, title: &str, one: &KeptEncounter) {
    let _ = write!(
        out,
        "<details><summary>{}  {}  {}  <b>{}</b>  {}</summary>\n<p class=\"dim\">{}</p>\n",
        zone.to_datetime(one.at).strftime("%Y-%m-%d %H:%M"),
        escape(&history::form(texts, one.form)),
        escape(title),
        history::overall(one),
        escape(&history::end(texts, one)),
        escape(&format!("{}  {}", one.id, one.scenario_version)),
    );
    for (number, reply) in (1_usize..).zip(&one.replies) {
        let moment = reply
            .moment
            .map_or_else(String::new, |moment| texts.moment(moment));
        let head = texts.with(
            "debrief-turn",
            &[("turn", number.into()), ("moment", moment.into())],
        );
        let _ = writeln!(
            out,
            "<p>{}  <b>{}</b></p><blockquote>{}</blockquote>",
            escape(&head),
            reply.overall.value(),
            escape(&reply.reply.words)
        );
        for red_line in &reply.red_lines {
            let name = texts.red_line(*red_line).into();
            let text = texts.with("coach-red-line-name", &[("name", name)]);
            let _ = writeln!(out, "<p class=\"red\">{}</p>", escape(&text));
        }
        let marks = history::marks(texts, reply);
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escape(&marks));
        for reason in &reply.disagreements {
            let text = texts.with("history-disagreed", &[("reason", reason.as_str().into())]);
            let _ = writeln!(out, "<p>{}</p>", escape(&text));
        }
    }
    out.push_str("</details>\n");
}

/// A line over the days from 0 to 100, with a dot a day.
fn chart(trend: &Trend) -> String {
    const WIDTH: f64 = 300.0;
    const HEIGHT: f64 = 56.0;
    const EDGE: f64 = 5.0;
    /// Left of the lines stands what they mean, and below them from when to when.
    const LEFT: f64 = 20.0;
    const BELOW: f64 = 11.0;
    const DOTS: usize = 60;
    let (Some((first, ..)), Some((last, ..))) = (trend.days.first(), trend.days.last()) else {
        return String::new();
    };
    let count = trend.days.len();
    #[expect(clippy::cast_precision_loss, reason = "days of a life are few")]
    let x = |number: usize| {
        let of = count.saturating_sub(1).max(1) as f64;
        LEFT + EDGE + (WIDTH - LEFT - 2.0 * EDGE) * number as f64 / of
    };
    let y = |mark: u8| HEIGHT - EDGE - (HEIGHT - 2.0 * EDGE) * f64::from(mark) / 100.0;
    let points: Vec<String> = trend
        .days
        .iter()
        .enumerate()
        .map(|(number, (_, mark, _))| format!("{:.1},{:.1}", x(number), y(mark.value())))
        .collect();
    let whole = HEIGHT + BELOW;
    let mut out = format!(
        "<svg width=\"{WIDTH}\" height=\"{whole}\" viewBox=\"0 0 {WIDTH} {whole}\" role=\"img\">"
    );
    for mark in [0, 100] {
        let _ = write!(
            out,
            "<line class=\"axis\" x1=\"{LEFT}\" y1=\"{0:.1}\" x2=\"{WIDTH}\" y2=\"{0:.1}\"/><text x=\"{1:.1}\" y=\"{2:.1}\" text-anchor=\"end\">{mark}</text>",
            y(mark),
            LEFT - 3.0,
            y(mark) + 3.0
        );
    }
    let _ = write!(
        out,
        "<text x=\"{LEFT}\" y=\"{:.1}\">{first}</text>",
        whole - 2.0
    );
    if first != last {
        let _ = write!(
            out,
            "<text x=\"{WIDTH}\" y=\"{:.1}\" text-anchor=\"end\">{last}</text>",
            whole - 2.0
        );
    }
    let _ = write!(
        out,
        "<polyline class=\"line\" points=\"{}\"/>",
        points.join(" ")
    );
    // More than these would hide the line.
    let dots = if count > DOTS {
        &[]
    } else {
        trend.days.as_slice()
    };
    for (number, (day, mark, _)) in dots.iter().enumerate() {
        let _ = write!(
            out,
            "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\"><title>{day}: {mark}</title></circle>",
            x(number),
            y(mark.value())
        );
    }
    out.push_str("</svg>");
    out
}

/// Text for HTML, without control characters.
pub(super) fn escape(text: &str) -> String {
    sanitize(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
