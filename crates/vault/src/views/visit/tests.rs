use super::*;
use crate::search::HitKind;
use crate::views::testing::{
    World, agreed, case, case_id, client, client_id, day, dump_of, next, note, visit_id,
};
use casework::fields::{FieldId, RecordKind, value};
use history::{ChangeKind, Content};

fn world() -> World {
    let mut world = World::new();
    world.edit(client_id(1), &client("王小米"));
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    world
}

#[test]
fn a_signed_visit_is_read_as_signed() {
    let mut world = world();
    let mut signed = note(case_id(1), client_id(1), day(3), "小米在写作业。");
    signed.form.next = next(day(10), "看成绩单");
    let change = world.sign(visit_id(1), &signed);
    let record = world.read().visit(visit_id(1)).unwrap().unwrap();
    assert_eq!((record.note, record.note_change, record.addenda), (signed, change, vec![]));
    assert_eq!(world.read().visit(visit_id(2)).unwrap(), None);
    world.check_rebuild();
}

#[test]
fn addenda_follow_the_note_and_are_found() {
    let mut world = world();
    world.sign(visit_id(1), &note(case_id(1), client_id(1), day(3), "小米在写作业。"));
    world.sign_addendum(visit_id(1), "更正：是在画画。");
    world.sign_addendum(visit_id(1), "奶奶在场。");
    let record = world.read().visit(visit_id(1)).unwrap().unwrap();
    let texts: Vec<_> = record.addenda.iter().map(|addendum| addendum.text.as_str()).collect();
    assert_eq!(texts, ["更正：是在画画。", "奶奶在场。"]);
    let hits = world.read().find("画画", 9).unwrap().hits;
    assert_eq!(hits.len(), 1);
    assert_eq!((hits[0].kind, hits[0].visit), (HitKind::Visit, Some(visit_id(1))));
    assert_eq!(world.read().find("作业", 9).unwrap().hits.len(), 1);
    world.check_rebuild();
}

#[test]
fn trust_37_an_addendum_that_cannot_be_read_is_counted_and_hides_no_other() {
    let mut world = world();
    world.sign(visit_id(1), &note(case_id(1), client_id(1), day(3), "小米在写作业。"));
    world.sign_addendum(visit_id(1), "更正：是在画画。");
    let place = (RecordKind::VISIT, visit_id(1).into());
    for content in [Content::Unreadable, Content::Newer, Content::Value(value(&7))] {
        world.append_content(place, (FieldId::WHOLE, ChangeKind::ADDENDUM), vec![], content);
    }
    world.refresh(place.0, place.1);
    let record = world.read().visit(visit_id(1)).unwrap().unwrap();
    assert_eq!((record.addenda.len(), record.addenda_unreadable), (1, 3));
    let sql = "SELECT addenda FROM visits WHERE id = ?1";
    let counted: u32 = world.conn.query_row(sql, [visit_id(1).bytes()], |row| row.get(0)).unwrap();
    assert_eq!(counted, 4);
    world.check_rebuild();
}

#[test]
fn a_page_is_known_by_its_code_also_after_an_addendum() {
    let mut world = world();
    let note = world.sign(visit_id(1), &note(case_id(1), client_id(1), day(3), "小米在写作业。"));
    let printed = world.read().visit(visit_id(1)).unwrap().unwrap().code;
    world.sign_addendum(visit_id(1), "更正");
    let later = world.read().visit(visit_id(1)).unwrap().unwrap().code;
    assert_ne!(printed, later);
    let page = |typed: &str| world.read().page_code(typed).unwrap();
    assert_eq!(page(&printed), Some(PageCode { visit: visit_id(1), note, addenda: 0 }));
    assert_eq!(
        page(&later.to_lowercase().replace('-', "")),
        Some(PageCode { visit: visit_id(1), note, addenda: 1 })
    );
    assert_eq!(page("0000-0000-0000"), None);
    assert_eq!(page(""), None);
    world.check_rebuild();
}

#[test]
fn trust_25_a_second_note_changes_nothing() {
    let mut world = world();
    let first = note(case_id(1), client_id(1), day(3), "真的记录");
    world.sign(visit_id(1), &first);
    let before = world.dump();
    let place = (RecordKind::VISIT, visit_id(1).into());
    let second = note(case_id(1), client_id(1), day(3), "换掉的记录");
    world.append(place, (FieldId::WHOLE, ChangeKind::NOTE), vec![], value(&second));
    world.refresh(place.0, place.1);
    let read = world.read().visit(visit_id(1)).unwrap();
    assert!(read.is_none_or(|record| record.note == first), "never the second note");
    if world.dump() != before {
        assert!(world.read().find("换掉", 9).unwrap().hits.is_empty());
    }
    world.check_rebuild();
}

#[test]
fn a_note_that_gives_way_leaves_nothing_behind() {
    let mut world = world();
    let untouched = world.dump();
    let mut wrong = note(case_id(1), client_id(1), day(3), "错的记录");
    wrong.form.actions = vec![agreed(1, "买药", None)];
    world.sign(visit_id(1), &wrong);
    assert_ne!(world.dump(), untouched);
    let sql = "SELECT n FROM visits WHERE id = ?1";
    let n: i64 = world.conn.query_row(sql, [visit_id(1).bytes()], |row| row.get(0)).unwrap();
    let touched = Touched {
        file: case_id(1).into(),
        record: visit_id(1).into(),
        kind: RecordKind::VISIT,
        first: n,
        last: n,
    };
    let held = super::before(&world.conn, &touched).unwrap().remove(&n).unwrap();
    forget(&world.conn, n, &held, &world.context).unwrap();
    assert_eq!(dump_of(&world.conn), untouched);
}

#[test]
fn trust_25_two_notes_of_one_visit_are_both_shown_each_with_its_own_addenda() {
    let mut world = world();
    let of = |text: &str| note(case_id(1), client_id(1), day(3), text);
    world.sign(visit_id(1), &of("孩子身上有伤"));
    let own = world.sign_addendum(visit_id(1), "已报告");
    let device = world.device;
    world.device = casework::id::DeviceId::from_bytes([9; 16]);
    let millis = std::mem::replace(&mut world.millis, 0);
    world.sign(visit_id(1), &of("一切都好"));
    (world.device, world.millis) = (device, millis);
    let notes = world.read().visit_notes(visit_id(1)).unwrap();
    assert_eq!(notes.len(), 2);
    let with = |text| notes.iter().find(|one| one.note == of(text)).unwrap();
    assert_eq!(with("孩子身上有伤").addenda_changes, [own]);
    assert_eq!(with("一切都好").addenda_changes, []);
    assert_ne!(notes[0].code, notes[1].code);
    for text in ["身上", "一切都好"] {
        assert_eq!(world.read().find(text, 9).unwrap().hits.len(), 1, "{text}");
    }
    let (entries, _) = world.read().timeline(case_id(1), 0, 9).unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.visit.is_some()).count(), 2);
    world.check_rebuild();
}

#[test]
fn trust_37_a_note_that_cannot_be_read_does_not_hide_beside_one_that_can() {
    let mut world = world();
    world.sign(visit_id(1), &note(case_id(1), client_id(1), day(3), "孩子身上有伤"));
    world.device = casework::id::DeviceId::from_bytes([9; 16]);
    let place = (RecordKind::VISIT, visit_id(1).into());
    let write = (FieldId::WHOLE, ChangeKind::NOTE);
    world.append_content(place, write, vec![], history::Content::Unreadable);
    world.refresh(place.0, place.1);
    let (entries, _) = world.read().timeline(case_id(1), 0, 9).unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| entry.kind).collect();
    assert!(kinds.contains(&crate::views::EntryKind::Unreadable), "{kinds:?}");
    assert!(kinds.contains(&crate::views::EntryKind::Visit), "{kinds:?}");
    world.check_rebuild();
}

#[test]
fn an_addendum_whose_note_is_not_here_shows_nothing_yet() {
    let mut world = world();
    world.sign_addendum(visit_id(1), "先到的补记");
    assert_eq!(world.read().visit(visit_id(1)).unwrap(), None);
    assert_eq!(world.read().find("补记", 9).unwrap().hits, []);
    world.check_rebuild();
}

#[test]
fn a_visit_without_a_time_stands_where_it_was_signed() {
    let mut signed = note(case_id(1), client_id(1), day(3), "");
    signed.form.started_at = None;
    let (at, on) = when(&signed.form, signed.signed_at);
    assert_eq!((at, on), (signed.signed_at.to_utc(), day(3)));
}

#[test]
fn a_summary_is_one_short_line() {
    let mut form = VisitForm {
        observations: " 门\n开着 ".into(),
        judgement: "判断".into(),
        ..VisitForm::default()
    };
    assert_eq!(summary(&form), "门 开着");
    form.observations = " \n".into();
    assert_eq!(summary(&form), "判断");
    form.judgement = String::new();
    assert_eq!(summary(&form), "");
    form.observations = "长".repeat(200_000);
    assert_eq!(summary(&form), format!("{}…", "长".repeat(SUMMARY_CHARS)));
}
