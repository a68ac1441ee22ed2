//! What past encounters say: how each principle goes at each moment, what is due again, what to practise next. Pure: days
//! arrive as values, and where encounters are kept is the store's business.

mod attempt;
mod days;
mod echo;
mod expected;
mod kept;
mod overview;
mod plan;
mod records;
mod review;
mod round;
mod trend;

pub use attempt::{Attempt, AttemptKind, Ended, Objection, Part, Ruled, Source};
pub use days::{DayMarks, add_reply};
pub use echo::echoed;
pub use expected::{DueMember, Expected, Known, due_of_roster};
pub use kept::{End, Examined, KeptEncounter, KeptReply, PastScenario};
pub use overview::{
    BranchMean, BranchSum, DuePerson, Paged, PersonSum, PrincipleSum, ScaleSum, Sums,
};
pub use plan::{Advice, advise, level_of};
pub use records::{
    ClassRecord, DueTrainee, KeptClass, KeptSeat, Note, SeatSum, due_trainees, folded,
};
pub use review::{Review, reviews};
pub use round::{Ground, Item, compose, examined};
pub use trend::{Direction, Trend, trend, trends};
