//! From what a person saved to the changes that say so.

use crate::made::{Laptop, SIZE, Sheet, TAGS, TITLE, place, sheet};
use casework::fields::{Edited, FieldId, Fields, RecordKind};
use history::{
    ChangeId, ChangeKind, Content, EditError, Entry, Hash, Planned, RecordState, decide, diff,
};
use serde_json::{Value, json};

/// A record with a laptop that edits it.
struct Desk {
    laptop: Laptop,
    entries: Vec<Entry>,
}

impl Desk {
    fn with(first: &Sheet) -> Self {
        let mut desk = Self { laptop: Laptop::new(1), entries: Vec::new() };
        desk.save(&[], first);
        desk
    }

    fn state(&self) -> RecordState {
        RecordState::merge(self.entries.clone())
    }

    fn record(&self) -> Sheet {
        Sheet::project(&self.state().fields())
    }

    fn seen(&self) -> Vec<ChangeId> {
        self.state().live_all()
    }

    fn plan(&self, seen: &[ChangeId], new: &Sheet) -> Result<Vec<Planned>, EditError> {
        diff(&self.state(), seen, new)
    }

    fn save(&mut self, seen: &[ChangeId], new: &Sheet) {
        let plan = self.plan(seen, new).unwrap();
        self.entries.extend(self.laptop.carry_out(plan));
    }
}

fn meanwhile(fields: &[FieldId]) -> Result<Vec<Planned>, EditError> {
    Err(EditError::ChangedMeanwhile { fields: fields.to_vec() })
}

#[test]
fn a_new_record_states_what_it_holds_and_nothing_else() {
    let plan = diff(&RecordState::default(), &[], &sheet("", 7, &["x", "x", ""])).unwrap();
    let new = |field, kind, value| Planned { field, kind, supersedes: vec![], value };
    // The size is what a sheet has anyway; of a new record it is said all the same.
    assert_eq!(
        plan,
        [new(SIZE, ChangeKind::SET, json!(7)), new(TAGS, ChangeKind::ADD, json!("x"))]
    );
}

#[test]
fn an_unchanged_record_needs_no_change() {
    let desk = Desk::with(&sheet("a", 1, &["x", "y"]));
    assert_eq!(desk.plan(&desk.seen(), &sheet("a", 1, &["y", "x"])), Ok(vec![]));
    assert_eq!(desk.plan(&[], &sheet("a", 1, &["x", "y"])), Ok(vec![]), "already so");
}

#[test]
fn only_what_changed_is_planned_and_it_names_what_was_shown() {
    let desk = Desk::with(&sheet("a", 1, &["x", "y"]));
    let state = desk.state();
    let plan = desk.plan(&desk.seen(), &sheet("b", 1, &["y", "z"])).unwrap();
    let added = state.set_members(TAGS)[0].changes.clone();
    let expected = [
        Planned {
            field: TITLE,
            kind: ChangeKind::SET,
            supersedes: state.live(TITLE),
            value: json!("b"),
        },
        Planned { field: TAGS, kind: ChangeKind::REMOVE, supersedes: added, value: json!("x") },
        Planned { field: TAGS, kind: ChangeKind::ADD, supersedes: vec![], value: json!("z") },
    ];
    assert_eq!(plan, expected);
}

#[test]
fn clearing_a_field_is_a_change() {
    let mut desk = Desk::with(&sheet("a", 1, &[]));
    desk.save(&desk.seen(), &sheet("", 1, &[]));
    assert_eq!(desk.record(), sheet("", 1, &[]));
    assert_eq!(desk.state().live(TITLE).len(), 1);
    desk.save(&desk.seen(), &sheet("b", 1, &[]));
    assert_eq!(desk.record(), sheet("b", 1, &[]));
}

#[test]
fn a_field_changed_by_both_is_refused_and_named() {
    let mut desk = Desk::with(&sheet("a", 1, &["x"]));
    let seen = desk.seen();
    desk.save(&seen, &sheet("b", 2, &["x"]));
    assert_eq!(desk.plan(&seen, &sheet("c", 3, &["x"])), meanwhile(&[TITLE, SIZE]));
    assert_eq!(desk.plan(&seen, &sheet("c", 2, &["x"])), meanwhile(&[TITLE]));
    assert_eq!(desk.plan(&seen, &sheet("b", 2, &["x"])), Ok(vec![]), "both wrote the same");
}

#[test]
fn trust_36_a_field_left_alone_is_not_put_back() {
    let mut desk = Desk::with(&sheet("a", 1, &["x"]));
    let seen = desk.seen();
    desk.save(&seen, &sheet("corrected", 1, &["x", "y"]));
    desk.save(&seen, &sheet("a", 2, &["x"]));
    assert_eq!(desk.record(), sheet("corrected", 2, &["x", "y"]));
}

#[test]
fn an_id_that_is_not_here_is_not_seen() {
    let desk = Desk::with(&sheet("a", 1, &[]));
    assert_eq!(desk.plan(&[Hash([9; 32])], &sheet("b", 1, &[])), meanwhile(&[TITLE]));
}

#[test]
fn a_conflict_is_left_standing_by_an_edit_elsewhere() {
    let mut desk = Desk::with(&sheet("a", 1, &[]));
    let other = Laptop::new(2).set(TITLE, "beside", &[]);
    desk.entries.push(other);
    let shown = desk.record();
    desk.save(&desk.seen(), &Sheet { size: 5, ..shown });
    assert_eq!(desk.state().conflicts().len(), 1);
    assert_eq!(desk.record().size, 5);
}

#[test]
fn a_third_value_written_over_a_conflict_replaces_both_sides_seen() {
    let mut desk = Desk::with(&sheet("a", 1, &[]));
    desk.entries.push(Laptop::new(2).set(TITLE, "beside", &[]));
    let seen = desk.seen();
    desk.save(&seen, &sheet("third", 1, &[]));
    assert_eq!(desk.record().title, "third");
    assert!(desk.state().conflicts().is_empty());
}

#[test]
fn a_conflict_is_decided_for_the_value_that_stands_first_too() {
    let mut desk = Desk::with(&sheet("a", 1, &[]));
    let first_seen = desk.seen();
    desk.entries.push(Laptop::new(2).set(TITLE, "beside", &[]));
    let (state, seen) = (desk.state(), desk.seen());
    let early = decide(&state, &first_seen, TITLE, json!("a"));
    assert_eq!(early, Err(EditError::ChangedMeanwhile { fields: vec![TITLE] }));
    let planned = decide(&state, &seen, TITLE, json!("a")).unwrap();
    let mut both = state.live(TITLE);
    both.sort();
    assert_eq!((planned.kind, &planned.supersedes), (ChangeKind::SET, &both));
    desk.entries.extend(desk.laptop.carry_out(vec![planned]));
    assert!(desk.state().conflicts().is_empty());
    assert_eq!(desk.record().title, "a");
}

#[test]
fn members_added_and_taken_out_by_both_do_not_get_in_each_others_way() {
    let mut desk = Desk::with(&sheet("a", 1, &["x", "y"]));
    let seen = desk.seen();
    desk.save(&seen, &sheet("a", 1, &["x", "z"]));
    assert_eq!(desk.plan(&seen, &sheet("a", 1, &["x", "z"])), Ok(vec![]), "already so");
    desk.save(&seen, &sheet("a", 1, &["y", "w"]));
    assert_eq!(desk.record().tags, ["z", "w"]);
}

#[test]
fn a_member_that_somebody_added_anew_is_not_taken_out_unseen() {
    let mut desk = Desk::with(&sheet("a", 1, &["x"]));
    let seen = desk.seen();
    desk.entries.push(Laptop::new(2).add(TAGS, "x"));
    assert_eq!(desk.plan(&seen, &sheet("a", 1, &[])), meanwhile(&[TAGS]));
    let plan = desk.plan(&desk.seen(), &sheet("a", 1, &[])).unwrap();
    assert_eq!(plan[0].supersedes.len(), 2, "who saw both takes out both");
}

#[test]
fn trust_35_what_the_record_cannot_express_is_no_edit() {
    let mut desk = Desk::with(&sheet("a", 1, &["x"]));
    let live = desk.state().live(SIZE);
    desk.entries.push(desk.laptop.set(SIZE, "between two sizes", &live));
    desk.entries.push(desk.laptop.add(TAGS, json!({"tag": "y", "since": "later"})));
    let shown = desk.record();
    assert_eq!(shown, sheet("a", 7, &["x"]));
    assert_eq!(desk.plan(&desk.seen(), &shown), Ok(vec![]));
    let plan = desk.plan(&desk.seen(), &sheet("a", 7, &[])).unwrap();
    assert_eq!(plan.len(), 1, "only the member that was shown is taken out: {plan:?}");
}

#[test]
fn trust_37_an_edit_does_not_claim_to_have_seen_what_could_not_be_read() {
    let mut desk = Desk::with(&sheet("a", 1, &[]));
    let live = desk.state().live(TITLE);
    let mut other = Laptop::new(2);
    let sealed = other.write(ChangeKind::SET, TITLE, &live, Content::Unreadable);
    desk.entries.push(sealed.clone());
    desk.save(&desk.seen(), &sheet("b", 1, &[]));
    assert_eq!(desk.record().title, "b");
    let opened = Entry { content: Content::Value(json!("opened later")), ..sealed };
    desk.entries.push(opened);
    assert_eq!(desk.state().conflicts().len(), 1, "both are shown once both can be read");
}

#[test]
fn members_are_matched_as_the_record_reads_them() {
    /// A set of numbers that older programs wrote as texts.
    struct Numbers(Vec<u32>);
    impl Edited for Numbers {
        const KIND: RecordKind = Sheet::KIND;
        fn registers(&self) -> Vec<(FieldId, Value)> {
            vec![]
        }
        fn sets(&self) -> Vec<(FieldId, Vec<Value>)> {
            vec![(TAGS, self.0.iter().map(|n| json!(n)).collect())]
        }
        fn project(fields: &Fields) -> Self {
            let stored = fields.set::<Value>(TAGS).into_iter();
            let number = |stored: Value| match stored {
                Value::String(text) => text.parse().ok(),
                other => serde_json::from_value(other).ok(),
            };
            Self(stored.filter_map(number).collect())
        }
    }
    let stored = Laptop::new(1).add(TAGS, "12");
    let state = RecordState::merge(vec![stored.clone()]);
    let seen = state.live_all();
    assert_eq!(diff(&state, &seen, &Numbers(vec![12])), Ok(vec![]));
    let plan = diff(&state, &seen, &Numbers(vec![])).unwrap();
    assert_eq!((plan[0].supersedes.as_slice(), &plan[0].value), (&[stored.id][..], &json!("12")));
}

#[test]
fn another_kind_of_record_is_refused() {
    #[derive(Debug)]
    struct Other;
    impl Edited for Other {
        const KIND: RecordKind = RecordKind(98);
        fn registers(&self) -> Vec<(FieldId, Value)> {
            vec![]
        }
        fn project(_: &Fields) -> Self {
            Self
        }
    }
    let desk = Desk::with(&sheet("a", 1, &[]));
    let refused = diff(&desk.state(), &desk.seen(), &Other);
    assert_eq!(
        refused,
        Err(EditError::WrongKind { expected: RecordKind(98), found: place().kind })
    );
}

#[test]
fn more_values_than_a_header_can_name_are_refused() {
    let mut desk = Desk::with(&sheet("a", 1, &[]));
    let mut flood = Laptop::new(2);
    desk.entries.extend((0..history::header::MAX_LISTED).map(|n| flood.set(TITLE, n as u64, &[])));
    let refused = desk.plan(&desk.seen(), &sheet("b", 1, &[]));
    assert_eq!(refused, Err(EditError::TooMany { field: TITLE }));
}
