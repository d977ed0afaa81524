//! The code on a printed page: it names the note and the addenda that the page shows, so that the page can
//! be checked against the file. 60 bits in Crockford's base 32, which has no letters to mistake: enough to
//! tell pages apart; whether the note is unaltered is for its signature to say.
//!
//! The codes of a visit stand in its view, and in the index of words, which leads from a code to the visit.

use super::super::columns;
use super::super::rows::first;
use crate::error::VaultError;
use crate::reader::Reader;
use crate::search;
use casework::id::VisitId;
use history::{ChangeId, Hash};
use sha2::{Digest as _, Sha256};

/// Stands before what is hashed, so that a code is the hash of nothing else.
const DOMAIN: &[u8] = b"jiafang page 1";
/// Crockford's digits: no I, L, O, U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, of 5 bits each.
const LENGTH: u32 = 12;
/// Characters of a group.
const GROUP: usize = 4;
/// Characters of a code as it is written.
const WRITTEN: usize = 14;

/// A page that was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageCode {
    /// The visit it shows.
    pub visit: VisitId,
    /// The note that it shows.
    pub note: ChangeId,
    /// How many addenda it shows.
    pub addenda: u32,
}

/// The code of a page with this note and these addenda, in groups: `7Q0M-2ZKD-X94F`.
fn of(note: ChangeId, addenda: &[ChangeId]) -> String {
    let mut hash = Sha256::new().chain_update(DOMAIN).chain_update(note.bytes());
    addenda.iter().for_each(|change| hash.update(change.bytes()));
    let hash: [u8; 32] = hash.finalize().into();
    let bits = hash.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)) >> 4;
    let digits = (0..LENGTH).rev().map(|place| DIGITS[(bits >> (5 * place) & 31) as usize]);
    let mut code = String::new();
    for (at, digit) in digits.enumerate() {
        if at > 0 && at % GROUP == 0 {
            code.push('-');
        }
        code.push(char::from(digit));
    }
    code
}

/// A typed code in its one spelling: capitals, groups, and the digits that were meant by the letters that
/// are none.
fn plain(typed: &str) -> String {
    let mut plain = String::new();
    for c in typed.chars().map(narrow).filter(char::is_ascii_alphanumeric) {
        if plain.len() % (GROUP + 1) == GROUP {
            plain.push('-');
        }
        plain.push(match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        });
    }
    plain
}

/// A full-width letter or digit as the ASCII character it stands for.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The codes of a visit's pages: of the note alone, and with each addendum that followed.
pub(super) fn all(note: ChangeId, addenda: &[ChangeId]) -> Vec<String> {
    (0..=addenda.len()).map(|count| of(note, addenda.get(..count).unwrap_or_default())).collect()
}

impl Reader<'_> {
    /// The page with a code, however the code is typed.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn page_code(&self, typed: &str) -> Result<Option<PageCode>, VaultError> {
        let code = plain(typed);
        if code.len() != WRITTEN {
            return Ok(None);
        }
        for n in search::visits_with_code(*self, &code)? {
            let found = first(self.conn, CODES, [n], |row| {
                let codes: String = row.get(1)?;
                let addenda = codes.split(' ').position(|of| of == code).map(columns::count);
                let (visit, note) = (VisitId::from_bytes(row.get(0)?), Hash(row.get(2)?));
                Ok(addenda.map(|addenda| PageCode { visit, note, addenda }))
            })?;
            if let Some(Some(page)) = found {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }
}

const CODES: &str = "SELECT id, codes, note_change FROM visits WHERE n = ?1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stay_as_they_were_printed() {
        // Frozen: paper cannot be printed anew.
        assert_eq!(of(Hash([0; 32]), &[]), "1KB3-5WBB-VEVS");
        assert_eq!(of(Hash([0; 32]), &[Hash([1; 32])]), "EG29-762T-XGDW");
    }

    #[test]
    fn a_code_tells_which_addenda_and_in_which_order() {
        let (note, a, b) = (Hash([1; 32]), Hash([2; 32]), Hash([3; 32]));
        let codes =
            [of(note, &[]), of(note, &[a]), of(note, &[a, b]), of(note, &[b, a]), of(a, &[])];
        for (at, code) in codes.iter().enumerate() {
            assert_eq!(code.len(), 14);
            assert!(!codes[..at].contains(code));
            assert_eq!(&plain(code), code);
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in
            ["7Q0M-2ZK1-X94F", "7qom2zklx94f", " 7Q0M 2ZKI　X94F ", "７Ｑ０Ｍ－２ＺＫ１－Ｘ９４Ｆ"]
        {
            assert_eq!(plain(typed), "7Q0M-2ZK1-X94F", "{typed}");
        }
        assert_eq!(plain("没有"), "");
    }
}
