//! What the interface wants from the world. Must not do any of it.

use super::class::Act;
use super::record::{Draft, EncounterRecord};
use crate::domain::Language;
use crate::progress::Examined;

/// A wish; the world carries wishes out in their order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Leave the program. Comes last.
    Quit,
    /// Draw: time alone has changed what is shown.
    Paint,
    /// Clear the terminal and paint everything anew.
    Redraw,
    /// Stop the program as Ctrl-Z does; to be ignored where nothing could wake it again.
    Suspend,
    /// Keep this in the place of any draft kept before; the next start is given it.
    KeepDraft(Draft),
    /// The draft kept is no longer wanted.
    DropDraft,
    /// A reply was sent or taken back: the record so far, which replaces earlier ones with its number.
    Progress(EncounterRecord),
    /// An encounter reached an ending; its last record.
    Finished(EncounterRecord),
    /// The trainee sees the marks of a reply differently.
    Disagreed {
        /// The encounter's number in this run.
        encounter: u64,
        /// Which reply, from 1.
        turn: usize,
        /// Why.
        reason: String,
    },
    /// The trainee wants this encounter as a replay.
    SaveReplay(EncounterRecord),
    /// An exam is over.
    Examined {
        /// The number of its last moment's encounter in this run.
        encounter: u64,
        /// The result.
        result: Examined,
    },
    /// The trainee switched to this language.
    Language(Language),
    /// Something is asked of the class.
    Class(Act),
}
