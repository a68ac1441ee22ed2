//! From a reply to an assessment: reading, scopes, signals, shape, marks, evidence, advice. Everything that names a word or a
//! weight is data; the code must not know the story around the reply.

mod agreement;
mod assess;
mod assessment;
mod balance;
mod coaching;
mod context;
mod echo;
mod facts;
mod features;
mod fit;
mod key;
mod leaning;
mod looked_for;
mod naming;
mod reading;
mod reasons;
mod rubric;
mod scopes;
mod shape;
pub mod signals;
mod situation;
mod stress;
mod wording;

pub use agreement::{Agreed, Agreement, Alarms, Apart};
pub use assess::{assess, assess_in_each, assess_with};
pub use assessment::{Assessment, Crossing, Evidence, EvidenceEffect, PrincipleAssessment};
pub use coaching::{NextStep, next_step};
pub use features::{Feature, Found, features};
pub use fit::{Example, Penalties, fit};
pub use key::{is_of, known_keys, signal_ids};
pub use naming::signal_name;
pub use reading::Reading;
pub use rubric::{OVERALL, Rubric, RubricFile, SCALES, scale_key};
pub use scopes::{Scope, Scopes, negated};
pub use shape::LENGTH;
pub use situation::{KnownFact, Situation};
pub use wording::{
    Marked, WORDING, Wording, WordingTable, action as wording_action, grams,
    moment as wording_moment,
};
