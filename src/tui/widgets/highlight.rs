//! A reply with the words marked that raised or lowered a mark, wrapped for a width. Positions are counted in characters of
//! what was typed; wrapping and replaced marks must not move them.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::scoring::{Assessment, Evidence, EvidenceEffect};
use crate::text::wrap;
use crate::tui::look::Look;

/// Points below this are not worth a word.
pub const LEAST: f32 = 0.5;

/// What has been found at a character: the points of all evidence there, and whether any of it lowers or crosses.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    points: f32,
    lowers: bool,
    crosses: bool,
}

/// Whether a piece of evidence is about the reply as a whole (its length, its shape) rather than about certain words: then
/// there is nothing to point at.
#[must_use]
pub fn is_of_the_whole(evidence: &Evidence, words: &str) -> bool {
    const LONG: usize = 12;
    let whole = words.trim();
    evidence.signal == crate::scoring::LENGTH
        || whole.chars().count() > LONG
            && evidence
                .text
                .as_deref()
                .is_some_and(|text| text.trim() == whole)
}

/// The lines of `words` for `columns`, with what the assessment found in them.
#[must_use]
pub fn highlighted(
    look: &Look,
    words: &str,
    assessment: &Assessment,
    columns: usize,
) -> Vec<Line<'static>> {
    let mut found = vec![Found::default(); words.chars().count()];
    let mut note = |span: crate::text::Span, note: &dyn Fn(&mut Found)| {
        let end = (span.end as usize).min(found.len());
        let start = (span.start as usize).min(end);
        for one in &mut found[start..end] {
            note(one);
        }
    };
    for (_, principle) in assessment.principles.iter() {
        for evidence in &principle.evidence {
            let points = match evidence.effect {
                EvidenceEffect::Raises => evidence.points.abs(),
                EvidenceEffect::Lowers => -evidence.points.abs(),
                EvidenceEffect::Absent => continue,
            };
            // The wording speaks of whole clauses: colouring them would say nothing.
            if let Some(span) = evidence.span
                && evidence.signal != crate::scoring::WORDING
                && points.abs() >= LEAST
                && !is_of_the_whole(evidence, words)
            {
                note(span, &|one| {
                    one.points += points;
                    one.lowers |= points < 0.0;
                });
            }
        }
    }
    for crossing in &assessment.red_lines {
        note(crossing.span, &|one| one.crosses = true);
    }

    let style = |at: usize| match found.get(at) {
        Some(one) if one.crosses => look.theme.alert,
        Some(one) if one.points > 0.0 => look.theme.raises,
        Some(one) if one.lowers => look.theme.lowers,
        _ => look.theme.base,
    };
    let drawn = look.drawn(words);
    let text: String = drawn.iter().map(|(c, _)| *c).collect();
    let mut at = drawn.into_iter();
    let mut lines = Vec::new();
    for wrapped in wrap(&text, columns) {
        let mut spans: Vec<Span<'static>> = Vec::new();
        for c in wrapped.chars() {
            // Wrapping leaves blanks out, and nothing else: what is passed over here is what it left out.
            let Some((_, typed)) = at.find(|(drawn, _)| *drawn == c) else {
                break;
            };
            push(&mut spans, c, style(typed));
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// Adds a character, to the last part where it has the same style.
fn push(spans: &mut Vec<Span<'static>>, c: char, style: Style) {
    match spans.last_mut() {
        Some(last) if last.style == style => last.content.to_mut().push(c),
        _ => spans.push(Span::styled(c.to_string(), style)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Call, Language, Mark, PerPrinciple, Principle};
    use crate::scoring::PrincipleAssessment;
    use crate::tui::{GlyphSet, ThemeName};

    fn assessment(parts: &[(EvidenceEffect, u32, u32)]) -> Assessment {
        let mut principles = PerPrinciple::from_fn(|_| PrincipleAssessment {
            mark: Mark::new(50),
            call: Call::Helps,
            evidence: Vec::new(),
        });
        principles[Principle::Attitude].evidence = parts
            .iter()
            .map(|(effect, start, end)| Evidence {
                signal: "apology".into(),
                effect: *effect,
                span: Some(crate::text::Span::new(*start, *end)),
                text: None,
                points: 10.0,
            })
            .collect();
        Assessment {
            overall: Mark::new(50),
            principles,
            red_lines: Vec::new(),
            signals: Vec::new(),
            facts_said: Vec::new(),
            facts_denied: Vec::new(),
        }
    }

    /// The lines with the marked words in brackets.
    fn shown(
        words: &str,
        parts: &[(EvidenceEffect, u32, u32)],
        columns: usize,
        wide: bool,
    ) -> String {
        let look = Look::new(Language::Zh, ThemeName::Mono, GlyphSet::Rich, wide);
        let lines: Vec<String> = highlighted(&look, words, &assessment(parts), columns)
            .iter()
            .map(|line| {
                line.spans
                    .iter()
                    .map(|span| match span.style {
                        style if style == look.theme.raises => format!("<{}>", span.content),
                        style if style == look.theme.lowers => format!("[{}]", span.content),
                        _ => span.content.to_string(),
                    })
                    .collect()
            })
            .collect();
        lines.join("|")
    }

    #[test]
    fn the_marked_words_are_the_typed_ones_whatever_wrapping_does() {
        use EvidenceEffect::{Lowers, Raises};
        for (words, parts, columns, wide, expected) in [
            (
                "让您久等了,对不起。",
                vec![(Raises, 6, 9)],
                40,
                false,
                "让您久等了,<对不起>。",
            ),
            (
                "让您久等了,对不起。",
                vec![(Raises, 4, 8)],
                8,
                false,
                "让您久等|<了,对不>|起。",
            ),
            (
                "I am very  sorry, sir",
                vec![(Raises, 11, 16)],
                10,
                false,
                "I am very|<sorry>, sir",
            ),
            (
                "嗯……“好”吧",
                vec![(Lowers, 4, 5)],
                40,
                true,
                "嗯...「[好]」吧",
            ),
            ("一\n二", vec![(Lowers, 2, 3)], 40, false, "一|[二]"),
            (
                "好",
                vec![(Raises, 0, 1), (Lowers, 0, 9)],
                40,
                false,
                "[好]",
            ),
        ] {
            assert_eq!(shown(words, &parts, columns, wide), expected, "{words}");
        }
    }

    #[test]
    fn what_is_about_the_whole_reply_points_at_no_words() {
        let words = "让您久等了，对不起，我马上给您办。";
        let mut assessment = assessment(&[(EvidenceEffect::Raises, 0, 17)]);
        let look = Look::new(Language::Zh, ThemeName::Mono, GlyphSet::Rich, false);
        let styles = |assessment: &Assessment| -> Vec<Style> {
            highlighted(&look, words, assessment, 80)
                .iter()
                .flat_map(|line| line.spans.iter().map(|span| span.style))
                .collect()
        };
        assert_eq!(styles(&assessment), [look.theme.raises]);
        for evidence in &mut assessment.principles[Principle::Attitude].evidence {
            evidence.text = Some(words.into());
        }
        assert_eq!(styles(&assessment), [look.theme.base]);
    }
}
