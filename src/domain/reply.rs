//! What the trainee said and did in one turn. Must not judge it.

use serde::{Deserialize, Serialize};

use super::Action;

/// One reply: words as typed, plus actions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reply {
    /// The words exactly as typed; evidence points into them by character.
    pub words: String,
    /// The actions done with them, without repetition.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Reply {
    /// A reply of words alone.
    #[must_use]
    pub fn of_words(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            actions: Vec::new(),
        }
    }

    /// Whether nothing was said and nothing done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.actions.is_empty()
    }
}
