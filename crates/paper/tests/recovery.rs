//! The recovery sheet.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod reader;
mod story;

use paper::{Field, Fonts, Language, PaperError, RecoverySheet, recovery_sheet};

const GROUPS: [&str; 8] = ["4KXT", "9MPQ", "W2HC", "7RVD", "J5NF", "3YGA", "8ZBE", "6SL0"];

fn sheet(language: Language) -> RecoverySheet {
    RecoverySheet {
        language,
        station: language_of(language, "青禾县暖阳社会工作服务站", "Nuanyang Social Work Station"),
        person: language_of(language, "周敏", "Zhou Min"),
        made_on: story::day(3, 1),
        code_groups: GROUPS.map(String::from).to_vec(),
    }
}

fn language_of(language: Language, zh: &str, en: &str) -> String {
    if language == Language::Zh { zh.to_owned() } else { en.to_owned() }
}

#[test]
fn text_and_look_in_both_languages() {
    for (name, language) in [("recovery-zh", Language::Zh), ("recovery-en", Language::En)] {
        let pdf = recovery_sheet(&sheet(language), Fonts::shared().unwrap()).unwrap();
        reader::keep(&format!("{name}.pdf"), &pdf);
        assert_eq!(reader::pages(&pdf), 1);
        insta::assert_snapshot!(name, reader::text(&pdf));
        reader::assert_looks_like(name, &pdf, 1);
    }
}

#[test]
fn the_code_stands_whole_and_in_order() {
    let pdf = recovery_sheet(&sheet(Language::Zh), Fonts::shared().unwrap()).unwrap();
    let text = reader::dense(&pdf);
    let places: Vec<usize> = GROUPS.iter().map(|g| text.find(g).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn the_code_is_nowhere_but_on_the_page() {
    let sheet = sheet(Language::En);
    let debug = format!("{sheet:?}");
    let pdf = recovery_sheet(&sheet, Fonts::shared().unwrap()).unwrap();
    let info = reader::info(&pdf);
    for group in GROUPS {
        assert!(!debug.contains(group) && !info.contains(group));
        assert!(!pdf.windows(4).any(|w| w == group.as_bytes()));
    }
}

#[test]
fn a_name_in_no_font_is_an_error() {
    let mut sheet = sheet(Language::Zh);
    sheet.person = "\u{13000}".into();
    let error = recovery_sheet(&sheet, Fonts::shared().unwrap()).unwrap_err();
    assert!(matches!(error, PaperError::NoGlyph { field: Field::Person, .. }));
}
