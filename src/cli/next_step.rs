//! The one next step in the trainee's words: an edit that scoring has seen to help, or what the customer has not been told yet.
//! Must not look for edits: scoring does.

use crate::domain::{Language, Reply};
use crate::i18n::Texts;
use crate::scenario::{Fact, Scenario, State};
use crate::scoring::{Assessment, NextStep, Situation, assess, next_step};
use crate::text::sanitize_line;
use crate::tui::evidence_name;

/// The next step; the example stays in the reply's language.
pub(super) fn in_words(
    scenario: &Scenario,
    _state: &State,
    situation: &Situation<'_>,
    reply: &Reply,
    assessment: &Assessment,
    language: Language,
) -> Option<String> {
    let step = next_step(situation, reply, assessment);
    let gain = match &step {
        Some(NextStep::Add { gain, .. } | NextStep::Leave { gain, .. }) => *gain,
        Some(NextStep::Reflect { .. }) | None => 0,
    };
    // Who has little to mend in their words may still owe the customer an answer, and would not know why the mark is low.
    if let Some((fact, more)) = untold(scenario, situation, reply, assessment)
        && more > gain
    {
        let fact = fact.text.get(language).to_owned();
        return Some(Texts::new(language).with("step-fact", &[("fact", fact.into())]));
    }
    step.map(|step| say_step(&step, language))
}

/// The fact due whose saying raises the overall mark most, and by how many points; none where all are said or none raises it.
fn untold<'s>(
    scenario: &'s Scenario,
    situation: &Situation<'_>,
    reply: &Reply,
    assessment: &Assessment,
) -> Option<(&'s Fact, u8)> {
    let now = assessment.overall.value();
    let mut best: Option<(&Fact, u8)> = None;
    let due = situation.facts.iter().filter(|(_, fact)| fact.due);
    for (id, _) in due.filter(|(id, _)| !assessment.facts_said.contains(id)) {
        let Some(fact) = scenario.facts.iter().find(|fact| fact.id == *id) else {
            continue;
        };
        let with = |said: &String| Reply {
            words: format!("{} {said}", reply.words),
            actions: reply.actions.clone(),
        };
        let marks = fact
            .said_by
            .iter()
            .map(|said| assess(situation, &with(said)).overall.value());
        let gain = marks.max().unwrap_or(0).saturating_sub(now);
        if gain > best.map_or(0, |(_, most)| most) {
            best = Some((fact, gain));
        }
    }
    best
}

/// A next step as one sentence or two.
fn say_step(step: &NextStep, language: Language) -> String {
    let texts = Texts::new(language);
    match step {
        NextStep::Add { say, example, .. } => texts.with(
            "step-add",
            &[
                ("say", say.get(language).to_owned().into()),
                ("example", example.clone().into()),
            ],
        ),
        NextStep::Reflect { question, .. } => texts.with(
            "step-reflect",
            &[("question", question.get(language).to_owned().into())],
        ),
        NextStep::Leave { signal, words, .. } => texts.with(
            "step-leave",
            &[
                ("words", sanitize_line(words).into()),
                ("why", evidence_name(signal, language).into()),
            ],
        ),
    }
}
