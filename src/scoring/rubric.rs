//! What every feature is worth on every principle: read from one data file that `fit` writes and a person can read. Must not
//! look at text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::balance::Term;
use super::features::Feature;
use super::signals::Inventory;
use super::wording::Wording;
use crate::domain::{Action, Moment, Principle};

/// The eight principles and the overall mark.
pub const SCALES: usize = Principle::COUNT + 1;
/// The number of the overall mark among the scales.
pub const OVERALL: usize = Principle::COUNT;

/// Points per scale.
pub type Points = [f32; SCALES];

/// The key of a scale in the rubric's file.
#[must_use]
pub fn scale_key(scale: usize) -> &'static str {
    Principle::ALL
        .get(scale)
        .map_or("overall", |principle| principle.key())
}

/// The rubric as it stands in `data/rubric.yaml`: points of 100.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RubricFile {
    /// The mark of a reply in which nothing is found, per moment and scale.
    pub base: BTreeMap<String, BTreeMap<String, f32>>,
    /// What one occurrence of each signal adds, per scale.
    pub signals: BTreeMap<String, BTreeMap<String, f32>>,
    /// What each action adds.
    pub actions: BTreeMap<String, BTreeMap<String, f32>>,
    /// What each feature of form adds, for an amount of 1.
    pub shape: BTreeMap<String, BTreeMap<String, f32>>,
    /// What the signals weigh together: what an amount of 1 of each term adds.
    pub balance: BTreeMap<String, BTreeMap<String, f32>>,
    /// What needs a conversation: forms that no single rated reply can show.
    pub context: BTreeMap<String, BTreeMap<String, f32>>,
    /// What facts add to `competence` and `overall`.
    pub facts: FactPoints,
}

impl RubricFile {
    /// The sections that are kept by hand and not fitted, of the rubric this program was built with.
    #[must_use]
    pub fn by_hand() -> Self {
        let embedded = Self::embedded();
        Self {
            context: embedded.context,
            facts: embedded.facts,
            ..Self::default()
        }
    }

    /// The edition of all that marks are made with: signals, rubric and wording.
    #[must_use]
    pub fn edition() -> String {
        static EDITION: OnceLock<String> = OnceLock::new();
        EDITION.get_or_init(Self::work_out_edition).clone()
    }

    fn work_out_edition() -> String {
        let mut hash = Sha256::new();
        for part in [
            &include_bytes!(concat!(env!("OUT_DIR"), "/rubric.json"))[..],
            include_bytes!(concat!(env!("OUT_DIR"), "/wording.bin")),
            include_bytes!(concat!(env!("OUT_DIR"), "/signals.json")),
            include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin")),
        ] {
            hash.update(part);
        }
        let hash = hash.finalize();
        hash.iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn embedded() -> Self {
        match serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/rubric.json"))) {
            Ok(file) => file,
            Err(error) => unreachable!("the embedded rubric is not readable: {error}"),
        }
    }
}

/// What the story's facts add.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactPoints {
    /// A fact that is due and said.
    pub said: f32,
    /// A fact that is due and not said.
    pub missing: f32,
    /// A fact said wrongly.
    pub denied: f32,
    /// The most that competence can reach where no due fact is said: a kind reply that answers nothing.
    pub ceiling: f32,
    /// The same for the overall points.
    pub overall_ceiling: f32,
    /// How much higher both are where all due facts but a vanishing part are said.
    pub rise: f32,
}

/// The rubric ready for use.
#[derive(Debug, Clone)]
pub struct Rubric {
    base: Vec<Points>,
    signals: Vec<Points>,
    actions: Vec<Points>,
    shapes: Vec<Points>,
    balance: Vec<Points>,
    /// What words and pairs of words add, whether a signal knows them or not.
    pub wording: Wording,
    /// What facts add.
    pub facts: FactPoints,
}

fn points(row: Option<&BTreeMap<String, f32>>) -> Points {
    std::array::from_fn(|scale| {
        row.and_then(|row| row.get(scale_key(scale)))
            .copied()
            .unwrap_or(0.0)
    })
}

impl Rubric {
    /// The rubric this program was built with.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static RUBRIC: OnceLock<Rubric> = OnceLock::new();
        RUBRIC.get_or_init(|| {
            let file = RubricFile::embedded();
            Self::of(&file, Wording::embedded(), Inventory::embedded())
        })
    }

    /// A rubric from its file and its wording; what the file does not name is worth nothing.
    #[must_use]
    pub fn of(file: &RubricFile, wording: Wording, inventory: &Inventory) -> Self {
        let signals: Vec<Points> = inventory
            .signals()
            .iter()
            .map(|signal| points(file.signals.get(&signal.id)))
            .collect();
        Self {
            base: Moment::ALL
                .iter()
                .map(|moment| points(file.base.get(moment.key())))
                .collect(),
            signals,
            actions: Action::ALL
                .iter()
                .map(|action| points(file.actions.get(action.key())))
                .collect(),
            shapes: super::shape::Shape::ALL
                .iter()
                .map(|shape| {
                    let by_hand = file.context.get(shape.key());
                    points(by_hand.or_else(|| file.shape.get(shape.key())))
                })
                .collect(),
            balance: Term::ALL
                .iter()
                .map(|term| points(file.balance.get(term.key())))
                .collect(),
            wording,
            facts: file.facts,
        }
    }

    /// The mark of a reply in which nothing is found.
    #[must_use]
    pub fn base(&self, moment: Moment) -> Points {
        self.base.get(moment as usize).copied().unwrap_or_default()
    }

    /// What an amount of 1 of a term of the balance adds.
    #[must_use]
    pub fn balance(&self, term: Term) -> Points {
        self.balance.get(term as usize).copied().unwrap_or_default()
    }

    /// What an amount of 1 of `feature` adds.
    #[must_use]
    pub fn points(&self, feature: Feature) -> Points {
        match feature {
            Feature::Signal(number) => self.signals.get(number as usize),
            Feature::Action(action) => self.actions.get(action as usize),
            Feature::Shape(shape) => self.shapes.get(shape as usize),
        }
        .copied()
        .unwrap_or_default()
    }
}
