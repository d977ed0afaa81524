//! The open session: who works, and when it locks itself.

pub mod profile;
pub mod touch;
