//! A class as a directory: one control file that the trainer writes, a log of what the trainer did, and for each seat a file
//! that only its terminal appends to. Whoever reaches the directory takes part; there is no server. Must not lock, map or keep a
//! database in it, since it may lie on a network's share, and must not draw or print.

mod chain;
mod directory;
mod erase;
mod event;
mod hall;
mod host;
mod led;
mod opening;
mod rehearsal;
mod repertoire;
mod results;
mod room;
mod seat;
mod verify;

pub use chain::{Chain, Line, Read};
pub use directory::{ClassError, Directory};
pub use erase::{Seated, certificate};
pub use event::{SeatEvent, TrainerEvent};
pub use hall::{Fault, Hall, SeatFile};
pub use host::Host;
pub use led::{Led, led};
pub use opening::Opening;
pub use rehearsal::Scripted;
pub use repertoire::Repertoire;
pub use results::results;
pub use seat::{Joined, SeatWriter};
pub use verify::{Finding, Verified, verify};
