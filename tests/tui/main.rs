//! The whole interface through its doors: keys in, text and effects out.

mod harness;
mod properties;
mod snapshots;
mod stories;
