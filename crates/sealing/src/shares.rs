//! The recovery key of a station, split over three sheets of paper of which any two suffice.
//!
//! Shamir's scheme (1979) with a straight line: each symbol of the key is the height at 0 of a line with a
//! random slope, and share 1, 2 or 3 holds its height at 1, 2 or 3. Two points make the line; one point
//! fits every height at 0 equally well. It is computed over GF(32), the field of the printed symbols, so that
//! a share is as long as the key. Nothing here branches or looks up by a secret.
//!
//! A share is printed as nine groups (see [`crate::code`]): its number, three random symbols that all shares
//! of one split have in common, then the 32 symbols of the line.

use std::fmt;

use zeroize::Zeroizing;

use crate::{
    code::{Code, CodeSlip, times_x},
    derive::{derive, domain},
    exchange::UserKey,
    sign::DeviceKey,
};

/// Symbols of the key: 160 random bits.
const KEY: usize = 32;
/// Number of the share and mark of the split.
const HEAD: usize = 4;
const SHARES: [u8; 3] = [1, 2, 3];

/// The recovery key of a station. What it can do follows from it by HKDF-SHA256; it is never stored whole.
pub struct RecoveryKey(Code<KEY>);

/// One of the three sheets. Alone it tells nothing of the key.
pub struct RecoveryShare(Code<{ HEAD + KEY }>);

/// Why two shares do not make a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SharesDontFit {
    /// It is one sheet twice.
    #[error("both are share {number}")]
    SameShare {
        /// Which, 1 to 3.
        number: u8,
    },
    /// The sheets come from two different splits.
    #[error("the shares come from different splits")]
    OtherSplit,
}

impl RecoveryKey {
    /// A fresh key from the system's random source.
    #[must_use]
    pub fn make() -> Self {
        Self(Code::make())
    }

    /// Splits the key anew. Shares of two splits do not fit together.
    #[must_use]
    pub fn split(&self) -> [RecoveryShare; 3] {
        let slope = Code::<KEY>::make();
        let mark = Code::<HEAD>::make();
        SHARES.map(|number| {
            let mut share = Code::<{ HEAD + KEY }>::blank();
            let (head, line) = share.symbols_mut().split_at_mut(HEAD);
            head.copy_from_slice(mark.symbols());
            head[0] = number;
            let points = self.0.symbols().iter().zip(slope.symbols());
            for (height, (at_zero, slope)) in line.iter_mut().zip(points) {
                *height = at_zero ^ times(number, *slope);
            }
            RecoveryShare(share)
        })
    }

    /// Puts the key together from two shares of one split, in any order. Whether it is the station's (any
    /// more) is seen by the public half of its [`user_key`](Self::user_key).
    ///
    /// # Errors
    /// [`SharesDontFit`].
    pub fn join(a: &RecoveryShare, b: &RecoveryShare) -> Result<Self, SharesDontFit> {
        if a.mark() != b.mark() {
            return Err(SharesDontFit::OtherSplit);
        }
        let (at_a, at_b) = (a.number(), b.number());
        if at_a == at_b {
            return Err(SharesDontFit::SameShare { number: at_a });
        }
        // The line through both points, taken at 0 (Lagrange).
        let distance = inverse(at_a ^ at_b);
        let (weight_a, weight_b) = (times(at_b, distance), times(at_a, distance));
        let mut key = Code::blank();
        let points = a.line().iter().zip(b.line());
        for (at_zero, (a, b)) in key.symbols_mut().iter_mut().zip(points) {
            *at_zero = times(weight_a, *a) ^ times(weight_b, *b);
        }
        Ok(Self(key))
    }

    /// What file keys are sealed to, so that the key opens them.
    #[must_use]
    pub fn user_key(&self) -> UserKey {
        UserKey::from_bytes(&derive(self.0.symbols(), &[], &[domain::RECOVERY_USER]))
    }

    /// What signs the directory entry by which the key is used.
    #[must_use]
    pub fn signing_key(&self) -> DeviceKey {
        DeviceKey::from_seed(&derive(self.0.symbols(), &[], &[domain::RECOVERY_SIGN]))
    }
}

impl RecoveryShare {
    /// Reads a typed share.
    ///
    /// # Errors
    /// [`CodeSlip`] when it was mistyped; one of the first group too if the number is not 1 to 3.
    pub fn parse(typed: &str) -> Result<Self, CodeSlip> {
        let share = Self(Code::parse(typed)?);
        let known = SHARES.contains(&share.number());
        if known { Ok(share) } else { Err(CodeSlip::Group { number: 1 }) }
    }

    /// The share as it is printed, in groups with dashes. For its sheet and nothing else.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        self.0.reveal()
    }

    /// Which of the three it is, from 1.
    #[must_use]
    pub fn number(&self) -> u8 {
        self.0.symbols()[0]
    }

    fn mark(&self) -> &[u8] {
        &self.0.symbols()[1..HEAD]
    }

    fn line(&self) -> &[u8] {
        &self.0.symbols()[HEAD..]
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

impl fmt::Debug for RecoveryShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryShare(…)")
    }
}

/// Multiplies in GF(32): `a` bit by bit, each step the same work.
fn times(a: u8, b: u8) -> u8 {
    (0..5).rev().fold(0, |sum, bit| times_x(sum) ^ (((a >> bit) & 1) * b))
}

/// 1 / `a`: every element but 0 to the power of 31 is 1.
fn inverse(a: u8) -> u8 {
    (0..30).fold(1, |power, _| times(power, a))
}

#[cfg(test)]
mod tests {
    use super::{SHARES, inverse, times};

    #[test]
    fn thirty_two_symbols_are_a_field() {
        for a in 0..32 {
            assert_eq!(times(a, 1), a);
            assert!(a == 0 || times(a, inverse(a)) == 1);
            for b in 0..32 {
                assert_eq!(times(a, b), times(b, a));
                for c in 0..32 {
                    assert_eq!(times(a, b ^ c), times(a, b) ^ times(a, c));
                    assert_eq!(times(a, times(b, c)), times(times(a, b), c));
                }
            }
        }
    }

    #[test]
    fn one_share_fits_every_key_equally_well() {
        for number in SHARES {
            for key in 0..32u8 {
                let heights: std::collections::BTreeSet<u8> =
                    (0..32).map(|slope| key ^ times(number, slope)).collect();
                assert_eq!(heights.len(), 32);
            }
        }
    }
}
