//! The visit report on paper.

pub(crate) mod compose;
pub mod print;
pub mod save;
pub mod verify;
pub mod visit;
