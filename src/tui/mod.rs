//! The terminal interface: state, what a key does to it, and how it looks in any buffer. Inputs come in and effects go out as
//! values; it must not touch the terminal, files, the clock or the environment.

mod app;
mod canvas;
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
pub use keymap::Command;
pub use record::{Draft, EncounterRecord, PastEncounter, Retry, TurnMarks};
pub use setup::{Header, Scorer, Setup, Shelf};
pub use theme::ThemeName;

use crate::domain::Language;

/// A piece of evidence's name, as far as the inventory of signals knows it.
fn evidence_name(key: &str, language: Language) -> String {
    let inventory = crate::scoring::signals::Inventory::embedded();
    inventory
        .number(key)
        .and_then(|number| inventory.signals().get(number))
        .map_or_else(
            || key.replace('_', " "),
            |signal| match language {
                Language::Zh => signal.name.zh.clone(),
                Language::En => signal.name.en.clone(),
            },
        )
}
