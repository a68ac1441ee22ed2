//! The eight communication principles, and a value for each of them. Must not hold weights or wording.

use serde::{Deserialize, Serialize};
use std::ops::{Index, IndexMut};

/// One of the eight principles a reply is scored against (codebook, "The eight principles").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Principle {
    /// An equal, calm setting.
    Environment,
    /// Smile, take the first step.
    Initiative,
    /// Know the business, serve all alike.
    Competence,
    /// Listen for the real need, let people vent.
    Listening,
    /// Proper dress and manner.
    Demeanour,
    /// Be patient, start from the customer's side.
    Patience,
    /// Few words, the core first.
    Concise,
    /// The right attitude.
    Attitude,
}

super::keyed!(Principle {
    Environment => "environment",
    Initiative => "initiative",
    Competence => "competence",
    Listening => "listening",
    Demeanour => "demeanour",
    Patience => "patience",
    Concise => "concise",
    Attitude => "attitude",
});

impl Principle {
    /// How many principles there are.
    pub const COUNT: usize = 8;

    /// The position in [`Principle::ALL`], which is also the order of the codebook's table.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// One value per principle, indexed by [`Principle`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PerPrinciple<T>(pub [T; Principle::COUNT]);

impl<T> PerPrinciple<T> {
    /// Builds one value per principle.
    pub fn from_fn(mut value: impl FnMut(Principle) -> T) -> Self {
        Self(std::array::from_fn(|index| value(Principle::ALL[index])))
    }

    /// The principles with their values, in the codebook's order.
    pub fn iter(&self) -> impl Iterator<Item = (Principle, &T)> {
        Principle::ALL.iter().copied().zip(self.0.iter())
    }
}

impl<T> Index<Principle> for PerPrinciple<T> {
    type Output = T;
    fn index(&self, principle: Principle) -> &T {
        &self.0[principle.index()]
    }
}

impl<T> IndexMut<Principle> for PerPrinciple<T> {
    fn index_mut(&mut self, principle: Principle) -> &mut T {
        &mut self.0[principle.index()]
    }
}
