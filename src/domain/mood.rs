//! How the customer feels: four feelings, each 0–100, and changes to them. Must not decide what changes a mood.

use serde::{Deserialize, Serialize};

/// One of the four feelings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feeling {
    /// Anger.
    Anger,
    /// Worry.
    Worry,
    /// Confusion.
    Confusion,
    /// Trust in the bank.
    Trust,
}

super::keyed!(Feeling { Anger => "anger", Worry => "worry", Confusion => "confusion", Trust => "trust" });

/// The customer's mood, each feeling 0–100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Mood {
    /// Anger, 0–100.
    pub anger: u8,
    /// Worry, 0–100.
    pub worry: u8,
    /// Confusion, 0–100.
    pub confusion: u8,
    /// Trust, 0–100.
    pub trust: u8,
}

/// What is added to each feeling, −100 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MoodChange {
    /// Added to anger.
    #[serde(default)]
    pub anger: i8,
    /// Added to worry.
    #[serde(default)]
    pub worry: i8,
    /// Added to confusion.
    #[serde(default)]
    pub confusion: i8,
    /// Added to trust.
    #[serde(default)]
    pub trust: i8,
}

impl Mood {
    /// The value of one feeling.
    #[must_use]
    pub const fn get(self, feeling: Feeling) -> u8 {
        match feeling {
            Feeling::Anger => self.anger,
            Feeling::Worry => self.worry,
            Feeling::Confusion => self.confusion,
            Feeling::Trust => self.trust,
        }
    }

    /// This mood after `change`, each feeling held within 0–100.
    #[must_use]
    pub fn after(self, change: MoodChange) -> Self {
        let add = |value: u8, by: i8| value.saturating_add_signed(by).min(100);
        Self {
            anger: add(self.anger, change.anger),
            worry: add(self.worry, change.worry),
            confusion: add(self.confusion, change.confusion),
            trust: add(self.trust, change.trust),
        }
    }
}

impl MoodChange {
    /// What is added to one feeling.
    #[must_use]
    pub const fn get(self, feeling: Feeling) -> i8 {
        match feeling {
            Feeling::Anger => self.anger,
            Feeling::Worry => self.worry,
            Feeling::Confusion => self.confusion,
            Feeling::Trust => self.trust,
        }
    }

    /// Sets what is added to one feeling.
    pub const fn set(&mut self, feeling: Feeling, by: i8) {
        match feeling {
            Feeling::Anger => self.anger = by,
            Feeling::Worry => self.worry = by,
            Feeling::Confusion => self.confusion = by,
            Feeling::Trust => self.trust = by,
        }
    }
}
