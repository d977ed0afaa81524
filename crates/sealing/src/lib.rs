//! Secrets and what is done with them: device keys that sign, file keys that seal, key slots that
//! open a vault. This room knows bytes and nothing of people, cases or databases.
//!
//! # What is promised
//!
//! | what | how |
//! | --- | --- |
//! | [`seal()`], [`open()`] | XChaCha20-Poly1305 (24-byte random nonce) under a subkey of the file key; a 32-byte commitment by HKDF-SHA256 ties the bytes to one key, nonce and associated data |
//! | [`commit()`] | SHA-256 of domain ‖ salt ‖ plaintext, so that a signature outlives re-encryption |
//! | [`sign()`], [`verify()`] | Ed25519 (RFC 8032), strict verification, one namespace for each kind of signed thing |
//! | [`AttachmentSealer`], [`open_attachment`] | STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) of XChaCha20-Poly1305 in chunks of 1 MiB |
//! | [`KeySlots`] | Argon2id (RFC 9106), 64 MiB, 3 passes, 1 lane as a floor; a MAC over the whole file |
//! | [`RecoveryCode`] | 140 random bits on paper, a check symbol in each group |
//! | [`seal_to`], [`lock_file_key`], [`lock_user_key`], [`lock_parcel_key`] | HPKE (RFC 9180) base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305; what comes out is held against a commitment |
//! | [`lock_for_emergency`] | as a lockbox, with an ephemeral key from the file key: whoever holds that tells whether the box is right |
//! | [`wrap_previous`] | a file key sealed in the next generation's, in a namespace of its own |
//! | [`InvitationSecret`] | 100 random bits, a check symbol in each group; lookup, bundle key and signing key by HKDF-SHA256 |
//! | [`RecoveryKey`] | 160 random bits, Shamir's scheme 2 of 3 over GF(32), printed with check symbols |
//! | [`seal_name`] | as [`seal()`], in a namespace of its own, padded to a multiple of 32 bytes |
//! | [`Strength`] | zxcvbn, with the worker's own names and well-known Chinese phrases held against it |
//!
//! What of this crosses the wire is written down byte by byte in this crate's `FORMAT.md`.
//!
//! Every sealed thing starts with a suite byte; today there is one suite. Every failure to decrypt is
//! one and the same [`SealingError::CannotOpen`]: a wrong key, a flipped bit and a cut tail must not
//! be told apart by whoever sent the bytes.
//!
//! # Two doors
//!
//! What is re-exported here is safe by default: keys come from the system's random source (`make_*`)
//! or from another key (`derive_*`), nonces and salts are never chosen by the caller, and key types
//! have a redacted `Debug`, no `Clone`, no `Copy`, no `Serialize`, and are wiped when dropped. The bytes
//! of a key, and fixed nonces for frozen vectors, are reached only through [`hazmat`], so that one
//! search for that word lists every place that touches them.
//!
//! # What this room does not do
//!
//! - A lockbox says nothing of who filled it (HPKE in base mode): the signed act around it does.
//! - It keeps no clock and delays no guesses; the growing delay after a wrong passphrase is desk's.
//! - It cannot stop somebody with the disk in hand from putting back an *older* key-slot file, and with
//!   it an older passphrase. Changing the passphrase rewraps the vault key; it does not renew it.
//! - `zxcvbn` keeps unwiped pieces of a passphrase while it judges it; this happens only where a new
//!   passphrase is being chosen, never when unlocking.

mod attachment;
mod audit;
mod code;
mod commitment;
mod derive;
mod emergency;
mod error;
mod exchange;
mod generation;
pub mod hazmat;
mod invitation;
mod keyslots;
mod lockbox;
mod name;
mod random;
mod recovery;
mod seal;
mod secret;
mod shares;
mod sign;
mod strength;

pub use attachment::{
    AttachmentSealer, AttachmentSum, CHUNK_LEN as ATTACHMENT_CHUNK_LEN, open_attachment,
};
pub use audit::{
    lock_audit_key, open_access, seal_access, unlock_audit_key, unwrap_previous_audit,
    wrap_previous_audit,
};
pub use code::CodeSlip;
pub use commitment::{SALT_LEN, commit, make_salt};
pub use emergency::{
    is_emergency_box, lock_for_emergency, open_reason, seal_reason, unlock_in_emergency,
};
pub use error::SealingError;
pub use exchange::{BadPublicKey, BoxKey, BoxPublic, Opener, Recipient, UserKey, UserPublic};
pub use generation::{unwrap_earlier, unwrap_previous, wrap_previous};
pub use invitation::{InvitationSecret, LOOKUP_LEN};
pub use keyslots::{KdfCost, KeySlots, ProposedRecovery, VaultId};
pub use lockbox::{
    LOCKBOX_OVERHEAD, key_commitment, lock_file_key, lock_parcel_key, lock_user_key, open_with,
    seal_to, unlock_file_key, unlock_parcel_key, unlock_user_key,
};
pub use name::{open_name, seal_name};
pub use recovery::RecoveryCode;
pub use seal::{SEAL_OVERHEAD, open, seal};
pub use secret::{AttachmentKey, AuditKey, DatabaseKey, FileKey, NameKey, Passphrase, VaultKey};
pub use shares::{RecoveryKey, RecoveryShare, SharesDontFit};
pub use sign::{DeviceKey, DevicePublic, Namespace, Signature, sign, verify};
pub use strength::{Advice, MIN_CHARACTERS, MIN_SCORE, Strength};
