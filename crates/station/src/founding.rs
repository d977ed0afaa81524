//! The founding code: what `init` prints once, so that nobody but its reader can found the station.
//!
//! The one secret that this room ever makes, and no key to any case: it seals the certificate of the station's
//! own authority (which every laptop sees in clear at each greeting) and signs the first entry of a
//! directory that does not exist yet. The station forgets the code once it is printed, keeps the public half, and
//! even that only until it is founded. Keys of files, people and laptops are made elsewhere, and what opens them is
//! not among the libraries that this room is built on.
//!
//! Written, derived and sealed exactly as invitations are (see `FORMAT.md` in `sealing`, whose vectors the test
//! below reads), so that a laptop knows one kind of code.

use std::fmt;

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use protocol::DevicePublic;
use protocol::invitation::LOOKUP_LEN;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::random;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Data symbols of the code, five bits each.
const SYMBOLS: usize = 20;
/// Data symbols in a group; one check symbol follows them.
const GROUP: usize = 4;
const NONCE_LEN: usize = 24;
/// XChaCha20-Poly1305 with HKDF-SHA256.
const SUITE: u8 = 1;

const LOOKUP: &[u8] = b"jiafang invitation lookup v1\0";
const SEAL: &[u8] = b"jiafang invitation seal v1\0";
const SIGN: &[u8] = b"jiafang invitation sign v1\0";
const BUNDLE: &[u8] = b"jiafang bundle v1\0";

/// Something could not be derived or sealed: lengths that do not occur here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the founding code could not be made")]
pub struct FoundingFailed;

/// 100 random bits. Shown once through [`reveal`](Self::reveal), wiped when dropped.
pub struct FoundingSecret(Zeroizing<[u8; SYMBOLS]>);

impl FoundingSecret {
    /// A fresh secret from the system's random source.
    ///
    /// # Errors
    /// [`FoundingFailed`] where the system gives no random bytes.
    pub fn make() -> Result<Self, FoundingFailed> {
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        random::fill(symbols.as_mut_slice()).map_err(|_| FoundingFailed)?;
        // 32 divides 256: each symbol is as likely as the next.
        symbols.iter_mut().for_each(|symbol| *symbol &= 31);
        Ok(Self(symbols))
    }

    /// The code as it is printed, in groups with dashes.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS / GROUP * (GROUP + 2)));
        for (place, data) in (1..).zip(self.0.chunks_exact(GROUP)) {
            if place > 1 {
                text.push('-');
            }
            for symbol in data.iter().chain([&check_symbol(place, data)]) {
                text.push(char::from(ALPHABET[usize::from(*symbol & 31)]));
            }
        }
        text
    }

    /// What the station keeps the bundle under.
    ///
    /// # Errors
    /// [`FoundingFailed`].
    pub fn lookup(&self) -> Result<[u8; LOOKUP_LEN], FoundingFailed> {
        derive(self.0.as_slice(), &[], &[LOOKUP]).map(|lookup| *lookup)
    }

    /// The key whose signature founds the station.
    ///
    /// # Errors
    /// [`FoundingFailed`].
    pub fn public(&self) -> Result<DevicePublic, FoundingFailed> {
        let seed = derive::<32>(self.0.as_slice(), &[], &[SIGN])?;
        Ok(DevicePublic(SigningKey::from_bytes(&seed).verifying_key().to_bytes()))
    }

    /// Seals the bundle.
    ///
    /// # Errors
    /// [`FoundingFailed`].
    pub fn seal_bundle(&self, bundle: &[u8]) -> Result<Vec<u8>, FoundingFailed> {
        let mut nonce = [0; NONCE_LEN];
        random::fill(&mut nonce).map_err(|_| FoundingFailed)?;
        self.seal_with_nonce(&nonce, bundle)
    }

    fn seal_with_nonce(
        &self,
        nonce: &[u8; NONCE_LEN],
        bundle: &[u8],
    ) -> Result<Vec<u8>, FoundingFailed> {
        let key = derive::<32>(self.0.as_slice(), &[], &[SEAL])?;
        let both = derive::<64>(key.as_slice(), nonce, &[BUNDLE, &[SUITE]])?;
        let (subkey, commitment) = both.split_at(32);
        let cipher = XChaCha20Poly1305::new_from_slice(subkey).map_err(|_| FoundingFailed)?;
        let mut sealed = [&[SUITE], nonce.as_slice(), commitment].concat();
        let mut text = bundle.to_vec();
        let tag = cipher
            .encrypt_inout_detached(&XNonce::from(*nonce), &[], text.as_mut_slice().into())
            .map_err(|_| FoundingFailed)?;
        sealed.append(&mut text);
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }
}

impl fmt::Debug for FoundingSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FoundingSecret(…)")
    }
}

fn derive<const N: usize>(
    key: &[u8],
    salt: &[u8],
    info: &[&[u8]],
) -> Result<Zeroizing<[u8; N]>, FoundingFailed> {
    let mut derived = Zeroizing::new([0; N]);
    Hkdf::<Sha256>::new(Some(salt), key)
        .expand_multi_info(info, derived.as_mut_slice())
        .map_err(|_| FoundingFailed)?;
    Ok(derived)
}

fn check_symbol(place: u8, data: &[u8]) -> u8 {
    times_x(data.iter().fold(place, |sum, symbol| times_x(sum) ^ symbol))
}

/// Multiplies by x in GF(32) modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    shifted ^ ((shifted >> 5) * 0b10_0101)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vectors() -> Vec<serde_json::Value> {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../sealing/tests/vectors/invitation.json");
        serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
    }

    #[test]
    fn a_laptop_reads_what_the_station_prints_and_seals() {
        let vectors = vectors();
        assert!(!vectors.is_empty());
        for vector in vectors {
            let bytes = |field: &str| hex::decode(vector[field].as_str().unwrap()).unwrap();
            let secret = FoundingSecret(Zeroizing::new(bytes("symbols").try_into().unwrap()));
            assert_eq!(secret.reveal().as_str(), vector["code"].as_str().unwrap());
            assert_eq!(secret.lookup().unwrap().to_vec(), bytes("lookup"));
            assert_eq!(secret.public().unwrap().0.to_vec(), bytes("public"));
            let nonce = bytes("nonce").try_into().unwrap();
            assert_eq!(secret.seal_with_nonce(&nonce, &bytes("bundle")).unwrap(), bytes("sealed"));
        }
    }

    #[test]
    fn no_two_codes_are_alike_and_none_is_shown_by_mistake() {
        let (one, other) = (FoundingSecret::make().unwrap(), FoundingSecret::make().unwrap());
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(one.reveal().len(), 29);
        assert_eq!(format!("{one:?}"), "FoundingSecret(…)");
    }
}
