//! Principles as bars: a mark that needs no colour, a name, a bar, a number. Unfolded, each shows what it was made of.

use ratatui::text::{Line, Span};

use crate::domain::{Language, Mark, Principle};
use crate::scoring::{Evidence, EvidenceEffect, LENGTH, PrincipleAssessment, WORDING};
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
    let found = each_behaviour_once(all, words);
    let shown: Vec<Evidence> = found
        .iter()
        .filter(|one| one.points.abs() >= LEAST)
        .take(FOUND)
        .cloned()
        .collect();
    let more = found.len() - shown.len();
    let missing = all.iter().filter(absent).take(MISSING).cloned();
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
            .filter(|text| !text.trim().is_empty() && !is_of_the_whole(&evidence, words))
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

/// What was found, each behaviour once and the weightiest first: pieces that pull the same way and are about the same words, or
/// are the same signal again, go under the weightiest one's name with the points of all.
#[must_use]
pub fn each_behaviour_once(all: &[Evidence], words: &str) -> Vec<Evidence> {
    let mut found: Vec<&Evidence> = all
        .iter()
        .filter(|one| one.effect != EvidenceEffect::Absent)
        .collect();
    found.sort_by(|one, other| other.points.abs().total_cmp(&one.points.abs()));
    let wording = |one: &Evidence| one.signal == WORDING;
    let place = |one: &Evidence| {
        let certain = !wording(one) && !is_of_the_whole(one, words);
        one.span.filter(|_| certain)
    };
    let mut merged: Vec<Evidence> = Vec::new();
    for one in found {
        let known = merged.iter_mut().find(|known| {
            let same_words = place(known)
                .zip(place(one))
                .is_some_and(|(known, one)| known.overlaps(one));
            known.effect == one.effect && (same_words || known.signal == one.signal)
        });
        match known {
            Some(known) => known.points += one.points,
            None => merged.push(one.clone()),
        }
    }
    // What was recognised first: wording and length explain least.
    let explains = |one: &Evidence| (one.signal == LENGTH, wording(one));
    merged.sort_by(|one, other| {
        explains(one)
            .cmp(&explains(other))
            .then(other.points.abs().total_cmp(&one.points.abs()))
    });
    merged
}

/// A quotation as the language writes it.
#[must_use]
pub fn quote(look: &Look, text: &str) -> String {
    match look.language() {
        Language::Zh => format!("「{}」", text.trim()),
        Language::En => format!("\"{}\"", text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span as Place;

    #[test]
    fn a_behaviour_named_twice_over_the_same_words_is_shown_once() {
        use EvidenceEffect::{Absent, Lowers, Raises};
        let words = "您先坐，喝口水，这事您先坐下慢慢说。";
        let one = |signal: &str, effect, place: Option<(u32, u32)>, points| Evidence {
            signal: signal.to_owned().into(),
            effect,
            span: place.map(|(start, end)| Place::new(start, end)),
            text: place.map(|(start, end)| {
                let (start, end) = (start as usize, end as usize);
                let text = words.chars().skip(start).take(end - start);
                text.collect::<String>().into()
            }),
            points,
        };
        let all = [
            one("water", Raises, Some((4, 7)), 5.0),
            one("offers_seat", Raises, Some((0, 3)), 4.0),
            one("invites_to_sit", Raises, Some((1, 3)), 3.0),
            one("tells_what_to_do", Lowers, Some((0, 3)), -2.0),
            one("length", Raises, Some((0, 18)), 1.5),
            one("offer_water", Raises, None, 1.0),
            one("offers_seat", Raises, Some((10, 13)), 1.0),
            one("apology", Absent, None, 0.0),
        ];
        let shown: Vec<(String, f32)> = each_behaviour_once(&all, words)
            .into_iter()
            .map(|one| (one.signal.into_owned(), one.points))
            .collect();
        let expected = [
            ("offers_seat", 8.0),
            ("water", 5.0),
            ("tells_what_to_do", -2.0),
            ("offer_water", 1.0),
            ("length", 1.5),
        ];
        assert_eq!(
            shown,
            expected.map(|(signal, points)| (signal.to_owned(), points))
        );
    }
}
