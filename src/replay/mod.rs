//! Scripted conversations: a replay file's cases are played without a person and compared with what they expect. Returns
//! values; must not read files or print.

mod compare;
mod expect;
mod model;
mod read;
mod result;
mod run;

pub use model::{Case, CaseExpectation, Expected, ReplayFile, Turn, TurnExpectation};
pub use read::{Document, Lookup, scenario_of};
pub use result::{CaseResult, Failure, TurnResult};
pub use run::{left_out, run, run_case};
