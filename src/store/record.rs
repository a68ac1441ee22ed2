//! What is kept of an encounter, one record per thing that happened. Must not hold anything computed from other records;
//! its shape is a file format: add fields with a default, never rename.

use serde::{Deserialize, Serialize};

use super::mask;
use crate::domain::{
    Form, Language, Mark, Moment, Outcome, PerPrinciple, RedLine, Reply, ScenarioId, StateId,
};
use crate::encounter::{Encounter, Transcript};
use crate::scoring::{Assessment, RubricFile};

/// One thing that happened in an encounter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Record {
    /// It began.
    Started {
        /// The scenario.
        scenario: ScenarioId,
        /// The scenario's edition; empty in what was kept before there were editions.
        #[serde(default)]
        scenario_version: String,
        /// The seed of all choices.
        seed: u64,
        /// The language the customer speaks.
        language: Language,
        /// The version of the program.
        version: String,
        /// The edition of what gave the marks; empty in what was kept before it was written down.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        rubric: String,
        /// The form of practice.
        #[serde(default)]
        form: Form,
        /// The drill, sparring round or exam it belongs to; empty for a whole encounter.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        round: String,
        /// The state it began at, where that is not the scenario's start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        began_at: Option<StateId>,
    },
    /// The trainee answered.
    Replied {
        /// Words and actions; the words are masked when they are written.
        reply: Reply,
        /// The overall mark.
        overall: Mark,
        /// A mark per principle.
        #[serde(with = "marks")]
        marks: PerPrinciple<Mark>,
        /// The red lines crossed.
        red_lines: Vec<RedLine>,
        /// The state that was answered; unknown in what early versions kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state: Option<StateId>,
        /// Its moment; likewise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moment: Option<Moment>,
        /// How many steps of the hint ladder were taken before it.
        #[serde(default)]
        hints: u8,
    },
    /// The trainee sees the marks of a reply differently.
    Disagreed {
        /// Which reply, from 1.
        turn: usize,
        /// Why, in the trainee's words; masked when it is written.
        reason: String,
    },
    /// A single moment was answered, which ends it.
    Answered,
    /// The last moment of an exam was answered: its result.
    Examined {
        /// Whether it was passed.
        passed: bool,
        /// The mean of the overall marks.
        overall: Mark,
        /// The mark that was asked for.
        pass: Mark,
    },
    /// It came to an ending.
    Finished {
        /// The ending.
        ending: StateId,
        /// What it means for the customer.
        outcome: Outcome,
        /// The mean of the replies' overall marks.
        overall: Mark,
    },
    /// The trainee gave it up.
    Left,
    /// The trainee was typing; the newest draft counts, until the next reply.
    Draft {
        /// Words and actions so far; the words are masked when they are written.
        reply: Reply,
    },
}

impl Record {
    /// The beginning of the encounter of `transcript`, by this version of the program.
    #[must_use]
    pub fn started(transcript: &Transcript, form: Form, round: &str) -> Self {
        Self::Started {
            scenario: transcript.scenario.clone(),
            scenario_version: transcript.version.clone(),
            seed: transcript.seed,
            language: transcript.language,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rubric: RubricFile::edition(),
            form,
            round: round.to_owned(),
            began_at: transcript.at.clone(),
        }
    }

    /// A reply given where `encounter` stands, with the marks it got. Evidence is left out: it quotes the words, and scoring
    /// finds it again.
    #[must_use]
    pub fn replied(encounter: &Encounter, reply: &Reply, assessment: &Assessment) -> Self {
        let mut red_lines: Vec<RedLine> = Vec::new();
        for crossing in &assessment.red_lines {
            if !red_lines.contains(&crossing.red_line) {
                red_lines.push(crossing.red_line);
            }
        }
        Self::Replied {
            reply: reply.clone(),
            overall: assessment.overall,
            marks: PerPrinciple::from_fn(|principle| assessment.principles[principle].mark),
            red_lines,
            state: encounter.state().map(|state| state.id.clone()),
            moment: encounter.state().map(|state| state.moment),
            hints: 0,
        }
    }

    /// The key of its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Replied { .. } => "replied",
            Self::Finished { .. } => "finished",
            Self::Left => "left",
            Self::Disagreed { .. } => "disagreed",
            Self::Answered => "answered",
            Self::Examined { .. } => "examined",
            Self::Draft { .. } => "draft",
        }
    }

    /// The same with everything typed masked.
    pub(super) fn masked(mut self) -> Self {
        match &mut self {
            Self::Replied { reply, .. } | Self::Draft { reply } => reply.words = mask(&reply.words),
            Self::Disagreed { reason, .. } => *reason = mask(reason),
            _ => {}
        }
        self
    }
}

/// Marks as a map by the principles' keys.
mod marks {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::{Mark, PerPrinciple, Principle};

    pub fn serialize<S: Serializer>(
        marks: &PerPrinciple<Mark>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(marks.iter())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<PerPrinciple<Mark>, D::Error> {
        let by_key = BTreeMap::<Principle, Mark>::deserialize(deserializer)?;
        if let Some(missing) = Principle::ALL.iter().find(|key| !by_key.contains_key(key)) {
            return Err(D::Error::custom(format!("no mark for `{missing}`")));
        }
        Ok(PerPrinciple::from_fn(|principle| {
            by_key.get(&principle).copied().unwrap_or_default()
        }))
    }
}
