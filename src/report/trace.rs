//! One case as a page to step through, turn by turn: where the customer stood and how they felt before and after, the reply with
//! the words that moved a mark, and why. Needs nothing else; must not fetch anything or let a text become markup.

use std::fmt::Write as _;

use super::html::escape;
use super::replayed::{ReplayedCase, ReplayedTurn};
use crate::domain::{Feeling, Mood};

const STYLE: &str = "
body{font:16px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:1.5rem auto;max-width:60rem;padding:0 1rem;color:#1c1c1c;background:#fff}
button{font:inherit;padding:.2rem .8rem;margin-right:.4rem}section{border-top:1px solid #ccc;padding-top:.6rem}.dim{color:#585858}
.up{background:#d8ecd2}.down{background:#fbdcd0}.bad{color:#af2600}table{border-collapse:collapse}td,th{padding:.1rem .8rem .1rem 0;text-align:left;vertical-align:top}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid #888}code{background:#f2f2ee;padding:0 .2rem}
@media print{nav{display:none}section{display:block!important}}";

/// Arrow keys and buttons go from turn to turn; without a script all turns are there, one below the other.
const SCRIPT: &str = "
var all=document.querySelectorAll('section'),at=0,place=document.getElementById('at');
function show(){all.forEach(function(s,i){s.style.display=i===at?'':'none'});place.textContent=(at+1)+' / '+all.length}
function go(by){at=Math.max(0,Math.min(all.length-1,at+by));show()}
document.getElementById('back').onclick=function(){go(-1)};document.getElementById('on').onclick=function(){go(1)};
document.onkeydown=function(e){if(e.key==='ArrowLeft')go(-1);if(e.key==='ArrowRight')go(1)};
var bad=document.querySelector('section[data-failed]');if(bad)at=Array.prototype.indexOf.call(all,bad);if(all.length)show();";

/// The page of a case that began in the mood `start`.
#[must_use]
pub fn page(case: &ReplayedCase, start: Mood) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>",
    );
    let verdict = match (&case.skipped, case.passed) {
        (Some(_), _) => "left out",
        (None, true) => "as expected",
        (None, false) => "failed",
    };
    let title = format!("{} {}", case.id(), case.title());
    // Writing to a String can't fail.
    let _ = write!(
        out,
        "{title}</title><style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n<p>{verdict} <span class=\"dim\">· {file}:{line} · seed {seed}</span></p>\n",
        title = escape(&title),
        file = escape(&case.file),
        line = case.line,
        seed = case.seed,
    );
    for failure in case.failures.iter().filter(|one| one.turn.is_none()) {
        unmet(&mut out, failure);
    }
    let _ = writeln!(
        out,
        "<p><code>{}</code></p>\n<nav><button id=\"back\">←</button><button id=\"on\">→</button><span id=\"at\" class=\"dim\"></span></nav>",
        escape(&case.again)
    );
    let mut before = start;
    for (number, turn) in (1..).zip(&case.turns) {
        section(&mut out, case, number, turn, before);
        before = turn.mood;
    }
    // A turn that could not be played any more has no section of its own.
    for failure in case
        .failures
        .iter()
        .filter(|one| one.turn > Some(case.turns.len()))
    {
        unmet(&mut out, failure);
    }
    let _ = writeln!(out, "<script>{SCRIPT}</script>\n</body></html>");
    out
}

fn section(
    out: &mut String,
    case: &ReplayedCase,
    number: usize,
    turn: &ReplayedTurn,
    before: Mood,
) {
    let failures: Vec<_> = case
        .failures
        .iter()
        .filter(|one| one.turn == Some(number))
        .collect();
    let failed = if failures.is_empty() {
        ""
    } else {
        " data-failed"
    };
    let actions: Vec<&str> = turn.actions.iter().map(|action| action.key()).collect();
    let _ = writeln!(
        out,
        "<section{failed}><h2>{number}. {} → {}</h2>\n<blockquote>{}</blockquote>\n<p>{}<br><span class=\"dim\">{}</span></p>",
        turn.state,
        turn.to,
        escape(&turn.customer),
        marked(turn),
        actions.join(", ")
    );
    for failure in failures {
        unmet(out, failure);
    }
    for (red_line, words) in turn.red_lines.iter().zip(&turn.crossed) {
        let _ = writeln!(
            out,
            "<p class=\"bad\">red line {red_line}: {}</p>",
            escape(words)
        );
    }
    out.push_str("<table><tr><th></th><th>before</th><th>after</th></tr>");
    for feeling in Feeling::ALL {
        let (from, to) = (before.get(*feeling), turn.mood.get(*feeling));
        let _ = write!(
            out,
            "<tr><td>{feeling}</td><td>{from}</td><td>{to}</td></tr>"
        );
    }
    let _ = write!(
        out,
        "</table>\n<table><tr><th>overall</th><th>{}</th><th></th></tr>",
        turn.overall
    );
    for (principle, mark) in &turn.marks.0 {
        let of = turn
            .evidence
            .iter()
            .filter(|one| one.principle == *principle);
        let reasons: Vec<String> = of.map(|one| escape(&one.in_words())).collect();
        let _ = write!(
            out,
            "<tr><td>{principle}</td><td>{mark}</td><td>{}</td></tr>",
            reasons.join("<br>")
        );
    }
    out.push_str("</table></section>\n");
}

fn unmet(out: &mut String, failure: &super::replayed::ReplayedFailure) {
    let _ = writeln!(
        out,
        "<p class=\"bad\">{}: {} (line {}): expected {}, actual {}</p>",
        failure.when(),
        escape(&failure.what),
        failure.line,
        escape(&failure.expected),
        escape(&failure.actual)
    );
}

/// The reply with the words that raised or lowered a mark, each place once, the weightier first.
fn marked(turn: &ReplayedTurn) -> String {
    let mut evidence: Vec<(&str, i16)> = turn
        .evidence
        .iter()
        .filter_map(|one| {
            Some((
                one.text.as_deref().filter(|text| !text.is_empty())?,
                one.points,
            ))
        })
        .collect();
    evidence.sort_by_key(|(_, points)| std::cmp::Reverse(points.abs()));
    let mut parts: Vec<(usize, usize, bool)> = Vec::new();
    for (text, points) in evidence {
        let Some(from) = turn.reply.find(text) else {
            continue;
        };
        let to = from + text.len();
        if parts
            .iter()
            .all(|(start, end, _)| to <= *start || *end <= from)
        {
            parts.push((from, to, points > 0));
        }
    }
    parts.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (from, to, up) in parts {
        let class = if up { "up" } else { "down" };
        out.push_str(&escape(&turn.reply[at..from]));
        let words = escape(&turn.reply[from..to]);
        // Writing to a String can't fail.
        let _ = write!(out, "<span class=\"{class}\">{words}</span>");
        at = to;
    }
    out.push_str(&escape(&turn.reply[at..]));
    out
}
