//! Visits: draft, autosave, sign.

pub mod autosave;
pub mod bring_back;
pub mod discard;
pub(crate) mod draft;
pub mod get;
pub(crate) mod show;
pub mod sign;
pub mod start;
pub mod view;
