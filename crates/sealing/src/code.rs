//! Codes that travel on paper or by telephone and are typed by hand.
//!
//! Groups of five symbols, as `K7M2X-…`. Four symbols of each group are data, the fifth checks the group: a
//! typing slip is told apart from a code that is not the right one, and the screen can point at the group to
//! look at. The alphabet is Crockford's base 32, which leaves out I, L, O and U; the parser forgives case,
//! spaces, dashes, full width, O for 0, I and L for 1.

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::random;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Data symbols in a group; one check symbol follows them.
const DATA: usize = 4;

/// Where a code was mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeSlip {
    /// Too few or too many symbols.
    #[error("{found} symbols instead of {expected}")]
    Length {
        /// How many symbols were typed, spaces and dashes not counted.
        found: usize,
        /// How many the code has.
        expected: usize,
    },
    /// The check symbol of a group does not fit, or something in it is not in the alphabet.
    #[error("group {number} does not add up")]
    Group {
        /// Which group, counted from 1.
        number: u8,
    },
}

/// `N` data symbols, each a number below 32, in groups of four. On the heap, so that moving a code leaves no
/// copy on the stack; wiped when dropped.
pub(crate) struct Code<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Code<N> {
    const GROUPS: usize = {
        assert!(N.is_multiple_of(DATA) && N / DATA < 32, "whole groups, each with its own weight");
        N / DATA
    };
    const TYPED: usize = Self::GROUPS * (DATA + 1);

    /// Symbols that are all 0, to be filled in.
    pub(crate) fn blank() -> Self {
        Self(Box::new([0; N]))
    }

    /// Fresh symbols from the system's random source.
    pub(crate) fn make() -> Self {
        let mut code = Self::blank();
        random::fill(code.0.as_mut_slice());
        // 32 divides 256: each symbol is as likely as the next.
        code.0.iter_mut().for_each(|symbol| *symbol &= 31);
        code
    }

    /// Reads a typed code.
    pub(crate) fn parse(typed: &str) -> Result<Self, CodeSlip> {
        let mut symbols = Zeroizing::new(vec![0; Self::TYPED]);
        let mut found = 0;
        for typed in typed.nfkc().filter(|c| !is_separator(*c)) {
            if let Some(slot) = symbols.get_mut(found) {
                *slot = symbol_of(typed);
            }
            found += 1;
        }
        if found != Self::TYPED {
            return Err(CodeSlip::Length { found, expected: Self::TYPED });
        }
        // Filled in place, so that what was read before a slip is wiped as well.
        let mut code = Self::blank();
        let groups = symbols.chunks_exact(DATA + 1).zip(code.0.chunks_exact_mut(DATA));
        for (place, (group, data)) in (1..).zip(groups) {
            if group.contains(&UNKNOWN) || check_symbol(place, &group[..DATA]) != group[DATA] {
                return Err(CodeSlip::Group { number: place });
            }
            data.copy_from_slice(&group[..DATA]);
        }
        Ok(code)
    }

    /// The code as it is printed, in groups with dashes.
    pub(crate) fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(Self::TYPED + Self::GROUPS - 1));
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

    /// The data symbols, as numbers below 32.
    pub(crate) fn symbols(&self) -> &[u8; N] {
        &self.0
    }

    /// The same, to be written to; what is written must stay below 32.
    pub(crate) fn symbols_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }
}

impl<const N: usize> Drop for Code<N> {
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

/// Multiplies by x in GF(32) modulo x⁵ + x² + 1, in the same time for every value.
pub(crate) fn times_x(value: u8) -> u8 {
    let shifted = value << 1;
    shifted ^ ((shifted >> 5) * 0b10_0101)
}
