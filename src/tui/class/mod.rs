//! The screens of a class, and the values that pass between them and its directory: what the trainer wants of every terminal,
//! what the room looks like, what a key asks for. Must not touch the directory.

mod console;
mod heat;
mod profanity;
pub mod roster;
mod ruling;
mod seats;
mod states;
mod table;
mod trainee;
mod wall;

pub use console::Console;
pub use table::{Table, TableSetup};
pub use trainee::{Before, Own, Trainee, TraineeSetup};
pub use wall::{WallScreen, WallView};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use serde::{Deserialize, Serialize};

use super::canvas::Scene as Drawn;
use super::keymap::Command;
use super::{Effect, Look};
use crate::domain::{
    Action, Bilingual, DrillId, Language, Mark, PerPrinciple, Principle, RedLine, Reply,
    ScenarioId, StateId,
};
use crate::scoring::Agreed;

/// What the trainer wants of every terminal: the control file of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Orders {
    /// The form of this file.
    pub version: u32,
    /// The class, a name made by chance.
    pub class: String,
    /// Grows with every change.
    pub serial: u64,
    /// The drill.
    pub drill: DrillId,
    /// Its edition; empty in what early versions wrote.
    #[serde(default)]
    pub edition: String,
    /// Its name.
    pub title: Bilingual,
    /// The seed of its encounters.
    pub seed: u64,
    /// The language its customers speak.
    pub language: Language,
    /// The mark that passes, 0–100.
    pub pass: u8,
    /// What is being done.
    pub phase: Phase,
    /// Where the drill stands; none before it has begun.
    pub scene: Option<Scene>,
    /// Seconds left for the reply when this was written; counted down by each reader, so that no two clocks need agree.
    pub left: Option<u32>,
    /// Whether answers on the wall have names.
    pub named: bool,
    /// How many have joined.
    pub members: usize,
    /// The answers that all may see.
    pub wall: Vec<Answer>,
    /// What the trainer says of answers of this scene, once their turn has been talked about or is over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rulings: Vec<RuledAnswer>,
}

/// The form of the control file.
pub const ORDERS_VERSION: u32 = 1;

/// What a class is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// People come in.
    Gathering,
    /// Everybody answers.
    Answering,
    /// The clock stands still and nothing can be sent.
    Paused,
    /// The wall is shown and talked about.
    Talking,
    /// It is over.
    Ended,
}

/// One step of the drill, and where its story stands for everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Which scene of this class, from 1; a step taken anew is another scene.
    pub number: usize,
    /// Which step of the drill, from 1.
    pub step: usize,
    /// Of how many.
    pub of: usize,
    /// The scenario.
    pub scenario: ScenarioId,
    /// Which edition of it the trainer has.
    pub edition: String,
    /// The state it begins at; its own beginning where none is given.
    pub at: Option<StateId>,
    /// What has been said before, in everybody's name.
    pub so_far: Vec<Reply>,
    /// Which reply, from 1.
    pub turn: usize,
    /// Of how many.
    pub turns: usize,
    /// The principle in focus.
    pub focus: Option<Principle>,
}

/// An answer on the wall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Whose: a letter or two, the same all through the class.
    pub label: String,
    /// The name, where answers are named.
    pub name: Option<String>,
    /// The words, personal data masked.
    pub words: String,
    /// What was done besides.
    pub actions: Vec<Action>,
    /// The overall mark of the scorer.
    pub overall: Mark,
    /// The marks of the scorer.
    pub marks: PerPrinciple<Mark>,
    /// The red lines crossed.
    pub red_lines: Vec<RedLine>,
    /// What the trainer says of it.
    pub ruling: Option<Ruling>,
    /// Whether it is to be looked at beside another.
    pub pinned: bool,
}

/// A trainer's marks, which stand beside the scorer's. What the trainer says nothing of has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Overall, in the codebook's rating 0–4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// Why.
    pub reason: String,
    /// Each principle, 0–4. Left out where none is ruled on: the hash of a line is over what is written, and early versions
    /// wrote the overall rating alone.
    #[serde(default, skip_serializing_if = "nothing_ruled")]
    pub principles: PerPrinciple<Option<u8>>,
}

impl Ruling {
    /// A ruling on the reply as a whole.
    #[must_use]
    pub fn overall(rating: u8, reason: &str) -> Self {
        Self {
            rating: Some(rating),
            reason: reason.to_owned(),
            principles: PerPrinciple::default(),
        }
    }
}

fn nothing_ruled(principles: &PerPrinciple<Option<u8>>) -> bool {
    principles.0.iter().all(Option::is_none)
}

/// What the trainer says of one seat's answer, for the terminal there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuledAnswer {
    /// The seat.
    pub seat: String,
    /// The turn of the present scene, from 1.
    pub turn: usize,
    /// The marks and why.
    pub ruling: Ruling,
}

/// How somebody is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// There, with nothing to do.
    Here,
    /// Reading what the customer says.
    Reading,
    /// Writing.
    Typing,
    /// Has answered.
    Answered,
    /// Not heard of for a while.
    Away,
}

/// A place in the class.
#[derive(Debug, Clone, PartialEq)]
pub struct Seat {
    /// Its id.
    pub id: String,
    /// Its letter.
    pub label: String,
    /// Who sits there.
    pub name: String,
    /// How they are doing.
    pub presence: Presence,
    /// The answer to this turn.
    pub answer: Option<Answer>,
    /// What they disagree with, in this turn.
    pub objection: Option<String>,
    /// What is wrong with their file.
    pub fault: Option<String>,
}

/// What the console shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    /// What every terminal was told last.
    pub orders: Orders,
    /// The folder of the class.
    pub folder: String,
    /// What the customer says, for those who are where the class is.
    pub customer: String,
    /// The places, in the order of joining.
    pub seats: Vec<Seat>,
    /// Seconds left now.
    pub left: Option<u32>,
    /// Each principle's mean over the answers to this turn.
    pub means: Option<PerPrinciple<Mark>>,
    /// How many answers have each of the five ratings overall.
    pub spread: [usize; 5],
    /// How far the trainer and the scorer agree, over the whole class so far.
    pub agreed: Agreed,
    /// What most answers lack, and an answer that has it, or the scenario's own.
    pub missing: Option<(String, String)>,
    /// The states of the present scenario, and the first words of the customer in each, in the language of the screen.
    pub states: Vec<(StateId, String)>,
    /// What to say to the trainer, such as that the directory can't be written.
    pub trouble: Option<String>,
}

/// What a key of the trainer or a trainee asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A trainee: sits down under this name.
    Join(String),
    /// A trainee: has answered this turn of this scene.
    Answered {
        /// The scene's number.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
        /// The reply and how it was marked here.
        own: Box<Own>,
    },
    /// A trainee: sees a mark differently.
    Object {
        /// The scene's number.
        scene: usize,
        /// The turn, from 1.
        turn: usize,
        /// Why.
        reason: String,
    },
    /// A trainee: is doing this now.
    Doing(Presence),
    /// The trainer: begins the drill, or goes on with the next reply or the next step.
    Next,
    /// The trainer: stops the clock, or lets it go on.
    Pause,
    /// The trainer: so many seconds more, or fewer.
    Time(i32),
    /// The trainer: shows the wall to all, or takes it away.
    Reveal,
    /// The trainer: names on the wall, or letters.
    Named,
    /// The trainer: this seat's answer is looked at beside another, or no longer.
    Pin(String),
    /// The trainer: everybody goes on from this seat's answer.
    Fork(String),
    /// The trainer: begins the step anew, for everybody.
    Again,
    /// The trainer: everybody goes on from this state of the present scenario, with nothing said before.
    Bring(StateId),
    /// The trainer: a mark of one's own beside the scorer's.
    Rule {
        /// Whose answer.
        seat: String,
        /// The mark and the reason.
        ruling: Ruling,
    },
    /// The trainer: it is over.
    End,
}

/// What a command means on every screen of a class; none where it depends on the screen. Under a forced command there is no shell
/// to come back from, so that a screen may only be stopped where `may_stop` says so.
fn on_every_screen(look: &mut Look, command: Command, may_stop: bool) -> Option<Vec<Effect>> {
    Some(match command {
        Command::Redraw => vec![Effect::Redraw],
        Command::Theme => {
            look.next_theme();
            Vec::new()
        }
        Command::Projector => {
            look.switch_projector();
            Vec::new()
        }
        Command::Suspend if may_stop => vec![Effect::Suspend],
        Command::Suspend => Vec::new(),
        Command::Language => {
            look.switch_language();
            vec![Effect::Language(look.language())]
        }
        _ => return None,
    })
}

/// Shows what `paint` has drawn, with the cursor where it belongs: input methods open their window there.
fn show(frame: &mut Frame<'_>, paint: impl FnOnce(&mut Buffer) -> Drawn) {
    let scene = paint(frame.buffer_mut());
    if let Some(cursor) = scene.cursor {
        frame.set_cursor_position(cursor);
    }
}
