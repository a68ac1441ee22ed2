//! One play of a scenario: a pure machine that takes assessed replies and answers with events. It draws the customer's
//! wordings from its seed and knows nothing of text matching, files or screens.

mod at_random;
mod event;
mod machine;
mod transcript;

pub use at_random::{PlayedAtRandom, play_at_random};
pub use event::Event;
pub use machine::{Encounter, Position, StepError};
pub use transcript::{Transcript, TranscriptError, rerun};
