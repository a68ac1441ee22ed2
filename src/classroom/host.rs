//! The trainer's process: leads the drill, rates every answer anew, writes the control file and the log of what was done. A
//! killed process is taken up again from both. Must not draw.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::Chain;
use super::directory::Directory;
use super::event::{SeatEvent, TrainerEvent};
use super::hall::Hall;
use crate::domain::{Language, Mark, PerPrinciple, Reply, StateId};
use crate::encounter::Encounter;
use crate::scenario::{Drill, Scenario};
use crate::scoring::{Assessment, assess};
use crate::store::mask;
use crate::tui::class::{Act, Orders, Phase, Ruling, Scene};

/// How often the control file is written anew while the clock runs, so that who comes late sees the right time.
const RENEW: Duration = Duration::from_secs(5);

/// An answer as this process rates it.
#[derive(Debug, Clone)]
pub(super) struct Rated {
    pub(super) scene: usize,
    pub(super) turn: usize,
    pub(super) reply: Reply,
    pub(super) assessment: Assessment,
}

/// What is known of a seat besides its file.
#[derive(Debug, Clone, Default)]
pub(super) struct Sitting {
    /// The encounter of the present scene as this seat has it; none where the scene is another.
    pub(super) encounter: Option<(usize, Encounter)>,
    pub(super) rated: Vec<Rated>,
    pub(super) objections: Vec<(usize, usize, String)>,
    pub(super) rulings: Vec<(usize, usize, Ruling)>,
    /// The marks of every answer, by scene and turn: rated anew in the present scene, as the seat wrote them in earlier ones.
    pub(super) marked: BTreeMap<(usize, usize), (Mark, PerPrinciple<Mark>)>,
    pub(super) pinned: bool,
}

/// The trainer's process.
pub struct Host {
    pub(super) directory: Directory,
    pub(super) drill: Drill,
    pub(super) scenarios: Vec<Arc<Scenario>>,
    pub(super) orders: Orders,
    pub(super) hall: Hall,
    pub(super) sittings: Vec<Sitting>,
    pub(super) log: Chain,
    /// Where the class lies that had ended in this folder before.
    pub(super) ended: Option<Directory>,
    /// What of the log could not be written yet.
    pub(super) waiting: String,
    pub(super) left: Option<Duration>,
    pub(super) since_renewed: Duration,
    /// Orders that could not be written yet.
    pub(super) unwritten: bool,
    pub(super) trouble: Option<String>,
}

impl Host {
    /// The class's folder.
    #[must_use]
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Where the class lies that had ended in this folder before and was set aside.
    #[must_use]
    pub const fn set_aside(&self) -> Option<&Directory> {
        self.ended.as_ref()
    }

    /// Lets time go by: reads what is new at the seats, counts down, writes what has to be written again.
    pub fn tick(&mut self, passed: Duration) {
        self.read(passed);
        if self.orders.phase == Phase::Answering {
            self.left = self.left.map(|left| left.saturating_sub(passed));
            self.since_renewed = self.since_renewed.saturating_add(passed);
            if self.since_renewed >= RENEW {
                self.publish();
            }
        }
        if self.unwritten || self.orders.members != self.hall.seats().len() {
            self.publish();
        }
        self.flush();
    }

    /// Reads what is new at the seats and rates it.
    pub(super) fn read(&mut self, passed: Duration) {
        let events = match self.hall.read(passed) {
            Ok(events) => events,
            Err(error) => {
                self.trouble = Some(error.to_string());
                return;
            }
        };
        self.sittings
            .resize_with(self.hall.seats().len(), Sitting::default);
        for (number, event) in events {
            match event {
                SeatEvent::Replied {
                    scene,
                    turn,
                    reply,
                    overall,
                    marks,
                    ..
                } => {
                    let marked = &mut self.sittings[number].marked;
                    let _ = marked.entry((scene, turn)).or_insert((overall, marks));
                    self.rate(number, scene, turn, reply);
                }
                SeatEvent::Objected {
                    scene,
                    turn,
                    reason,
                } => self.sittings[number].objections.push((scene, turn, reason)),
                SeatEvent::Joined { .. } | SeatEvent::Left => {}
            }
        }
    }

    /// Rates a reply where the seat's story stands.
    fn rate(&mut self, number: usize, scene: usize, turn: usize, reply: Reply) {
        let Some(present) = self.orders.scene.clone().filter(|one| one.number == scene) else {
            return;
        };
        let known = matches!(&self.sittings[number].encounter, Some((of, _)) if *of == scene);
        if !known {
            let encounter = self.encounter(&present);
            self.sittings[number].encounter = encounter.map(|one| (scene, one));
        }
        let sitting = &mut self.sittings[number];
        let twice = sitting
            .rated
            .iter()
            .any(|one| (one.scene, one.turn) == (scene, turn));
        let Some((_, encounter)) = sitting.encounter.as_mut().filter(|_| !twice) else {
            return;
        };
        let Some(assessment) = encounter.situation().map(|one| assess(&one, &reply)) else {
            return;
        };
        // A story that leads nowhere on is marked all the same.
        let _ = encounter.step(reply.clone(), &assessment);
        let marks = PerPrinciple::from_fn(|one| assessment.principles[one].mark);
        let _ = sitting
            .marked
            .insert((scene, turn), (assessment.overall, marks));
        sitting.rated.push(Rated {
            scene,
            turn,
            reply,
            assessment,
        });
    }

    /// The story of a scene as it stands before anybody answers.
    pub(super) fn encounter(&self, scene: &Scene) -> Option<Encounter> {
        let scenario = self.scenarios.get(scene.step.checked_sub(1)?)?;
        Some(begun(
            scenario,
            scene.at.as_ref(),
            self.orders.seed.wrapping_add(scene.step as u64),
            self.orders.language,
            &scene.so_far,
        ))
    }

    /// Does what the trainer asks for.
    pub fn act(&mut self, at: i64, act: Act) {
        match act {
            Act::Next => self.next(at),
            Act::Pause => match self.orders.phase {
                Phase::Answering => self.orders.phase = Phase::Paused,
                Phase::Paused => self.orders.phase = Phase::Answering,
                _ => {}
            },
            Act::Time(seconds) => {
                let by = Duration::from_secs(u64::from(seconds.unsigned_abs()));
                let left = self.left.unwrap_or_default();
                self.left = Some(if seconds < 0 {
                    left.saturating_sub(by)
                } else {
                    left.saturating_add(by)
                });
            }
            Act::Reveal => self.reveal(at),
            Act::Named => self.orders.named = !self.orders.named,
            Act::Pin(seat) => {
                if let Some(sitting) = self.sitting(&seat) {
                    sitting.pinned = !sitting.pinned;
                }
            }
            Act::Fork(seat) => self.fork(at, &seat),
            Act::Again => {
                if let Some(scene) = self.orders.scene.clone() {
                    self.scene(at, scene.step, scene.at, Vec::new(), 1);
                }
            }
            Act::Bring(state) => self.bring(at, state),
            Act::Rule { seat, ruling } => self.rule(at, seat, ruling),
            Act::End => {
                self.orders.phase = Phase::Ended;
                let heads = self.hall.heads();
                self.note(at, TrainerEvent::Heads { heads });
                self.note(at, TrainerEvent::Ended);
            }
            Act::Join(_) | Act::Answered { .. } | Act::Object { .. } | Act::Doing(_) => return,
        }
        self.publish();
        self.flush();
    }

    fn sitting(&mut self, seat: &str) -> Option<&mut Sitting> {
        let number = self.hall.seats().iter().position(|one| one.seat == seat)?;
        self.sittings.get_mut(number)
    }

    /// Begins, or opens the next turn, or the next step.
    fn next(&mut self, at: i64) {
        if self.orders.phase == Phase::Ended {
            return;
        }
        let heads = self.hall.heads();
        self.note(at, TrainerEvent::Heads { heads });
        match self.orders.scene.clone() {
            None => self.step(at, 1),
            Some(scene) if scene.turn < scene.turns && self.goes_on(&scene) => {
                let turn = scene.turn + 1;
                self.turn(at, Scene { turn, ..scene });
            }
            Some(scene) => self.step(at, scene.step + 1),
        }
    }

    /// Whether the story goes on for anybody who has answered; it does where nobody has.
    fn goes_on(&self, scene: &Scene) -> bool {
        let of_scene =
            |one: &&Sitting| matches!(&one.encounter, Some((of, _)) if *of == scene.number);
        let mut all = self.sittings.iter().filter(of_scene).peekable();
        all.peek().is_none()
            || all.any(|one| {
                one.encounter
                    .as_ref()
                    .is_some_and(|(_, one)| one.state().is_some())
            })
    }

    fn step(&mut self, at: i64, step: usize) {
        let Some(one) = self.drill.steps.get(step - 1) else {
            // All steps are done: the wall stays until the class is ended.
            self.orders.phase = Phase::Talking;
            return;
        };
        self.scene(at, step, one.at.clone(), Vec::new(), 1);
    }

    /// Begins a scene.
    fn scene(
        &mut self,
        at: i64,
        step: usize,
        begins: Option<StateId>,
        so_far: Vec<Reply>,
        turn: usize,
    ) {
        let (Some(one), Some(scenario)) =
            (self.drill.steps.get(step - 1), self.scenarios.get(step - 1))
        else {
            return;
        };
        let number = self.orders.scene.as_ref().map_or(0, |scene| scene.number) + 1;
        let scene = Scene {
            number,
            step,
            of: self.drill.steps.len(),
            scenario: scenario.id.clone(),
            edition: scenario.version.clone(),
            at: begins,
            so_far,
            turn,
            turns: usize::from(one.turns).max(turn),
            focus: one.focus,
        };
        self.note(
            at,
            TrainerEvent::Scene {
                number,
                step,
                scenario: scene.scenario.clone(),
                edition: scene.edition.clone(),
                at: scene.at.clone(),
                so_far: scene.so_far.clone(),
            },
        );
        self.turn(at, scene);
    }

    fn turn(&mut self, at: i64, scene: Scene) {
        let time = self.drill.steps.get(scene.step - 1).map(|step| step.time);
        self.left = time.map(|time| Duration::from_secs(u64::from(time)));
        self.orders.phase = Phase::Answering;
        self.sittings.iter_mut().for_each(|one| one.pinned = false);
        self.note(
            at,
            TrainerEvent::Turn {
                scene: scene.number,
                turn: scene.turn,
            },
        );
        self.orders.scene = Some(scene);
    }

    fn reveal(&mut self, at: i64) {
        let Some(scene) = self.orders.scene.clone() else {
            return;
        };
        match self.orders.phase {
            Phase::Answering | Phase::Paused => {
                self.orders.phase = Phase::Talking;
                self.note(
                    at,
                    TrainerEvent::Revealed {
                        scene: scene.number,
                        turn: scene.turn,
                    },
                );
            }
            Phase::Talking => self.orders.phase = Phase::Paused,
            Phase::Gathering | Phase::Ended => {}
        }
    }

    /// Everybody goes on from where `seat` stands.
    fn fork(&mut self, at: i64, seat: &str) {
        let Some(scene) = self.orders.scene.clone() else {
            return;
        };
        let Some(sitting) = self.sitting(seat) else {
            return;
        };
        let on = matches!(&sitting.encounter, Some((of, one)) if *of == scene.number && one.state().is_some());
        if !on {
            self.trouble = Some(format!(
                "the story has ended at {seat}: nobody can go on from there"
            ));
            return;
        }
        let own = sitting.rated.iter().filter(|one| one.scene == scene.number);
        let own: Vec<Reply> = own.map(|one| one.reply.clone()).collect();
        let so_far: Vec<Reply> = scene.so_far.iter().cloned().chain(own).collect();
        let heads = self.hall.heads();
        self.note(at, TrainerEvent::Heads { heads });
        self.note(
            at,
            TrainerEvent::Forked {
                seat: seat.to_owned(),
            },
        );
        self.scene(at, scene.step, scene.at, so_far, scene.turn + 1);
    }

    /// Everybody goes on from a state of the present scenario, with nothing said before.
    fn bring(&mut self, at: i64, state: StateId) {
        let Some(scene) = self.orders.scene.clone() else {
            return;
        };
        let scenario = self.scenarios.get(scene.step - 1);
        if self.orders.phase == Phase::Ended
            || scenario.is_none_or(|one| one.state(&state).is_none())
        {
            return;
        }
        let heads = self.hall.heads();
        self.note(at, TrainerEvent::Heads { heads });
        self.scene(at, scene.step, Some(state), Vec::new(), 1);
    }

    fn rule(&mut self, at: i64, seat: String, mut ruling: Ruling) {
        // A trainer quotes, too.
        ruling.reason = mask(&ruling.reason);
        let Some(scene) = self.orders.scene.clone() else {
            return;
        };
        let (number, turn) = (scene.number, scene.turn);
        let Some(sitting) = self.sitting(&seat) else {
            return;
        };
        sitting.rulings.push((number, turn, ruling.clone()));
        self.note(
            at,
            TrainerEvent::Ruled {
                seat,
                scene: number,
                turn,
                ruling,
            },
        );
    }

    pub(super) fn note(&mut self, at: i64, event: TrainerEvent) {
        let line = self.log.add(at, event);
        self.waiting.push_str(&line);
    }

    fn flush(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        match self.directory.append(&self.directory.log(), &self.waiting) {
            Ok(()) => self.waiting.clear(),
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    /// Writes the control file.
    pub(super) fn publish(&mut self) {
        self.flush();
        self.since_renewed = Duration::ZERO;
        self.orders.serial += 1;
        self.orders.members = self.hall.seats().len();
        self.orders.left = self.seconds_left();
        self.orders.wall = if self.orders.phase == Phase::Talking {
            (0..self.sittings.len())
                .filter_map(|number| self.answer(number))
                .collect()
        } else {
            Vec::new()
        };
        self.orders.rulings = self.told_rulings();
        let written = self
            .directory
            .write(&self.directory.control(), &self.orders);
        self.unwritten = written.is_err();
        match written {
            Ok(()) => self.trouble = None,
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    pub(super) fn seconds_left(&self) -> Option<u32> {
        let left = self.left?;
        u32::try_from(left.as_millis().div_ceil(1000)).ok()
    }

    /// Whether the class is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.orders.phase == Phase::Ended
    }
}

/// A scenario as it stands after what was said in everybody's name.
pub(super) fn begun(
    scenario: &Arc<Scenario>,
    at: Option<&StateId>,
    seed: u64,
    language: Language,
    so_far: &[Reply],
) -> Encounter {
    let start = at.unwrap_or(&scenario.start).clone();
    let (mut encounter, _) = Encounter::start_at(Arc::clone(scenario), start, seed, language);
    for reply in so_far {
        let Some(assessment) = encounter.situation().map(|one| assess(&one, reply)) else {
            break;
        };
        if encounter.step(reply.clone(), &assessment).is_err() {
            break;
        }
    }
    encounter
}
