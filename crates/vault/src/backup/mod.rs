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
pub use take::Taken;

use crate::error::VaultError;
use std::ops::ControlFlow;

/// How far a long work has come, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done so far.
    pub done: u64,
    /// In all.
    pub total: u64,
}

/// Is told of progress; answers whether to go on.
pub type Watcher<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Counts, tells, and stops when told to.
struct Meter<'w> {
    progress: Progress,
    watcher: Watcher<'w>,
}

impl Meter<'_> {
    fn advance(&mut self, bytes: usize) -> Result<(), VaultError> {
        self.progress.done += bytes as u64;
        match (self.watcher)(self.progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(VaultError::Cancelled),
        }
    }
}
