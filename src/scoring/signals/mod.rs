//! Signals: observable behaviours found in a reply, kept as data files with their own examples. The code here is the small
//! engine that reads them; what a signal is worth is the rubric's business.

mod arrange;
mod entry;
mod inventory;
mod lists;
mod matcher;
mod near;
mod pattern;
mod syntax;

pub use entry::{Effect, Entry, Negation, Opens, Place, Signal};
pub use inventory::{Inventory, Strengths};
pub use matcher::{Hit, find};

pub use entry::Prepared;
