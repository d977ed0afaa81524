//! The open session: who works, and when it locks itself.

pub mod cancel;
pub mod close;
pub mod idle;
pub mod profile;
pub mod retry;
pub mod touch;
