//! What a reply is rated in: the moment, the customer's words, the facts of the story. Must not know scenarios or states.

use crate::domain::{FactId, Moment};

/// A fact as the scorer knows it: phrases that say it, phrases that say the opposite.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownFact {
    /// Phrases that say it.
    pub said_by: Vec<String>,
    /// Phrases that say the opposite.
    pub denied_by: Vec<String>,
    /// Whether a competent answer says it now.
    pub due: bool,
}

/// The context of one reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation<'a> {
    /// What kind of situation it is.
    pub moment: Moment,
    /// What the customer has just said; may be empty.
    pub customer: &'a str,
    /// The facts of the story.
    pub facts: Vec<(FactId, KnownFact)>,
    /// What the trainee has said before in this encounter, the oldest first.
    pub earlier: Vec<&'a str>,
}

impl<'a> Situation<'a> {
    /// A situation without facts.
    #[must_use]
    pub const fn new(moment: Moment, customer: &'a str) -> Self {
        Self {
            moment,
            customer,
            facts: Vec::new(),
            earlier: Vec::new(),
        }
    }

    /// The same where `said` was said before: what the customer knows already is no longer due.
    #[must_use]
    pub fn after(mut self, said: &[FactId]) -> Self {
        for (id, fact) in &mut self.facts {
            fact.due &= !said.contains(id);
        }
        self
    }
}
