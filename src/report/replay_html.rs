//! Replay results as one page that needs nothing else: a row per case, found by typing and filtered by verdict, each with its
//! conversation, marks and reasons to unfold. Must not fetch anything or let a text become markup.

use std::fmt::Write as _;

use super::html::escape;
use super::replayed::{ReplayedCase, ReplayedTurn, Replays};
use super::touched;

const STYLE: &str = "
body{font:15px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:1.5rem auto;max-width:70rem;padding:0 1rem;color:#1c1c1c;background:#fff}
summary{cursor:pointer;padding:.3rem .5rem}details{border-top:1px solid #ccc}
.fail>summary{background:#fdece6}.skip>summary{color:#585858}.verdict{display:inline-block;width:3rem;font-weight:700}
.fail .verdict{color:#af2600}.pass .verdict{color:#005faf}table{border-collapse:collapse}td,th{padding:.1rem .6rem;text-align:left;vertical-align:top}
.turn{margin:.6rem 1.2rem;padding-left:.8rem;border-left:3px solid #ccc}.said{margin:.1rem 0}.dim{color:#585858}
.bad{color:#af2600}input,button{font:inherit;padding:.2rem .5rem;margin-right:.4rem}code{background:#f2f2ee;padding:0 .2rem}
@media print{input,button{display:none}}";

/// Words typed must all occur; a verdict chosen must be the row's.
const SCRIPT: &str = "
var box=document.getElementById('find'),only='';
function show(){var words=box.value.toLowerCase().split(/\\s+/);
document.querySelectorAll('body>details').forEach(function(d){var text=d.textContent.toLowerCase();
d.hidden=!((!only||d.className===only)&&words.every(function(w){return text.indexOf(w)>=0}))})}
box.oninput=show;
document.querySelectorAll('button').forEach(function(b){b.onclick=function(){only=b.value;show()}});";

/// The page.
#[must_use]
pub fn replays(replays: &Replays) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Replay</title><style>",
    );
    out.push_str(STYLE);
    // Writing to a String can't fail.
    let _ = write!(
        out,
        "</style></head><body>\n<h1>Replay</h1>\n<p>{} cases, <b>{} failed</b>, {} left out, {} not run, {} inputs could not be read.</p>\n<p><input id=\"find\" placeholder=\"find\" aria-label=\"find\"><button value=\"\">all</button><button value=\"fail\">failed</button><button value=\"pass\">passed</button><button value=\"skip\">left out</button></p>\n",
        replays.cases.len(),
        replays.failed(),
        replays.skipped(),
        replays.not_run,
        replays.unreadable.len()
    );
    if !replays.coverage.is_empty() {
        let _ = writeln!(
            out,
            "<h2>Coverage</h2><pre>{}</pre><h2>Cases</h2>",
            escape(&touched::text(replays))
        );
    }
    for input in &replays.unreadable {
        let _ = writeln!(
            out,
            "<p class=\"bad\">{}: {}</p>",
            escape(&input.name),
            escape(&input.message)
        );
    }
    for case in &replays.cases {
        one(&mut out, case);
    }
    let _ = writeln!(out, "<script>{SCRIPT}</script>\n</body></html>");
    out
}

fn one(out: &mut String, case: &ReplayedCase) {
    let (class, verdict) = match (&case.skipped, case.passed) {
        (Some(_), _) => ("skip", "–"),
        (None, true) => ("pass", "✓ ok"),
        (None, false) => ("fail", "✗"),
    };
    let open = if class == "fail" { " open" } else { "" };
    let overall = case
        .overall
        .map_or_else(String::new, |mark| format!(" · {mark}"));
    let ending = case
        .ending
        .as_ref()
        .map_or_else(String::new, |ending| format!(" · {ending}"));
    let _ = writeln!(
        out,
        "<details class=\"{class}\"{open}><summary><span class=\"verdict\">{verdict}</span>{} {}<span class=\"dim\"> · {}:{}{ending}{overall}</span></summary>",
        case.id(),
        escape(case.title()),
        escape(&case.file),
        case.line
    );
    if let Some(reason) = &case.skipped {
        let _ = writeln!(out, "<p class=\"dim\">{}</p>", escape(reason));
    }
    if !case.failures.is_empty() {
        out.push_str("<table><tr><th>where</th><th>what</th><th>expected</th><th>actual</th></tr>");
        for failure in &case.failures {
            let turn = failure.when();
            let _ = write!(
                out,
                "<tr class=\"bad\"><td>{}:{} ({turn})</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                failure.line,
                failure.column,
                escape(&failure.what),
                escape(&failure.expected),
                escape(&failure.actual)
            );
        }
        let _ = writeln!(out, "</table>\n<p><code>{}</code></p>", escape(&case.again));
    }
    for (number, turn) in (1..).zip(&case.turns) {
        one_turn(out, number, turn);
    }
    out.push_str("</details>\n");
}

fn one_turn(out: &mut String, number: usize, turn: &ReplayedTurn) {
    let actions: Vec<&str> = turn.actions.iter().map(|action| action.key()).collect();
    let _ = write!(
        out,
        "<div class=\"turn\"><div class=\"dim\">{number}. {} → {}</div><p class=\"said\">{}</p><p class=\"said\"><b>{}</b> <span class=\"dim\">{}</span></p><table><tr>",
        turn.state,
        turn.to,
        escape(&turn.customer),
        escape(&turn.reply),
        actions.join(", ")
    );
    let _ = write!(out, "<th>overall {}</th>", turn.overall);
    for (principle, mark) in &turn.marks.0 {
        let _ = write!(out, "<td>{principle} {mark}</td>");
    }
    let _ = write!(
        out,
        "</tr></table><p class=\"said dim\">anger {} · worry {} · confusion {} · trust {}</p>",
        turn.mood.get(crate::domain::Feeling::Anger),
        turn.mood.get(crate::domain::Feeling::Worry),
        turn.mood.get(crate::domain::Feeling::Confusion),
        turn.mood.get(crate::domain::Feeling::Trust)
    );
    for (red_line, words) in turn.red_lines.iter().zip(&turn.crossed) {
        let _ = write!(
            out,
            "<p class=\"said bad\">red line {red_line}: {}</p>",
            escape(words)
        );
    }
    out.push_str("<details><summary class=\"dim\">why</summary><table>");
    for one in &turn.evidence {
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{:+}</td><td>{}</td><td>{}</td></tr>",
            one.principle,
            one.points,
            escape(&one.signal),
            escape(one.text.as_deref().unwrap_or(""))
        );
    }
    out.push_str("</table></details></div>\n");
}
