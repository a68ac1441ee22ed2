//! The encounter: the customer's card, the talk, the editor; after each reply the coach. The editor alone has the cursor.

mod draw;

use std::time::Duration;

use draw::left;

use crate::domain::{Action, Form, Principle, Reply};
use crate::tui::canvas::Extent;
use crate::tui::input::Key;
use crate::tui::keymap::{self, Command};
use crate::tui::look::Look;
use crate::tui::record::Draft;
use crate::tui::screens::Go;
use crate::tui::screens::coach::Coach;
use crate::tui::screens::palette::Palette;
use crate::tui::session::{LADDER, Session};
use crate::tui::widgets::editor::{Editor, MOST, Taken};

/// How often words not sent are kept while they change.
const KEEP_EVERY: Duration = Duration::from_secs(5);

/// Where a single moment stands in its round.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The form of the round.
    pub form: Form,
    /// Which moment, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// The principle it is practised for, if for one.
    pub aim: Option<Principle>,
}

/// An encounter being played.
pub struct Play {
    /// The encounter.
    pub session: Session,
    editor: Editor,
    actions: Vec<Action>,
    palette: Option<Palette>,
    coach: Option<Coach>,
    /// How far up the hint ladder.
    hints: u8,
    /// Where it stands in a round, if in one.
    round: Option<Place>,
    /// In a class, where the trainer says when it goes on: takes out of a reply what must not be written down.
    of_class: Option<fn(&str) -> String>,
    message: Option<String>,
    /// How many lines of the talk are below the last one in sight.
    back: usize,
    waited: Duration,
    kept: Reply,
    since_kept: Duration,
}

/// What came of sending.
pub enum Sent {
    /// There was nothing to send.
    Nothing,
    /// It was taken.
    Taken,
    /// The scenario leads nowhere.
    Stuck(String),
}

impl Play {
    /// Writing the next reply of `session`, with what is written already.
    #[must_use]
    pub fn new(session: Session, words: &str, actions: Vec<Action>) -> Self {
        Self {
            session,
            editor: Editor::new(words),
            actions,
            palette: None,
            coach: None,
            hints: 0,
            round: None,
            of_class: None,
            message: None,
            back: 0,
            waited: Duration::ZERO,
            kept: Reply::default(),
            since_kept: Duration::ZERO,
        }
    }

    /// Where it stands in its round, if in one.
    #[must_use]
    pub const fn round(&self) -> Option<Place> {
        self.round
    }

    /// The same as a moment of a round.
    #[must_use]
    pub const fn of_round(mut self, round: Option<Place>) -> Self {
        self.round = round;
        self
    }

    /// The same as everybody's in a class.
    #[must_use]
    pub const fn of_class(mut self, mask: fn(&str) -> String) -> Self {
        self.of_class = Some(mask);
        self
    }

    /// From the coach to the next reply, or to the coach of what has been answered last.
    pub fn turn_to(&mut self, writing: bool) {
        if writing {
            self.coach = None;
        } else if self.coach.is_none() {
            self.coach = Some(Coach::default());
        }
    }

    /// Where keys go.
    #[must_use]
    pub const fn place(&self) -> keymap::Place {
        match (&self.coach, &self.palette) {
            (Some(_), _) if self.of_class.is_some() => keymap::Place::ClassCoach,
            (Some(_), _) => keymap::Place::Coach,
            (None, Some(_)) => keymap::Place::Palette,
            (None, None) if self.of_class.is_some() => keymap::Place::ClassWriting,
            (None, None) => keymap::Place::Writing,
        }
    }

    /// Whether keys write into the editor.
    const fn writes(&self) -> bool {
        self.coach.is_none() && self.palette.is_none()
    }

    /// What would be sent now.
    #[must_use]
    pub fn reply(&self) -> Reply {
        Reply {
            words: self.editor.text().trim().to_owned(),
            actions: self.actions.clone(),
        }
    }

    /// Whether there is something that has not been sent.
    #[must_use]
    pub fn unsent(&self) -> bool {
        self.coach.is_none() && !self.reply().is_empty()
    }

    /// What is to be kept if one leaves now; nothing if nothing was done or all is over.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        // A single moment left is not offered again: its round would be gone.
        let over = self.session.is_over() || self.session.form().is_single();
        let blank = self.session.turns().is_empty() && !self.unsent();
        (!over && !blank).then(|| {
            self.session.draft(if self.coach.is_some() {
                Reply::default()
            } else {
                self.reply()
            })
        })
    }

    fn offered(&self) -> &[Action] {
        self.session.state().map_or(&[], |state| &state.actions)
    }

    /// Takes a key that is no command.
    pub fn key(&mut self, key: Key, look: &Look) {
        if self.writes() {
            self.message = None;
            let taken = self.editor.key(key);
            self.note(taken, look, "write-full");
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, look: &Look) {
        if self.writes() {
            self.message = None;
            let taken = self.editor.insert(text);
            self.note(taken, look, "write-cut");
        }
    }

    fn note(&mut self, taken: Taken, look: &Look, key: &str) {
        if taken == Taken::Cut {
            self.message = Some(look.texts.with(key, &[("most", MOST.into())]));
        }
    }

    /// Says something above the editor until the next key.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }

    /// Takes a command other than sending.
    pub fn command(&mut self, command: Command, extent: &Extent, look: &Look) -> Go {
        if let Some(coach) = &mut self.coach {
            match command {
                Command::GoOn => return self.go_on(),
                Command::Retry => {
                    return Go::Retry(self.session.turns().len().saturating_sub(1));
                }
                Command::Leave if self.round.is_none() && self.session.is_over() => {
                    return Go::Debrief;
                }
                Command::Disagree => {
                    return Go::Disagree {
                        encounter: self.session.number(),
                        turn: self.session.turns().len(),
                    };
                }
                Command::Leave => return Go::LeavePlay,
                other => coach.command(other, &self.session, extent),
            }
            return Go::Stay;
        }
        if let Some(palette) = &mut self.palette {
            let offered = self.session.state().map_or(&[][..], |state| &state.actions);
            let (action, closes) = palette.command(command, offered);
            if closes {
                self.palette = None;
            }
            self.toggle(action);
            return Go::Stay;
        }
        self.message = None;
        let page = extent.view.saturating_sub(1).max(1);
        let most = extent.length.saturating_sub(extent.view);
        match command {
            Command::NewLine => {
                let taken = self.editor.new_line();
                self.note(taken, look, "write-full");
            }
            Command::Undo => self.editor.undo(),
            Command::Redo => self.editor.redo(),
            Command::SelectAll => self.editor.select_all(),
            Command::DeleteLine => self.editor.delete_line(),
            Command::DeleteWord => self.editor.delete_word(),
            Command::PageUp => self.back = (self.back + page).min(most),
            Command::PageDown => self.back = self.back.min(most).saturating_sub(page),
            // The wheel.
            Command::Up => self.back = (self.back + 1).min(most),
            Command::Down => self.back = self.back.min(most).saturating_sub(1),
            Command::Actions if self.offered().is_empty() => {
                self.message = Some(look.texts.get("write-no-actions"));
            }
            Command::Actions => self.palette = Some(Palette::default()),
            Command::Hint => self.hint(look),
            Command::Leave => return Go::LeavePlay,
            _ => {}
        }
        Go::Stay
    }

    /// One step up the ladder; each is noted with the reply, and counts when its review is scheduled.
    fn hint(&mut self, look: &Look) {
        if self.session.form() == Form::Exam {
            self.message = Some(look.texts.get("write-no-hint-in-exam"));
        } else if self.hints == LADDER {
            self.message = Some(look.texts.get("write-no-more-hints"));
        } else {
            self.hints += 1;
            self.session.hinted();
        }
    }

    fn toggle(&mut self, action: Option<Action>) {
        let Some(action) = action else { return };
        if let Some(at) = self.actions.iter().position(|done| *done == action) {
            self.actions.remove(at);
        } else {
            self.actions.push(action);
        }
    }

    /// Acts on a row of the palette or of the coach.
    pub fn click(&mut self, row: usize, extent: &Extent) {
        if let Some(coach) = &mut self.coach {
            coach.click(row, &self.session, extent);
        } else if let Some(palette) = &mut self.palette {
            let offered = self.session.state().map_or(&[][..], |state| &state.actions);
            let action = palette.click(row, offered);
            self.toggle(action);
        }
    }

    /// Sets the insertion point.
    pub fn click_editor(&mut self, column: u16, row: u16) {
        if self.coach.is_none() {
            self.palette = None;
            self.editor.click(column, row);
        }
    }

    /// Sends what was written.
    pub fn send(&mut self, look: &Look) -> Sent {
        let mut reply = self.reply();
        if let Some(mask) = self.of_class {
            reply.words = mask(&reply.words);
        }
        if reply.is_empty() {
            self.message = Some(look.texts.get("write-empty"));
            return Sent::Nothing;
        }
        match self.session.take(reply) {
            Ok(()) => {
                self.editor = Editor::new("");
                self.actions.clear();
                self.kept = Reply::default();
                self.hints = 0;
                self.message = None;
                self.back = 0;
                self.waited = Duration::ZERO;
                self.coach = (self.session.form() != Form::Exam).then(Coach::default);
                Sent::Taken
            }
            Err(reason) => Sent::Stuck(reason.to_string()),
        }
    }

    fn go_on(&mut self) -> Go {
        if self.round.is_some() {
            return Go::NextItem;
        }
        if self.session.is_over() {
            return Go::Debrief;
        }
        self.coach = None;
        Go::Stay
    }

    /// Lets time go by; returns whether that can be seen, and a draft when it is time to keep one.
    pub fn tick(&mut self, time: Duration, look: &Look) -> (bool, Option<Draft>) {
        if self.coach.is_some() {
            return (false, None);
        }
        self.session.spend(time);
        let before = self.waited;
        self.waited = self.waited.saturating_add(time);
        let patience = self.patience();
        let runs_out =
            patience.is_some_and(|patience| before < patience && self.waited >= patience);
        if runs_out {
            self.message = Some(self.again(look));
        }
        let ticks = look.clock
            && patience
                .is_some_and(|most| left(most, before, look) != left(most, self.waited, look));
        let seen = runs_out || ticks;
        self.since_kept = self.since_kept.saturating_add(time);
        let reply = self.reply();
        if reply == self.kept || self.since_kept < KEEP_EVERY {
            return (seen, None);
        }
        self.since_kept = Duration::ZERO;
        self.kept = reply.clone();
        (seen, Some(self.session.draft(reply)))
    }

    /// How long until time changes something: the customer's patience, its clock where it is shown, a draft to be kept.
    pub fn due(&self, look: &Look) -> Option<Duration> {
        const SECOND: Duration = Duration::from_secs(1);
        if self.coach.is_some() {
            return None;
        }
        let left = self.patience().and_then(|most| {
            let left = most.checked_sub(self.waited)?;
            (!left.is_zero()).then_some(if look.clock { SECOND.min(left) } else { left })
        });
        let keep = (self.reply() != self.kept).then(|| KEEP_EVERY.saturating_sub(self.since_kept));
        [left, keep].into_iter().flatten().min()
    }

    /// How long the customer waits for this reply, if the scenario says.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        let seconds = self.session.state()?.patience?;
        Some(Duration::from_secs(u64::from(seconds)))
    }

    /// What the customer says once the patience is out: the same in other words, where the scenario has some.
    fn again(&self, look: &Look) -> String {
        let (encounter, says) = (self.session.encounter(), self.session.state());
        let said = encounter.customer_says();
        let other = says
            .into_iter()
            .flat_map(|state| &state.says)
            .map(|words| words.get(encounter.language()))
            .find(|words| *words != said);
        let name = look.show_in(&self.session.scenario().customer.name);
        look.texts.with(
            "write-waiting",
            &[
                ("name", name.into()),
                ("words", look.show(other.unwrap_or(said)).into()),
            ],
        )
    }
}
