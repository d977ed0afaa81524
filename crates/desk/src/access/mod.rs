//! The access log: who opened which case file when.

pub mod list;
mod noted;
pub mod save;
pub mod view;

pub(crate) use noted::Noted;
