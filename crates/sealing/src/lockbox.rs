//! Lockboxes: a secret sealed to one public key, so that its holder alone can open it.
//!
//! Layout: `suite (1) ‖ encapsulated key (32) ‖ ciphertext and tag`. Suite 1 is HPKE (RFC 9180) in base mode:
//! DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. The `info` is not stored: both sides know what
//! the box is about and compute it.
//!
//! A box says nothing of who filled it, and HPKE alone does not commit to what is inside: somebody could give
//! two members two keys for one file. So a box counts only beside a signature over it, and what comes out is
//! held against what the directory says of it: [`key_commitment`] for a file key, the public half for a
//! user key.

use getrandom::{
    SysRng,
    rand_core::{CryptoRng, UnwrapErr},
};
use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    single_shot_open, single_shot_seal_with_rng,
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    derive::{derive, domain},
    error::SealingError,
    exchange::{
        BadPublicKey, BoxKey, BoxPublic, Kem, Opener, Recipient, UserKey, UserPublic, kem_public,
        kem_secret,
    },
    secret::{AttachmentKey, FileKey},
};

/// The only suite today, see above.
const SUITE: u8 = 1;
const ENCAPSULATED_LEN: usize = 32;
const TAG_LEN: usize = 16;

/// How many bytes a lockbox is longer than what it holds.
pub const LOCKBOX_OVERHEAD: usize = 1 + ENCAPSULATED_LEN + TAG_LEN;

type Encapsulated = <Kem as hpke::Kem>::EncappedKey;

/// Seals `secret` to whoever holds the other half of `public`, bound to `info` (what the box is about) and
/// `aad` (both are not stored: the opener must know them).
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to it; see [`Recipient::check`].
pub fn seal_to(
    public: &impl Recipient,
    info: &[u8],
    aad: &[u8],
    secret: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    seal_with_rng(public, info, aad, secret, &mut UnwrapErr(SysRng))
}

/// Opens what [`seal_to`] made for the public half of `key`, with the same `info` and `aad`.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn open_with(
    key: &impl Opener,
    info: &[u8],
    aad: &[u8],
    lockbox: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    let (head, ciphertext) =
        lockbox.split_at_checked(1 + ENCAPSULATED_LEN).ok_or(SealingError::CannotOpen)?;
    if head[0] != SUITE {
        return Err(SealingError::CannotOpen);
    }
    let encapsulated =
        Encapsulated::from_bytes(&head[1..]).map_err(|_| SealingError::CannotOpen)?;
    let key = kem_secret(key);
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &key,
        &encapsulated,
        info,
        ciphertext,
        aad,
    )
    .map(Zeroizing::new)
    .map_err(|_| SealingError::CannotOpen)
}

pub(crate) fn seal_with_rng(
    public: &impl Recipient,
    info: &[u8],
    aad: &[u8],
    secret: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, BadPublicKey> {
    let public = kem_public(public)?;
    let (encapsulated, ciphertext) =
        single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            info,
            secret,
            aad,
            rng,
        )
        .map_err(|_| BadPublicKey)?;
    Ok([&[SUITE], encapsulated.to_bytes().as_slice(), &ciphertext].concat())
}

/// What stands for a file key in the open: nobody can find the key from it, nor a second key with the same
/// commitment.
#[must_use]
pub fn key_commitment(key: &FileKey) -> [u8; 32] {
    *derive(key.bytes(), &[], &[domain::KEY_COMMITMENT])
}

/// Puts a file key into a lockbox for a person. `info` names station, file, generation, recipient, granter
/// and commitment.
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to the person's key.
pub fn lock_file_key(
    key: &FileKey,
    person: &UserPublic,
    info: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    seal_to(person, info, domain::FILE_LOCKBOX, key.bytes())
}

/// Takes a file key out of a lockbox, if it is the one with this [`key_commitment`].
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason; a key with another commitment too.
pub fn unlock_file_key(
    person: &UserKey,
    info: &[u8],
    commitment: &[u8; 32],
    lockbox: &[u8],
) -> Result<FileKey, SealingError> {
    let opened = open_with(person, info, domain::FILE_LOCKBOX, lockbox)?;
    committed_file_key(&opened, commitment)
}

/// Puts a person's user key into a lockbox for one of her devices. `info` names station, person, generation
/// and device.
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to the device's key.
pub fn lock_user_key(
    key: &UserKey,
    device: &BoxPublic,
    info: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    seal_to(device, info, domain::USER_LOCKBOX, key.bytes())
}

/// Takes a user key out of a lockbox, if it is the one with this public half.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason; another person's key too.
pub fn unlock_user_key(
    device: &BoxKey,
    info: &[u8],
    public: &UserPublic,
    lockbox: &[u8],
) -> Result<UserKey, SealingError> {
    let opened = open_with(device, info, domain::USER_LOCKBOX, lockbox)?;
    let bytes = opened.as_slice().try_into().map_err(|_| SealingError::CannotOpen)?;
    let key = UserKey::from_bytes(bytes);
    if key.public() == *public { Ok(key) } else { Err(SealingError::CannotOpen) }
}

/// Puts the key of a parcel into a lockbox for a person: the file is sealed under it as an attachment is. `info` names
/// station and user key.
///
/// # Errors
/// [`BadPublicKey`] when nothing can be sealed to the person's key.
pub fn lock_parcel_key(
    key: &AttachmentKey,
    person: &UserPublic,
    info: &[u8],
) -> Result<Vec<u8>, BadPublicKey> {
    seal_to(person, info, domain::PARCEL_LOCKBOX, key.bytes())
}

/// Takes the key of a parcel out of a lockbox. Anybody may have filled it: what the parcel holds is proved by itself.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn unlock_parcel_key(
    person: &UserKey,
    info: &[u8],
    lockbox: &[u8],
) -> Result<AttachmentKey, SealingError> {
    let opened = open_with(person, info, domain::PARCEL_LOCKBOX, lockbox)?;
    let bytes = opened.as_slice().try_into().map_err(|_| SealingError::CannotOpen)?;
    Ok(AttachmentKey::from_bytes(bytes))
}

/// `opened` as a file key, if it is the one with this commitment.
pub(crate) fn committed_file_key(
    opened: &[u8],
    commitment: &[u8; 32],
) -> Result<FileKey, SealingError> {
    let key = FileKey::from_bytes(opened.try_into().map_err(|_| SealingError::CannotOpen)?);
    if key_commitment(&key).ct_eq(commitment).into() {
        Ok(key)
    } else {
        Err(SealingError::CannotOpen)
    }
}
