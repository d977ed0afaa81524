//! Cases: intake, risk, the list, the case file.

pub mod blank;
pub mod get;
pub mod history;
pub mod list;
pub mod rhythm;
pub mod save;
pub(crate) mod show;
pub mod timeline;
pub mod view;
pub mod villages;
