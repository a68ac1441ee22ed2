//! `practice --plain`: an encounter line by line, for screen readers and pipes. Only lines are written, nothing is ever
//! redrawn; the machine, the marks and the words are those of the screens.

use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::sync::Arc;

use anyhow::{Context, Result};

use super::practice::say_step;
use super::{Exit, Streams};
use crate::domain::{Action, Feeling, Language, Mood, Reply, ScenarioId};
use crate::encounter::Encounter;
use crate::i18n::Texts;
use crate::scenario::{Library, Scenario, State};
use crate::scoring::{Assessment, EvidenceEffect, assess, next_step};
use crate::text::{sanitize, sanitize_line};
use crate::tui::{each_behaviour_once, evidence_name, is_of_the_whole};

/// How many pieces of evidence are read out per principle.
const EVIDENCE_READ: usize = 3;

/// What a line asks for.
enum Line {
    Reply(String),
    Act(Vec<String>),
    Hint,
    Good,
    Help,
    Quit,
    End,
}

/// Plays one encounter; without an id the trainee chooses by number.
pub(super) fn run(
    library: &Library,
    id: Option<&ScenarioId>,
    seed: u64,
    language: Language,
    input: &mut impl BufRead,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let texts = Texts::new(language);
    let scenario = match id {
        Some(id) => library.scenario(id.as_str()),
        None => choose(library, &texts, input, streams.out)?,
    };
    match scenario {
        Some(scenario) => play(&texts, scenario, seed, input, streams.out).map(|()| Exit::Fine),
        None => Ok(Exit::Fine),
    }
}

fn choose(
    library: &Library,
    texts: &Texts,
    input: &mut impl BufRead,
    out: &mut dyn Write,
) -> Result<Option<Arc<Scenario>>> {
    let mut scenarios: Vec<Arc<Scenario>> = library.scenarios().collect();
    // In the order of the home screen.
    scenarios.sort_by(|a, b| (a.level, &a.id).cmp(&(b.level, &b.id)));
    loop {
        for (number, scenario) in scenarios.iter().enumerate() {
            let title = sanitize(scenario.title.get(texts.language()));
            say(
                out,
                &texts.with(
                    "plain-choice",
                    &[
                        ("number", (number + 1).into()),
                        ("title", title.into()),
                        ("level", scenario.level.into()),
                    ],
                ),
            )?;
        }
        say(out, &texts.get("plain-choose"))?;
        match read_line(input)? {
            Line::Reply(line) => match line.trim().parse::<usize>() {
                Ok(number) if (1..=scenarios.len()).contains(&number) => {
                    return Ok(scenarios.get(number - 1).cloned());
                }
                _ => say(out, &texts.get("plain-choose-again"))?,
            },
            Line::Quit | Line::End => return Ok(None),
            _ => {}
        }
    }
}

fn play(
    texts: &Texts,
    scenario: Arc<Scenario>,
    seed: u64,
    input: &mut impl BufRead,
    out: &mut dyn Write,
) -> Result<()> {
    let language = texts.language();
    say(out, &sanitize(scenario.title.get(language)))?;
    say(
        out,
        &texts.with(
            "plain-you-are",
            &[("role", texts.role(scenario.role).into())],
        ),
    )?;
    say(out, &sanitize(scenario.about.get(language)))?;
    say(out, &texts.get("plain-help"))?;
    let (mut encounter, _) = Encounter::start(scenario, seed, language);
    let mut marks: Vec<u8> = Vec::new();
    let (mut actions, mut hints): (Vec<Action>, usize) = (Vec::new(), 0);
    customer(texts, &encounter, out)?;
    while let Some(state) = encounter.state().cloned() {
        match read_line(input)? {
            Line::Quit | Line::End => {
                say(out, &texts.get("plain-left"))?;
                return Ok(());
            }
            Line::Help => {
                say(out, &texts.get("plain-help"))?;
                let offered: Vec<String> = state
                    .actions
                    .iter()
                    .map(|action| format!("{action} ({})", texts.action(*action)))
                    .collect();
                say(
                    out,
                    &texts.with("plain-actions", &[("actions", offered.join(", ").into())]),
                )?;
            }
            Line::Hint => {
                match state.hints.get(hints % state.hints.len().max(1)) {
                    Some(hint) => say(out, &sanitize(hint.get(language)))?,
                    None => say(out, &texts.get("plain-no-hint"))?,
                }
                hints += 1;
            }
            Line::Good => say(out, &texts.get("plain-good-later"))?,
            Line::Act(wanted) => act(texts, &wanted, &mut actions, out)?,
            Line::Reply(words) if words.trim().is_empty() && actions.is_empty() => {
                say(out, &texts.get("plain-empty"))?
            }
            Line::Reply(words) => {
                let reply = Reply {
                    words,
                    actions: std::mem::take(&mut actions),
                };
                let before_reply = encounter.clone();
                let Some(situation) = before_reply.situation() else {
                    continue;
                };
                let assessment = assess(&situation, &reply);
                let before = encounter.mood();
                encounter
                    .step(reply.clone(), &assessment)
                    .context("the scenario can't go on")?;
                feedback(
                    texts,
                    encounter.scenario(),
                    &state,
                    &reply.words,
                    &assessment,
                    out,
                )?;
                if let Some(step) = next_step(&situation, &reply, &assessment) {
                    say(
                        out,
                        &texts.with(
                            "plain-next",
                            &[("step", sanitize(&say_step(&step, language)).into())],
                        ),
                    )?;
                }
                mood(texts, before, encounter.mood(), out)?;
                marks.push(assessment.overall.value());
                hints = 0;
                if let Some(good) = &state.good {
                    say(
                        out,
                        &texts.with(
                            "plain-good",
                            &[("words", sanitize(good.words.get(language)).into())],
                        ),
                    )?;
                }
                customer(texts, &encounter, out)?;
            }
        }
    }
    let mean =
        marks.iter().map(|&mark| u32::from(mark)).sum::<u32>() / u32::try_from(marks.len().max(1))?;
    say(
        out,
        &texts.with(
            "plain-mean",
            &[("overall", mean.into()), ("turns", marks.len().into())],
        ),
    )
}

/// The customer's words, or the ending.
fn customer(texts: &Texts, encounter: &Encounter, out: &mut dyn Write) -> Result<()> {
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

fn act(
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
fn feedback(
    texts: &Texts,
    scenario: &Scenario,
    state: &State,
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
    for principle in state.moment.lives_by() {
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

fn mood(texts: &Texts, before: Mood, after: Mood, out: &mut dyn Write) -> Result<()> {
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

fn say(out: &mut dyn Write, line: &str) -> Result<()> {
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .context("cannot write")
}

/// One line of the trainee's. A `\` at its end goes on with the next line; a line that begins with `/` is a command.
fn read_line(input: &mut impl BufRead) -> Result<Line> {
    let mut whole = String::new();
    loop {
        let mut bytes = Vec::new();
        let read = input.read_until(b'\n', &mut bytes).context("cannot read")?;
        if read == 0 {
            return Ok(if whole.is_empty() {
                Line::End
            } else {
                Line::Reply(whole)
            });
        }
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end_matches(['\n', '\r']);
        match line.strip_suffix('\\') {
            Some(more) => {
                whole.push_str(more);
                whole.push('\n');
            }
            None => {
                whole.push_str(line);
                break;
            }
        }
    }
    // An input method may leave the slash full-width.
    let Some(command) = whole.strip_prefix('/').or_else(|| whole.strip_prefix('／')) else {
        return Ok(Line::Reply(sanitize(&whole)));
    };
    let mut words = command.split_whitespace();
    Ok(match words.next().unwrap_or_default() {
        "quit" | "q" => Line::Quit,
        "hint" => Line::Hint,
        "good" => Line::Good,
        "do" => Line::Act(words.map(str::to_owned).collect()),
        _ => Line::Help,
    })
}
