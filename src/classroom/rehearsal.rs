//! Scripted trainees: what each of them answers where its own story stands. They draw from what is said at a state, well or
//! poorly, each as well as it can. Must not touch the class's folder.

use std::sync::Arc;

use rand::rngs::ChaCha12Rng;
use rand::{RngExt, SeedableRng};

use super::Repertoire;
use super::host::begun;
use crate::domain::Reply;
use crate::encounter::Encounter;
use crate::scenario::Scenario;
use crate::scoring::assess;
use crate::store::mask;
use crate::tui::class::Orders;

/// The least and most out of a hundred replies that a scripted trainee answers well.
const SKILLS: (u32, u32) = (20, 90);

/// A scripted trainee.
#[derive(Debug)]
pub struct Scripted {
    chance: ChaCha12Rng,
    /// Out of a hundred replies so many are good ones.
    skill: u32,
    /// What can be said.
    repertoire: Arc<Repertoire>,
    /// The story of the scene at hand.
    story: Option<(usize, Encounter)>,
    /// The scene and turn answered last.
    answered: (usize, usize),
    /// What is to be said, and for which scene and turn.
    proposed: Option<((usize, usize), String)>,
}

impl Scripted {
    /// The trainee with this number of a rehearsal with this seed.
    #[must_use]
    pub fn new(seed: u64, number: u64, repertoire: Arc<Repertoire>) -> Self {
        let mut chance = ChaCha12Rng::seed_from_u64(seed);
        chance.set_stream(number);
        let skill = chance.random_range(SKILLS.0..=SKILLS.1);
        Self {
            chance,
            skill,
            repertoire,
            story: None,
            answered: (0, 0),
            proposed: None,
        }
    }

    /// Whether the turn that is open is still to be answered.
    #[must_use]
    pub fn is_asked(&self, orders: &Orders) -> bool {
        let scene = orders.scene.as_ref();
        scene.is_some_and(|scene| {
            let over = self
                .story
                .as_ref()
                .is_some_and(|(number, story)| *number == scene.number && story.state().is_none());
            self.answered < (scene.number, scene.turn) && !over
        })
    }

    /// The words for the turn that is open, on one line. `None` where there is nothing to answer.
    pub fn propose(&mut self, orders: &Orders, scenarios: &[Arc<Scenario>]) -> Option<String> {
        let scene = orders.scene.as_ref().filter(|_| self.is_asked(orders))?;
        let same = |(number, _): &(usize, Encounter)| *number == scene.number;
        if !self.story.as_ref().is_some_and(same) {
            let scenario = scenarios.get(scene.step.checked_sub(1)?)?;
            let seed = orders.seed.wrapping_add(scene.step as u64);
            let at = scene.at.as_ref();
            let story = begun(scenario, at, seed, orders.language, &scene.so_far);
            self.story = Some((scene.number, story));
        }
        let (_, story) = self.story.as_ref()?;
        let state = story.state()?;
        let well = self.chance.random_range(0..100) < self.skill;
        let words = self.repertoire.draw(
            &scene.scenario,
            state,
            orders.language,
            well,
            &mut self.chance,
        )?;
        self.proposed = Some(((scene.number, scene.turn), words.clone()));
        Some(words)
    }

    /// The scene and turn of what was proposed last and not said yet.
    #[must_use]
    pub fn proposed(&self) -> Option<(usize, usize)> {
        self.proposed.as_ref().map(|(here, _)| *here)
    }

    /// What was proposed has been said: the story goes on by it. Returns the scene and turn.
    pub fn said(&mut self) -> Option<(usize, usize)> {
        let (here, words) = self.proposed.take()?;
        self.answered = here;
        if let Some((_, story)) = self.story.as_mut().filter(|(number, _)| *number == here.0) {
            let reply = Reply::of_words(&mask(&words));
            let assessment = story.situation().map(|one| assess(&one, &reply));
            // A story that leads nowhere on is marked all the same.
            if let Some(assessment) = assessment {
                let _ = story.step(reply, &assessment);
            }
        }
        Some(here)
    }

    /// Some number of milliseconds below `most`.
    pub fn think(&mut self, most: u64) -> u64 {
        self.chance.random_range(0..most.max(1))
    }
}
