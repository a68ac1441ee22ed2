//! Practise talking with bank customers: scenarios, a scorer, an encounter machine, a terminal interface. This file only
//! lists the rooms, in import order: a room may use the rooms above it and no others (`tests/architecture.rs`).

pub mod domain;
// needs domain
pub mod text;
// needs text
pub mod scoring;
// needs scoring
pub mod scenario;
// needs scenario
pub mod encounter;
// needs encounter
pub mod replay;
// needs replay
pub mod report;
// needs everything above
pub mod cli;
