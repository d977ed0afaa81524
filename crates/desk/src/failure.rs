//! Errors at the border: a small closed code that the screens translate into what happened, what is
//! safe and what to do. Never a sentence, never a word of a case.

use crate::client::view::FieldProblem;
use casework::visit::readiness::Missing;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The passphrase is not the vault's.
    WrongPassphrase,
    /// Too many tries: wait.
    WaitBeforeRetry,
    /// The recovery code has a typing slip (its check character does not fit).
    RecoveryCodeMistyped,
    /// The recovery code is well formed and not this vault's.
    WrongRecoveryCode,
    /// The passphrase is too weak.
    WeakPassphrase,
    /// The vault is locked.
    Locked,
    /// There is no vault.
    NoVault,
    /// A vault is there already.
    VaultExists,
    /// Another window of this program has the vault open.
    VaultInUse,
    /// The vault was written by a newer version of the program.
    VaultTooNew,
    /// The vault file is damaged.
    VaultDamaged,
    /// The key-slot file is missing, damaged or was tampered with.
    KeySlotsDamaged,
    /// The backup file is damaged or no backup.
    BackupDamaged,
    /// The disk is full.
    DiskFull,
    /// The folder cannot be written.
    ReadOnly,
    /// Some other fault of the disk.
    DiskFault,
    /// A form has problems: `problems` lists them.
    Invalid,
    /// What is missing before a visit can be signed: `missing` lists it.
    NotReady,
    /// The client is on record already, by likeness; look at the two side by side.
    PossibleDuplicate,
    /// The record was changed since it was shown; nothing was overwritten.
    ChangedMeanwhile,
    /// No such record.
    NotFound,
    /// The note is signed already.
    AlreadySigned,
    /// The attachment is empty.
    AttachmentEmpty,
    /// The attachment is too large.
    AttachmentTooLarge,
    /// The picture has too many pixels to be opened safely.
    PictureTooLarge,
    /// The file is damaged, or is not what it says it is.
    AttachmentUnreadable,
    /// The file's format cannot have its location removed; keep it on purpose or convert it.
    LocationNotRemovable,
    /// Too many attachments.
    TooManyAttachments,
    /// A character that no font has: `detail` names it.
    NoGlyph,
    /// The printing system is not there.
    PrintUnavailable,
    /// The request has not the form this version knows.
    BadRequest,
    /// A fault of the program.
    Internal,
}

/// A failure as the screens get it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// What went wrong.
    pub code: Code,
    /// Seconds to wait, a limit, a character: what the sentence needs. Never a word of a case.
    #[serde(default)]
    pub detail: Option<String>,
    /// Problems of a form, with [`Code::Invalid`].
    #[serde(default)]
    pub problems: Vec<FieldProblem>,
    /// What is missing, with [`Code::NotReady`].
    #[serde(default)]
    pub missing: Vec<Missing>,
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self { code, detail: None, problems: Vec::new(), missing: Vec::new() }
    }
}
