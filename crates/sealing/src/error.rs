//! What can go wrong with a secret, as a closed list that callers match on.

use crate::code::CodeSlip;

/// Why a secret could not be used.
///
/// The texts are for logs and developers; what a person reads is chosen by the variant, elsewhere.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The sealed bytes did not open. One answer for a wrong key, changed bytes, changed associated data,
    /// a cut or spliced stream and an unknown suite, so that a failure tells its sender nothing.
    #[error("the sealed bytes cannot be opened")]
    CannotOpen,
    /// The signature is not this device's over these bytes in this namespace, or the public key is not one.
    #[error("the signature does not hold")]
    BadSignature,
    /// The passphrase opens none of the slots. Always this, however far off the guess was.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The recovery code was typed without a slip, and is not this vault's code (any more).
    #[error("the recovery code does not belong to this vault")]
    WrongRecoveryCode,
    /// The text is not a recovery code: it was mistyped. Carries where.
    #[error("the recovery code was mistyped: {0}")]
    RecoverySlip(CodeSlip),
    /// The key-slot file was changed by somebody: key stretching weaker than the floor or heavy enough
    /// to exhaust the machine, a slot missing or doubled, or a MAC that does not hold after unlocking.
    #[error("the key-slot file has been tampered with")]
    SlotsTampered,
    /// The key-slot file is well-formed but its checksum is off: damage, not a wrong passphrase.
    #[error("the key-slot file is damaged")]
    SlotsDamaged,
    /// The key-slot file ends too early (an empty file too).
    #[error("the key-slot file is cut short")]
    SlotsTruncated,
    /// The key-slot file is not one at all.
    #[error("the key-slot file cannot be read")]
    SlotsUnreadable,
    /// The key-slot file was written by a newer version of the program.
    #[error("the key-slot file has format {found}, newer than this program knows")]
    SlotsTooNew {
        /// The format number found in the file.
        found: u32,
    },
    /// The key-slot file belongs to another vault.
    #[error("the key-slot file belongs to another vault")]
    SlotsOfAnotherVault,
    /// Key stretching needs its memory (64 MiB) and the machine did not give it.
    #[error("not enough memory for key stretching")]
    OutOfMemory,
    /// Reading or writing failed beneath us (disk full, folder read-only). Nothing is known about the secret.
    #[error("reading or writing failed")]
    Io(#[from] std::io::Error),
}
