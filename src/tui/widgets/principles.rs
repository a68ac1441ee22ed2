//! Principles as bars: a mark that needs no colour, a name, a bar, a number. Unfolded, each shows what it was made of.

use ratatui::text::{Line, Span};

use crate::domain::{Language, Mark, Principle};
use crate::scoring::{Evidence, EvidenceEffect, PrincipleAssessment};
use crate::text::width;
use crate::tui::glyphs::Grade;
use crate::tui::look::Look;
use crate::tui::widgets::highlight::{LEAST, is_of_the_whole};

/// The widest short name.
fn widest(language: Language) -> usize {
    match language {
        Language::Zh => 8,
        Language::En => 12,
    }
}

/// One principle's line of `columns`.
#[must_use]
pub fn principle_line(
    look: &Look,
    principle: Principle,
    mark: Mark,
    fold: &str,
    columns: usize,
) -> Line<'static> {
    let grade = Grade::of(mark);
    let style = look.grade_style(grade);
    let sign = look.glyphs.grade(grade);
    let name = look.texts.principle(principle);
    let pad = " ".repeat(widest(look.language()).saturating_sub(width(&name)));
    let lead = if fold.is_empty() {
        String::new()
    } else {
        format!("{fold} ")
    };
    let used = width(&lead) + width(sign) + 1 + width(&name) + pad.len() + 1 + 4;
    let bar = columns.saturating_sub(used + 1).min(30);
    let mut spans = vec![
        Span::raw(lead),
        Span::styled(sign, style),
        Span::raw(format!(" {name}{pad} ")),
    ];
    spans.extend(look.bar(mark.value(), bar, style));
    spans.push(Span::styled(
        format!(" {:>3}", mark.value()),
        look.theme.title,
    ));
    Line::from(spans)
}

/// What a principle's mark was made of: the weightiest reasons, what is missing, and how many small reasons there are more.
#[must_use]
pub fn evidence_lines(
    look: &Look,
    assessment: &PrincipleAssessment,
    words: &str,
    name: impl Fn(&str) -> String,
    columns: usize,
) -> Vec<Line<'static>> {
    const INDENT: usize = 4;
    const FOUND: usize = 6;
    const MISSING: usize = 2;
    let absent = |evidence: &&Evidence| evidence.effect == EvidenceEffect::Absent;
    let all = &assessment.evidence;
    let found: Vec<&Evidence> = all.iter().filter(|one| !absent(one)).collect();
    let shown: Vec<&Evidence> = found
        .iter()
        .copied()
        .filter(|one| one.points.abs() >= LEAST)
        .take(FOUND)
        .collect();
    let more = found.len() - shown.len();
    let missing = all.iter().filter(absent).take(MISSING);
    if all.is_empty() {
        let none = format!(
            "{}{}",
            " ".repeat(INDENT),
            look.texts.get("coach-no-evidence")
        );
        return vec![Line::styled(none, look.theme.dim)];
    }
    let mut lines = Vec::new();
    for evidence in shown.into_iter().chain(missing) {
        let (sign, style) = match evidence.effect {
            EvidenceEffect::Raises => ("+", look.theme.good),
            EvidenceEffect::Lowers => ("-", look.theme.bad),
            EvidenceEffect::Absent => ("?", look.theme.dim),
        };
        let points = match evidence.effect {
            EvidenceEffect::Absent => look.texts.get("coach-absent"),
            _ => look.texts.with(
                "coach-points",
                &[("points", format!("{:+.0}", evidence.points).into())],
            ),
        };
        let quoted = evidence
            .text
            .as_deref()
            .filter(|text| !text.trim().is_empty() && !is_of_the_whole(evidence, words))
            .map_or_else(String::new, |text| match look.language() {
                Language::Zh => quote(look, text),
                Language::En => format!(" {}", quote(look, text)),
            });
        let what = format!("{}{quoted}  {points}", name(&evidence.signal));
        let room = columns.saturating_sub(INDENT + 2).max(2);
        for (number, line) in look.wrap(&what, room).into_iter().enumerate() {
            lines.push(if number == 0 {
                Line::from(vec![
                    Span::raw(" ".repeat(INDENT)),
                    Span::styled(sign, style),
                    Span::raw(format!(" {line}")),
                ])
            } else {
                Line::raw(format!("{}{line}", " ".repeat(INDENT + 2)))
            });
        }
    }
    if more > 0 {
        let text = look.texts.with("coach-more", &[("count", more.into())]);
        let text = look.fit(&format!("{}{text}", " ".repeat(INDENT)), columns);
        lines.push(Line::styled(text, look.theme.dim));
    }
    lines
}

/// A quotation as the language writes it.
#[must_use]
pub fn quote(look: &Look, text: &str) -> String {
    match look.language() {
        Language::Zh => format!("「{}」", text.trim()),
        Language::En => format!("\"{}\"", text.trim()),
    }
}
