//! Everything that can go wrong with a vault, as a closed list. Callers match on the variant; the texts
//! are for developers and never carry a word of a case.

use casework::fields::FieldId;
use rusqlite::ErrorCode;
use sealing::{CodeSlip, SealingError};
use std::io::ErrorKind;

/// Why the vault did not do what was asked. Nothing was changed, whatever the variant.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no vault in the folder.
    #[error("there is no vault in the folder")]
    NoVault,
    /// There is a vault in the folder already.
    #[error("there is a vault in the folder already")]
    VaultExists,
    /// Another process has the vault open.
    #[error("the vault is open in another process")]
    InUse,
    /// The passphrase is not this vault's.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The recovery code was mistyped.
    #[error("the recovery code was mistyped: {0}")]
    RecoveryMistyped(CodeSlip),
    /// The recovery code is well formed and not this vault's.
    #[error("the recovery code does not belong to this vault")]
    WrongRecoveryCode,
    /// The key-slot file is not usable.
    #[error("the key slots cannot be used: {0:?}")]
    KeySlots(KeySlotsFault),
    /// The vault was written by a newer version of the program.
    #[error("the vault has version {found}, newer than this program knows")]
    TooNew {
        /// The version found.
        found: u32,
    },
    /// The database is damaged. The file is left as it is.
    #[error("the database is damaged: {0:?}")]
    Damaged(Damage),
    /// The backup file is damaged, cut short, or no backup.
    #[error("the backup file is damaged or no backup")]
    BackupDamaged,
    /// The backup file was written by a newer version of the program.
    #[error("the backup file has format {found}, newer than this program knows")]
    BackupTooNew {
        /// The format found.
        found: u8,
    },
    /// The place chosen for a backup lies in the vault's own folder.
    #[error("the place is in the vault's own folder")]
    InsideVault,
    /// The disk, or the quota on it, is full.
    #[error("the disk is full")]
    DiskFull,
    /// The folder or its files cannot be written.
    #[error("the folder cannot be written")]
    ReadOnly,
    /// Some other fault of the disk.
    #[error("reading or writing failed")]
    Disk(#[source] std::io::Error),
    /// Key stretching needs more memory than the machine gives.
    #[error("not enough memory")]
    OutOfMemory,
    /// Fields were changed by somebody else since they were shown.
    #[error("the record was changed meanwhile")]
    ChangedMeanwhile {
        /// Which fields.
        fields: Vec<FieldId>,
    },
    /// No such record, draft or attachment.
    #[error("no such record")]
    NotFound,
    /// This one draft was written by a newer version, or is damaged. It is kept as it is.
    #[error("the draft cannot be read")]
    DraftUnreadable,
    /// The visit has a signed note already.
    #[error("the note is signed already")]
    AlreadySigned,
    /// Whoever works here may read the file and not write in it: nobody would take the change.
    #[error("the file is only read here")]
    ReadsOnly,
    /// The encrypted file of an attachment is not there.
    #[error("the attachment's file is missing")]
    AttachmentMissing,
    /// The encrypted file of an attachment was cut, changed or swapped.
    #[error("the attachment's file is damaged")]
    AttachmentDamaged,
    /// A value cannot be written into a change: too deep, too large, or with a fraction.
    #[error("the value has no place in a change")]
    NotStorable,
    /// The work was broken off on request.
    #[error("broken off on request")]
    Cancelled,
    /// A fault of the program: a query that does not fit the schema.
    #[error("the database refused a statement")]
    Database(#[source] rusqlite::Error),
}

/// What is wrong with `keyslots.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySlotsFault {
    /// It is not there.
    Missing,
    /// It ends too early.
    Truncated,
    /// It is not a key-slot file.
    Unreadable,
    /// Its checksum is off.
    Damaged,
    /// Somebody changed it: weaker key stretching, a slot gone, a seal that does not hold.
    Tampered,
    /// It is the file of another vault.
    OfAnotherVault,
    /// It was written by a newer version of the program.
    TooNew,
}

/// What is wrong with `vault.db`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is not there, though its key slots are.
    Missing,
    /// It has no bytes.
    Empty,
    /// It ends in the middle of a page.
    Truncated,
    /// Its first page does not open: garbage, or altered.
    Unreadable,
    /// A later page does not open.
    Page,
    /// A row does not have the form this version writes.
    Row,
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::NotADatabase) => Self::Damaged(Damage::Unreadable),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(Damage::Page),
            Some(ErrorCode::OutOfMemory) => Self::OutOfMemory,
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                Self::Disk(std::io::Error::other(error))
            }
            _ => Self::Database(error),
        }
    }
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Disk(error),
        }
    }
}

impl From<SealingError> for VaultError {
    fn from(error: SealingError) -> Self {
        match error {
            SealingError::WrongPassphrase => Self::WrongPassphrase,
            SealingError::WrongRecoveryCode => Self::WrongRecoveryCode,
            SealingError::RecoverySlip(slip) => Self::RecoveryMistyped(slip),
            SealingError::SlotsTruncated => Self::KeySlots(KeySlotsFault::Truncated),
            SealingError::SlotsUnreadable => Self::KeySlots(KeySlotsFault::Unreadable),
            SealingError::SlotsDamaged => Self::KeySlots(KeySlotsFault::Damaged),
            SealingError::SlotsTampered => Self::KeySlots(KeySlotsFault::Tampered),
            SealingError::SlotsOfAnotherVault => Self::KeySlots(KeySlotsFault::OfAnotherVault),
            SealingError::SlotsTooNew { .. } => Self::KeySlots(KeySlotsFault::TooNew),
            SealingError::OutOfMemory => Self::OutOfMemory,
            SealingError::Io(error) => error.into(),
            // A change of the log that does not open or verify: the row is not what was written.
            SealingError::CannotOpen | SealingError::BadSignature => Self::Damaged(Damage::Row),
        }
    }
}
