//! The keys and the passphrase, as types that cannot leak by accident: redacted `Debug`, no `Clone`, no
//! `Copy`, no `Serialize`, wiped when dropped. Their bytes are reached through [`crate::hazmat`] only.

use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::derive::{derive, domain};

/// Declares a secret of 32 bytes. They live on the heap so that moving the key copies a pointer and leaves
/// nothing behind on the stack.
macro_rules! secret_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Box<[u8; 32]>);

        impl $name {
            pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
                let mut key = Box::new([0; 32]);
                key.copy_from_slice(bytes);
                Self(key)
            }

            pub(crate) fn bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                zeroize::Zeroize::zeroize(self.0.as_mut_slice());
            }
        }
    };
}
pub(crate) use secret_key;

/// Declares the `make` of a key that is drawn, not derived.
macro_rules! made_at_random {
    ($name:ident) => {
        impl $name {
            /// A fresh key from the system's random source.
            #[must_use]
            pub fn make() -> Self {
                let mut key = Box::new([0; 32]);
                $crate::random::fill(key.as_mut_slice());
                Self(key)
            }
        }
    };
}
pub(crate) use made_at_random;

secret_key! {
    /// The key of a vault. It encrypts nothing itself: other keys are derived from it, and it is wrapped
    /// in the [`KeySlots`](crate::KeySlots).
    VaultKey
}
secret_key! {
    /// The raw key of the vault's database, derived from the [`VaultKey`].
    DatabaseKey
}
secret_key! {
    /// The key of one case file or client file: its changes are sealed under it.
    FileKey
}
secret_key! {
    /// The key of the accesses to one file, derived from the [`FileKey`]: who has it alone reads who opened the file, and
    /// nothing of what is in it.
    AuditKey
}
secret_key! {
    /// The key of one attachment. It travels inside the change that names the attachment.
    AttachmentKey
}
secret_key! {
    /// The key that a station's people share for names: of persons, of the station itself. The station's
    /// server does not have it.
    NameKey
}
made_at_random!(VaultKey);
made_at_random!(FileKey);
made_at_random!(AttachmentKey);
made_at_random!(NameKey);

impl VaultKey {
    /// The raw key for the vault's database. The same vault key always gives the same database key.
    #[must_use]
    pub fn derive_database_key(&self) -> DatabaseKey {
        DatabaseKey::from_bytes(&derive(self.bytes(), &[], &[domain::DATABASE]))
    }
}

/// What a person types to unlock a vault, in Unicode form NFKC: a letter typed in full width because a
/// Chinese input method was on is the same letter, and an accent is the same in one code point or two.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes over the typed text and wipes it. Nothing is trimmed or cut.
    #[must_use]
    pub fn new(typed: String) -> Self {
        let typed = Zeroizing::new(typed);
        // Measured first, so that the string never grows: growing would leave copies behind.
        let length = typed.nfkc().map(char::len_utf8).sum();
        let mut normal = Zeroizing::new(String::with_capacity(length));
        normal.extend(typed.nfkc());
        Self(normal)
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// So that a request that carries a passphrase holds this type from its first moment on. There is no
/// `Serialize`: a passphrase never travels back.
impl<'de> Deserialize<'de> for Passphrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
