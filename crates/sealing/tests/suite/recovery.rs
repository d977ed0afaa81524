//! The recovery code: typed back from paper, by somebody in a hurry.

use proptest::prelude::*;
use sealing::{CodeSlip, RecoveryCode, SealingError};

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn slip(typed: &str) -> CodeSlip {
    match RecoveryCode::parse(typed) {
        Err(SealingError::RecoverySlip(slip)) => slip,
        other => panic!("no slip but {other:?}"),
    }
}

fn bare(code: &RecoveryCode) -> Vec<char> {
    code.reveal().chars().filter(|c| *c != '-').collect()
}

fn text(symbols: &[char]) -> String {
    symbols.iter().collect()
}

#[test]
fn it_has_seven_groups_of_five_from_the_alphabet() {
    let code = RecoveryCode::make();
    let groups: Vec<String> = code.reveal().split('-').map(String::from).collect();
    assert_eq!(groups.len(), 7);
    for group in groups {
        assert_eq!(group.len(), 5);
        assert!(group.chars().all(|c| ALPHABET.contains(c)));
    }
    assert_ne!(*code.reveal(), *RecoveryCode::make().reveal());
}

#[test]
fn every_symbol_of_the_alphabet_comes_up() {
    let seen: std::collections::HashSet<char> =
        (0..100).flat_map(|_| bare(&RecoveryCode::make())).collect();
    assert_eq!(seen.len(), 32);
}

#[test]
fn the_parser_forgives_what_does_not_matter() {
    let code = RecoveryCode::make();
    let printed = code.reveal().to_string();
    let typed = [
        printed.to_lowercase(),
        printed.replace('-', ""),
        printed.replace('-', " "),
        printed.replace('-', "——"),
        printed.replace('-', "\u{3000}－ "),
        printed.replace('0', "O"),
        printed.replace('0', "o").replace('1', "l"),
        printed.replace('1', "I"),
        format!("\n  {printed}\t\n"),
        // full width, as a Chinese input method gives it
        printed.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
    ];
    for typed in typed {
        assert_eq!(*RecoveryCode::parse(&typed).unwrap().reveal(), printed, "{typed}");
    }
}

#[test]
fn every_wrong_symbol_is_noticed_in_its_group() {
    let right = bare(&RecoveryCode::make());
    for position in 0..right.len() {
        for symbol in ALPHABET.chars().filter(|c| *c != right[position]) {
            let mut typed = right.clone();
            typed[position] = symbol;
            let number = u8::try_from(position / 5 + 1).unwrap();
            assert_eq!(slip(&text(&typed)), CodeSlip::Group { number });
        }
    }
}

#[test]
fn neighbours_swapped_are_noticed() {
    for _ in 0..50 {
        let right = bare(&RecoveryCode::make());
        for position in (0..34).filter(|p| p % 5 != 4 && right[*p] != right[*p + 1]) {
            let mut typed = right.clone();
            typed.swap(position, position + 1);
            let number = u8::try_from(position / 5 + 1).unwrap();
            assert_eq!(slip(&text(&typed)), CodeSlip::Group { number });
        }
    }
}

#[test]
fn groups_swapped_are_noticed() {
    let code = RecoveryCode::make();
    let printed = code.reveal();
    for (a, b) in [(0, 1), (2, 5), (0, 6), (3, 4)] {
        let mut groups: Vec<&str> = printed.split('-').collect();
        groups.swap(a, b);
        let number = u8::try_from(a + 1).unwrap();
        assert_eq!(slip(&groups.join("-")), CodeSlip::Group { number });
    }
}

#[test]
fn characters_outside_the_alphabet_are_a_slip() {
    let right = bare(&RecoveryCode::make());
    for stranger in ['U', 'u', '中', '?', '\u{1f600}'] {
        let mut typed = right.clone();
        typed[12] = stranger;
        assert_eq!(slip(&text(&typed)), CodeSlip::Group { number: 3 });
    }
}

#[test]
fn a_missing_or_surplus_symbol_is_a_matter_of_length() {
    let right = bare(&RecoveryCode::make());
    let expected = 35;
    assert_eq!(slip(""), CodeSlip::Length { found: 0, expected });
    assert_eq!(slip(&text(&right[1..])), CodeSlip::Length { found: 34, expected });
    let longer = text(&right) + "7";
    assert_eq!(slip(&longer), CodeSlip::Length { found: 36, expected });
    let huge = "7".repeat(1_000_000);
    assert_eq!(slip(&huge), CodeSlip::Length { found: 1_000_000, expected });
}

proptest! {
    #[test]
    fn what_parses_prints_the_same(typed in "\\PC{0,60}") {
        if let Ok(code) = RecoveryCode::parse(&typed) {
            prop_assert_eq!(code.reveal().len(), 41);
        }
    }

    #[test]
    fn round_trip(_ in 0..1u8) {
        let code = RecoveryCode::make();
        let again = RecoveryCode::parse(&code.reveal()).unwrap();
        prop_assert_eq!(&*code.reveal(), &*again.reveal());
    }
}
