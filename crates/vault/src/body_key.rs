//! The key that the body of a change is sealed under: the file's, and for an access the audit key that follows from it.

use crate::error::VaultError;
use crate::{audit_key, file_key};
use casework::id::FileId;
use history::{ChangeKind, Header};
use rusqlite::Connection;
use sealing::{AuditKey, FileKey, SealingError};
use zeroize::Zeroizing;

/// Which key: the file's of a generation, or the one of its accesses.
pub(crate) type KeyOf = (FileId, u32, bool);

/// A key as one asks for it.
pub(crate) enum BodyKey {
    /// Of all but accesses.
    File(FileKey),
    /// Of accesses.
    Audit(AuditKey),
}

impl BodyKey {
    /// Which key a change with this header is sealed under.
    pub(crate) fn of(header: &Header, generation: u32) -> KeyOf {
        (header.file, generation, header.kind == ChangeKind::ACCESS)
    }

    /// The key, if it is known here.
    pub(crate) fn find(
        conn: &Connection,
        (file, generation, audit): KeyOf,
    ) -> Result<Option<Self>, VaultError> {
        if audit {
            return Ok(audit_key::find(conn, file, generation)?.map(Self::Audit));
        }
        Ok(file_key::find(conn, file, generation)?.map(Self::File))
    }

    /// For a change with this header, in a file with this key.
    pub(crate) fn from_file_key(key: FileKey, header: &Header) -> Self {
        match header.kind {
            ChangeKind::ACCESS => Self::Audit(key.derive_audit_key()),
            _ => Self::File(key),
        }
    }

    pub(crate) fn seal(&self, aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
        match self {
            Self::File(key) => sealing::seal(key, aad, plaintext),
            Self::Audit(key) => sealing::seal_access(key, aad, plaintext),
        }
    }

    pub(crate) fn open(
        &self,
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealingError> {
        match self {
            Self::File(key) => sealing::open(key, aad, sealed),
            Self::Audit(key) => sealing::open_access(key, aad, sealed),
        }
    }
}
