//! How the interface looks, changed while it runs: the theme, the layout for a room, the tour. Must not draw.

use super::{App, Over, Screen};
use crate::tui::Effect;
use crate::tui::screens::tour::Tour;
use ratatui::layout::Rect;

impl App {
    /// Shows the customer's patience as it runs out, or no longer.
    pub(super) fn switch_clock(&mut self) -> Vec<Effect> {
        self.look.clock = !self.look.clock;
        if let Screen::Play(play) = &mut self.screen {
            let key = match (self.look.clock, play.patience()) {
                (true, Some(_)) => "clock-on",
                (true, None) => "clock-none",
                (false, _) => "clock-off",
            };
            play.say(self.look.texts.get(key));
        }
        Vec::new()
    }

    /// Opens the tour.
    pub(super) fn tour(&mut self) -> Vec<Effect> {
        self.over = Some(Over::Tour(Tour::default()));
        Vec::new()
    }

    /// The part of the window that is drawn on: in a room a margin is left, where there is space for one.
    pub(super) const fn stage(&self, window: Rect) -> Rect {
        if !self.look.projector || window.width < 84 || window.height < 24 {
            return window;
        }
        let margin = window.width / 24;
        Rect {
            x: window.x + margin,
            y: window.y + 1,
            width: window.width - 2 * margin,
            height: window.height - 2,
        }
    }
}
