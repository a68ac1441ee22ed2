//! The tour of the first start: what one does here, in three short pages that any key of going on leafs through. Must not keep a
//! newcomer from beginning.

use ratatui::text::Line;

use super::open_over;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::{Command, Place, name};
use crate::tui::look::Look;

/// The pages: the keys of their title and text, and the command whose key the text names, with the place where it holds.
const PAGES: [(&str, &str, Place, Command); 3] = [
    (
        "tour-choose-title",
        "tour-choose",
        Place::Home,
        Command::Open,
    ),
    (
        "tour-answer-title",
        "tour-answer",
        Place::Writing,
        Command::Send,
    ),
    ("tour-see-title", "tour-see", Place::Coach, Command::Unfold),
];

/// Which page is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tour {
    page: usize,
}

impl Tour {
    /// Takes a command; returns whether it closes.
    pub const fn command(&mut self, command: Command) -> bool {
        match command {
            Command::GoOn | Command::Down if self.page + 1 < PAGES.len() => self.page += 1,
            Command::Back | Command::Up => self.page = self.page.saturating_sub(1),
            Command::GoOn | Command::Close => return true,
            _ => {}
        }
        false
    }

    /// Draws it over what is there.
    pub fn draw(self, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let lines = self.lines(look, 56);
        let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let title = look.texts.with(
            "tour-title",
            &[
                ("page", (self.page + 1).into()),
                ("pages", PAGES.len().into()),
            ],
        );
        let inner = open_over(canvas, Place::Tour, &title, (60, rows));
        canvas.lines(inner, &lines);
    }

    fn lines(self, look: &Look, columns: usize) -> Vec<Line<'static>> {
        let Some((title, text, place, command)) = PAGES.get(self.page) else {
            return Vec::new();
        };
        let key_of = |place: Place, wanted: Command| {
            look.keymap
                .hints(place)
                .find(|(_, command, _)| *command == wanted)
                .map_or_else(String::new, |(key, ..)| name(key, &look.texts))
        };
        let text = look.texts.with(
            text,
            &[
                ("key", key_of(*place, *command).into()),
                ("actions", key_of(Place::Writing, Command::Actions).into()),
                ("retry", key_of(Place::Coach, Command::Retry).into()),
                ("help", key_of(Place::Home, Command::Help).into()),
            ],
        );
        let mut lines = vec![Line::styled(look.texts.get(title), look.theme.title)];
        for paragraph in text.lines() {
            lines.push(Line::default());
            lines.extend(look.wrap(paragraph, columns).into_iter().map(Line::raw));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_keys_lead_through_and_one_away() {
        let mut tour = Tour::default();
        assert!(!tour.command(Command::GoOn));
        assert!(!tour.command(Command::Back));
        assert_eq!(tour, Tour::default());
        assert!(!tour.command(Command::GoOn) && !tour.command(Command::GoOn));
        assert!(tour.command(Command::GoOn));
        assert!(Tour::default().command(Command::Close));
    }
}
