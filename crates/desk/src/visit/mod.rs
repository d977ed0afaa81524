//! Visits: draft, autosave, sign.

pub mod autosave;
pub mod bring_back;
pub mod discard;
pub mod get;
pub mod sign;
pub mod start;
pub mod view;
