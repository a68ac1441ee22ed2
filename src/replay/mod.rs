//! Scripted conversations: a replay file's cases are played without a person and compared with what they expect. Returns
//! values; must not read files or print.

mod compare;
mod coverage;
mod cross;
mod expect;
mod model;
mod mutate;
mod notice;
mod read;
mod result;
mod run;
mod suggest;
mod table;

pub use coverage::{Kind, Met, Point, Touched, percent};
pub use cross::{Crossings, suggest_crossings};
pub use model::{Case, CaseExpectation, Expected, ReplayFile, Turn, TurnExpectation, label};
pub use mutate::{Mutant, mutants, without_evidence};
pub use notice::{At, Noticed, Unnoticed, notice};
pub use read::{Document, Lookup, scenario_of};
pub use result::{CaseResult, Failure, TurnResult};
pub use run::{left_out, run, run_case};
pub use suggest::{Said, Suggested, SuggestedTurn, suggest};
