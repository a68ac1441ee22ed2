//! A class as its files tell it: who was there, what was answered, what the trainer ruled. Must not rate anything anew; `verify`
//! does.

use std::collections::BTreeMap;

use super::directory::{ClassError, Directory};
use super::event::{SeatEvent, TrainerEvent};
use super::room::label;
use super::{Chain, Line, Read};
use crate::report::class::{AnswerResults, ClassResults, SeatResults};
use crate::tui::class::{Orders, Ruling};

/// A scene as the log has it: its step, scenario and edition.
type Begun = (usize, crate::domain::ScenarioId, String);

/// What the trainer's log says.
#[derive(Default)]
struct Told {
    opened: Option<i64>,
    ended: Option<i64>,
    program: String,
    rubric: String,
    scenes: BTreeMap<usize, Begun>,
    turns: Vec<(usize, usize)>,
    /// The last ruling on each answer, and when.
    rulings: BTreeMap<(String, usize, usize), (Ruling, i64)>,
}

/// The class in `directory`.
///
/// # Errors
/// When there is none, or a file can't be read.
pub fn results(directory: &Directory) -> Result<ClassResults, ClassError> {
    let orders: Orders = directory.read(&directory.control())?;
    let told = told(directory, &orders)?;
    let mut seats = Vec::new();
    for seat in directory.seats()? {
        let events: Vec<Line<SeatEvent>> =
            lines(directory, &orders.class, &seat, &directory.seat(&seat))?;
        let Some(first) = events.first() else {
            continue;
        };
        let joined = first.at;
        let name: Option<String> = directory.read(&directory.name(&seat)).ok();
        seats.push(SeatResults {
            answers: answers(&told, &seat, &events),
            seat,
            label: String::new(),
            name,
            joined,
        });
    }
    seats.sort_by(|a, b| (a.joined, &a.seat).cmp(&(b.joined, &b.seat)));
    for (number, seat) in seats.iter_mut().enumerate() {
        seat.label = label(number);
    }
    Ok(ClassResults {
        class: orders.class,
        drill: orders.drill,
        drill_edition: orders.edition,
        title: orders.title,
        program: told.program,
        rubric: told.rubric,
        seed: orders.seed,
        language: orders.language,
        pass: orders.pass,
        opened: told.opened.unwrap_or_default(),
        ended: told.ended,
        turns: told.turns.len(),
        seats,
    })
}

/// The lines of a file that can be read.
fn lines<E: serde::Serialize + serde::de::DeserializeOwned>(
    directory: &Directory,
    class: &str,
    file: &str,
    path: &std::path::Path,
) -> Result<Vec<Line<E>>, ClassError> {
    let mut chain = Chain::begin(class, file);
    let lines = directory.tail(path, 0)?.lines;
    let read = lines.iter().filter_map(|text| match chain.read::<E>(text) {
        Read::Follows(line) | Read::Loose(line) => Some(line),
        Read::Garbage => None,
    });
    Ok(read.collect())
}

fn told(directory: &Directory, orders: &Orders) -> Result<Told, ClassError> {
    let mut told = Told::default();
    for line in lines::<TrainerEvent>(directory, &orders.class, "trainer", &directory.log())? {
        match line.event {
            TrainerEvent::Opened {
                program, rubric, ..
            } => {
                told.opened = told.opened.or(Some(line.at));
                (told.program, told.rubric) = (program, rubric);
            }
            TrainerEvent::Scene {
                number,
                step,
                scenario,
                edition,
                ..
            } => {
                told.scenes.insert(number, (step, scenario, edition));
            }
            TrainerEvent::Turn { scene, turn } => told.turns.push((scene, turn)),
            TrainerEvent::Ruled {
                seat,
                scene,
                turn,
                ruling,
            } => {
                told.rulings.insert((seat, scene, turn), (ruling, line.at));
            }
            TrainerEvent::Ended => told.ended = Some(line.at),
            TrainerEvent::Revealed { .. }
            | TrainerEvent::Forked { .. }
            | TrainerEvent::Heads { .. } => {}
        }
    }
    Ok(told)
}

/// What a seat answered.
fn answers(told: &Told, seat: &str, events: &[Line<SeatEvent>]) -> Vec<AnswerResults> {
    let mut out: Vec<AnswerResults> = Vec::new();
    for line in events {
        match &line.event {
            SeatEvent::Replied {
                scene,
                turn,
                state,
                customer,
                reply,
                overall,
                marks,
                red_lines,
                seconds,
            } => {
                let Some((step, scenario, edition)) = told.scenes.get(scene) else {
                    continue;
                };
                let ruling = told.rulings.get(&(seat.to_owned(), *scene, *turn));
                out.push(AnswerResults {
                    scene: *scene,
                    step: *step,
                    turn: *turn,
                    scenario: scenario.clone(),
                    edition: edition.clone(),
                    state: state.clone(),
                    customer: customer.clone(),
                    at: line.at,
                    seconds: Some(*seconds),
                    reply: reply.clone(),
                    overall: *overall,
                    marks: *marks,
                    red_lines: red_lines.clone(),
                    ruling: ruling.and_then(|(one, _)| Some((one.rating?, one.reason.clone()))),
                    ruled_principles: ruling.map(|(one, _)| one.principles).unwrap_or_default(),
                    ruling_reason: ruling.map(|(one, _)| one.reason.clone()),
                    ruled: ruling.map(|(_, at)| *at),
                    objection: None,
                    objected: None,
                });
            }
            SeatEvent::Objected {
                scene,
                turn,
                reason,
            } => {
                let mut all = out.iter_mut().rev();
                if let Some(answer) = all.find(|one| (one.scene, one.turn) == (*scene, *turn)) {
                    answer.objection = Some(reason.clone());
                    answer.objected = Some(line.at);
                }
            }
            SeatEvent::Joined { .. } | SeatEvent::Left => {}
        }
    }
    out
}
