//! Clients: who is served.

pub mod alike;
pub mod check;
pub mod form;
pub mod get;
pub mod history;
pub mod judge;
pub mod save;
pub(crate) mod show;
pub mod view;
