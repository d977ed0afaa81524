//! How hard a guess at the passphrase is made: the parameters of Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::error::SealingError;

/// The cost of key stretching, given by the *caller*: new slots are made with it, and a file whose slots
/// ask for less is refused. A file can therefore never talk the program into a cheap guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfCost {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
}

impl KdfCost {
    /// 64 MiB, 3 passes, 1 lane: RFC 9106's second recommended option with a single lane, about a third of
    /// a second on a small laptop. The only cost that production code can name.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// See [`crate::hazmat::cheap_kdf_cost`].
    pub(crate) const CHEAP: Self = Self { memory_kib: 64, passes: 1, lanes: 1 };

    /// The most that a file may ask for: leaves room for stronger slots of later versions, and keeps a
    /// planted file from freezing the laptop.
    const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 10, lanes: 4 };

    /// Whether `asked`, found in a file, is neither below this floor nor above the ceiling.
    pub(super) fn admits(self, asked: Self) -> bool {
        let within = |floor, asked, ceiling| (floor..=ceiling).contains(&asked);
        within(self.memory_kib, asked.memory_kib, Self::CEILING.memory_kib)
            && within(self.passes, asked.passes, Self::CEILING.passes)
            && within(self.lanes, asked.lanes, Self::CEILING.lanes)
    }

    /// Stretches a passphrase or recovery code into the key that wraps the vault key. Slow on purpose.
    pub(super) fn stretch(
        self,
        secret: &[u8],
        salt: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, SealingError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| SealingError::SlotsTampered)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut_slice())
            .map_err(|_| SealingError::OutOfMemory)?;
        Ok(key)
    }
}
