//! Finding: clients, cases, notes, actions.

pub mod find;
pub mod view;
