//! The state machine. Must not score, print, or read a clock; all chance comes from the seed.

use std::sync::Arc;

use rand::{Rng, SeedableRng, rngs::ChaCha12Rng};
use thiserror::Error;

use super::Event;
use crate::domain::{FactId, Language, Mood, Reply, StateId};
use crate::scenario::{Circumstances, Ending, Scenario, State};
use crate::scoring::{Assessment, Situation};

/// Where an encounter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// The customer has spoken in this state; the trainee must answer.
    At(StateId),
    /// It is over.
    Over(StateId),
}

/// Why a step can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StepError {
    /// The encounter is over.
    #[error("the encounter ended at `{0}`; start another to go on")]
    Over(StateId),
    /// The scenario leads nowhere: no rule fits, or a rule names what does not exist. `check` reports such scenarios.
    #[error("state `{0}` has no rule that leads on; run `teller-coach check` on the scenario")]
    NoWayOn(StateId),
}

/// One play of a scenario.
#[derive(Debug, Clone)]
pub struct Encounter {
    scenario: Arc<Scenario>,
    began_at: StateId,
    seed: u64,
    language: Language,
    drawn: usize,
    position: Position,
    wording: usize,
    mood: Mood,
    turns_here: u8,
    facts_said: Vec<FactId>,
    /// The words of the replies so far.
    earlier: Vec<String>,
}

impl Encounter {
    /// Begins an encounter: the customer speaks first.
    #[must_use]
    pub fn start(scenario: Arc<Scenario>, seed: u64, language: Language) -> (Self, Vec<Event>) {
        let start = scenario.start.clone();
        Self::start_at(scenario, start, seed, language)
    }

    /// Begins in the middle of a scenario, at the state `start`: a single moment. What would have been said before it has not
    /// been said; a state that is not there can't be answered.
    #[must_use]
    pub fn start_at(
        scenario: Arc<Scenario>,
        start: StateId,
        seed: u64,
        language: Language,
    ) -> (Self, Vec<Event>) {
        let mut encounter = Self {
            began_at: start.clone(),
            seed,
            language,
            drawn: 0,
            position: Position::At(start),
            wording: 0,
            mood: scenario.customer.mood,
            turns_here: 0,
            facts_said: Vec::new(),
            earlier: Vec::new(),
            scenario,
        };
        let mut events = vec![Event::Started {
            scenario: encounter.scenario.id.clone(),
            seed,
            language,
            mood: encounter.mood,
        }];
        events.extend(encounter.speak(None));
        (encounter, events)
    }

    /// The scenario played.
    #[must_use]
    pub const fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// The state it began at.
    #[must_use]
    pub const fn began_at(&self) -> &StateId {
        &self.began_at
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The language the customer speaks.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Where it stands.
    #[must_use]
    pub const fn position(&self) -> &Position {
        &self.position
    }

    /// How the customer feels.
    #[must_use]
    pub const fn mood(&self) -> Mood {
        self.mood
    }

    /// The facts said so far.
    #[must_use]
    pub fn facts_said(&self) -> &[FactId] {
        &self.facts_said
    }

    /// The state that waits for an answer; `None` when it is over.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        match &self.position {
            Position::At(id) => self.scenario.state(id),
            Position::Over(_) => None,
        }
    }

    /// The ending reached.
    #[must_use]
    pub fn ending(&self) -> Option<&Ending> {
        match &self.position {
            Position::At(_) => None,
            Position::Over(id) => self.scenario.ending(id),
        }
    }

    /// What the customer has just said, in the encounter's language; empty when it is over.
    #[must_use]
    pub fn customer_says(&self) -> &str {
        self.state()
            .and_then(|state| state.says.get(self.wording))
            .map_or("", |says| says.get(self.language))
    }

    /// What the next reply is rated in; `None` when it is over.
    #[must_use]
    pub fn situation(&self) -> Option<Situation<'_>> {
        let earlier = self.earlier.iter().map(String::as_str).collect();
        let state = self.state()?;
        let situation = self
            .scenario
            .situation(state, self.customer_says(), earlier);
        Some(situation.after(&self.facts_said))
    }

    /// Takes an assessed reply and goes on.
    ///
    /// # Errors
    /// When the encounter is over, or the scenario has no way on; nothing has changed then.
    pub fn step(&mut self, reply: Reply, assessment: &Assessment) -> Result<Vec<Event>, StepError> {
        let from = match &self.position {
            Position::At(id) => id.clone(),
            Position::Over(ending) => return Err(StepError::Over(ending.clone())),
        };
        let scenario = Arc::clone(&self.scenario);
        let state = scenario
            .state(&from)
            .ok_or_else(|| StepError::NoWayOn(from.clone()))?;
        let turns = self.turns_here.saturating_add(1);
        let new_facts: Vec<FactId> = assessment
            .facts_said
            .iter()
            .filter(|fact| !self.facts_said.contains(fact))
            .cloned()
            .collect();
        let said: Vec<FactId> = self.facts_said.iter().chain(&new_facts).cloned().collect();
        let now = Circumstances {
            assessment,
            facts: &said,
            mood: Some(self.mood),
            turns,
        };
        let (number, rule) = state
            .next
            .iter()
            .enumerate()
            .find(|(_, rule)| rule.when.as_ref().is_none_or(|guard| guard.holds(&now)))
            .filter(|(_, rule)| {
                scenario.state(&rule.to).is_some() || scenario.ending(&rule.to).is_some()
            })
            .ok_or_else(|| StepError::NoWayOn(from.clone()))?;

        self.earlier.push(reply.words.clone());
        let mut events = vec![Event::Replied {
            state: from.clone(),
            reply,
            overall: assessment.overall,
            red_lines: assessment
                .red_lines
                .iter()
                .map(|crossing| crossing.red_line)
                .collect(),
            facts: new_facts,
        }];
        let before = self.mood;
        self.mood = self.mood.after(rule.mood);
        if self.mood != before {
            events.push(Event::MoodChanged {
                from: before,
                to: self.mood,
            });
        }
        events.push(Event::Moved {
            from: from.clone(),
            to: rule.to.clone(),
            rule: number,
        });
        self.facts_said = said;
        if let Some(ending) = scenario.ending(&rule.to) {
            self.position = Position::Over(rule.to.clone());
            events.push(Event::Ended {
                ending: ending.id.clone(),
                outcome: ending.outcome,
            });
        } else {
            let stays = rule.to == from;
            self.turns_here = if stays { turns } else { 0 };
            self.position = Position::At(rule.to.clone());
            events.extend(self.speak(stays.then_some(self.wording)));
        }
        Ok(events)
    }

    /// The next number from the seed. The generator is made anew each time, so that an encounter can be copied and is nothing
    /// but its seed and how often it drew. ChaCha12 is specified: a seed means the same on every machine and for ever.
    fn draw(&mut self) -> usize {
        let mut random = ChaCha12Rng::seed_from_u64(self.seed);
        let draw = (0..=self.drawn)
            .map(|_| random.next_u32())
            .last()
            .unwrap_or(0);
        self.drawn += 1;
        draw as usize
    }

    /// Lets the customer speak in the present state, not with the wording just heard if there is another.
    fn speak(&mut self, heard: Option<usize>) -> Option<Event> {
        let Position::At(id) = self.position.clone() else {
            return None;
        };
        let wordings = self.scenario.state(&id).map_or(0, |state| state.says.len());
        // The draw happens even where there is nothing to choose, so that adding a wording to one state leaves the choices
        // of all later states as they were.
        let draw = self.draw();
        self.wording = match heard {
            Some(heard) if wordings > 1 => (heard + 1 + draw % (wordings - 1)) % wordings,
            _ if wordings > 0 => draw % wordings,
            _ => 0,
        };
        Some(Event::CustomerSpoke {
            state: id,
            wording: self.wording,
        })
    }
}
