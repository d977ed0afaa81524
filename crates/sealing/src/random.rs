//! The one source of randomness: the operating system's.

use getrandom::{
    SysRng,
    rand_core::{Rng, UnwrapErr},
};

/// Fills `bytes` from the operating system's generator.
///
/// # Panics
/// If the kernel gives no random bytes. On the systems we run on this cannot happen once the machine has
/// booted, and a program that went on without randomness would write keys anybody can guess.
pub(crate) fn fill(bytes: &mut [u8]) {
    UnwrapErr(SysRng).fill_bytes(bytes);
}

/// `N` fresh random bytes that are not secret (salts, nonces).
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}
