//! Clients: who is served.

pub mod check;
pub mod form;
pub mod get;
pub mod history;
pub mod save;
pub mod view;
