//! Practise talking with bank customers: scenarios, a scorer, an encounter machine, a terminal interface. This file only
//! lists the rooms, in import order: a room may use the rooms above it and no others (`tests/architecture.rs`).

pub mod cli;
pub mod domain;
pub mod encounter;
pub mod scenario;
pub mod scoring;
pub mod store;
pub mod text;
