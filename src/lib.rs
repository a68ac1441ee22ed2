//! Practise talking with bank customers: scenarios, a scorer, an encounter machine, a terminal interface. This file only
//! lists the rooms, in import order: a room may use the rooms above it and no others (`tests/architecture.rs`).

pub mod domain;
// The lines between keep the order from being sorted away.
pub mod text;
// Sentences need domain.
pub mod i18n;
// Marks need text.
pub mod scoring;
// Scenarios name signals.
pub mod scenario;
// Encounters play scenarios.
pub mod encounter;
// Progress is what past encounters say.
pub mod progress;
// Replays run encounters.
pub mod replay;
// Reports render results.
pub mod report;
// Screens show encounters.
pub mod tui;
// The store keeps what happened.
pub mod store;
// A class is a directory.
pub mod classroom;
// The terminal runs the screens.
pub mod terminal;
// Commands tie it together.
pub mod cli;
