//! Parts of screens. A part draws itself into an area and knows nothing of the screen around it.

pub mod advice;
pub mod card;
pub mod editor;
pub mod footer;
pub mod fork;
pub mod highlight;
pub mod principles;
pub(super) mod rows;
pub mod talk;
pub mod ways;
