//! Settings that hold nothing of a case: they are readable before the vault is open.

pub mod file;
pub mod get;
pub mod set;
pub mod view;
