//! One key from another: HKDF-SHA256 (RFC 5869), and the names that keep its uses apart.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What a derived value is for. Each ends in a zero byte and none is the beginning of another, so that
/// `domain ‖ rest` is read in one way only.
pub(crate) mod domain {
    /// Subkey and commitment of a sealed message.
    pub(crate) const SEAL: &[u8] = b"jiafang seal v1\0";
    /// Subkey and commitment of a sealed attachment.
    pub(crate) const ATTACHMENT: &[u8] = b"jiafang attachment v1\0";
    /// Associated data of a wrapped vault key.
    pub(crate) const SLOT: &[u8] = b"jiafang key slot v1\0";
    /// Checksum of the key-slot file.
    pub(crate) const SLOTS_CHECKSUM: &[u8] = b"jiafang key slots checksum v1\0";
    /// MAC of the key-slot file.
    pub(crate) const SLOTS_MAC: &[u8] = b"jiafang key slots mac v1\0";
    /// The raw key of the database, from the vault key.
    pub(crate) const DATABASE: &[u8] = b"jiafang database v1\0";
    /// Commitment to the body of a change.
    pub(crate) const COMMITMENT: &[u8] = b"jiafang commitment v1\0";
    /// Commitment to a file key.
    pub(crate) const KEY_COMMITMENT: &[u8] = b"jiafang file key commitment v1\0";
    /// Subkey and commitment of a file key wrapped in the next.
    pub(crate) const PREVIOUS: &[u8] = b"jiafang previous key v1\0";
    /// Subkey and commitment of a sealed name.
    pub(crate) const NAME: &[u8] = b"jiafang name v1\0";
    /// Associated data of a lockbox that holds a file key.
    pub(crate) const FILE_LOCKBOX: &[u8] = b"jiafang file key lockbox v1\0";
    /// Associated data of a lockbox that holds a user key.
    pub(crate) const USER_LOCKBOX: &[u8] = b"jiafang user key lockbox v1\0";
    /// Associated data of a lockbox that holds the key of a parcel.
    pub(crate) const PARCEL_LOCKBOX: &[u8] = b"jiafang parcel key lockbox v1\0";
    /// What a station keeps an invitation under, from the invitation's secret.
    pub(crate) const INVITATION_LOOKUP: &[u8] = b"jiafang invitation lookup v1\0";
    /// The key of an invitation's bundle, from the invitation's secret.
    pub(crate) const INVITATION_SEAL: &[u8] = b"jiafang invitation seal v1\0";
    /// The seed of an invitation's signing key, from the invitation's secret.
    pub(crate) const INVITATION_SIGN: &[u8] = b"jiafang invitation sign v1\0";
    /// Subkey and commitment of a sealed bundle.
    pub(crate) const BUNDLE: &[u8] = b"jiafang bundle v1\0";
    /// The user key that follows from a station's recovery key.
    pub(crate) const RECOVERY_USER: &[u8] = b"jiafang recovery user key v1\0";
    /// The seed of the signing key that follows from a station's recovery key.
    pub(crate) const RECOVERY_SIGN: &[u8] = b"jiafang recovery sign v1\0";
    /// Associated data of an emergency box.
    pub(crate) const EMERGENCY_LOCKBOX: &[u8] = b"jiafang emergency lockbox v1\0";
    /// Keying material of an emergency box's ephemeral key, from the file key.
    pub(crate) const EMERGENCY_EPHEMERAL: &[u8] = b"jiafang emergency ephemeral v1\0";
    /// Subkey and commitment of a sealed reason.
    pub(crate) const REASON: &[u8] = b"jiafang emergency reason v1\0";

    /// The key of a file's accesses, from the file key.
    pub(crate) const AUDIT_KEY: &[u8] = b"jiafang audit key v1\0";
    /// Subkey and commitment of a sealed access.
    pub(crate) const ACCESS: &[u8] = b"jiafang access v1\0";
    /// Associated data of a lockbox that holds an audit key.
    pub(crate) const AUDIT_LOCKBOX: &[u8] = b"jiafang audit key lockbox v1\0";
    /// Subkey and commitment of an audit key wrapped in the next.
    pub(crate) const PREVIOUS_AUDIT: &[u8] = b"jiafang previous audit key v1\0";

    /// All of them, for the test that keeps them apart.
    #[cfg(test)]
    pub(crate) const ALL: &[&[u8]] = &[
        SEAL,
        ATTACHMENT,
        SLOT,
        SLOTS_CHECKSUM,
        SLOTS_MAC,
        DATABASE,
        COMMITMENT,
        KEY_COMMITMENT,
        PREVIOUS,
        NAME,
        FILE_LOCKBOX,
        USER_LOCKBOX,
        PARCEL_LOCKBOX,
        INVITATION_LOOKUP,
        INVITATION_SEAL,
        INVITATION_SIGN,
        BUNDLE,
        RECOVERY_USER,
        RECOVERY_SIGN,
        EMERGENCY_LOCKBOX,
        EMERGENCY_EPHEMERAL,
        REASON,
        AUDIT_KEY,
        ACCESS,
        AUDIT_LOCKBOX,
        PREVIOUS_AUDIT,
    ];
}

/// Derives `N` bytes (at most 64 here) from `key`, which nobody can guess. `info` starts with a [`domain`] and has at most one
/// part of changing length, the last.
pub(crate) fn derive<const N: usize>(
    key: &[u8],
    salt: &[u8],
    info: &[&[u8]],
) -> Zeroizing<[u8; N]> {
    const { assert!(N <= 64) };
    let mut derived = Zeroizing::new([0; N]);
    #[expect(
        clippy::expect_used,
        reason = "HKDF-SHA256 refuses only outputs past 8,160 bytes, and N is checked above"
    )]
    Hkdf::<Sha256>::new(Some(salt), key)
        .expand_multi_info(info, derived.as_mut_slice())
        .expect("N is at most 64");
    derived
}

#[cfg(test)]
mod tests {
    use super::domain;

    #[test]
    fn no_domain_begins_another() {
        for (i, a) in domain::ALL.iter().enumerate() {
            assert_eq!(a.iter().position(|b| *b == 0), Some(a.len() - 1));
            for b in &domain::ALL[i + 1..] {
                assert!(!a.starts_with(b) && !b.starts_with(a));
            }
        }
    }
}
