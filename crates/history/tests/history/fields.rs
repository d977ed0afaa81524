//! Registers and sets.

use crate::made::{Laptop, SIZE, Sheet, TAGS, TITLE, altered, ids, place, sheet};
use casework::fields::{Edited, FieldId, RecordKind};
use casework::id::FileId;
use history::{ChangeKind, Content, Entry, Hash, RecordState, Rule, Violation};
use serde_json::{Value, json};

fn merged(entries: &[&Entry]) -> RecordState {
    RecordState::merge(entries.iter().copied().cloned().collect())
}

fn title(state: &RecordState) -> String {
    state.fields().text(TITLE)
}

#[test]
fn nothing_makes_an_empty_record() {
    let state = RecordState::merge(Vec::new());
    assert_eq!(state, RecordState::default());
    assert_eq!(state.place(), None);
    assert!(state.live_all().is_empty() && state.note().is_none() && state.conflicts().is_empty());
}

#[test]
fn a_change_takes_the_place_of_what_it_names() {
    let mut a = Laptop::new(1);
    let old = a.set(TITLE, "old", &[]);
    let new = a.set(TITLE, "new", &[old.id]);
    let state = merged(&[&new, &old]);
    assert_eq!(title(&state), "new");
    assert_eq!(state.live(TITLE), [new.id]);
    assert_eq!(state.superseded_by(old.id), [new.id]);
    assert!(state.conflicts().is_empty() && state.violations().is_empty());
}

#[test]
fn trust_31_a_clock_a_year_behind_loses_nothing() {
    let (mut ahead, mut behind) = (Laptop::new(1), Laptop::new(2));
    ahead.wall = 31_536_000_000;
    let old = ahead.set(TITLE, "old", &[]);
    let new = behind.set(TITLE, "new", &[old.id]);
    assert_eq!(title(&merged(&[&old, &new])), "new");
}

#[test]
fn what_is_not_named_stays_beside_in_conflict_by_clock_then_id() {
    let (mut a, mut b, mut c) = (Laptop::new(1), Laptop::new(2), Laptop::new(3));
    c.wall = 5;
    let last = c.set(TITLE, "from c", &[]);
    let mut level = [a.set(TITLE, "from a", &[]), b.set(TITLE, "from b", &[])];
    level.sort_by_key(|entry| entry.id);
    let state = merged(&[&last, &level[1], &level[0]]);
    let order = [level[0].id, level[1].id, last.id];
    assert_eq!(state.live(TITLE), order);
    let conflicts = state.conflicts();
    assert_eq!(conflicts.len(), 1);
    assert_eq!((conflicts[0].field, ids(&conflicts[0].sides)), (TITLE, order.to_vec()));
    assert_eq!(state.fields().conflicts().collect::<Vec<_>>(), [TITLE]);
}

#[test]
fn a_decision_names_both_sides_and_both_stay_in_history() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let (one, other) = (a.set(TITLE, "one", &[]), b.set(TITLE, "other", &[]));
    let decided = a.set(TITLE, "one", &[one.id, other.id]);
    let state = merged(&[&one, &other, &decided]);
    assert_eq!(state.live(TITLE), [decided.id]);
    assert!(state.entry(other.id).is_some_and(|entry| entry.value() == Some(&json!("other"))));
}

#[test]
fn two_people_who_write_the_same_are_not_in_conflict() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let (one, same) = (a.set(TITLE, "same", &[]), b.set(TITLE, "same", &[]));
    let state = merged(&[&one, &same]);
    assert!(state.conflicts().is_empty() && state.fields().conflicts().next().is_none());
    assert_eq!(state.live(TITLE).len(), 2, "a later edit must name both");
}

#[test]
fn a_cleared_field_disputes_a_written_one() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let (cleared, written) = (a.set(TITLE, Value::Null, &[]), b.set(TITLE, "written", &[]));
    assert_eq!(merged(&[&cleared, &written]).conflicts().len(), 1);
}

#[test]
fn a_change_counts_before_what_it_supersedes_has_come() {
    let mut a = Laptop::new(1);
    let old = a.set(TITLE, "old", &[]);
    let new = a.set(TITLE, "new", &[old.id]);
    let waiting = merged(&[&new]);
    assert_eq!(title(&waiting), "new");
    assert_eq!(waiting.missing().into_iter().collect::<Vec<_>>(), [old.id]);
    let whole = merged(&[&new, &old]);
    assert!(whole.missing().is_empty() && whole.live(TITLE) == [new.id]);
}

#[test]
fn fields_do_not_touch_each_other() {
    let mut a = Laptop::new(1);
    let size = a.set(SIZE, 3, &[]);
    let title = a.set(TITLE, "title", &[size.id]);
    let state = merged(&[&size, &title]);
    assert_eq!(Sheet::project(&state.fields()), sheet("title", 3, &[]));
    let rule = Rule::CannotSupersede { named: size.id };
    assert_eq!(state.violations(), [Violation { change: title.id, rule }]);
    assert!(!rule.rejects());
}

#[test]
fn registers_and_sets_do_not_supersede_each_other() {
    let mut a = Laptop::new(1);
    let added = a.add(TAGS, "tag");
    let set = a.set(TAGS, "text", &[added.id]);
    let removed = a.remove(TAGS, "text", &[set.id]);
    let state = merged(&[&added, &set, &removed]);
    assert_eq!(state.live(TAGS).len(), 2);
    let broken: Vec<_> = state.violations().iter().map(|violation| violation.change).collect();
    assert_eq!(broken, [set.id, removed.id]);
}

#[test]
fn a_set_keeps_every_member_once_with_the_changes_that_added_it() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let (first, other, again) = (a.add(TAGS, "x"), a.add(TAGS, "y"), {
        b.wall = 9;
        b.add(TAGS, "x")
    });
    let state = merged(&[&again, &other, &first]);
    assert_eq!(state.fields().set::<String>(TAGS), ["x", "y"]);
    let members = state.set_members(TAGS);
    assert_eq!(members[0].changes, [first.id, again.id]);
    assert_eq!((members[1].value, members.len()), (&json!("y"), 2));
    assert!(state.conflicts().is_empty());
}

#[test]
fn removing_takes_out_what_was_seen_and_not_what_was_added_beside_it() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let (first, beside) = (a.add(TAGS, "x"), b.add(TAGS, "x"));
    let removed = a.remove(TAGS, "x", &[first.id]);
    assert!(merged(&[&first, &removed]).set_members(TAGS).is_empty());
    let state = merged(&[&first, &removed, &beside]);
    assert_eq!(state.set_members(TAGS)[0].changes, [beside.id]);
}

#[test]
fn a_member_taken_out_can_be_added_again() {
    let mut a = Laptop::new(1);
    let first = a.add(TAGS, "x");
    let removed = a.remove(TAGS, "x", &[first.id]);
    let again = a.add(TAGS, "x");
    assert_eq!(merged(&[&first, &removed, &again]).live(TAGS), [again.id]);
}

#[test]
fn trust_22_a_cycle_ends() {
    let mut a = Laptop::new(1);
    let (mut one, mut two) = (a.set(TITLE, "one", &[]), a.set(TITLE, "two", &[]));
    one.header.supersedes = vec![two.id, one.id];
    two.header.supersedes = vec![one.id];
    let state = merged(&[&one, &two]);
    assert!(state.live(TITLE).is_empty());
    assert_eq!(state.superseded_by(one.id), [two.id]);
    assert_eq!(state.superseded_by(two.id), [one.id]);
    let rule = Rule::CannotSupersede { named: one.id };
    assert_eq!(state.violations(), [Violation { change: one.id, rule }]);
}

#[test]
fn trust_37_what_cannot_be_read_supersedes_nothing_and_is_listed() {
    let mut a = Laptop::new(1);
    let old = a.set(TITLE, "old", &[]);
    let torn = a.write(ChangeKind::SET, TITLE, &[old.id], Content::Unreadable);
    let state = merged(&[&old, &torn]);
    assert_eq!(title(&state), "old");
    assert_eq!(state.live_all(), [old.id], "nobody has seen the other");
    assert_eq!(ids(&state.unreadable()), [torn.id]);
    assert!(state.newer().is_empty());
}

#[test]
fn trust_35_what_a_newer_version_wrote_is_kept_and_listed() {
    let mut a = Laptop::new(1);
    let old = a.set(TITLE, "old", &[]);
    let schema = a.write(ChangeKind::SET, TITLE, &[old.id], Content::Newer);
    let kind = a.write(ChangeKind(77), TITLE, &[old.id], Content::Newer);
    let misread = a.write(ChangeKind(78), TITLE, &[old.id], Content::Value(json!("x")));
    let field = a.set(FieldId(900), "unknown field", &[]);
    let state = merged(&[&old, &schema, &kind, &misread, &field]);
    assert_eq!(state.live(TITLE), [old.id]);
    assert_eq!(ids(&state.newer()), [schema.id, kind.id, misread.id]);
    assert_eq!(state.fields().text(FieldId(900)), "unknown field");
    assert!(state.unreadable().is_empty() && state.violations().is_empty());
}

#[test]
fn trust_6_a_change_of_another_place_is_reported_and_not_applied() {
    let mut a = Laptop::new(1);
    let title_set = a.set(TITLE, "mine", &[]);
    let size_set = a.set(SIZE, 1, &[]);
    let own = title_set.id;
    let file =
        altered(a.set(TITLE, "other file", &[own]), |h| h.file = FileId::from_bytes([9; 16]));
    let kind = altered(a.set(TITLE, "other kind", &[own]), |h| h.record_kind = RecordKind::VISIT);
    let state =
        RecordState::merge_at(place(), vec![title_set, size_set, file.clone(), kind.clone()]);
    assert_eq!(state.place(), Some(place()));
    assert_eq!(title(&state), "mine");
    let elsewhere = |change| Violation { change, rule: Rule::Elsewhere };
    assert_eq!(state.violations(), [elsewhere(file.id), elsewhere(kind.id)]);
}

#[test]
fn a_known_place_is_not_outvoted() {
    let mut a = Laptop::new(1);
    let own = a.set(TITLE, "mine", &[]);
    let flood = |n: i32| {
        altered(own.clone(), |h| {
            h.seq += n as u64;
            h.file = FileId::from_bytes([9; 16])
        })
    };
    let entries: Vec<Entry> = (1..5).map(flood).chain([own.clone()]).collect();
    let state = RecordState::merge_at(place(), entries);
    assert_eq!((title(&state).as_str(), state.violations().len()), ("mine", 4));
}

#[test]
fn of_two_copies_the_readable_one_counts() {
    let mut a = Laptop::new(1);
    let good = a.set(TITLE, "text", &[]);
    let torn = Entry { content: Content::Unreadable, ..good.clone() };
    assert_eq!(merged(&[&good, &torn]), merged(&[&good]));
    assert_eq!(merged(&[&torn, &good, &torn]), merged(&[&good]));
}

#[test]
fn fields_seen_are_what_a_view_showed() {
    let mut a = Laptop::new(1);
    let (old, tag) = (a.set(TITLE, "old", &[]), a.add(TAGS, "x"));
    let view = merged(&[&old, &tag]);
    let (new, gone) = (a.set(TITLE, "new", &[old.id]), a.remove(TAGS, "x", &[tag.id]));
    let now = merged(&[&old, &tag, &new, &gone]);
    let mut seen = view.live_all();
    seen.push(Hash([0xEE; 32]));
    assert_eq!(now.fields_seen(&seen), view.fields());
    assert_ne!(now.fields(), view.fields());
}
