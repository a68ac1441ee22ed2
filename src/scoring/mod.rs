//! From a reply to an assessment: reading, scopes, signals, shape, marks, evidence, advice. Everything that names a word or a
//! weight is data; the code must not know the story around the reply.

mod assess;
mod assessment;
mod reading;
mod scopes;
pub mod signals;
mod situation;

pub use assess::assess;
pub use assessment::{Assessment, Crossing, Evidence, EvidenceEffect, PrincipleAssessment};
pub use reading::Reading;
pub use scopes::{Scope, Scopes, negated};
pub use situation::{KnownFact, Situation};
