//! The citizen identity number 公民身份号码: 18 characters of which six say where it was given, eight
//! the birth date, three the order (odd for men), and the last checks the rest.
//!
//! Source: GB 11643-1999; its check character is MOD 11-2 of GB/T 17710 (ISO 7064).

use crate::problem::{Told, bare, with};
use crate::sex::Sex;
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// Weight of each of the first 17 digits: 2^(17 − i) mod 11 (GB 11643-1999, 4.2).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character for each remainder of the weighted sum by 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Why something is not an identity number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Not 18 characters, but this many.
    #[error("an identity number has 18 characters, this one {0}")]
    Length(usize),
    /// A character that is no digit (the last may be X).
    #[error("character {position} of the identity number is no digit")]
    NotADigit {
        /// Place of the character, from 1.
        position: usize,
    },
    /// A slip of the pen: the last character does not fit the rest.
    #[error("the identity number's last character should be {expected}")]
    Checksum {
        /// The last character that would fit.
        expected: char,
    },
    /// The birth date in it is in no calendar.
    #[error("the identity number holds a birth date that does not exist")]
    NoSuchDate,
    /// The birth date in it lies ahead.
    #[error("the identity number holds a birth date in the future")]
    BirthInFuture,
}

impl Told for IdNumberError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Length(length) => with("length", length),
            Self::NotADigit { position } => with("not_a_digit", position),
            Self::Checksum { expected } => with("checksum", expected),
            Self::NoSuchDate => bare("no_such_date"),
            Self::BirthInFuture => bare("birth_in_future"),
        }
    }
}

/// A valid identity number. Its `Debug` shows the last four characters only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    text: String,
    birth_date: NaiveDate,
}

impl IdNumber {
    /// Reads a number as people type it: full-width digits, spaces and a lower-case x are accepted.
    ///
    /// # Errors
    /// [`IdNumberError`]; never [`IdNumberError::BirthInFuture`], for which see [`Self::check_on`].
    pub fn parse(typed: &str) -> Result<Self, IdNumberError> {
        let text: String = typed.chars().filter_map(plain).collect();
        let length = text.chars().count();
        if length != 18 {
            return Err(IdNumberError::Length(length));
        }
        let stranger = text
            .chars()
            .enumerate()
            .position(|(at, c)| !c.is_ascii_digit() && (at, c) != (17, 'X'));
        if let Some(at) = stranger {
            return Err(IdNumberError::NotADigit { position: at + 1 });
        }
        let birth_date = birth_date(&text).ok_or(IdNumberError::NoSuchDate)?;
        let expected = check_character(&text);
        if !text.ends_with(expected) {
            return Err(IdNumberError::Checksum { expected });
        }
        Ok(Self { text, birth_date })
    }

    /// Checks that the person was born by a given day.
    ///
    /// # Errors
    /// [`IdNumberError::BirthInFuture`].
    pub fn check_on(&self, today: NaiveDate) -> Result<(), IdNumberError> {
        if self.birth_date > today { Err(IdNumberError::BirthInFuture) } else { Ok(()) }
    }

    /// The birth date in it.
    #[must_use]
    pub fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// The sex in it: the 17th digit is odd for men.
    #[must_use]
    pub fn sex(&self) -> Sex {
        match self.text.as_bytes().get(16) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// Its 18 characters, the last in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its last four characters: what people remember and search by.
    #[must_use]
    pub fn tail(&self) -> &str {
        self.text.get(14..).unwrap_or_default()
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber(…{})", self.tail())
    }
}

/// The check character that belongs to the first 17 digits.
fn check_character(digits: &str) -> char {
    let sum: u32 =
        digits.chars().zip(WEIGHTS).filter_map(|(c, weight)| Some(c.to_digit(10)? * weight)).sum();
    CHECKS.get(sum as usize % CHECKS.len()).copied().unwrap_or('X')
}

/// Characters 7 to 14 as a date, if there is such a day.
fn birth_date(text: &str) -> Option<NaiveDate> {
    let year = text.get(6..10)?.parse().ok()?;
    let month = text.get(10..12)?.parse().ok()?;
    let day = text.get(12..14)?.parse().ok()?;
    // The first numbers were given in 1984, to people born in the century before at the earliest.
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| date.year() >= 1800)
}

/// A typed character in its plain form; `None` for what does not count.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(c as u32 - 0xfee0),
        'x' | 'Ｘ' | 'ｘ' | '×' => Some('X'),
        c if c.is_whitespace() || c.is_control() => None,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // The two worked examples of the standard.
    const MAN: &str = "440524188001010014";
    const WOMAN: &str = "11010519491231002X";

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    /// A number with its check character, for a place, a birth date and an order.
    fn number(digits17: &str) -> String {
        format!("{digits17}{}", check_character(digits17))
    }

    #[test]
    fn the_standards_examples_are_read() {
        let woman = IdNumber::parse(WOMAN).unwrap();
        assert_eq!((woman.birth_date(), woman.sex()), (day(1949, 12, 31), Sex::Female));
        assert_eq!((woman.as_str(), woman.tail()), (WOMAN, "002X"));
        let man = IdNumber::parse(MAN).unwrap();
        assert_eq!((man.birth_date(), man.sex()), (day(1880, 1, 1), Sex::Male));
    }

    #[test]
    fn it_is_read_however_it_is_typed() {
        let expected = IdNumber::parse(WOMAN).unwrap();
        for typed in [
            "110105 19491231 002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            "１１０１０５１９４９１２３１００２ｘ",
            "\u{feff}11010519491231002X\u{200b}\n",
            "110105\u{3000}19491231\u{a0}002X",
        ] {
            assert_eq!(IdNumber::parse(typed).as_ref(), Ok(&expected), "{typed}");
        }
    }

    #[test]
    fn seventeen_digits_are_too_few() {
        assert_eq!(IdNumber::parse("11010519491231002"), Err(IdNumberError::Length(17)));
        assert_eq!(IdNumber::parse(""), Err(IdNumberError::Length(0)));
        assert_eq!(IdNumber::parse(&"1".repeat(1_000_000)), Err(IdNumberError::Length(1_000_000)));
    }

    #[test]
    fn a_wrong_checksum_names_the_right_one() {
        assert_eq!(
            IdNumber::parse("110105194912310021"),
            Err(IdNumberError::Checksum { expected: 'X' })
        );
        assert_eq!(
            IdNumber::parse("44052418800101001X"),
            Err(IdNumberError::Checksum { expected: '4' })
        );
    }

    #[test]
    fn the_31st_of_february_is_no_birthday() {
        for birth in ["20090231", "20090229", "20091301", "20090100", "00010101"] {
            let typed = number(&format!("130102{birth}002"));
            assert_eq!(IdNumber::parse(&typed), Err(IdNumberError::NoSuchDate), "{birth}");
        }
        assert!(IdNumber::parse(&number("13010220080229002")).is_ok());
    }

    #[test]
    fn a_character_that_is_no_digit_is_pointed_at() {
        assert_eq!(
            IdNumber::parse("1101051949123I002X"),
            Err(IdNumberError::NotADigit { position: 14 })
        );
        assert_eq!(
            IdNumber::parse("X10105194912310021"),
            Err(IdNumberError::NotADigit { position: 1 })
        );
        assert_eq!(
            IdNumber::parse("11010519491231002Y"),
            Err(IdNumberError::NotADigit { position: 18 })
        );
    }

    #[test]
    fn birth_in_the_future_is_told_against_a_day() {
        let unborn = IdNumber::parse(&number("13010220300101002")).unwrap();
        assert_eq!(unborn.check_on(day(2029, 12, 31)), Err(IdNumberError::BirthInFuture));
        assert_eq!(unborn.check_on(day(2030, 1, 1)), Ok(()));
    }

    #[test]
    fn debug_does_not_show_the_number() {
        let shown = format!("{:?}", IdNumber::parse(WOMAN).unwrap());
        assert_eq!(shown, "IdNumber(…002X)");
    }

    proptest! {
        #[test]
        fn every_valid_number_is_read_and_every_single_slip_is_caught(
            place in 110_000u32..660_000,
            days in 0u64..50_000,
            order in 0u32..1000,
            at in 0usize..17,
            slip in 1u8..10,
        ) {
            let birth = day(1890, 1, 1) + chrono::Days::new(days);
            let valid = number(&format!("{place}{}{order:03}", birth.format("%Y%m%d")));
            let read = IdNumber::parse(&valid).unwrap();
            prop_assert_eq!(read.birth_date(), birth);
            prop_assert_eq!(read.sex() == Sex::Male, order % 2 == 1);

            let mut slipped = valid.into_bytes();
            slipped[at] = b'0' + (slipped[at] - b'0' + slip) % 10;
            prop_assert!(IdNumber::parse(&String::from_utf8(slipped).unwrap()).is_err());
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC*|[0-9xX ]{15,20}") {
            let _ = IdNumber::parse(&typed);
        }
    }
}
