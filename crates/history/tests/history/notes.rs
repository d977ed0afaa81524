//! Signed notes and their addenda (trust 25).

use crate::made::{Laptop, TITLE, altered, ids, place};
use casework::fields::{FieldId, RecordKind};
use casework::id::{FileId, RecordId};
use casework::member::Member;
use history::{ChangeId, ChangeKind, Content, Entry, Header, RecordState, Rule, Violation};
use serde_json::json;

fn merged(entries: &[&Entry]) -> RecordState {
    RecordState::merge(entries.iter().copied().cloned().collect())
}

fn note(state: &RecordState) -> Option<ChangeId> {
    state.note().map(|entry| entry.id)
}

fn broken(change: &Entry, rule: Rule) -> Violation {
    Violation { change: change.id, rule }
}

#[test]
fn a_note_and_its_addenda_in_display_order() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let signed = a.note("seen and heard", &[]);
    b.wall = 50;
    let late = b.addendum("late");
    a.wall = 20;
    let early = a.addendum("early");
    let state = merged(&[&late, &early, &signed]);
    assert_eq!(note(&state), Some(signed.id));
    assert_eq!(ids(&state.addenda()), [early.id, late.id]);
    assert!(state.violations().is_empty());
}

#[test]
fn trust_25_a_note_that_replaces_a_note_is_never_applied() {
    let mut a = Laptop::new(1);
    let signed = a.note("seen and heard", &[]);
    let edited = a.note("nothing seen", &[signed.id]);
    let state = merged(&[&edited, &signed]);
    assert_eq!(note(&state), Some(signed.id));
    assert_eq!(state.violations(), [broken(&edited, Rule::SupersedesNote { note: signed.id })]);
    assert!(state.entry(edited.id).is_some(), "kept");
    assert!(state.superseded_by(signed.id).is_empty());
}

#[test]
fn trust_24_a_forged_note_does_not_pass_for_the_first() {
    let mut a = Laptop::new(1);
    let forged = Entry { content: Content::Unproven, ..a.note("nothing seen", &[]) };
    let signed = a.note("seen and heard", &[]);
    let state = merged(&[&forged, &signed]);
    assert_eq!(note(&state), Some(signed.id));
    assert_eq!(state.violations(), [broken(&forged, Rule::Unproven)]);
    let alone = merged(&[&forged]);
    assert_eq!((note(&alone), alone.place()), (None, None));
    assert_eq!(alone.violations(), [broken(&forged, Rule::Unproven)]);
    assert!(alone.entry(forged.id).is_some(), "kept");
}

#[test]
fn trust_25_nor_while_the_note_is_withheld() {
    let mut a = Laptop::new(1);
    let signed = a.note("seen and heard", &[]);
    let edited = a.note("nothing seen", &[signed.id]);
    let state = merged(&[&edited]);
    assert_eq!(note(&state), None);
    assert_eq!(state.violations(), [broken(&edited, Rule::NoteSupersedes)]);
}

#[test]
fn trust_25_no_other_change_takes_a_notes_place_either() {
    let mut a = Laptop::new(1);
    let signed = a.note("seen and heard", &[]);
    let own = a.set(TITLE, "title", &[]);
    let set = a.set(TITLE, "x", &[signed.id, own.id]);
    let remove = a.remove(TITLE, "x", &[signed.id]);
    let addendum = a.write(ChangeKind::ADDENDUM, TITLE, &[signed.id], Content::Value("x".into()));
    let state = merged(&[&signed, &own, &set, &remove, &addendum]);
    assert_eq!(note(&state), Some(signed.id));
    let rule = Rule::SupersedesNote { note: signed.id };
    assert_eq!(
        state.violations(),
        [broken(&set, rule), broken(&remove, rule), broken(&addendum, rule)]
    );
    assert_eq!(state.live(TITLE), [own.id], "no part of a rejected change counts");
    assert!(state.addenda().is_empty());
}

#[test]
fn of_two_notes_of_one_laptop_the_first_it_numbered_stays() {
    let mut a = Laptop::new(1);
    a.wall = 100;
    let signed = a.note("seen and heard", &[]);
    let again = altered(a.note("nothing seen", &[]), |header| header.clock.millis = 0);
    let state = merged(&[&again, &signed]);
    assert_eq!(note(&state), Some(signed.id), "a turned-back clock does not help");
    assert_eq!(state.violations(), [broken(&again, Rule::SecondNote)]);
}

#[test]
fn trust_25_notes_of_several_laptops_stand_side_by_side_whatever_their_clocks_say() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.wall = 10;
    let from_a = a.note("a", &[]);
    let again = altered(a.note("a again", &[]), |header| header.clock.millis = 1);
    let back_dated = altered(b.note("b", &[]), |header| header.clock.millis = 0);
    let state = merged(&[&from_a, &again, &back_dated]);
    assert_eq!(
        ids(&state.notes()),
        [back_dated.id, from_a.id],
        "the clock orders them and no more"
    );
    assert_eq!(state.violations(), [broken(&again, Rule::SecondNote)]);
}

#[test]
fn trust_25_each_of_two_notes_keeps_its_own_addenda() {
    let (mut a, mut b, mut c) = (Laptop::new(1), Laptop::new(2), Laptop::new(3));
    let (from_a, from_b) = (a.note("a", &[]), b.note("b", &[]));
    let old = a.addendum("of an older version, by the first");
    let named = json!({"text": "to the second", "note": from_b.id.to_string()});
    let to_b = c.write(ChangeKind::ADDENDUM, FieldId::WHOLE, &[], Content::Value(named));
    let to_any = c.addendum("of an older version, by somebody else");
    let lost = json!({"text": "to none of them", "note": old.id.to_string()});
    let lost = c.write(ChangeKind::ADDENDUM, FieldId::WHOLE, &[], Content::Value(lost));
    let state = merged(&[&from_a, &from_b, &old, &to_b, &to_any, &lost]);
    let of = |note: &Entry| {
        let mut of = ids(&state.addenda_of(note.id));
        of.sort();
        of
    };
    let sorted = |mut ids: Vec<ChangeId>| {
        ids.sort();
        ids
    };
    assert_eq!(of(&from_a), sorted(vec![old.id, to_any.id]));
    assert_eq!(of(&from_b), sorted(vec![to_b.id, to_any.id]));
    assert_eq!(state.violations(), [broken(&lost, Rule::AddendumWithoutNote)]);
}

#[test]
fn trust_20_a_note_that_names_another_case_than_its_file_is_not_applied() {
    let mut a = Laptop::new(1);
    let of_visit = |entry: Entry| altered(entry, |header| header.record_kind = RecordKind::VISIT);
    let note = |case: &str| Content::Value(json!({"case": case, "text": "all is well"}));
    let own = place().file.to_string();
    let other = FileId::from_bytes([8; 16]).to_string();
    let mut write = |content| of_visit(a.write(ChangeKind::NOTE, FieldId::WHOLE, &[], content));
    let (stray, signed) = (write(note(&other)), write(note(&own)));
    let state = merged(&[&stray, &signed]);
    assert_eq!(ids(&state.notes()), [signed.id]);
    assert_eq!(state.violations(), [broken(&stray, Rule::AnotherFile)]);
}

#[test]
fn trust_20_a_clients_record_is_in_its_own_file_and_a_member_in_its_clients() {
    let mut a = Laptop::new(1);
    let of = |kind| move |header: &mut Header| header.record_kind = kind;
    for kind in [RecordKind::CLIENT, RecordKind::CASE] {
        let stray = altered(a.set(TITLE, "x", &[]), of(kind));
        assert_eq!(merged(&[&stray]).violations(), [broken(&stray, Rule::AnotherFile)]);
        let file = FileId::from_bytes(place().record.bytes());
        let own = altered(stray, |header| header.file = file);
        assert_eq!(merged(&[&own]).violations(), []);
    }
    let mut client =
        |id: FileId| altered(a.set(Member::CLIENT, id.to_string(), &[]), of(RecordKind::MEMBER));
    let (stray, own) = (client(FileId::from_bytes([8; 16])), client(place().file));
    let state = merged(&[&stray, &own]);
    assert_eq!(state.live(Member::CLIENT), [own.id]);
    assert_eq!(state.violations(), [broken(&stray, Rule::AnotherFile)]);
}

#[test]
fn trust_20_much_writing_moves_no_record() {
    let mut a = Laptop::new(1);
    let high = FileId::from_bytes([9; 16]);
    let one = a.set(TITLE, "one", &[]);
    let many: Vec<_> = (0..5)
        .map(|n| altered(a.set(TITLE, n.to_string(), &[]), |header| header.file = high))
        .collect();
    let state = merged(&many.iter().chain([&one]).collect::<Vec<_>>());
    assert_eq!((state.place(), state.live(TITLE)), (Some(place()), vec![one.id]));
}

#[test]
fn of_a_forked_number_one_note_stays() {
    let fork = |text| Laptop::new(1).note(text, &[]);
    let mut notes = [fork("one"), fork("other")];
    notes.sort_by_key(|entry| entry.id);
    let state = merged(&[&notes[1], &notes[0]]);
    assert_eq!(note(&state), Some(notes[0].id));
    assert_eq!(state.violations(), [broken(&notes[1], Rule::SecondNote)]);
}

#[test]
fn trust_25_an_addendum_waits_for_its_note() {
    let mut a = Laptop::new(1);
    let signed = a.note("seen and heard", &[]);
    let addendum = a.addendum("also");
    let waiting = merged(&[&addendum]);
    assert!(waiting.addenda().is_empty());
    assert_eq!(waiting.violations(), [broken(&addendum, Rule::AddendumWithoutNote)]);
    let whole = merged(&[&addendum, &signed]);
    assert_eq!(ids(&whole.addenda()), [addendum.id]);
    assert!(whole.violations().is_empty());
}

#[test]
fn an_addendum_replaces_no_addendum() {
    let mut a = Laptop::new(1);
    let (signed, first) = (a.note("seen and heard", &[]), a.addendum("also"));
    let second = altered(a.addendum("no"), |header| header.supersedes = vec![first.id]);
    let state = merged(&[&signed, &first, &second]);
    assert_eq!(ids(&state.addenda()), [first.id, second.id]);
    assert_eq!(state.violations(), [broken(&second, Rule::CannotSupersede { named: first.id })]);
}

#[test]
fn trust_37_a_note_that_cannot_be_read_is_still_the_note() {
    for content in [Content::Unreadable, Content::Newer] {
        let mut a = Laptop::new(1);
        let signed = Entry { content, ..a.note("seen and heard", &[]) };
        let forged = a.note("nothing seen", &[]);
        let state = merged(&[&signed, &forged]);
        assert_eq!(note(&state), Some(signed.id));
        assert_eq!(state.violations(), [broken(&forged, Rule::SecondNote)]);
    }
}

#[test]
fn trust_25_a_note_of_a_newer_version_replaces_no_note_either() {
    let mut a = Laptop::new(1);
    let signed = a.note("seen and heard", &[]);
    let edited = Entry { content: Content::Newer, ..a.note("nothing seen", &[signed.id]) };
    let state = merged(&[&signed, &edited]);
    assert_eq!(note(&state), Some(signed.id));
    assert_eq!(state.violations(), [broken(&edited, Rule::SupersedesNote { note: signed.id })]);
}

#[test]
fn trust_5_a_note_from_another_record_is_not_the_note() {
    let mut a = Laptop::new(1);
    let stray =
        altered(a.note("of another visit", &[]), |h| h.record = RecordId::from_bytes([9; 16]));
    let (signed, addendum) = (a.note("seen and heard", &[]), a.addendum("also"));
    let state = merged(&[&stray, &signed, &addendum]);
    assert_eq!(note(&state), Some(signed.id));
    assert_eq!(state.violations(), [broken(&stray, Rule::Elsewhere)]);
}
