//! The list at the end of a backup.

use crate::attachment::{is_name, name_of};
use crate::error::VaultError;
use sealing::VaultId;
use serde::{Deserialize, Serialize};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The vault.
    pub(super) vault: VaultId,
    /// When the backup was taken, by the laptop's clock (RFC 3339).
    pub(super) taken_at: String,
    /// Every file, in the order in which it stands in the backup.
    pub(super) files: Vec<Listed>,
}

/// A file as listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listed {
    /// Path below the vault's folder.
    pub(super) name: String,
    /// Length in bytes.
    pub(super) length: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub(super) sha256: String,
}

impl Listed {
    pub(super) fn new(name: &str, length: u64, sha256: [u8; 32]) -> Self {
        Self { name: name.to_owned(), length, sha256: name_of(&sha256) }
    }
}

/// Key slots first, then the database, then each attachment once, in order of name.
///
/// # Errors
/// [`VaultError::BackupDamaged`] when `next` may not stand after `files`.
pub(super) fn admit(files: &[Listed], next: &str) -> Result<(), VaultError> {
    let admitted = match files {
        [] => next == "keyslots.json",
        [_] => next == "vault.db",
        [.., last] => {
            let sealed = next.strip_prefix("attachments/");
            sealed.is_some_and(is_name) && (files.len() == 2 || *last.name < *next)
        }
    };
    if admitted { Ok(()) } else { Err(VaultError::BackupDamaged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(names: &[&str]) -> bool {
        let mut files = Vec::new();
        names.iter().all(|name| {
            let admitted = admit(&files, name).is_ok();
            files.push(Listed::new(name, 0, [0; 32]));
            admitted
        })
    }

    #[test]
    fn only_the_parts_of_a_vault_in_their_order() {
        let (a, b) =
            (format!("attachments/{}", "a".repeat(64)), format!("attachments/{}", "b".repeat(64)));
        assert!(admits(&["keyslots.json", "vault.db", &a, &b]));
        assert!(!admits(&["vault.db"]));
        assert!(!admits(&["keyslots.json", "keyslots.json"]));
        assert!(!admits(&["keyslots.json", &a]));
        assert!(!admits(&["keyslots.json", "vault.db", &b, &a]));
        assert!(!admits(&["keyslots.json", "vault.db", &a, &a]));
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in
            ["../vault.db", "/etc/passwd", "attachments/../x", "attachments/", "vault.db-wal"]
        {
            assert!(!admits(&["keyslots.json", "vault.db", name]), "{name}");
        }
    }
}
