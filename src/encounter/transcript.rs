//! What must be kept of an encounter to have it again: seed, language and replies. Must not keep marks: they are computed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Encounter, Event, StepError};
use crate::domain::{Language, Reply, ScenarioId, StateId};
use crate::scenario::Scenario;
use crate::scoring::Assessment;

/// A stored encounter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The scenario's edition; empty where it was not kept.
    #[serde(default)]
    pub version: String,
    /// The state it began at, where that is not the scenario's start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<StateId>,
    /// The seed of all choices.
    pub seed: u64,
    /// The language the customer speaks.
    pub language: Language,
    /// The replies in order.
    pub replies: Vec<Reply>,
}

/// Why a transcript can't be played again.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TranscriptError {
    /// It is of another scenario.
    #[error("the transcript is of scenario `{0}`, not of `{1}`")]
    OtherScenario(ScenarioId, ScenarioId),
    /// A reply could not be taken; the scenario has changed since.
    #[error("reply {number} can't be taken: {reason}")]
    Reply {
        /// Which reply, from 1.
        number: usize,
        /// Why.
        reason: StepError,
    },
}

impl Transcript {
    /// Begins its encounter again, before the first reply.
    #[must_use]
    pub fn start(&self, scenario: &Arc<Scenario>) -> (Encounter, Vec<Event>) {
        let at = self.at.clone().unwrap_or_else(|| scenario.start.clone());
        Encounter::start_at(Arc::clone(scenario), at, self.seed, self.language)
    }

    /// A transcript without replies.
    #[must_use]
    pub fn of(encounter: &Encounter) -> Self {
        Self {
            scenario: encounter.scenario().id.clone(),
            version: encounter.scenario().version.clone(),
            at: (*encounter.began_at() != encounter.scenario().start)
                .then(|| encounter.began_at().clone()),
            seed: encounter.seed(),
            language: encounter.language(),
            replies: Vec::new(),
        }
    }
}

/// Plays a transcript again and returns the encounter as it stands then, with all its events. `assess` is given the
/// encounter before each reply.
///
/// # Errors
/// When the transcript does not fit the scenario.
pub fn rerun(
    scenario: &Arc<Scenario>,
    transcript: &Transcript,
    mut assess: impl FnMut(&Encounter, &Reply) -> Assessment,
) -> Result<(Encounter, Vec<Event>), TranscriptError> {
    if scenario.id != transcript.scenario {
        return Err(TranscriptError::OtherScenario(
            transcript.scenario.clone(),
            scenario.id.clone(),
        ));
    }
    let (mut encounter, mut events) = transcript.start(scenario);
    for (index, reply) in transcript.replies.iter().enumerate() {
        let assessment = assess(&encounter, reply);
        let more = encounter
            .step(reply.clone(), &assessment)
            .map_err(|reason| TranscriptError::Reply {
                number: index + 1,
                reason,
            })?;
        events.extend(more);
    }
    Ok((encounter, events))
}
