//! Files that are scales, and files that are not. Both readers are asked: the program's and the schema
//! that editors use.

use super::*;
use crate::data_file::{FileError, MAX_DATA_BYTES, MAX_WORDS_CHARS};
use crate::scale::SHIPPED;
use proptest::prelude::*;
use std::sync::LazyLock;

const SMALL: &str = r#"
id = "steps"
version = 3
name = { zh = "步", en = "Steps" }
source = { zh = "站点", en = "the station" }
licence = { zh = "自有", en = "its own" }
about = { zh = "数一数", en = "count" }
for = ["elder"]
better = "higher"
lowest = 0
highest = 5

[choices]
pair = [
    { points = 0, text = { zh = "不能", en = "no" } },
    { points = 2, text = { zh = "能", en = "yes" } },
]

[[part]]
id = "all"
name = { zh = "全部", en = "all" }

[[item]]
id = "up"
part = "all"
text = { zh = "上", en = "up" }
choices = "pair"

[[item]]
id = "down"
text = { zh = "下", en = "down" }
options = [
    { points = 3, text = { zh = "自己", en = "alone" } },
    { points = 0, text = { zh = "不能", en = "no" } },
]

[[finding]]
id = "falls"
text = { zh = "跌倒", en = "falls" }
most = 9

[[band]]
id = "poor"
from = 0
to = 2
name = { zh = "差", en = "poor" }

[[band]]
id = "good"
from = 3
to = 5
name = { zh = "好", en = "good" }

[[change]]
findings = ["falls"]
at_least = 2
worse = 1
text = { zh = "加重", en = "worse" }

[[alarm]]
item = "down"
at_least = 3
asks = "crisis"
text = { zh = "停", en = "stop" }
"#;

/// The schema, as editors read it.
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let text = include_str!("../../../../../assets/scales/schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
});

fn schema_takes(file: &str) -> bool {
    toml::from_str(file).is_ok_and(|value: serde_json::Value| SCHEMA.is_valid(&value))
}

fn with(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replacen(from, to, 1)
}

fn line(of: &str, file: &str) -> usize {
    file.lines().position(|line| line.contains(of)).unwrap() + 1
}

/// What is wrong with the small scale once `from` reads `to`; the line of it is that of `to`.
fn wrong(from: &str, to: &str) -> Wrong {
    let file = with(from, to);
    let error = Scale::parse(&file).unwrap_err();
    let ScaleError::At { line: told, wrong } = error else { panic!("{error}") };
    let begins = line(to.trim().lines().next().unwrap_or_default(), &file);
    assert!(told >= begins, "{wrong}: line {told}");
    wrong
}

/// The same, of what may be wrong in any file.
fn line_wrong(from: &str, to: &str) -> LineWrong {
    match wrong(from, to) {
        Wrong::Line(wrong) => wrong,
        other => panic!("{other}"),
    }
}

#[test]
fn the_shipped_scales_are_scales_and_the_schema_agrees() {
    let mut told = Vec::new();
    for file in SHIPPED {
        let scale = Scale::parse(file).unwrap();
        let errors: Vec<String> = {
            let value: serde_json::Value = toml::from_str(file).unwrap();
            SCHEMA.iter_errors(&value).map(|error| error.to_string()).collect()
        };
        assert_eq!(errors, [""; 0], "{}", scale.id);
        told.push((scale.id, scale.items.len(), scale.highest, scale.bands.len()));
    }
    let expected = [
        ("gbt42195".into(), 26, 90, 5),
        ("barthel".into(), 10, 100, 4),
        ("gds15".into(), 15, 15, 4),
        ("phq9".into(), 9, 27, 5),
        ("gad7".into(), 7, 21, 4),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_national_scale_has_the_points_of_the_standard() {
    let scale = Scale::parse(SHIPPED[0]).unwrap();
    let most = |part: &str| -> Vec<u16> {
        let of_part = scale.items.iter().filter(|item| item.part.as_deref() == Some(part));
        of_part.map(|item| item.range().1).collect()
    };
    assert_eq!(most("self_care"), [4; 8]);
    assert_eq!(most("movement"), [4, 4, 4, 3]);
    assert_eq!(most("mental"), [4, 4, 4, 4, 4, 4, 1, 1, 2]);
    assert_eq!(most("perception"), [2, 2, 4, 3, 4]);
    for item in &scale.items {
        let mut points: Vec<_> = item.choices.iter().map(|choice| choice.points).collect();
        points.sort_unstable();
        assert!(points.into_iter().eq(0..=item.range().1), "{}: every step is there", item.id);
    }
    let bands: Vec<_> = scale.bands.iter().map(|band| (band.from, band.to)).collect();
    assert_eq!(bands, [(0, 29), (30, 45), (46, 65), (66, 89), (90, 90)]);
}

#[test]
fn a_small_scale_is_read() {
    let scale = Scale::parse(SMALL).unwrap();
    assert!(schema_takes(SMALL));
    assert_eq!((scale.version, scale.lowest, scale.highest), (3, 0, 5));
    assert_eq!(scale.worse_at_most, 2, "as many as there are bands");
    assert_eq!(scale.items[0].choices.len(), 2);
    assert_eq!(scale.changes[0].effect, Effect::Worse { bands: 1 });
}

#[test]
fn what_the_form_of_a_file_forbids_both_refuse() {
    for (from, to) in [
        ("version = 3", "version = 0"),
        ("version = 3", "version = \"3\""),
        ("better = \"higher\"", ""),
        ("better = \"higher\"", "better = \"both\""),
        ("about = { zh = \"数一数\", en = \"count\" }", "about = { zh = \"数一数\" }"),
        ("about = { zh = \"数一数\", en = \"count\" }", "about = { zh = \" \", en = \"count\" }"),
        ("for = [\"elder\"]", "for = []"),
        ("id = \"steps\"", "id = \"Steps 1\""),
        ("id = \"steps\"", "id = \"steps\"\ncolour = \"red\""),
        ("points = 3", "points = 101"),
        ("points = 3", "points = -1"),
        ("points = 3", "points = 2.5"),
        ("choices = \"pair\"", ""),
        ("worse = 1", ""),
        ("worse = 1", "worse = 1\nset = \"poor\""),
        ("most = 9", "most = 0"),
        ("asks = \"crisis\"", "asks = \"tea\""),
        ("findings = [\"falls\"]", "findings = []"),
    ] {
        let file = with(from, to);
        assert!(Scale::parse(&file).is_err(), "the program took {to}");
        assert!(!schema_takes(&file), "the schema took {to}");
    }
}

#[test]
fn what_only_the_whole_can_tell_is_told() {
    let id = |id: &str| id.to_owned();
    assert_eq!(line_wrong("id = \"down\"", "id = \"up\""), LineWrong::Twice { id: id("up") });
    assert_eq!(line_wrong("id = \"good\"", "id = \"poor\""), LineWrong::Twice { id: id("poor") });
    let unknown = |what, of: &str| LineWrong::Unknown { what, id: of.into() };
    assert_eq!(
        line_wrong("choices = \"pair\"", "choices = \"pairs\""),
        unknown("choices", "pairs")
    );
    assert_eq!(line_wrong("part = \"all\"", "part = \"some\""), unknown("part", "some"));
    assert_eq!(line_wrong("[\"falls\"]", "[\"burns\"]"), unknown("finding", "burns"));
    assert_eq!(line_wrong("worse = 1", "set = \"bad\""), unknown("band", "bad"));
    assert_eq!(line_wrong("item = \"down\"", "item = \"left\""), unknown("item", "left"));
    assert_eq!(wrong("{ points = 3", "{ points = 0"), Wrong::SamePoints { points: 0 });
    let never = LineWrong::Number { what: "at_least", found: 10, from: 1, to: 9 };
    assert_eq!(line_wrong("at_least = 2", "at_least = 10"), never);
    let both = "id = \"up\"\noptions = []";
    assert_eq!(wrong("id = \"up\"", both), Wrong::Choices { id: id("up") });
}

#[test]
fn a_forgotten_item_shows_in_the_sum() {
    let start = SMALL.find("[[item]]\nid = \"down\"").unwrap();
    let end = SMALL.find("[[finding]]").unwrap();
    let file = format!("{}{}", &SMALL[..start], &SMALL[end..]);
    let wrong = Wrong::Sum { what: "highest", declared: 5, found: 2 };
    let at = line("highest", &file);
    assert_eq!(Scale::parse(&file), Err(ScaleError::At { line: at, wrong }));
    assert_eq!(line("highest", SMALL), at);
}

#[test]
fn bands_hold_every_score_once() {
    assert_eq!(wrong("to = 2", "to = 3"), Wrong::Overlap { id: "good".into(), score: 3 });
    assert_eq!(wrong("from = 3", "from = 4"), Wrong::Hole { from: 3, to: 3 });
    assert_eq!(wrong("from = 0", "from = 1"), Wrong::Hole { from: 0, to: 0 });
    assert_eq!(wrong("to = 5", "to = 6"), Wrong::Overlap { id: "good".into(), score: 6 });
    assert_eq!(wrong("to = 5", "to = 1"), Wrong::BandBackwards { id: "good".into() });
    let short = Scale::parse(&with("to = 5", "to = 4")).unwrap_err();
    assert!(matches!(short, ScaleError::At { wrong: Wrong::Hole { from: 5, to: 5 }, .. }));
    let turned = with("id = \"poor\"\nfrom = 0\nto = 2", "id = \"x\"\nfrom = 3\nto = 5").replacen(
        "id = \"good\"\nfrom = 3\nto = 5",
        "id = \"y\"\nfrom = 0\nto = 2",
        1,
    );
    assert_eq!(Scale::parse(&turned).unwrap().bands[0].id, "y", "in whatever order they stand");
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let file = format!("{SMALL}#{}", "x".repeat(MAX_DATA_BYTES));
    let error = Scale::parse(&file).unwrap_err();
    assert!(matches!(error, ScaleError::File(FileError::TooLarge { .. })));
    let words = format!("zh = \"{}\"", "长".repeat(MAX_WORDS_CHARS + 1));
    assert_eq!(
        line_wrong("zh = \"数一数\"", &words),
        LineWrong::LongWords { limit: MAX_WORDS_CHARS }
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_a_scale_or_an_error(text in "\\PC{0,200}") {
        let _ = Scale::parse(&text);
    }

    #[test]
    fn a_damaged_file_is_a_scale_or_an_error_with_a_line_of_it(
        cut in 0..SMALL.len(), put in "[\\[\\]{}=\",0-9a-z\\n -]{0,6}", skip in 0..40_usize
    ) {
        let start = SMALL.floor_char_boundary(cut);
        let end = SMALL.ceil_char_boundary((cut + skip).min(SMALL.len()));
        let file = format!("{}{put}{}", &SMALL[..start], &SMALL[end..]);
        match Scale::parse(&file) {
            Ok(scale) => {
                // What was read holds what the scoring relies on.
                for score in scale.lowest..=scale.highest {
                    prop_assert!(scale.band_of(score).is_some());
                }
                prop_assert!(scale.items.iter().all(|item| item.choices.len() >= 2));
            }
            Err(ScaleError::File(FileError::Syntax { line, .. }) | ScaleError::At { line, .. }) => {
                prop_assert!((1..=file.lines().count() + 1).contains(&line));
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}
