//! Rendering of values already obtained: one file per format. Functions from a value to a text; nothing here computes a
//! result, reads a file or prints.

pub mod bundle;
mod checked;
pub mod class;
pub mod coverage;
pub mod csv;
mod excerpt;
pub mod github;
pub mod graph;
pub mod history;
pub mod html;
pub mod json;
pub mod junit;
pub mod lcov;
pub mod markdown;
pub mod marks;
pub mod noticed;
pub mod overview;
pub mod past_json;
pub mod progress;
pub mod reach;
pub mod recorded;
pub mod replay_html;
pub mod replay_json;
pub mod replay_text;
mod replayed;
pub mod sarif;
pub mod suggested;
pub mod tap;
pub mod text;
pub mod touched;
pub mod trace;
pub mod ways;
pub mod xapi;

pub use checked::{CheckedFile, Checks, Unreadable};
pub use excerpt::{Excerpt, Lines};
pub use replayed::{ReplayedCase, ReplayedEvidence, ReplayedFailure, ReplayedTurn, Replays};
