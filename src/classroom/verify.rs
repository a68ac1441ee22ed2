//! Proves a class from its files: every chain whole, every reply's marks what this program gives the same words in the same
//! place, nothing missing that the trainer's log says was there. Must not repair.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::directory::{ClassError, Directory};
use super::event::{SeatEvent, TrainerEvent};
use super::host::begun;
use super::{Chain, Read};
use crate::domain::{Language, PerPrinciple, Reply, ScenarioId, StateId};
use crate::encounter::Encounter;
use crate::scenario::Scenario;
use crate::scoring::assess;
use crate::tui::class::{Orders, Phase};

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line, from 1; none for the file as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
}

/// What was proved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// How many lines were read.
    pub lines: usize,
    /// How many replies were rated anew.
    pub replies: usize,
    /// How many seats there are.
    pub seats: usize,
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
    /// The last hash of the trainer's log: who has noted it elsewhere can tell that nothing was cut off there.
    pub head: String,
    /// The hashes of all lines of the trainer's log: what goes on from where it once ended has that end among them.
    pub passed_by: BTreeSet<String>,
}

/// A scene as the log has it.
struct Begun {
    step: usize,
    scenario: ScenarioId,
    edition: String,
    at: Option<StateId>,
    so_far: Vec<Reply>,
}

/// What the trainer's log says.
#[derive(Default)]
struct Told {
    scenes: BTreeMap<usize, Begun>,
    heads: BTreeMap<String, Chain>,
    ended: bool,
    lines: usize,
    head: String,
}

/// Proves the class in `directory`; `find` has the scenarios.
///
/// # Errors
/// When there is no class, or a file can't be read.
pub fn verify(
    directory: &Directory,
    find: &dyn Fn(&ScenarioId) -> Option<Arc<Scenario>>,
) -> Result<Verified, ClassError> {
    let orders: Orders = directory.read(&directory.control())?;
    let mut out = Verified::default();
    let told = log(directory, &orders, &mut out)?;
    out.lines = told.lines;
    out.head.clone_from(&told.head);
    if orders.phase == Phase::Ended && !told.ended {
        out.findings.push(whole(
            "trainer.jsonl",
            "the class has ended, and the log does not say so: its end was cut off",
        ));
    }
    let seats = directory.seats()?;
    for seat in told.heads.keys().filter(|seat| !seats.contains(seat)) {
        out.findings.push(whole(
            &format!("people/{seat}.jsonl"),
            "the file is not there, and the trainer's log knows the seat",
        ));
    }
    out.seats = seats.len();
    for seat in seats {
        one_seat(directory, &orders, &told, &seat, find, &mut out)?;
    }
    Ok(out)
}

fn whole(file: &str, what: &str) -> Finding {
    Finding {
        file: file.to_owned(),
        line: None,
        what: what.to_owned(),
    }
}

/// Reads the trainer's log.
fn log(directory: &Directory, orders: &Orders, out: &mut Verified) -> Result<Told, ClassError> {
    let mut told = Told::default();
    let mut chain = Chain::begin(&orders.class, "trainer");
    for (number, text) in (1..).zip(directory.tail(&directory.log(), 0)?.lines) {
        let Some(event) = line_of::<TrainerEvent>(&mut chain, &text, "trainer.jsonl", number, out)
        else {
            continue;
        };
        told.lines += 1;
        out.passed_by.insert(chain.hash.clone());
        // An early version opened it where the control file says none.
        if let TrainerEvent::Opened { edition, .. } = &event
            && !orders.edition.is_empty()
            && *edition != orders.edition
        {
            let what = format!(
                "from here on it was led by edition {edition} of the drill, and the control file says {}",
                orders.edition
            );
            out.findings.push(Finding {
                file: "trainer.jsonl".to_owned(),
                line: Some(number),
                what,
            });
        }
        match event {
            TrainerEvent::Scene {
                number,
                step,
                scenario,
                edition,
                at,
                so_far,
            } => {
                let scene = Begun {
                    step,
                    scenario,
                    edition,
                    at,
                    so_far,
                };
                told.scenes.insert(number, scene);
            }
            TrainerEvent::Heads { heads } => told.heads.extend(heads),
            TrainerEvent::Ended => told.ended = true,
            _ => {}
        }
    }
    told.head = chain.hash;
    Ok(told)
}

/// The event of a line; what is wrong with it is noted.
fn line_of<E: serde::Serialize + serde::de::DeserializeOwned>(
    chain: &mut Chain,
    text: &str,
    file: &str,
    number: usize,
    out: &mut Verified,
) -> Option<E> {
    let mut note = |what: &str| {
        out.findings.push(Finding {
            file: file.to_owned(),
            line: Some(number),
            what: what.to_owned(),
        });
    };
    match chain.read::<E>(text) {
        Read::Follows(line) => Some(line.event),
        Read::Loose(line) => {
            note(
                "it does not follow the line before: it was altered, or something was taken away, moved or put in",
            );
            Some(line.event)
        }
        Read::Garbage => {
            note("it is no line of a class");
            None
        }
    }
}

fn one_seat(
    directory: &Directory,
    orders: &Orders,
    told: &Told,
    seat: &str,
    find: &dyn Fn(&ScenarioId) -> Option<Arc<Scenario>>,
    out: &mut Verified,
) -> Result<(), ClassError> {
    let file = format!("people/{seat}.jsonl");
    let mut chain = Chain::begin(&orders.class, seat);
    let mut present: Option<(usize, Encounter)> = None;
    let noted = told.heads.get(seat);
    let mut met = noted.is_none_or(|head| head.n == 0);
    for (number, text) in (1..).zip(directory.tail(&directory.seat(seat), 0)?.lines) {
        let event = line_of::<SeatEvent>(&mut chain, &text, &file, number, out);
        met |= noted == Some(&chain);
        out.lines += usize::from(event.is_some());
        if let Some(event @ SeatEvent::Replied { .. }) = event {
            out.replies += 1;
            let what = rated_anew(&event, orders, told, find, &mut present);
            out.findings.extend(what.map(|what| Finding {
                file: file.clone(),
                line: Some(number),
                what,
            }));
        }
    }
    if !met {
        out.findings.push(whole(&file, "the trainer's log has seen lines that are not there: the end was cut off or written anew"));
    }
    Ok(())
}

/// What is wrong with a reply's marks, if anything is.
fn rated_anew(
    event: &SeatEvent,
    orders: &Orders,
    told: &Told,
    find: &dyn Fn(&ScenarioId) -> Option<Arc<Scenario>>,
    present: &mut Option<(usize, Encounter)>,
) -> Option<String> {
    let SeatEvent::Replied {
        scene,
        state,
        customer,
        reply,
        overall,
        marks,
        red_lines,
        ..
    } = event
    else {
        return None;
    };
    let Some(begins) = told.scenes.get(scene) else {
        return Some(format!("the trainer's log knows no scene {scene}"));
    };
    if present.as_ref().is_none_or(|(of, _)| of != scene) {
        let Some(scenario) = find(&begins.scenario) else {
            return Some(format!(
                "there is no scenario `{}` here to rate it with",
                begins.scenario
            ));
        };
        if scenario.version != begins.edition {
            return Some(format!(
                "it was rated with edition {} of `{}`, and here is {}: take that one to prove the marks",
                begins.edition, begins.scenario, scenario.version
            ));
        }
        let seed = orders.seed.wrapping_add(begins.step as u64);
        let language: Language = orders.language;
        *present = Some((
            *scene,
            begun(
                &scenario,
                begins.at.as_ref(),
                seed,
                language,
                &begins.so_far,
            ),
        ));
    }
    let (_, encounter) = present.as_mut()?;
    let Some(assessment) = encounter.situation().map(|one| assess(&one, reply)) else {
        return Some("the story had ended before it".to_owned());
    };
    let answered = encounter.state().map(|one| one.id.clone());
    let said = encounter.customer_says() == customer;
    let _ = encounter.step(reply.clone(), &assessment);
    let again = PerPrinciple::from_fn(|one| assessment.principles[one].mark);
    let crossed: Vec<_> = assessment
        .red_lines
        .iter()
        .map(|one| one.red_line)
        .collect();
    if answered.as_ref() != Some(state) || !said {
        return Some(format!(
            "it says that it answers `{state}`, and the story stood elsewhere"
        ));
    }
    if assessment.overall != *overall || again != *marks || crossed != *red_lines {
        return Some(format!(
            "its marks are not those this program gives: {overall} overall, and {} again",
            assessment.overall
        ));
    }
    None
}
