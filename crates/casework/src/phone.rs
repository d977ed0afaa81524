//! Telephone numbers as they are dialled. Mobile and landline numbers are not restricted further: a
//! worker writes down what she is given.

use crate::limits::{MAX_PHONE_CHARS, MIN_PHONE_CHARS};
use crate::problem::{Told, with};

/// Why a number cannot be dialled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Something other than digits, dashes and one leading plus.
    #[error("“{found}” does not belong in a telephone number")]
    Character {
        /// The first character that does not belong.
        found: char,
    },
    /// Too short or too long.
    #[error("a telephone number has {min} to {max} characters, this one {length}")]
    Length {
        /// Fewest characters.
        min: usize,
        /// Most characters.
        max: usize,
        /// Characters it has.
        length: usize,
    },
}

impl Told for PhoneError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Character { found } => with("not_dialled", found),
            Self::Length { length, .. } => with("length", length),
        }
    }
}

/// The number in plain digits, dashes and plus: full-width forms made narrow, spaces and brackets
/// dropped, every kind of dash and the word for an extension (转) written `-`.
#[must_use]
pub fn clean(number: &str) -> String {
    let mut clean = String::with_capacity(number.len());
    for c in number.chars().map(narrow) {
        match c {
            // “(0311) 8612…” keeps the parting between area code and number.
            '-' | ')' | '转' => {
                if !clean.is_empty() && !clean.ends_with('-') {
                    clean.push('-');
                }
            }
            '(' | '.' => {}
            c if c.is_whitespace() || c.is_control() || is_invisible(c) => {}
            c => clean.push(c),
        }
    }
    clean.trim_end_matches('-').to_owned()
}

/// The cleaned number, if it can be dialled.
///
/// # Errors
/// [`PhoneError`], which names the character or the length.
pub fn check(number: &str) -> Result<String, PhoneError> {
    let clean = clean(number);
    let stranger = clean.chars().enumerate().find(|&(at, c)| match c {
        '+' => at != 0,
        c => !c.is_ascii_digit() && c != '-',
    });
    if let Some((_, found)) = stranger {
        return Err(PhoneError::Character { found });
    }
    let length = clean.len();
    if (MIN_PHONE_CHARS..=MAX_PHONE_CHARS).contains(&length) {
        Ok(clean)
    } else {
        Err(PhoneError::Length { min: MIN_PHONE_CHARS, max: MAX_PHONE_CHARS, length })
    }
}

/// The digits alone: what a search by telephone number compares.
#[must_use]
pub fn digits(number: &str) -> String {
    number.chars().map(narrow).filter(char::is_ascii_digit).collect()
}

/// Full-width and look-alike forms as the ASCII character they stand for.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            // The block repeats ASCII 0x21–0x7E in the same order.
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | 'ー' => '-',
        c => c,
    }
}

/// Marks that come along when a number is copied from a web page or a contact card.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_cleaned_as_they_come() {
        for (typed, dialled) in [
            ("138 1234 5678", "13812345678"),
            ("１３８１２３４５６７８", "13812345678"),
            ("+86 138-1234-5678", "+86138-1234-5678"),
            ("（0311）8612 3456", "0311-86123456"),
            ("0311—86123456 转 801", "0311-86123456-801"),
            ("\u{202d}13812345678\u{202c}", "13812345678"),
            ("110", "110"),
        ] {
            assert_eq!(check(typed).as_deref(), Ok(dialled), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_named() {
        assert_eq!(check("没有电话"), Err(PhoneError::Character { found: '没' }));
        assert_eq!(check("1+2345"), Err(PhoneError::Character { found: '+' }));
        assert_eq!(check(""), Err(PhoneError::Length { min: 3, max: 20, length: 0 }));
        assert_eq!(check("12"), Err(PhoneError::Length { min: 3, max: 20, length: 2 }));
        let long = "1".repeat(21);
        assert_eq!(check(&long), Err(PhoneError::Length { min: 3, max: 20, length: 21 }));
    }

    #[test]
    fn digits_ignore_how_a_number_is_written() {
        assert_eq!(digits("+86 (0311) ８６12-3456"), "86031186123456");
    }

    proptest! {
        #[test]
        fn a_checked_number_stays_as_it_is(typed in "\\+?[0-9０-９ ()（）.－-]{0,30}") {
            if let Ok(checked) = check(&typed) {
                prop_assert_eq!(check(&checked), Ok(checked.clone()));
                prop_assert_eq!(digits(&checked), digits(&typed));
            }
        }
    }
}
