//! Scenarios: the format, reading it with positions, the rules it is checked by, packs, and the library. Must not play.

mod broken;
mod coverage;
mod drill;
mod fingerprint;
mod given;
mod graph;
mod guard;
mod library;
pub mod lint;
mod model;
mod opened;
mod pack;
pub mod path;
pub mod problem;
mod proof;
pub mod read;
mod tree;
pub mod yaml;

pub use coverage::{Coverage, poor_crosses};
pub use drill::{DRILL_ENDING, Drill, DrillDocument, DrillStep, EMBEDDED_DRILLS, drill_of};
pub use given::Given;
pub use graph::Graph;
pub use guard::Circumstances;
pub use library::{Header, Library, LibraryFile, ScenarioText};
pub use model::{
    Allowed, Bounds, Customer, Ending, Example, Fact, Guard, RedLineGuard, Rule, Scenario, Source,
    State,
};
pub use pack::{MANIFEST, Pack, PackDocument};
pub use problem::{Problem, Severity};
pub use proof::{Apart, Difference, Proof, Step, cover, replies_on, told_apart};
pub use read::{Document, read};

use crate::scoring::{KnownFact, Situation};

impl Scenario {
    /// What the fact behind a key of evidence (`fact:ID`) says; `None` for other keys.
    #[must_use]
    pub fn fact_behind(&self, key: &str) -> Option<&crate::domain::Bilingual> {
        let id = key.strip_prefix("fact:")?;
        self.facts
            .iter()
            .find(|fact| fact.id.as_str() == id)
            .map(|fact| &fact.text)
    }

    /// What a reply to `customer`, said in `state` after the replies `earlier`, is rated in.
    #[must_use]
    pub fn situation<'a>(
        &self,
        state: &State,
        customer: &'a str,
        earlier: Vec<&'a str>,
    ) -> Situation<'a> {
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
            earlier,
        }
    }
}
