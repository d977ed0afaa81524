//! Addenda to signed notes.

pub mod autosave;
pub mod sign;
