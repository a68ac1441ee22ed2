//! Scenarios: the format, reading it with positions, the rules it is checked by, and the embedded library. Must not play.

mod library;
mod model;
pub mod path;
pub mod problem;
pub mod read;
pub mod yaml;

pub use library::{Embedded, Header, Library};
pub use model::{
    Bounds, Customer, Ending, Example, Fact, Guard, RedLineGuard, Rule, Scenario, State,
};
pub use problem::{Problem, Severity};
pub use read::{Document, read};

use crate::scoring::{KnownFact, Situation};

impl Scenario {
    /// What a reply to `customer`, said in `state`, is rated in.
    #[must_use]
    pub fn situation<'a>(&self, state: &State, customer: &'a str) -> Situation<'a> {
        let known = |fact: &Fact| KnownFact {
            said_by: fact.said_by.clone(),
            denied_by: fact.denied_by.clone(),
            due: state.needs.contains(&fact.id),
        };
        Situation {
            moment: state.moment,
            customer,
            facts: self
                .facts
                .iter()
                .map(|fact| (fact.id.clone(), known(fact)))
                .collect(),
        }
    }
}
