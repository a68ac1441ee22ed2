//! What plain mode says: the customer, the marks with their reasons, the mood. One line or a few, never redrawn. Must not read.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::{Context, Result};

use crate::domain::{Action, Feeling, Moment, Mood};
use crate::encounter::Encounter;
use crate::i18n::Texts;
use crate::scenario::Scenario;
use crate::scoring::{Assessment, EvidenceEffect};
use crate::text::{sanitize, sanitize_line};
use crate::tui::{each_behaviour_once, evidence_name, is_of_the_whole};

/// How many pieces of evidence are read out per principle.
const EVIDENCE_READ: usize = 3;

/// The customer's words, or the ending.
pub(super) fn customer(texts: &Texts, encounter: &Encounter, out: &mut dyn Write) -> Result<()> {
    let language = texts.language();
    let scenario = encounter.scenario();
    say(out, "")?;
    match encounter.ending() {
        Some(ending) => say(
            out,
            &texts.with(
                "plain-ending",
                &[
                    ("outcome", texts.outcome(ending.outcome).into()),
                    ("text", sanitize(ending.text.get(language)).into()),
                ],
            ),
        ),
        None => say(
            out,
            &texts.with(
                "plain-says",
                &[
                    (
                        "name",
                        sanitize(scenario.customer.name.get(language)).into(),
                    ),
                    ("words", sanitize(encounter.customer_says()).into()),
                ],
            ),
        ),
    }
}

pub(super) fn act(
    texts: &Texts,
    wanted: &[String],
    actions: &mut Vec<Action>,
    out: &mut dyn Write,
) -> Result<()> {
    for word in wanted {
        match Action::from_key(word) {
            Some(action) if actions.contains(&action) => {}
            Some(action) => actions.push(action),
            None => say(
                out,
                &texts.with("plain-no-action", &[("action", sanitize(word).into())]),
            )?,
        }
    }
    let chosen: Vec<String> = actions.iter().map(|action| texts.action(*action)).collect();
    say(
        out,
        &texts.with(
            "plain-acts",
            &[("actions", chosen.join(&texts.get("list-comma")).into())],
        ),
    )
}

/// Red lines first, then the overall mark, then the principles the moment lives by with their reasons.
pub(super) fn feedback(
    texts: &Texts,
    scenario: &Scenario,
    moment: Moment,
    words: &str,
    assessment: &Assessment,
    out: &mut dyn Write,
) -> Result<()> {
    say(out, "")?;
    for crossing in &assessment.red_lines {
        say(
            out,
            &texts.with(
                "plain-red-line",
                &[
                    ("red_line", texts.red_line(crossing.red_line).into()),
                    ("words", sanitize(&crossing.text).into()),
                ],
            ),
        )?;
    }
    say(
        out,
        &texts.with(
            "plain-overall",
            &[("overall", assessment.overall.value().into())],
        ),
    )?;
    for principle in moment.lives_by() {
        let assessed = &assessment.principles[principle];
        let mut line = format!("{} {}", texts.principle(principle), assessed.mark);
        let mut read = Vec::new();
        for one in each_behaviour_once(&assessed.evidence, words) {
            let sign = match one.effect {
                EvidenceEffect::Raises => "+",
                EvidenceEffect::Lowers => "-",
                EvidenceEffect::Absent => continue,
            };
            let name = match scenario.fact_behind(&one.signal) {
                Some(fact) => sanitize(fact.get(texts.language())),
                None => evidence_name(&one.signal, texts.language()),
            };
            let piece = match &one.text {
                Some(text) if text.chars().count() < 20 && !is_of_the_whole(&one, words) => {
                    format!("{sign} {name}: {}", sanitize_line(text))
                }
                _ => format!("{sign} {name}"),
            };
            read.push(piece);
            if read.len() == EVIDENCE_READ {
                break;
            }
        }
        if !read.is_empty() {
            let _ = write!(line, " ({})", read.join("; "));
        }
        say(out, &line)?;
    }
    Ok(())
}

pub(super) fn mood(texts: &Texts, before: Mood, after: Mood, out: &mut dyn Write) -> Result<()> {
    let moved: Vec<String> = Feeling::ALL
        .iter()
        .filter(|&&feeling| before.get(feeling) != after.get(feeling))
        .map(|&feeling| {
            texts.with(
                "plain-moved",
                &[
                    ("feeling", texts.feeling(feeling).into()),
                    ("before", before.get(feeling).into()),
                    ("after", after.get(feeling).into()),
                ],
            )
        })
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    say(
        out,
        &texts.with(
            "plain-mood",
            &[("moved", moved.join(&texts.get("list-comma")).into())],
        ),
    )
}

pub(super) fn say(out: &mut dyn Write, line: &str) -> Result<()> {
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .context("cannot write")
}
