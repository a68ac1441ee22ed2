//! The trainer's marks on a class's page: each ruling with the scorer's ratings beside it, and how far the two agree on each
//! principle. Whatever was typed is escaped. Must not say more than so few rulings can.

use std::fmt::Write as _;

use super::html::who;
use super::{AnswerResults, ClassResults};
use crate::domain::{Language, Principle};
use crate::i18n::Texts;
use crate::report::html::escape;
use crate::scoring::Apart;

/// Both tables; nothing where the trainer has ruled on nothing.
pub(super) fn section(
    out: &mut String,
    texts: &Texts,
    results: &ClassResults,
    title: &impl Fn(&AnswerResults, Language) -> String,
) {
    if results.agreement().is_empty() {
        return;
    }
    agreement(out, texts, results);
    heading(
        out,
        texts,
        "class-report-rulings",
        "class-report-ruling-lead",
    );
    head(
        out,
        texts,
        &[
            "class-report-who",
            "class-report-scale",
            "class-report-ruled",
            "class-report-reason",
        ],
    );
    for seat in &results.seats {
        for answer in &seat.answers {
            let Some(reason) = answer.reason() else {
                continue;
            };
            let place = texts.with(
                "class-report-place-short",
                &[("step", answer.step.into()), ("turn", answer.turn.into())],
            );
            let ratings: Vec<String> = ratings(texts, answer)
                .iter()
                .map(|one| escape(one))
                .collect();
            // Writing to a String can't fail.
            let _ = writeln!(
                out,
                "<tr><td>{}</td><td>{}<br><span class=\"dim\">{}</span></td><td>{}</td><td>{}</td></tr>",
                escape(&who(seat)),
                escape(&place),
                escape(&title(answer, texts.language())),
                ratings.join("<br>"),
                escape(reason)
            );
        }
    }
    out.push_str("</table>\n");
}

/// What the trainer rated of an answer, each with the scorer's rating.
pub(super) fn ratings(texts: &Texts, answer: &AnswerResults) -> Vec<String> {
    let one = |name: String, rating: u8, scorer: u8| {
        texts.with(
            "class-ruled-principle",
            &[
                ("principle", name.into()),
                ("rating", rating.into()),
                ("scorer", scorer.into()),
            ],
        )
    };
    let overall = answer.ruling.as_ref().map(|(rating, _)| {
        let name = texts.get("class-overall");
        one(name, *rating, answer.overall.rating())
    });
    let principles = answer
        .ruled_principles
        .iter()
        .filter_map(|(principle, rating)| {
            let scorer = answer.marks[principle].rating();
            Some(one(texts.principle(principle), (*rating)?, scorer))
        });
    overall.into_iter().chain(principles).collect()
}

/// How far trainer and scorer agree, a row a scale that was ruled on.
fn agreement(out: &mut String, texts: &Texts, results: &ClassResults) {
    let agreed = results.agreement();
    heading(
        out,
        texts,
        "class-report-agreement",
        "class-report-agreement-lead",
    );
    head(
        out,
        texts,
        &[
            "class-report-scale",
            "class-report-ruled",
            "class-report-same",
            "class-report-near",
            "class-report-difference",
        ],
    );
    row(out, texts, &texts.get("class-overall"), &agreed.overall);
    for &principle in Principle::ALL {
        let name = texts.principle(principle);
        row(out, texts, &name, &agreed.principles[principle]);
    }
    out.push_str("</table>\n");
}

fn row(out: &mut String, texts: &Texts, name: &str, apart: &Apart) {
    if apart.count == 0 {
        return;
    }
    let mean = apart.mean().map_or_else(
        || texts.get("class-agreed-few"),
        |mean| format!("{mean:+.1}"),
    );
    let _ = writeln!(
        out,
        "<tr><th>{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
        escape(name),
        apart.count,
        apart.same,
        apart.near,
        escape(&mean)
    );
}

fn heading(out: &mut String, texts: &Texts, title: &str, lead: &str) {
    let _ = writeln!(
        out,
        "<h2>{}</h2>\n<p class=\"dim\">{}</p>",
        escape(&texts.get(title)),
        escape(&texts.get(lead))
    );
}

fn head(out: &mut String, texts: &Texts, keys: &[&str]) {
    out.push_str("<table><tr>");
    for key in keys {
        let _ = write!(out, "<th>{}</th>", escape(&texts.get(key)));
    }
    out.push_str("</tr>\n");
}
