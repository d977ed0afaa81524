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

/// Doors for tests and fuzzing.
#[cfg(feature = "testing")]
pub(crate) mod testing {
    use super::container;
    use crate::error::VaultError;
    use crate::progress::{Meter, go_on};

    /// Unpacks a backup into memory. Answers what was in it: names, and how long each file is.
    ///
    /// # Errors
    /// As a restore.
    pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, u64)>, VaultError> {
        let mut watcher = go_on;
        let mut meter = Meter::new(bytes.len() as u64, &mut watcher);
        let manifest = container::unpack(bytes, &mut meter, |_| Ok(Vec::new()), |_| Ok(()))?;
        Ok(manifest.files.into_iter().map(|file| (file.name, file.length)).collect())
    }
}
