//! The whole interface through its doors: keys in, text and effects out.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

mod class;
mod harness;
mod keeping;
mod library;
mod looking_back;
mod made_up;
mod properties;
mod restock;
mod rounds;
mod snapshots;
mod stories;
