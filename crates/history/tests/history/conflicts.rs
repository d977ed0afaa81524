//! Values side by side, the decision between them, and what becomes of the one that was decided against.

use crate::made::{Laptop, SIZE, Sheet, TAGS, TITLE, sheet};
use casework::fields::Edited;
use casework::id::DeviceId;
use history::{
    ChangeId, ChangeKind, EditError, Entry, Hash, RecordState, SetAside, decide, diff, restore,
};
use proptest::prelude::*;
use serde_json::json;

fn merged(entries: &[&Entry]) -> RecordState {
    RecordState::merge(entries.iter().map(|entry| (*entry).clone()).collect())
}

fn same(a: DeviceId, b: DeviceId) -> bool {
    a == b
}

fn lost(state: &RecordState) -> Vec<ChangeId> {
    state.set_aside(same).into_iter().map(|one| one.lost.id).collect()
}

/// Two laptops that had the same title before them and each wrote another one.
struct Dispute {
    one: Laptop,
    two: Laptop,
    first: Entry,
    ones: Entry,
    twos: Entry,
}

impl Dispute {
    fn new() -> Self {
        let (mut one, mut two) = (Laptop::new(1), Laptop::new(2));
        let first = one.set(TITLE, "before", &[]);
        (one.wall, two.wall) = (2_000, 5_000);
        let (ones, twos) =
            (one.set(TITLE, "one's", &[first.id]), two.set(TITLE, "two's", &[first.id]));
        Self { one, two, first, ones, twos }
    }

    fn state(&self, more: &[&Entry]) -> RecordState {
        merged(&[&[&self.first, &self.ones, &self.twos], more].concat())
    }
}

#[test]
fn a_conflict_began_when_the_second_opinion_was_written() {
    let dispute = Dispute::new();
    let state = dispute.state(&[]);
    let conflicts = state.conflicts();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].since().millis, 5_000);
    assert_eq!(state.replaced(&dispute.twos), [&dispute.first], "what its author had before her");
    // Who wrote the same as the first is of no other opinion.
    let mut third = Laptop::new(3);
    third.wall = 3_000;
    let agrees = third.set(TITLE, "one's", &[dispute.first.id]);
    assert_eq!(dispute.state(&[&agrees]).conflicts()[0].since().millis, 5_000);
}

#[test]
fn a_form_decides_nothing_that_it_does_not_show() {
    let dispute = Dispute::new();
    let state = dispute.state(&[]);
    assert_eq!(state.shown(), [dispute.ones.id], "the value that the form is filled with");
    let typed = diff(&state, &state.shown(), &sheet("third", 7, &[]));
    assert_eq!(typed, Err(EditError::ChangedMeanwhile { fields: vec![TITLE] }));
    // Other fields may be edited all the same.
    let plan = diff(&state, &state.shown(), &sheet("one's", 8, &["x"])).unwrap();
    assert_eq!(plan.iter().map(|planned| planned.field).collect::<Vec<_>>(), [SIZE, TAGS]);
    assert!(plan.iter().all(|planned| planned.supersedes.is_empty()));
}

#[test]
fn a_decision_takes_the_place_of_exactly_what_was_shown() {
    let mut dispute = Dispute::new();
    let state = dispute.state(&[]);
    let seen = state.live(TITLE);
    let planned = decide(&state, &seen, TITLE, json!("one's")).unwrap();
    let mut expected = vec![dispute.ones.id, dispute.twos.id];
    expected.sort_unstable();
    assert_eq!(planned.supersedes, expected);
    let late = Laptop::new(3).set(TITLE, "three's", &[dispute.first.id]);
    let refused = decide(&dispute.state(&[&late]), &seen, TITLE, json!("one's"));
    assert_eq!(refused, Err(EditError::ChangedMeanwhile { fields: vec![TITLE] }));
    // Made without knowing of the late value, it leaves that standing beside it.
    let decided = dispute.one.carry_out(vec![planned]).remove(0);
    let state = dispute.state(&[&late, &decided]);
    let sides: Vec<_> = state.conflicts().remove(0).sides.into_iter().map(|side| side.id).collect();
    assert_eq!(sides.len(), 2);
    assert!(sides.contains(&late.id) && sides.contains(&decided.id));
}

#[test]
fn who_was_decided_against_is_told_until_her_value_stands_again() {
    let mut dispute = Dispute::new();
    let decided = dispute.one.set(TITLE, "one's", &[dispute.ones.id, dispute.twos.id]);
    let state = dispute.state(&[&decided]);
    assert_eq!(state.set_aside(same), [SetAside { lost: &dispute.twos, by: &decided }]);
    let planned = restore(&state, &[decided.id], dispute.twos.id).unwrap().unwrap();
    assert_eq!(
        (&planned.value, planned.supersedes.as_slice()),
        (&json!("two's"), &[decided.id][..])
    );
    let back = dispute.two.carry_out(vec![planned]).remove(0);
    let state = dispute.state(&[&decided, &back]);
    assert!(state.set_aside(same).is_empty());
    assert_eq!(Sheet::project(&state.fields()).title, "two's");
}

#[test]
fn who_went_on_from_the_decision_knows_of_it() {
    let mut dispute = Dispute::new();
    let decided = dispute.one.set(TITLE, "third", &[dispute.ones.id, dispute.twos.id]);
    assert_eq!(lost(&dispute.state(&[&decided])), [dispute.twos.id], "one knows what she did");
    let more = dispute.one.set(TITLE, "fourth", &[decided.id]);
    assert_eq!(lost(&dispute.state(&[&decided, &more])), [dispute.twos.id]);
    let hers = dispute.two.set(TITLE, "fifth", &[more.id]);
    assert!(lost(&dispute.state(&[&decided, &more, &hers])).is_empty());
}

#[test]
fn a_decision_by_somebody_else_tells_both_and_a_second_laptop_of_ones_own_tells_nobody() {
    let dispute = Dispute::new();
    let both = [dispute.ones.id, dispute.twos.id];
    let decided = Laptop::new(3).set(TITLE, "third", &both);
    let state = dispute.state(&[&decided]);
    assert_eq!(lost(&state), both, "in display order");
    assert!(state.set_aside(|_, _| true).is_empty());
}

#[test]
fn an_edit_by_somebody_who_saw_the_only_value_sets_nothing_aside() {
    let (mut one, mut two) = (Laptop::new(1), Laptop::new(2));
    let first = one.set(TITLE, "a", &[]);
    let second = two.set(TITLE, "b", &[first.id]);
    assert!(merged(&[&first, &second]).set_aside(same).is_empty());
    // Nor does one that says again what two people wrote alike.
    let alike = two.set(TITLE, "a", &[]);
    let third = two.set(TITLE, "b", &[first.id, alike.id]);
    assert!(merged(&[&first, &alike, &third]).set_aside(same).is_empty());
}

#[test]
fn an_earlier_value_comes_back_as_a_new_change() {
    let mut one = Laptop::new(1);
    let first = one.set(TITLE, "a", &[]);
    let second = one.set(TITLE, "b", &[first.id]);
    let state = merged(&[&first, &second]);
    let planned = restore(&state, &[second.id], first.id).unwrap().unwrap();
    assert_eq!((planned.kind, planned.supersedes), (ChangeKind::SET, vec![second.id]));
    assert_eq!(restore(&state, &[second.id], second.id), Ok(None), "it stands already");
    let unseen = restore(&state, &[first.id], first.id);
    assert_eq!(unseen, Err(EditError::ChangedMeanwhile { fields: vec![TITLE] }));
    assert_eq!(restore(&state, &[], Laptop::new(9).set(TITLE, "c", &[]).id), Ok(None), "not here");
}

#[test]
fn a_member_that_was_taken_out_of_a_set_comes_back() {
    let mut one = Laptop::new(1);
    let added = one.add(TAGS, "x");
    let state = merged(&[&added]);
    assert_eq!(restore(&state, &[], added.id), Ok(None));
    let removed = one.remove(TAGS, "x", &[added.id]);
    let state = merged(&[&added, &removed]);
    let planned = restore(&state, &[], added.id).unwrap().unwrap();
    assert_eq!((planned.kind, planned.value), (ChangeKind::ADD, json!("x")));
    assert_eq!(restore(&state, &[], removed.id), Ok(None), "a removal is no value");
}

#[test]
fn changes_made_up_to_name_each_other_in_a_ring_are_walked_once() {
    let (mut one, mut two) = (Laptop::new(1), Laptop::new(2));
    let named = |number: u8| Hash([number; 32]);
    let mut entries = vec![
        one.set(TITLE, "a", &[]),
        two.set(TITLE, "b", &[]),
        two.set(TITLE, "c", &[named(0), named(1), named(3)]),
        two.set(TITLE, "d", &[named(2)]),
    ];
    (0..).zip(&mut entries).for_each(|(number, entry)| entry.id = named(number));
    assert_eq!(lost(&RecordState::merge(entries)), [named(0)]);
}

/// What two people do with one title, each on her own laptop, meeting now and then.
#[derive(Clone, Copy, Debug)]
enum Move {
    Type(u8),
    Decide(u8),
    Restore(u8),
    Meet,
}

fn any_move() -> impl Strategy<Value = (usize, Move)> {
    let what = prop_oneof![
        3 => (0..4u8).prop_map(Move::Type),
        3 => (0..4u8).prop_map(Move::Decide),
        1 => any::<u8>().prop_map(Move::Restore),
        3 => Just(Move::Meet),
    ];
    (0..2usize, what)
}

fn play(moves: Vec<(usize, Move)>) -> Result<RecordState, TestCaseError> {
    let mut laptops = [Laptop::new(0), Laptop::new(1)];
    let mut held: [Vec<Entry>; 2] = Default::default();
    for (who, what) in moves {
        let state = RecordState::merge(held[who].clone());
        let live = state.live(TITLE);
        let planned = match what {
            Move::Meet => {
                let all = [held[0].clone(), held[1].clone()].concat();
                held = [all.clone(), all];
                continue;
            }
            Move::Type(n) => {
                let screen = sheet(&format!("title {n}"), 7, &[]);
                let plan = diff(&state, &state.shown(), &screen).unwrap_or_default();
                plan.into_iter().find(|planned| planned.field == TITLE)
            }
            Move::Decide(n) => {
                let planned = decide(&state, &live, TITLE, json!(format!("title {n}"))).unwrap();
                let mut seen = live.clone();
                seen.sort_unstable();
                prop_assert_eq!(&planned.supersedes, &seen);
                Some(planned)
            }
            Move::Restore(n) => {
                let ids: Vec<_> = state.entries().map(|entry| entry.id).collect();
                let change = ids.get(usize::from(n) % ids.len().max(1));
                change.and_then(|change| restore(&state, &live, *change).unwrap())
            }
        };
        let written = laptops[who].carry_out(planned.into_iter().collect());
        held[who].extend(written);
    }
    Ok(RecordState::merge([held[0].clone(), held[1].clone()].concat()))
}

proptest! {
    #[test]
    fn no_value_is_lost_and_who_is_told_has_something_to_bring_back(moves in prop::collection::vec(any_move(), 1..30)) {
        let state = play(moves)?;
        let live = state.live(TITLE);
        let told = state.set_aside(same);
        for entry in state.entries() {
            let by = state.superseded_by(entry.id);
            prop_assert!(by.is_empty() == live.contains(&entry.id), "neither live nor superseded: {entry:?}");
            // Whoever took its place had it before her on that field.
            for id in by {
                prop_assert!(state.replaced(state.entry(*id).unwrap()).contains(&entry));
            }
            // What is told does not stand.
            let stands = live.iter().any(|id| state.entry(*id).unwrap().value() == entry.value());
            let listed = told.iter().any(|one| one.lost == entry);
            prop_assert!(!(listed && stands));
        }
        for SetAside { lost, by } in told {
            prop_assert!(lost.header.author != by.header.author && lost.value() != by.value());
            let planned = restore(&state, &live, lost.id).unwrap().unwrap();
            prop_assert_eq!(Some(&planned.value), lost.value());
        }
        let disputed = !state.conflicts().is_empty();
        prop_assert_eq!(disputed, state.shown().len() < state.live_all().len());
    }
}
