//! What is to be done today.

pub mod get;
pub mod view;
