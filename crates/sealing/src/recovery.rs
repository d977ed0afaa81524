//! The recovery code: what is printed on the recovery sheet and typed back when the passphrase is forgotten.
//!
//! Seven groups of five symbols, as `K7M2X-…`. Four symbols of each group are random (140 bits in all),
//! the fifth checks the group: a typing slip is told apart from a code that is not this vault's, and the
//! screen can point at the group to look at. The alphabet is Crockford's base 32, which leaves out I, L, O
//! and U; the parser forgives case, spaces, dashes, full width, O for 0, I and L for 1.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::{error::SealingError, random};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 7;
/// Random symbols in a group; one check symbol follows them.
const DATA: usize = 4;
const SYMBOLS: usize = GROUPS * (DATA + 1);

/// A recovery code. Shown only through [`reveal`](Self::reveal), wiped when dropped.
pub struct RecoveryCode(Box<[u8; GROUPS * DATA]>);

/// Where a recovery code was mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoverySlip {
    /// Too few or too many symbols.
    #[error("{found} symbols instead of {expected}")]
    Length {
        /// How many symbols were typed, spaces and dashes not counted.
        found: usize,
        /// How many a recovery code has.
        expected: usize,
    },
    /// The check symbol of a group does not fit, or something in it is not in the alphabet.
    #[error("group {number} does not add up")]
    Group {
        /// Which group, counted from 1.
        number: u8,
    },
}

impl RecoveryCode {
    /// A fresh code from the system's random source.
    #[must_use]
    pub fn make() -> Self {
        let mut data = Box::new([0; GROUPS * DATA]);
        random::fill(data.as_mut_slice());
        // 32 divides 256: each symbol is as likely as the next.
        data.iter_mut().for_each(|symbol| *symbol &= 31);
        Self(data)
    }

    /// Reads a typed code.
    ///
    /// # Errors
    /// [`SealingError::RecoverySlip`] when it was mistyped. A code that parses may still be the wrong one.
    pub fn parse(typed: &str) -> Result<Self, SealingError> {
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        let mut found = 0;
        for typed in typed.nfkc().filter(|c| !is_separator(*c)) {
            if let Some(slot) = symbols.get_mut(found) {
                *slot = symbol_of(typed);
            }
            found += 1;
        }
        if found != SYMBOLS {
            let expected = SYMBOLS;
            return Err(RecoverySlip::Length { found, expected }.into());
        }
        // Filled in place, so that what was read before a slip is wiped as well.
        let mut code = Self(Box::new([0; GROUPS * DATA]));
        let groups = symbols.chunks_exact(DATA + 1).zip(code.0.chunks_exact_mut(DATA));
        for (place, (group, data)) in (1..).zip(groups) {
            if group.contains(&UNKNOWN) || check_symbol(place, &group[..DATA]) != group[DATA] {
                return Err(RecoverySlip::Group { number: place }.into());
            }
            data.copy_from_slice(&group[..DATA]);
        }
        Ok(code)
    }

    /// The code as it is printed, in groups with dashes. For the recovery sheet and nothing else.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS + GROUPS - 1));
        for (place, data) in (1..).zip(self.0.chunks_exact(DATA)) {
            if place > 1 {
                text.push('-');
            }
            for symbol in data.iter().chain([&check_symbol(place, data)]) {
                text.push(char::from(ALPHABET[usize::from(*symbol)]));
            }
        }
        text
    }

    /// What key stretching is fed with: the 28 random symbols, as numbers below 32.
    pub(crate) fn symbols(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

impl Drop for RecoveryCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Stands for a character that is not in the alphabet.
const UNKNOWN: u8 = 0xff;

fn symbol_of(typed: char) -> u8 {
    let symbol = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0..)
        .zip(ALPHABET)
        .find_map(|(value, letter)| (char::from(*letter) == symbol).then_some(value))
        .unwrap_or(UNKNOWN)
}

/// Spaces, and everything that input methods offer for a dash.
fn is_separator(typed: char) -> bool {
    typed.is_whitespace() || matches!(typed, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The check symbol of a group: its symbols and its place as a polynomial over GF(32), taken at x. Every
/// term has another non-zero weight, so one wrong symbol, two neighbours swapped, or two groups swapped
/// never go unseen; of other slips 31 in 32 are seen in each group.
fn check_symbol(place: u8, data: &[u8]) -> u8 {
    times_x(data.iter().fold(place, |sum, symbol| times_x(sum) ^ symbol))
}

/// Multiplies by x in GF(32) modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 }
}
