//! The visit report, read back by other programs than the one that wrote it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod reader;
mod story;

use paper::{
    ActionLine, Countersigned, Field, Fonts, PaperError, PhotoFault, VisitReport, visit_report,
};

fn print(report: &VisitReport) -> Vec<u8> {
    visit_report(report, Fonts::shared().unwrap()).unwrap()
}

fn refused(report: &VisitReport) -> PaperError {
    visit_report(report, Fonts::shared().unwrap()).unwrap_err()
}

#[test]
fn the_text_of_the_chinese_report() {
    let pdf = print(&story::zh());
    reader::keep("visit-zh.pdf", &pdf);
    insta::assert_snapshot!("visit-zh", reader::text(&pdf));
}

#[test]
fn the_text_of_the_english_report() {
    let pdf = print(&story::en());
    reader::keep("visit-en.pdf", &pdf);
    insta::assert_snapshot!("visit-en", reader::text(&pdf));
}

#[test]
fn the_look_of_every_page() {
    for (name, report) in [("visit-zh", story::zh()), ("visit-en", story::en())] {
        let pdf = print(&report);
        for page in 1..=reader::pages(&pdf) {
            reader::assert_looks_like(&format!("{name}-{page}"), &pdf, page);
        }
    }
}

#[test]
fn an_approved_note_bears_who_countersigned_it_and_when() {
    let approved = |language, name: &str| VisitReport {
        countersigned: Some(Countersigned { name: name.into(), at: story::approved_at() }),
        ..if language == "zh" { story::zh() } else { story::en() }
    };
    let zh = reader::text(&print(&approved("zh", "沈若兰")));
    assert!(zh.contains("沈若兰，2026年3月16日") && zh.contains("审阅通过。"), "{zh}");
    let en = reader::text(&print(&approved("en", "Shen Ruolan")));
    assert!(en.contains("Approved by") && en.contains("Shen Ruolan, 16 March 2026"), "{en}");
    assert!(en.contains("Countersigned."), "{en}");
    assert!(!reader::text(&print(&story::en())).contains("Countersigned"), "nobody has yet");
    match refused(&approved("zh", "沈\u{10ffff}")) {
        PaperError::NoGlyph { field, position, .. } => {
            assert_eq!((field, position), (Field::Reviewer, 2));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let first = print(&story::zh());
    assert!(first == print(&story::zh()), "a second print differs");
    let mut later = story::zh();
    later.printed_at += chrono::TimeDelta::minutes(1);
    assert!(first != print(&later), "the time of printing is nowhere in the file");
}

#[test]
fn fonts_are_embedded_as_subsets_and_the_file_is_small() {
    let mut report = story::zh();
    report.photos.clear();
    let pdf = print(&report);
    assert!(pdf.len() < 300_000, "{} bytes", pdf.len());
    let fonts = reader::fonts(&pdf);
    assert_eq!(fonts.len(), 4, "text, headings, rare Han, emoji: {fonts:?}");
    for font in fonts {
        assert!(font.contains("yes yes yes"), "embedded, subset, with Unicode: {font}");
    }
}

#[test]
fn every_page_names_station_case_code_and_page() {
    let mut report = story::zh();
    report.observations = report.observations.repeat(6);
    let pdf = print(&report);
    let count = reader::pages(&pdf);
    assert!(count >= 3);
    for page in 1..=count {
        let text = reader::page(&pdf, page);
        for expected in [
            "青禾县暖阳社会工作服务站",
            "个案编号QH-2026-0017",
            "核验码7K3M-92QX-4D",
            &format!("第{page}页，共{count}页"),
            "2026-03-1608:45周敏打印",
            "不得交给、读给或出示给：陈国庆（父亲）",
        ] {
            assert!(text.contains(expected), "page {page} lacks {expected}:\n{text}");
        }
    }
}

#[test]
fn a_page_that_nobody_is_to_be_kept_from_has_no_warning() {
    let mut report = story::zh();
    report.withheld_from.clear();
    assert!(!reader::dense(&print(&report)).contains("不得交给"));
}

#[test]
fn many_names_are_on_the_first_page_and_counted_on_the_others() {
    let mut report = story::zh();
    report.withheld_from = (1..=50).map(|n| format!("陈氏亲属第{n}人")).collect();
    let pdf = print(&report);
    assert!(reader::page(&pdf, 1).contains("陈氏亲属第50人"));
    let second = reader::page(&pdf, 2);
    assert!(second.contains("不得交给、读给或出示给第1页所列的50人"), "{second}");
}

#[test]
fn the_longest_names_and_a_long_line_without_a_space_stay_on_the_page() {
    let mut report = story::en();
    report.client.name = "阿".repeat(100);
    report.station = "Station".repeat(14);
    report.printed_by = "x".repeat(100);
    report.judgement = "y".repeat(2_000);
    report.present = vec!["迪丽热巴·迪力木拉提".into(); 50];
    let pdf = print(&report);
    let text = reader::dense(&pdf);
    assert_eq!(text.matches('阿').count(), 100);
    assert_eq!(text.matches('y').count() / 2_000, 1);
    assert_eq!(text.matches("迪丽热巴·迪力木拉提").count(), 50);
    assert!(reader::rightmost_ink(&pdf, 1) < 0.925, "{}", reader::rightmost_ink(&pdf, 1));
}

#[test]
fn a_long_table_repeats_its_header_and_loses_no_action() {
    let mut report = story::zh();
    report.photos.clear();
    let line = report.actions[0].clone();
    report.actions = (1..=60)
        .map(|n| ActionLine { what: format!("第{n}项：{}", line.what), ..line.clone() })
        .collect();
    let pdf = print(&report);
    let text = reader::dense(&pdf);
    assert!((1..=60).all(|n| text.contains(&format!("第{n}项："))));
    assert!(text.matches("做什么谁来做期限目前").count() >= 3);
}

#[test]
fn the_signature_lines_are_never_alone_on_a_page() {
    let sentence = "她说今天的饭是自己做的。";
    for sentences in (0..72).step_by(3) {
        let mut report = story::zh();
        report.actions.clear();
        report.photos.clear();
        report.addenda.clear();
        report.next = None;
        report.needs.clear();
        report.judgement = sentence.repeat(sentences);
        let pdf = print(&report);
        let last = reader::page(&pdf, reader::pages(&pdf));
        assert!(last.contains("督导"), "{last}");
        let before = last.split("记录并签署").next().unwrap();
        assert!(before.contains("做的") || before.contains("煮了面"), "{sentences}: {last}");
    }
}

#[test]
fn addenda_stand_after_the_note_with_author_and_time() {
    let text = reader::dense(&print(&story::zh()));
    let note = text.find("进门时").unwrap();
    let addendum = text.find("更正：复诊单的日期是3月9日").unwrap();
    let signature = text.find("记录并签署").unwrap();
    assert!(note < addendum && addendum < signature);
    assert!(text.contains("补记1") && text.contains("2026-03-1509:12"));
}

#[test]
fn a_character_in_no_font_is_an_error_that_says_where() {
    let mut report = story::zh();
    report.present.push("王𓀀".into());
    let expected = PaperError::NoGlyph {
        character: '𓀀',
        code_point: 0x13000,
        field: Field::Present(5),
        position: 2,
    };
    assert_eq!(refused(&report), expected);
}

#[test]
fn every_text_of_a_report_is_checked() {
    let strange = "\u{13000}";
    type Spoil = fn(&mut VisitReport, String);
    let spoil: [(Field, Spoil); 15] = [
        (Field::Station, |r, s| r.station = s),
        (Field::CaseNumber, |r, s| r.case_number = s),
        (Field::ClientName, |r, s| r.client.name = s),
        (Field::Place, |r, s| r.place = s),
        (Field::Observations, |r, s| r.observations = s),
        (Field::Judgement, |r, s| r.judgement = s),
        (Field::ActionWhat(2), |r, s| r.actions[1].what = s),
        (Field::ActionOwner(3), |r, s| r.actions[2].owner = s),
        (Field::NextVisit, |r, s| r.next.as_mut().unwrap().purpose = s),
        (Field::PhotoCaption(2), |r, s| r.photos[1].caption = s),
        (Field::Addendum(1), |r, s| r.addenda[0].text = s),
        (Field::AddendumAuthor(1), |r, s| r.addenda[0].author = s),
        (Field::Author, |r, s| r.author = s),
        (Field::WithheldFrom(1), |r, s| r.withheld_from[0] = s),
        (Field::PrintedBy, |r, s| r.printed_by = s),
    ];
    for (expected, spoil) in spoil {
        let mut report = story::zh();
        spoil(&mut report, strange.to_owned());
        match refused(&report) {
            PaperError::NoGlyph { field, .. } => assert_eq!(field, expected),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn a_note_of_200_000_characters_is_printed_whole() {
    let mut report = story::zh();
    report.photos.clear();
    report.observations = "雨下了一整夜，她没有睡。".repeat(200_000 / 12);
    let start = std::time::Instant::now();
    let pdf = print(&report);
    let took = start.elapsed();
    assert!(reader::pages(&pdf) > 120);
    let text = reader::dense(&pdf);
    assert_eq!(text.matches('雨').count(), 200_000 / 12);
    assert!(took.as_secs() < 60, "{took:?}");
}

#[test]
fn a_photo_that_cannot_be_read_is_named_and_one_kept_in_the_file_is_said_to_be() {
    let mut report = story::zh();
    report.photos[1].image = Some(b"ftypheic".to_vec());
    let expected = PaperError::Photo { number: 2, fault: PhotoFault::Unreadable };
    assert_eq!(refused(&report), expected);
    report.photos[1].image = None;
    assert!(reader::dense(&print(&report)).contains("此照片不能打印，原件在电子档案中。"));
}

#[test]
fn photos_are_scaled_down_for_paper() {
    let mut report = story::zh();
    report.photos.truncate(1);
    report.photos[0].image = Some(story::picture(4000, 3000));
    let pdf = print(&report);
    let images = reader::images(&pdf);
    assert_eq!(images.len(), 1, "{images:?}");
    assert!(images[0].contains("567   425  rgb     3   8  jpeg"), "{images:?}");
}

#[test]
fn the_file_says_its_language_and_never_the_client_s_name() {
    let pdf = print(&story::zh());
    let info = reader::info(&pdf);
    assert!(info.contains("家访记录 QH-2026-0017"), "{info}");
    assert!(!info.contains("小米") && !info.contains("PDF/X"), "{info}");
    assert!(pdf.windows(11).any(|w| w == b"/Lang(zh-CN"));
}
