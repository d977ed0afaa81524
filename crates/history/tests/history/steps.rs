//! Field history.

use crate::made::{Laptop, TAGS, TITLE};
use casework::fields::FieldId;
use history::{ChangeKind, Content, RecordState, Step, steps};
use serde_json::{Value, json};

fn told(steps: &[Step]) -> Vec<(ChangeKind, Vec<Value>, Option<Value>)> {
    steps.iter().map(|step| (step.kind, step.old.clone(), step.new.clone())).collect()
}

#[test]
fn newest_first_with_old_and_new() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let first = a.set(TITLE, "one", &[]);
    b.wall = 5;
    let beside = b.set(TITLE, "two", &[]);
    a.wall = 9;
    let decided = a.set(TITLE, "three", &[beside.id, first.id]);
    let cleared = a.set(TITLE, Value::Null, &[decided.id]);
    let id = cleared.id;
    let (author, clock) = (cleared.header.author, cleared.header.clock);
    let steps = steps(&RecordState::merge(vec![cleared, first, decided, beside]));
    let set = ChangeKind::SET;
    let expected = [
        (set, vec![json!("three")], Some(Value::Null)),
        (set, vec![json!("one"), json!("two")], Some(json!("three"))),
        (set, vec![], Some(json!("two"))),
        (set, vec![], Some(json!("one"))),
    ];
    assert_eq!(told(&steps), expected);
    assert_eq!(
        (steps[0].change, steps[0].field, steps[0].author, steps[0].clock),
        (id, TITLE, author, clock)
    );
}

#[test]
fn members_come_and_go() {
    let mut a = Laptop::new(1);
    let added = a.add(TAGS, "x");
    let removed = a.remove(TAGS, "x", &[added.id]);
    let steps = steps(&RecordState::merge(vec![added, removed]));
    let expected =
        [(ChangeKind::REMOVE, vec![json!("x")], None), (ChangeKind::ADD, vec![], Some(json!("x")))];
    assert_eq!(told(&steps), expected);
}

#[test]
fn what_cannot_be_read_is_a_step_without_a_value() {
    let mut a = Laptop::new(1);
    let old = a.set(TITLE, "old", &[]);
    let torn = a.write(ChangeKind::SET, TITLE, &[old.id], Content::Unreadable);
    let steps = steps(&RecordState::merge(vec![torn, old]));
    assert_eq!(told(&steps)[0], (ChangeKind::SET, vec![], None));
}

#[test]
fn what_is_never_applied_is_no_step_and_a_false_claim_replaces_nothing() {
    let mut a = Laptop::new(1);
    let signed = a.note("seen", &[]);
    let edited = a.note("not seen", &[signed.id]);
    let odd = a.set(FieldId(9), "x", &[]);
    let claims = a.set(TITLE, "title", &[odd.id]);
    let steps = steps(&RecordState::merge(vec![signed, edited.clone(), odd, claims]));
    assert_eq!(steps.len(), 3);
    assert!(steps.iter().all(|step| step.change != edited.id && step.old.is_empty()));
}
