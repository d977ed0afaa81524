//! Clients: who is served.

pub mod check;
pub mod form;
pub mod get;
pub mod history;
pub mod save;
pub(crate) mod show;
pub mod view;
