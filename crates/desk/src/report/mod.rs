//! The visit report on paper.

pub mod print;
pub mod save;
pub mod verify;
pub mod visit;
