//! The whole interface through its doors: keys in, text and effects out.

mod harness;
mod keeping;
mod made_up;
mod properties;
mod snapshots;
mod stories;
