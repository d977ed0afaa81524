//! Sealing and opening of short messages (the bodies of changes).
//!
//! Layout: `suite (1) ‖ nonce (24) ‖ commitment (32) ‖ XChaCha20-Poly1305 ciphertext and tag`.
//!
//! XChaCha20-Poly1305 alone does not commit to its key: whoever knows two keys can build one ciphertext that
//! opens under both, to different texts, and so show two members different notes. Here each message gets
//! `HKDF-SHA256(key, salt = nonce, info = domain ‖ suite ‖ associated data)`, 64 bytes: the first half is
//! the key that encrypts, the second is written out and compared first. To open one message under two keys
//! (or nonces, or associated data) one would need a collision of SHA-256.

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    derive::{derive, domain},
    error::SealingError,
    random,
    secret::FileKey,
};

/// The only suite today: XChaCha20-Poly1305, HKDF-SHA256.
pub(crate) const SUITE: u8 = 1;
pub(crate) const NONCE_LEN: usize = 24;
pub(crate) const COMMITMENT_LEN: usize = 32;
pub(crate) const TAG_LEN: usize = 16;

/// How many bytes a sealed message is longer than its plaintext.
pub const SEAL_OVERHEAD: usize = 1 + NONCE_LEN + COMMITMENT_LEN + TAG_LEN;

/// Seals `plaintext` under `key`, bound to `aad` (which is not stored: the opener must know it).
/// Two seals of one plaintext differ, because each draws its own nonce.
#[must_use]
pub fn seal(key: &FileKey, aad: &[u8], plaintext: &[u8]) -> Vec<u8> {
    seal_in(domain::SEAL, key.bytes(), &random::bytes(), aad, plaintext)
}

/// Opens what [`seal`] made with the same key and associated data.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason.
pub fn open(key: &FileKey, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    open_in(domain::SEAL, key.bytes(), aad, sealed)
}

/// Seals in a namespace: what is sealed in one never opens in another, even under one key.
pub(crate) fn seal_in(
    domain: &[u8],
    key: &[u8; 32],
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    plaintext: &[u8],
) -> Vec<u8> {
    let committed = Committed::derive(key, domain, nonce, aad);
    let mut sealed = Vec::with_capacity(plaintext.len() + SEAL_OVERHEAD);
    sealed.push(SUITE);
    sealed.extend_from_slice(nonce);
    sealed.extend_from_slice(&committed.commitment);
    let start = sealed.len();
    sealed.extend_from_slice(plaintext);
    #[expect(
        clippy::expect_used,
        reason = "the cipher refuses only plaintexts past 256 GiB, which no Vec here can hold"
    )]
    let tag = committed
        .cipher
        .encrypt_inout_detached(&XNonce::from(*nonce), aad, (&mut sealed[start..]).into())
        .expect("the plaintext is shorter than 256 GiB");
    sealed.extend_from_slice(&tag);
    sealed
}

pub(crate) fn open_in(
    domain: &[u8],
    key: &[u8; 32],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    let (head, ciphertext) =
        sealed.split_at_checked(1 + NONCE_LEN + COMMITMENT_LEN).ok_or(SealingError::CannotOpen)?;
    let (nonce, commitment) = head[1..].split_at(NONCE_LEN);
    let nonce: [u8; NONCE_LEN] = nonce.try_into().map_err(|_| SealingError::CannotOpen)?;
    let committed = Committed::derive(key, domain, &nonce, aad);
    if head[0] != SUITE || !committed.matches(commitment) {
        return Err(SealingError::CannotOpen);
    }
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    committed
        .cipher
        .decrypt_in_place(&XNonce::from(nonce), aad, &mut *plaintext)
        .map_err(|_| SealingError::CannotOpen)?;
    Ok(plaintext)
}

/// A cipher under a derived key, and the commitment to that derivation.
pub(crate) struct Committed {
    pub(crate) cipher: XChaCha20Poly1305,
    pub(crate) commitment: [u8; COMMITMENT_LEN],
}

impl Committed {
    /// `domain` tells messages from attachments, `context` is the associated data (may be empty).
    pub(crate) fn derive(key: &[u8; 32], domain: &[u8], nonce: &[u8], context: &[u8]) -> Self {
        let both: Zeroizing<[u8; 64]> = derive(key, nonce, &[domain, &[SUITE], context]);
        let mut subkey = Zeroizing::new([0; 32]);
        let mut commitment = [0; COMMITMENT_LEN];
        subkey.copy_from_slice(&both[..32]);
        commitment.copy_from_slice(&both[32..]);
        Self { cipher: XChaCha20Poly1305::new((&*subkey).into()), commitment }
    }

    /// Whether `commitment` is this one, without telling by time how much of it is.
    pub(crate) fn matches(&self, commitment: &[u8]) -> bool {
        self.commitment.ct_eq(commitment).into()
    }
}
