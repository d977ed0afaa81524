//! Cases: intake, risk, the list, the case file.

pub mod admit;
pub mod blank;
pub mod break_glass;
pub mod closed;
pub mod expel;
pub mod get;
pub mod glass;
pub mod history;
pub mod list;
pub mod members;
pub mod rhythm;
pub mod save;
pub(crate) mod show;
pub mod take_note;
pub mod timeline;
pub mod view;
pub mod villages;
