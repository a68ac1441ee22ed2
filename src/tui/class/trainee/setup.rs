//! What a trainee's terminal is given at its start, and what it tells of an answer. Must not act.

use std::sync::Arc;

use crate::domain::{Language, Mark, PerPrinciple, RedLine, Reply, StateId};
use crate::tui::keymap::Keymap;
use crate::tui::{GlyphSet, Scorer, Shelf, ThemeName};

/// What was answered and how it was marked at this terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// The state that was answered.
    pub state: StateId,
    /// What the customer had said.
    pub customer: String,
    /// The reply.
    pub reply: Reply,
    /// The overall mark.
    pub overall: Mark,
    /// The marks.
    pub marks: PerPrinciple<Mark>,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// Seconds it took.
    pub seconds: u64,
}

/// An answer given in an earlier sitting of the same class.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// The scene, from 1.
    pub scene: usize,
    /// The turn, from 1.
    pub turn: usize,
    /// The reply.
    pub reply: Reply,
    /// The overall mark.
    pub overall: Mark,
}

/// What the terminal is given at its start.
#[derive(Clone)]
pub struct TraineeSetup {
    /// The scenarios.
    pub shelf: Arc<dyn Shelf>,
    /// Marks and their wording.
    pub scorer: Scorer,
    /// The language to begin with.
    pub language: Language,
    /// Colours.
    pub theme: ThemeName,
    /// The themes that a key goes through.
    pub themes: Vec<ThemeName>,
    /// Characters for borders, bars and marks.
    pub glyphs: GlyphSet,
    /// The keys.
    pub keymap: Keymap,
    /// Takes out what must not be written down; what is left is what is sent and marked.
    pub mask: fn(&str) -> String,
    /// The name to sit down under, where it is known.
    pub name: Option<String>,
    /// The window: columns and rows.
    pub size: (u16, u16),
}
