//! The keys and what they do, as one table: commands, the hints in the footer and the help are all read from it. Keys that an
//! input method leaves alone stand beside every letter.

mod own;
mod table;

use super::input::{Code, Key};
use crate::i18n::Texts;
pub use own::Keymap;
pub use table::BINDINGS;

/// What a key can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each is explained to the user by its help text"
)]
pub enum Command {
    Help,
    Language,
    Redraw,
    Suspend,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Filter,
    FilterDone,
    FilterClear,
    Discard,
    Quit,
    Toggle,
    Tick(u8),
    Begin,
    Back,
    Send,
    NewLine,
    Actions,
    Hint,
    Undo,
    Redo,
    SelectAll,
    DeleteLine,
    DeleteWord,
    Leave,
    GoOn,
    Retry,
    Unfold,
    Fold,
    All,
    Good,
    Disagree,
    SaveReplay,
    Drill,
    Sparring,
    Exam,
    Progress,
    History,
    WeakPrinciple,
    CrossedLine,
    NextTurn,
    PreviousTurn,
    Home,
    Again,
    Yes,
    No,
    Close,
    Commands,
    Theme,
    Projector,
    Clock,
    Tour,
    Wall,
    NextStep,
    Pause,
    More,
    Less,
    Reveal,
    Named,
    Pin,
    Fork,
    Rule,
    End,
    Draw,
    Pass,
    Hands,
    Teams,
    View,
    Bring,
    AsWritten,
}

/// Where keys are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Everywhere, also in text fields.
    Everywhere,
    /// The library.
    Home,
    /// The library's search field.
    Filter,
    /// The briefing.
    Briefing,
    /// The editor of the reply.
    Writing,
    /// The list of actions.
    Palette,
    /// The coach.
    Coach,
    /// The debrief.
    Debrief,
    /// The end of a round.
    Round,
    /// How each principle has gone.
    Progress,
    /// Past encounters.
    History,
    /// Their search field.
    Search,
    /// One past encounter.
    Transcript,
    /// The field of a disagreement.
    Disagree,
    /// The list of everything that can be done.
    Commands,
    /// The tour of the first start.
    Tour,
    /// The help.
    Help,
    /// A question or a notice.
    Ask,
    /// The name one sits down under in a class.
    ClassName,
    /// A class, with nothing to do.
    ClassWaiting,
    /// The editor of the reply in a class.
    ClassWriting,
    /// One's own marks in a class.
    ClassCoach,
    /// The wall of a class.
    ClassWall,
    /// The wall of a class on a projector.
    WallView,
    /// The trainer's console.
    Console,
    /// The trainer's own mark.
    Ruling,
    /// The states to which everybody can be brought.
    States,
    /// The table of a class on one screen.
    Table,
    /// What somebody said, written down at the table.
    TableWriting,
}

impl Place {
    /// Every place.
    pub const ALL: &'static [Self] = &[
        Self::Everywhere,
        Self::Home,
        Self::Filter,
        Self::Briefing,
        Self::Writing,
        Self::Palette,
        Self::Coach,
        Self::Debrief,
        Self::Round,
        Self::Progress,
        Self::History,
        Self::Search,
        Self::Transcript,
        Self::Disagree,
        Self::Commands,
        Self::Tour,
        Self::Help,
        Self::Ask,
        Self::ClassName,
        Self::ClassWaiting,
        Self::ClassWriting,
        Self::ClassCoach,
        Self::ClassWall,
        Self::WallView,
        Self::Console,
        Self::Ruling,
        Self::States,
        Self::Table,
        Self::TableWriting,
    ];

    /// Whether keys write text here.
    #[must_use]
    pub const fn is_field(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Writing
                | Self::Disagree
                | Self::Search
                | Self::Commands
                | Self::ClassName
                | Self::ClassWriting
                | Self::Ruling
                | Self::TableWriting
        )
    }
}

impl Place {
    /// Whether what a command means everywhere it does not mean here. A class has no list of commands; a trainee's terminal can't
    /// be stopped, since under a forced command there is no shell to come back from.
    #[must_use]
    pub const fn leaves_out(self, command: Command) -> bool {
        let seat = matches!(
            self,
            Self::ClassName
                | Self::ClassWaiting
                | Self::ClassWriting
                | Self::ClassCoach
                | Self::ClassWall
        );
        let trainer = matches!(
            self,
            Self::WallView
                | Self::Console
                | Self::Ruling
                | Self::States
                | Self::Table
                | Self::TableWriting
        );
        match command {
            Command::Commands => seat || trainer,
            Command::Suspend => seat,
            _ => false,
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where it holds.
    pub place: Place,
    /// The keys; the first is the one shown in the footer.
    pub keys: &'static [Key],
    /// What they do.
    pub command: Command,
    /// The key of the sentence in the help.
    pub help: &'static str,
    /// The key of the word in the footer.
    pub hint: Option<&'static str>,
}

/// A key's name for people.
#[must_use]
pub fn name(key: Key, texts: &Texts) -> String {
    let plain = match key.code {
        Code::Char(' ') => texts.get("key-space"),
        Code::Char(c) => c.to_ascii_uppercase().to_string(),
        Code::Enter => texts.get("key-enter"),
        Code::Esc => texts.get("key-esc"),
        Code::Backspace => texts.get("key-backspace"),
        Code::Delete => texts.get("key-delete"),
        Code::Tab => texts.get("key-tab"),
        Code::BackTab => texts.get("key-backtab"),
        Code::Up => texts.get("key-up"),
        Code::Down => texts.get("key-down"),
        Code::Left => texts.get("key-left"),
        Code::Right => texts.get("key-right"),
        Code::Home => texts.get("key-home"),
        Code::End => texts.get("key-end"),
        Code::PageUp => texts.get("key-page-up"),
        Code::PageDown => texts.get("key-page-down"),
        Code::Function(number) => format!("F{number}"),
    };
    match (key.ctrl, key.alt) {
        (true, _) => format!("Ctrl-{plain}"),
        (_, true) => format!("Alt-{plain}"),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::Language;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in Place::ALL {
            let mut seen = HashSet::new();
            for binding in BINDINGS.iter().filter(|binding| binding.place == *place) {
                for key in binding.keys {
                    assert!(seen.insert(*key), "{place:?}: {key:?}");
                }
            }
        }
    }

    #[test]
    fn every_command_has_a_key_that_an_input_method_leaves_alone() {
        for binding in BINDINGS {
            let safe = |key: &Key| {
                key.ctrl
                    || key.alt
                    || match key.code {
                        Code::Char(c) => c.is_ascii_digit() || c == ' ',
                        _ => true,
                    }
            };
            assert!(binding.keys.iter().any(safe), "{binding:?}");
        }
    }

    #[test]
    fn every_binding_is_explained_in_both_languages() {
        for language in Language::ALL {
            let texts = Texts::new(*language);
            for binding in BINDINGS {
                assert_ne!(texts.get(binding.help), binding.help);
                if let Some(hint) = binding.hint {
                    assert_ne!(texts.get(hint), hint);
                }
            }
        }
    }

    #[test]
    fn letters_are_text_in_a_field_and_commands_elsewhere() {
        let question = Key::plain(Code::Char('？'));
        assert_eq!(Keymap::default().command(Place::Writing, question), None);
        assert_eq!(
            Keymap::default().command(Place::Home, question),
            Some(Command::Help)
        );
        assert_eq!(
            Keymap::default().command(Place::Home, Key::plain(Code::Char('ｑ'))),
            Some(Command::Quit)
        );
    }
}
