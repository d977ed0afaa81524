//! Names of people and of the station, sealed so that the server does not read them and, by their length,
//! learns little: it sees 32, 64, … bytes.
//!
//! Layout as of a sealed message (see [`crate::seal()`]), in a namespace of its own; the plaintext is the name in
//! UTF-8, one byte 0x80, and zeros up to a multiple of 32.

use zeroize::Zeroizing;

use crate::{
    derive::domain,
    error::SealingError,
    random,
    seal::{NONCE_LEN, open_in, seal_in},
    secret::NameKey,
};

const BLOCK: usize = 32;
/// Stands after the last byte of a name: the last byte that is not zero.
const END: u8 = 0x80;

/// Seals a name, bound to `aad`: whose name it is (not stored, the opener must know it).
#[must_use]
pub fn seal_name(key: &NameKey, aad: &[u8], name: &str) -> Vec<u8> {
    seal_name_with_nonce(key, &random::bytes(), aad, name)
}

/// Opens what [`seal_name`] made with the same key and associated data.
///
/// # Errors
/// [`SealingError::CannotOpen`], whatever the reason; a name that is not text or not padded as above too.
pub fn open_name(
    key: &NameKey,
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<String>, SealingError> {
    unpad(&open_in(domain::NAME, key.bytes(), aad, sealed)?)
}

pub(crate) fn seal_name_with_nonce(
    key: &NameKey,
    nonce: &[u8; NONCE_LEN],
    aad: &[u8],
    name: &str,
) -> Vec<u8> {
    seal_in(domain::NAME, key.bytes(), nonce, aad, &pad(name))
}

/// A text with its padding.
pub(crate) fn pad(text: &str) -> Zeroizing<Vec<u8>> {
    // Room for all of it at once: growing would leave a copy behind.
    let length = (text.len() + 1).next_multiple_of(BLOCK);
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(text.as_bytes());
    padded.push(END);
    padded.resize(length, 0);
    padded
}

/// The text without its padding.
pub(crate) fn unpad(padded: &[u8]) -> Result<Zeroizing<String>, SealingError> {
    let text = unpadded(padded).and_then(|text| std::str::from_utf8(text).ok());
    text.map(|text| Zeroizing::new(text.to_owned())).ok_or(SealingError::CannotOpen)
}

/// What stands before the padding; none if there is more or less of that than there must be, so that a name
/// has one spelling only.
fn unpadded(padded: &[u8]) -> Option<&[u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let whole = (end + 1).next_multiple_of(BLOCK) == padded.len();
    (padded[end] == END && whole).then(|| &padded[..end])
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, unpadded};

    #[test]
    fn padding_has_one_spelling() {
        let mut padded = [0; 2 * BLOCK];
        assert_eq!(unpadded(&padded), None, "no end");
        padded[31] = 0x80;
        assert_eq!(unpadded(&padded), None, "a block too many");
        assert_eq!(unpadded(&padded[..BLOCK]), Some([0; 31].as_slice()));
        assert_eq!(unpadded(&padded[..BLOCK + 1]), None, "no whole block");
        padded[32] = 0x80;
        assert_eq!(unpadded(&padded), Some(&padded[..32]));
        padded[40] = 1;
        assert_eq!(unpadded(&padded), None, "something after the end");
        assert_eq!(unpadded(&[]), None);
    }
}
