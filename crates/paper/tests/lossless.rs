//! Whatever is written in a note stands on paper: no character is lost between the note and what another
//! program reads from the page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod reader;
mod story;

use paper::{Fonts, visit_report};
use proptest::prelude::*;

/// What a note is made of. Left out are characters that share their glyph with another that is not the
/// same by NFKC (• and ·): the page shows them rightly, and copies them as the other.
fn character() -> impl Strategy<Value = char> {
    let choose = |s: &str| proptest::sample::select(s.chars().collect::<Vec<_>>());
    prop_oneof![
        20 => proptest::char::range('\u{4E00}', '\u{9FA5}'),
        2 => proptest::char::range('\u{20000}', '\u{2A6D6}'),
        2 => proptest::char::range('\u{2B820}', '\u{2EBE0}').prop_filter("assigned", |c| {
            !('\u{2CEA2}'..='\u{2CEAF}').contains(c)
        }),
        6 => proptest::char::range('!', '~'),
        4 => choose("，。、；：！？（）【】《》“”‘’…—％℃"),
        2 => choose(" \n\t\u{3000}"),
        1 => choose("😭😊👍☐☑✓éüÀñЖж①Ⅲ㎡℃×÷√□●▲"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_character_of_a_note_is_lost(
        note in proptest::collection::vec(character(), 1..600)
    ) {
        let note: String = note.into_iter().collect();
        let mut report = story::zh();
        report.photos.clear();
        report.withheld_from.clear();
        report.actions.clear();
        report.addenda.clear();
        report.observations = format!("〖{note}〗");
        let pdf = visit_report(&report, Fonts::shared().unwrap()).unwrap();
        prop_assert_eq!(note_on_paper(&pdf), reader::plain(&note));
    }
}

/// What stands between the two marks, without the furniture of the pages that it crosses.
fn note_on_paper(pdf: &[u8]) -> String {
    let mut note = String::new();
    for page in 1..=reader::pages(pdf) {
        note.push_str(&reader::body(pdf, page));
    }
    let start = note.find('〖').unwrap() + '〖'.len_utf8();
    let end = note.rfind('〗').unwrap();
    reader::plain(&note[start..end])
}

#[test]
fn a_note_that_crosses_pages_is_read_back_whole() {
    let mut report = story::zh();
    report.photos.clear();
    report.withheld_from.clear();
    let sentence = "第三天，她把刘海儿别到耳后，说：“阿姨，你看。”";
    report.observations = format!("〖{}〗", sentence.repeat(120));
    let pdf = visit_report(&report, Fonts::shared().unwrap()).unwrap();
    assert!(reader::pages(&pdf) >= 3);
    assert_eq!(note_on_paper(&pdf), reader::plain(&sentence.repeat(120)));
}
