//! What past encounters say: how each principle goes at each moment, what is due again, what to practise next. Pure: days
//! arrive as values, and where encounters are kept is the store's business.

mod days;
mod kept;
mod plan;
mod review;
mod round;
mod trend;

pub use days::{DayMarks, add_reply};
pub use kept::{End, Examined, KeptEncounter, KeptReply, PastScenario};
pub use plan::{Advice, advise, level_of};
pub use review::{Review, reviews};
pub use round::{Ground, Item, compose, examined};
pub use trend::{Direction, Trend, trend, trends};
