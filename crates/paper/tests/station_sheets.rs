//! The three sheets of a station's recovery key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(dead_code, reason = "the reader of pages is shared")]

mod reader;
mod story;

use paper::{Fonts, Language, StationSheets, station_sheets};

fn groups(sheet: usize) -> Vec<String> {
    (0..9).map(|group| format!("{sheet}{group}XQZ")).collect()
}

fn sheets(language: Language) -> StationSheets {
    StationSheets {
        language,
        station: "青禾县暖阳社会工作服务站".into(),
        person: "周敏".into(),
        made_on: story::day(3, 1),
        sheets: [groups(1), groups(2), groups(3)],
    }
}

#[test]
fn each_sheet_is_a_page_of_its_own_with_its_groups_in_order() {
    for language in [Language::Zh, Language::En] {
        let pdf = station_sheets(&sheets(language), Fonts::shared().unwrap()).unwrap();
        assert_eq!(reader::pages(&pdf), 3);
        let text = reader::dense(&pdf);
        let all = [groups(1), groups(2), groups(3)].concat();
        let places: Vec<usize> = all.iter().map(|group| text.find(group).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
    }
}

#[test]
fn the_groups_are_nowhere_but_on_the_pages() {
    let sheets = sheets(Language::En);
    let debug = format!("{sheets:?}");
    let pdf = station_sheets(&sheets, Fonts::shared().unwrap()).unwrap();
    let info = reader::info(&pdf);
    for group in [groups(1), groups(2), groups(3)].concat() {
        assert!(!debug.contains(&group) && !info.contains(&group));
        assert!(!pdf.windows(5).any(|window| window == group.as_bytes()));
    }
}
