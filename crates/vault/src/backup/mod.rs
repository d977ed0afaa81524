//! The backup: the whole vault in one file, and back.
//!
//! What goes in is encrypted already: pages, sealed attachments, wrapped keys. The file adds an order, a
//! list, and hashes. Layout:
//!
//! ```text
//! "JIAFANG BACKUP\0" ‖ format (1)
//! for each file: "F" ‖ length of name (2) ‖ name ‖ length (8) ‖ bytes
//! "M" ‖ length (4) ‖ manifest (JSON) ‖ SHA-256 of all bytes before
//! ```
//!
//! Numbers are big-endian. Nothing follows the hash. Names are `keyslots.json`, `vault.db` and
//! `attachments/<sealed sha256>`, in this order; nothing else is taken out of a backup.

mod container;
mod manifest;
mod restore;
mod take;

pub use restore::Restored;
pub use take::{Still, Taken};
