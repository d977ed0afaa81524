//! Members of a client’s household.

pub mod remove;
pub mod save;
