//! Signed notes and their addenda (trust 25).

use crate::made::{Laptop, TITLE, altered, ids};
use casework::id::RecordId;
use history::{ChangeId, ChangeKind, Content, Entry, RecordState, Rule, Violation};

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
fn of_notes_of_several_laptops_the_first_in_display_order_stays() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    a.wall = 10;
    let from_a = a.note("a", &[]);
    let back_dated = altered(a.note("a again", &[]), |header| header.clock.millis = 1);
    b.wall = 7;
    let from_b = b.note("b", &[]);
    let state = merged(&[&from_a, &back_dated, &from_b]);
    assert_eq!(
        note(&state),
        Some(from_b.id),
        "the back-dated one is out before clocks are compared"
    );
    let second = |entry| broken(entry, Rule::SecondNote);
    assert_eq!(state.violations(), [second(&back_dated), second(&from_a)]);
}

#[test]
fn of_notes_at_one_time_the_lower_id_stays() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let mut notes = [a.note("a", &[]), b.note("b", &[])];
    notes.sort_by_key(|entry| entry.id);
    assert_eq!(note(&merged(&[&notes[1], &notes[0]])), Some(notes[0].id));
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
