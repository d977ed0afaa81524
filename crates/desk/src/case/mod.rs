//! Cases: intake, risk, the list, the case file.

pub mod admit;
mod arrange;
pub mod blank;
pub mod break_glass;
pub mod closed;
pub mod cover;
pub mod expel;
pub mod get;
pub mod glass;
pub mod hand_over;
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
