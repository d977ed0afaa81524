//! What holds of every set of changes, honest or not: the outcome follows from the set alone, and every
//! change in it is accounted for.

use crate::made::{blank, place};
use casework::fields::FieldId;
use casework::id::{DeviceId, RecordId};
use history::{
    ChangeId, ChangeKind, Content, Entry, Hash, Header, HybridClock, RecordState, Rule, Violation,
};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

/// Names are small numbers, so that changes name each other, themselves, what is missing, and in cycles.
fn name(number: u8) -> ChangeId {
    Hash([number; 32])
}

prop_compose! {
    fn any_entry()(
        id in 0..24u8,
        (author, seq) in (0..3u8, 1..6u64),
        kind in prop_oneof![8 => 1..=6u8, 1 => Just(9u8)],
        field in 0..3u16,
        supersedes in prop::collection::vec(0..28u8, 0..3),
        millis in 0..4u64,
        elsewhere in prop::bool::weighted(0.1),
        content in prop_oneof![
            8 => (0..3).prop_map(|n| Content::Value(json!(n))),
            1 => Just(Content::Newer),
            1 => Just(Content::Unreadable),
            1 => Just(Content::Unproven),
        ],
    ) -> Entry {
        let header = Header {
            record: if elsewhere { RecordId::from_bytes([9; 16]) } else { place().record },
            field: FieldId(field),
            kind: ChangeKind(kind),
            author: DeviceId::from_bytes([author; 16]),
            seq,
            supersedes: supersedes.into_iter().map(name).collect(),
            clock: HybridClock { millis, counter: 0 },
            ..blank()
        };
        Entry { id: name(id), header, content }
    }
}

fn any_entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(any_entry(), 0..20)
}

fn with(state: RecordState, more: Vec<Entry>) -> RecordState {
    RecordState::merge([state.into_entries(), more].concat())
}

fn listed<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> impl Iterator<Item = ChangeId> {
    entries.into_iter().map(|entry| entry.id)
}

proptest! {
    #[test]
    fn trust_8_order_and_repetition_change_nothing(
        (entries, shuffled) in any_entries().prop_flat_map(|entries| {
            let twice = [entries.clone(), entries.clone()].concat();
            (Just(entries), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(RecordState::merge(shuffled), RecordState::merge(entries));
    }

    #[test]
    fn merge_is_associative_commutative_and_idempotent(a in any_entries(), b in any_entries(), c in any_entries()) {
        let whole = RecordState::merge([a.clone(), b.clone(), c.clone()].concat());
        let left = with(with(RecordState::merge(a.clone()), b.clone()), c.clone());
        let right = with(with(RecordState::merge(c), b), a);
        prop_assert_eq!(&left, &whole);
        prop_assert_eq!(&right, &whole);
        prop_assert_eq!(with(whole.clone(), whole.clone().into_entries()), whole);
    }

    #[test]
    fn trust_36_every_change_is_accounted_for(entries in any_entries()) {
        let state = RecordState::merge(entries);
        let rejected = state.violations().iter().filter(|v| v.rule.rejects()).map(|v| v.change);
        let mut found: BTreeSet<ChangeId> = rejected.collect();
        found.extend(state.live_all());
        found.extend(listed(state.notes()));
        found.extend(listed(state.addenda()));
        found.extend(listed(state.reviews()));
        found.extend(listed(state.newer()));
        found.extend(listed(state.unreadable()));
        for entry in state.entries() {
            let superseded = !state.superseded_by(entry.id).is_empty();
            let removes = entry.header.kind == ChangeKind::REMOVE;
            prop_assert!(superseded || removes || found.contains(&entry.id), "lost: {entry:?}");
        }
    }

    #[test]
    fn only_what_names_a_change_of_its_field_takes_its_place(entries in any_entries()) {
        let state = RecordState::merge(entries);
        let live = state.live_all();
        for old in state.entries() {
            for new in state.superseded_by(old.id) {
                let new = state.entry(*new).unwrap();
                prop_assert!(new.header.supersedes.contains(&old.id) && new.id != old.id);
                prop_assert!(new.header.kind.may_supersede(old.header.kind));
                prop_assert_eq!((new.header.place(), new.header.field), (old.header.place(), old.header.field));
                prop_assert!(new.value().is_some() && !live.contains(&old.id));
            }
        }
    }

    #[test]
    fn trust_24_what_is_not_proven_has_no_say_and_is_reported(entries in any_entries()) {
        let state = RecordState::merge(entries.clone());
        let (proven, forged): (Vec<_>, Vec<_>) = entries.into_iter().partition(Entry::is_proven);
        let honest = RecordState::merge(proven);
        prop_assert_eq!(state.place(), honest.place());
        prop_assert_eq!(state.live_all(), honest.live_all());
        prop_assert_eq!(state.notes(), honest.notes());
        prop_assert_eq!(state.addenda(), honest.addenda());
        prop_assert_eq!(state.reviews(), honest.reviews());
        prop_assert_eq!(state.newer(), honest.newer());
        prop_assert_eq!(state.fields(), honest.fields());
        prop_assert_eq!(history::steps(&state), history::steps(&honest));
        for entry in forged.iter().filter(|entry| honest.entry(entry.id).is_none()) {
            let told = Violation { change: entry.id, rule: Rule::Unproven };
            prop_assert!(state.violations().contains(&told) && state.entry(entry.id).is_some());
        }
    }

    #[test]
    fn what_is_live_is_shown(entries in any_entries()) {
        let state = RecordState::merge(entries);
        let fields = state.fields();
        prop_assert_eq!(state.fields_seen(&state.live_all()), fields.clone());
        for id in state.live_all() {
            let entry = state.entry(id).unwrap();
            prop_assert!(state.live(entry.header.field).contains(&id));
            let value = entry.value().unwrap();
            let field = entry.header.field;
            let mut sides = state.conflicts().into_iter().filter(|conflict| conflict.field == field);
            let shown = match entry.header.kind {
                ChangeKind::ADD => state.set_members(field).iter().any(|m| m.value == value && m.changes.contains(&id)),
                _ => sides.next().map_or(fields.one(field).as_ref() == Some(value), |c| c.sides.contains(&entry)),
            };
            prop_assert!(shown, "{entry:?}");
        }
    }

    #[test]
    fn trust_25_a_laptop_has_at_most_one_note_and_it_replaced_nothing(entries in any_entries()) {
        let state = RecordState::merge(entries);
        let authors: BTreeSet<_> = state.notes().iter().map(|note| note.header.author).collect();
        prop_assert_eq!(authors.len(), state.notes().len());
        for note in state.notes() {
            prop_assert!(note.header.supersedes.is_empty() && state.superseded_by(note.id).is_empty());
        }
        prop_assert!(!state.notes().is_empty() || state.addenda().is_empty());
        prop_assert!(!state.notes().is_empty() || state.reviews().is_empty());
        let rejected: BTreeSet<_> = state.violations().iter().filter(|v| v.rule.rejects()).map(|v| v.change).collect();
        for entry in state.entries().filter(|entry| entry.header.kind == ChangeKind::NOTE) {
            prop_assert!(state.notes().contains(&entry) || rejected.contains(&entry.id));
        }
    }

    /// A note of another laptop takes nothing from those that are there, whenever it says it was signed.
    #[test]
    fn trust_25_anothers_note_takes_no_note_and_no_addendum_away(entries in any_entries(), millis in 0..4u64) {
        let before = RecordState::merge(entries.clone());
        let header = Header {
            kind: ChangeKind::NOTE,
            author: DeviceId::from_bytes([9; 16]),
            clock: HybridClock { millis, counter: 0 },
            ..blank()
        };
        let id = name(99);
        let forged = Entry { id, header, content: Content::Value(json!("nothing seen")) };
        let after = with(before.clone(), vec![forged]);
        for note in before.notes() {
            prop_assert!(after.notes().contains(&note));
            for addendum in before.addenda_of(note.id) {
                prop_assert!(after.addenda_of(note.id).contains(&addendum));
            }
        }
    }

    #[test]
    fn every_addendum_stands_with_a_note(entries in any_entries()) {
        let state = RecordState::merge(entries);
        for addendum in state.addenda() {
            prop_assert!(state.notes().iter().any(|note| state.addenda_of(note.id).contains(&addendum)));
        }
    }

    #[test]
    fn trust_24_nobody_reviews_a_note_of_her_own_and_no_review_replaces_anything(entries in any_entries()) {
        let state = RecordState::merge(entries);
        let rejected: BTreeSet<_> = state.violations().iter().filter(|v| v.rule.rejects()).map(|v| v.change).collect();
        for review in state.entries().filter(|entry| entry.header.kind == ChangeKind::REVIEW) {
            let applied = state.reviews().contains(&review);
            prop_assert!(applied != rejected.contains(&review.id), "{review:?}");
            let own = state.notes().iter().all(|note| note.header.author == review.header.author);
            prop_assert!(!applied || !own);
            prop_assert!(state.superseded_by(review.id).is_empty());
            prop_assert!(state.entries().all(|other| !state.superseded_by(other.id).contains(&review.id)));
        }
    }
}
