//! The library changed while the interface was open: an author saved a file. What is on the screen is taken over into the new
//! edition where it fits, and stays as it was where it does not. Nothing typed is lost.

use std::sync::Arc;

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{App, Over, Screen};
use crate::domain::{Language, Reply};
use crate::scenario::Scenario;
use crate::tui::canvas::Canvas;
use crate::tui::screens::ask::Ask;
use crate::tui::screens::briefing::Briefing;
use crate::tui::screens::debrief::Debrief;
use crate::tui::screens::play::Play;
use crate::tui::session::Session;
use crate::tui::{Effect, Shelf};

/// How many rows a banner may take; the editor never stands on the last two.
const BANNER_ROWS: usize = 2;

impl App {
    /// Takes a new shelf in the place of the old one; `problems` are what keeps files from being played, a sentence each.
    pub fn restock(&mut self, shelf: Arc<dyn Shelf>, problems: &[String]) -> Vec<Effect> {
        self.setup.shelf = shelf;
        let taken = self.take_over();
        let fits = taken.is_some();
        if let Some(Some(screen)) = taken {
            self.screen = screen;
        }
        self.banner = Some(match problems {
            [] if fits => self.look.texts.get("banner-reloaded"),
            [] => self.look.texts.get("banner-does-not-fit"),
            [first, more @ ..] => self.problems_in_words(first, more.len()),
        });
        vec![Effect::Paint]
    }

    /// Tells something that can't wait, over the screen.
    pub fn warn(&mut self, text: String) -> Vec<Effect> {
        self.over = Some(Over::Ask(Ask::Notice("notice-told", text)));
        vec![Effect::Paint]
    }

    /// The language of the screens.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.look.language()
    }

    /// The present screen in the new edition; `Some(None)` where it need not change, `None` where the new edition does not
    /// fit what was said.
    fn take_over(&self) -> Option<Option<Screen>> {
        let edition = |before: &Scenario| self.setup.shelf.open(&before.id).ok();
        let replay = |session: &Session, over: bool| {
            let draft = session.draft(Reply::default());
            let scenario = edition(session.scenario())?;
            Session::resume(&scenario, &draft, self.setup.scorer, session.number())
                .ok()
                .filter(|session| session.encounter().ending().is_some() == over)
        };
        Some(match &self.screen {
            // A round is played to its end as it was begun.
            Screen::Home | Screen::Round(_) | Screen::Progress(_) | Screen::History(_) => None,
            Screen::Play(play) if play.session.form().is_single() => None,
            Screen::Briefing(briefing) => Some(Screen::Briefing(Briefing::new(edition(
                &briefing.scenario,
            )?))),
            Screen::Play(play) => {
                let session = replay(&play.session, false)?;
                let reply = play.reply();
                let play = Play::new(session, &reply.words, reply.actions);
                Some(Screen::Play(Box::new(play)))
            }
            Screen::Debrief(debrief) => {
                let session = replay(&debrief.session, true)?;
                Some(Screen::Debrief(Box::new(Debrief::of(session))))
            }
        })
    }

    pub(super) fn problems_in_words(&self, first: &str, more: usize) -> String {
        let key = if more == 0 {
            "banner-problem"
        } else {
            "banner-problems"
        };
        self.look.texts.with(
            key,
            &[("problem", first.to_owned().into()), ("more", more.into())],
        )
    }

    /// Draws the banner, if there is one, over the key hints.
    pub(super) fn draw_banner(&self, canvas: &mut Canvas<'_>) {
        let Some(text) = &self.banner else { return };
        let look = &self.look;
        let area = canvas.area();
        let columns = usize::from(area.width.saturating_sub(2));
        let mut lines = look.wrap(&look.show(text), columns);
        if lines.len() > BANNER_ROWS {
            lines.truncate(BANNER_ROWS);
            if let Some(last) = lines.last_mut() {
                *last = look.fit(&format!("{last}{}", look.show("……")), columns);
            }
        }
        let rows = u16::try_from(lines.len()).unwrap_or(0);
        let area = Rect {
            y: area.bottom().saturating_sub(rows),
            height: rows,
            ..area
        };
        canvas.clear(area);
        let lines: Vec<Line<'_>> = lines
            .into_iter()
            .map(|line| Line::styled(format!(" {line}"), look.theme.warn))
            .collect();
        canvas.lines(area, &lines);
    }
}
