//! Drawings of the family, read back by other programs than the one that wrote them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod family;
mod reader;
mod story;

use casework::ecomap::Surroundings;
use casework::family::Sound;
use family::{Tale, around_xiaomi, forty, lin, xiaomi};
use paper::{DrawingSheet, Field, Fonts, Language, PaperError, Shown, drawing_sheet};

fn sound(tale: &Tale) -> Sound {
    let (sound, errors) = Sound::of(&tale.0);
    assert_eq!(errors, []);
    sound
}

fn sheet<'a>(language: Language, family: &'a Sound, shown: Shown<'a>) -> DrawingSheet<'a> {
    let zh = language == Language::Zh;
    let choose = |zh_: &str, en: &str| if zh { zh_.to_owned() } else { en.to_owned() };
    let client = family.people().iter().find(|kin| kin.client).map(|kin| kin.name.clone());
    DrawingSheet {
        language,
        station: choose("青禾县暖阳社会工作服务站", "Nuanyang Social Work Station"),
        case_number: "QH-2026-0017".into(),
        client: client.unwrap_or_default(),
        family,
        shown,
        withheld_from: Vec::new(),
        printed_at: story::zoned(3, 16, 8, 45),
        printed_by: choose("周敏", "Zhou Min"),
    }
}

fn print(sheet: &DrawingSheet<'_>) -> Vec<u8> {
    drawing_sheet(sheet, Fonts::shared().unwrap()).unwrap()
}

fn assert_prints_as(name: &str, pdf: &[u8]) {
    reader::keep(&format!("{name}.pdf"), pdf);
    insta::assert_snapshot!(name, reader::text(pdf));
    reader::assert_looks_like(name, pdf, 1);
}

#[test]
fn the_genograms_in_text_and_look() {
    for (name, language, tale) in [
        ("genogram-zh", Language::Zh, xiaomi()),
        ("genogram-en", Language::En, xiaomi()),
        ("genogram-lin-zh", Language::Zh, lin()),
        ("genogram-forty-zh", Language::Zh, forty()),
    ] {
        let family = sound(&tale);
        let pdf = print(&sheet(language, &family, Shown::Genogram));
        assert_prints_as(name, &pdf);
    }
}

#[test]
fn the_ecomap_in_text_and_look() {
    let tale = xiaomi();
    let family = sound(&tale);
    let (around, errors) = Surroundings::of(&around_xiaomi(&tale), &family);
    assert_eq!(errors, []);
    for (name, language) in [("ecomap-zh", Language::Zh), ("ecomap-en", Language::En)] {
        assert_prints_as(name, &print(&sheet(language, &family, Shown::Ecomap(&around))));
    }
}

#[test]
fn the_words_say_who_is_what_to_whom() {
    let family = sound(&lin());
    let zh = reader::dense(&print(&sheet(Language::Zh, &family, Shown::Genogram)));
    for said in [
        "林雨：女，2009年生，服务对象，林建军、吴晓燕的亲生子女，由亲属何玉珍照料。",
        "林悦：女，2018年生，由林建军、郑丽收养。",
        "由林建萍、周静家庭寄养。",
        "林建军与吴晓燕：离婚（2003年至2011年）。",
        "林一、林二：同卵双胞胎。",
        "同住一家：何玉珍、林浩、林雨。",
        "林建军与林雨：断绝往来。",
    ] {
        assert!(zh.contains(said), "{said} is not in {zh}");
    }
    let en = print(&sheet(Language::En, &sound(&xiaomi()), Shown::Genogram));
    let en = reader::text(&en);
    for said in ["陈国庆 is violent towards 小米.", "the client, child of 陈国庆 and 刘春梅"]
    {
        assert!(en.contains(said), "{said} is not in {en}");
    }
}

#[test]
fn every_sign_of_the_drawing_is_explained_and_no_other() {
    let explained = |tale: &Tale| {
        let family = sound(tale);
        reader::page(&print(&sheet(Language::Zh, &family, Shown::Genogram)), 1)
    };
    let (xiaomi, lin) = (explained(&xiaomi()), explained(&lin()));
    for word in ["暴力", "疏远"] {
        assert!(xiaomi.contains(word) && !lin.contains(word), "{word}");
    }
    for word in ["收养", "家庭寄养", "亲属照料", "同卵双胞胎", "怀孕中", "分居"]
    {
        assert!(lin.contains(word) && !xiaomi.contains(word), "{word}");
    }
}

#[test]
fn a_large_family_is_printed_once_more_over_several_pages() {
    let mut tale = Tale::default();
    let mother = tale.kin("母", family::F, 1950);
    for number in 0..40 {
        let child = tale.kin(&format!("子女{number}"), family::M, 1970);
        tale.children(&[mother], &[child], casework::family::ParentWay::Biological);
    }
    let family = sound(&tale);
    let pdf = print(&sheet(Language::Zh, &family, Shown::Genogram));
    assert!(reader::page(&pdf, 2).contains("第1排第1幅"));
    // Each name stands on the overview, on a part, and in a sentence at least.
    let all = reader::dense(&pdf);
    for number in 0..40 {
        let name = format!("子女{number}1970");
        assert!(all.matches(&name).count() >= 2, "{name}");
    }
}

#[test]
fn who_must_not_have_the_pages_is_named_on_each() {
    let family = sound(&xiaomi());
    let withheld_from = vec!["陈国庆（父亲）".to_owned()];
    let pdf =
        print(&DrawingSheet { withheld_from, ..sheet(Language::Zh, &family, Shown::Genogram) });
    for page in 1..=reader::pages(&pdf) {
        assert!(reader::page(&pdf, page).contains("不得交给、读给或出示给：陈国庆（父亲）"));
    }
}

#[test]
fn the_same_family_gives_the_same_bytes_in_whatever_order_it_was_recorded() {
    let tale = lin();
    let mut turned = lin();
    turned.0.people.reverse();
    turned.0.ties.reverse();
    let bytes = |tale: &Tale| print(&sheet(Language::Zh, &sound(tale), Shown::Genogram));
    assert!(bytes(&tale) == bytes(&turned));
}

#[test]
fn a_name_in_no_font_is_an_error_and_not_a_gap() {
    let mut tale = xiaomi();
    tale.0.people[0].name = "陈\u{13000}".into();
    let family = sound(&tale);
    let sheet = sheet(Language::Zh, &family, Shown::Genogram);
    let error = drawing_sheet(&sheet, Fonts::shared().unwrap()).unwrap_err();
    assert!(matches!(error, PaperError::NoGlyph { field: Field::Drawing, .. }), "{error}");
}

#[test]
fn nobody_at_all_is_an_empty_drawing() {
    let family = Sound::default();
    let pdf = print(&sheet(Language::En, &family, Shown::Genogram));
    assert_eq!(reader::pages(&pdf), 2);
}
