//! Attachments: photos, voice files, documents, each one sealed file beside the database.
//!
//! A file is sealed from its first byte, under a key of its own that is in memory only until a draft or
//! a note names it. It is named by the SHA-256 of its sealed bytes, so that a swapped file is found out
//! by its name and a station can store what it cannot read. It is removed only when no draft and no note
//! names it any more.

mod intake;
pub(crate) mod names;
mod store;

pub use intake::{Intake, Received};
pub use store::{AttachmentStore, Stored};
pub(crate) use store::{is_name, name_of};
