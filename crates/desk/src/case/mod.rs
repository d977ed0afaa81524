//! Cases: intake, risk, the list, the case file.

pub mod admit;
pub mod blank;
pub mod expel;
pub mod get;
pub mod history;
pub mod list;
pub mod members;
pub mod rhythm;
pub mod save;
pub(crate) mod show;
pub mod timeline;
pub mod view;
pub mod villages;
