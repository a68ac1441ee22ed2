//! The terminal interface: state, what a key does to it, and how it looks in any buffer. Inputs come in and effects go out as
//! values; it must not touch the terminal, files, the clock or the environment.

mod app;
mod canvas;
pub mod class;
mod document;
mod effect;
mod glyphs;
mod input;
mod keymap;
mod look;
mod record;
mod screens;
mod session;
mod setup;
mod theme;
mod widgets;

pub use app::App;
pub use canvas::{Extent, Hit, Scene};
pub use effect::Effect;
pub use glyphs::GlyphSet;
pub use input::{Code, Input, Key, Mouse, MouseKind};
pub use keymap::{Command, Keymap};
pub use look::Look;
pub use record::{Draft, EncounterRecord, Retry, TurnMarks};
pub use screens::LEAST;
pub use session::{LADDER, Session, Turn, result_of};
pub use setup::{Archive, Scorer, Setup, Shelf, Wanted};
pub use theme::{Depth, ThemeName};
pub use widgets::advice::{advice_line, review_line};
pub use widgets::highlight::is_of_the_whole;
pub use widgets::principles::each_behaviour_once;

use crate::domain::{Action, Language};
use crate::i18n::Texts;
use crate::scoring::signal_name;

/// What the terminal runs: inputs change it, drawing does not.
pub trait Interface {
    /// Takes one input and says what the world must do, in order.
    fn handle(&mut self, input: Input) -> Vec<Effect>;

    /// How long after it was last told the time it must be told again, even where nothing is typed; `None` for never.
    fn due(&self) -> Option<std::time::Duration> {
        Some(std::time::Duration::from_secs(1))
    }

    /// What must be kept when the program has to end at once.
    fn leave(&mut self) -> Vec<Effect>;

    /// Draws everything and places the cursor.
    fn draw(&self, frame: &mut ratatui::Frame<'_>);
}

impl Interface for App {
    fn handle(&mut self, input: Input) -> Vec<Effect> {
        Self::handle(self, input)
    }

    fn due(&self) -> Option<std::time::Duration> {
        Self::due(self)
    }

    fn leave(&mut self) -> Vec<Effect> {
        Self::leave(self)
    }

    fn draw(&self, frame: &mut ratatui::Frame<'_>) {
        Self::draw(self, frame);
    }
}

/// What people read where the scorer writes a key; facts are named by their scenario.
#[must_use]
pub fn evidence_name(key: &str, language: Language) -> String {
    signal_name(key, language).map_or_else(
        || {
            Action::from_key(key).map_or_else(
                || key.to_owned(),
                |action| Texts::new(language).action(action),
            )
        },
        str::to_owned,
    )
}
