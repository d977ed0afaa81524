//! Reviews of signed notes (trust 24, 25).

use crate::made::{Laptop, TITLE, altered, ids};
use casework::fields::FieldId;
use casework::id::PersonId;
use casework::review::{Added, Given, Review, ReviewForm, ReviewState, Verdict, standing};
use casework::role::Role;
use history::{ChangeId, ChangeKind, Content, Entry, RecordState, Rule, Violation};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

fn merged(entries: &[&Entry]) -> RecordState {
    RecordState::merge(entries.iter().copied().cloned().collect())
}

fn broken(change: &Entry, rule: Rule) -> Violation {
    Violation { change: change.id, rule }
}

fn person(number: u8) -> PersonId {
    PersonId::from_bytes([number; 16])
}

/// A note whose body says who its author is.
fn note(laptop: &mut Laptop, author: u8) -> Entry {
    let body = json!({"author": person(author), "text": "seen and heard"});
    laptop.write(ChangeKind::NOTE, FieldId::WHOLE, &[], Content::Value(body))
}

fn review(reviewer: u8, verdict: Verdict, seen: &[ChangeId]) -> Review {
    Review {
        verdict,
        form: ReviewForm { text: "why".into(), comments: vec![] },
        reviewer: person(reviewer),
        reviewer_name: String::new(),
        role: Role::Supervisor,
        signed_at: "2026-03-03T09:00:00+08:00".parse().unwrap(),
        seen: seen.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn reviews_stand_beside_the_note_and_replace_nothing() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let signed = note(&mut a, 1);
    b.wall = 10;
    let returned = b.review(&review(2, Verdict::Return, &[signed.id]));
    a.wall = 20;
    let answer = a.addendum("asked again");
    b.wall = 30;
    let seen = [signed.id, returned.id, answer.id];
    let approved = b.review(&review(2, Verdict::Approve, &seen));
    let state = merged(&[&approved, &answer, &returned, &signed]);
    assert_eq!(ids(&state.reviews()), [returned.id, approved.id]);
    assert_eq!(state.note().map(|entry| entry.id), Some(signed.id));
    assert!(state.violations().is_empty());
    assert!(seen.iter().all(|id| state.superseded_by(*id).is_empty()));
}

#[test]
fn trust_24_nobody_reviews_her_own_note_from_whichever_laptop() {
    let (mut a, mut second) = (Laptop::new(1), Laptop::new(2));
    let signed = note(&mut a, 1);
    let same_laptop = a.review(&review(9, Verdict::Approve, &[signed.id]));
    let same_person = second.review(&review(1, Verdict::Approve, &[signed.id]));
    let state = merged(&[&signed, &same_laptop, &same_person]);
    assert!(state.reviews().is_empty());
    let mut told = state.violations().to_vec();
    told.sort();
    let mut expected =
        [broken(&same_laptop, Rule::OwnReview), broken(&same_person, Rule::OwnReview)];
    expected.sort();
    assert_eq!(told, expected);
    assert!(state.entry(same_laptop.id).is_some() && state.entry(same_person.id).is_some(), "kept");
}

#[test]
fn trust_25_a_review_waits_for_its_note_and_is_of_no_other() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let signed = note(&mut a, 1);
    let of_it = b.review(&review(2, Verdict::Approve, &[signed.id]));
    let alone = merged(&[&of_it]);
    assert_eq!(alone.violations(), [broken(&of_it, Rule::ReviewWithoutNote)]);
    assert!(merged(&[&of_it, &signed]).violations().is_empty());
    // An earlier note of the same laptop comes to light: what was approved is not that note.
    let earlier = altered(note(&mut Laptop::new(1), 1), |header| header.seq = 0);
    let state = merged(&[&of_it, &signed, &earlier]);
    assert_eq!(state.note().map(|entry| entry.id), Some(earlier.id));
    assert!(state.reviews().is_empty());
    assert!(state.violations().contains(&broken(&of_it, Rule::ReviewOfAnotherNote)));
}

#[test]
fn trust_25_a_review_takes_no_place() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let signed = note(&mut a, 1);
    let own = a.set(TITLE, "title", &[]);
    let body = Content::Value(json!(null));
    let over_note = b.write(ChangeKind::REVIEW, FieldId::WHOLE, &[signed.id], body.clone());
    let over_field = b.write(ChangeKind::REVIEW, TITLE, &[own.id], body);
    let state = merged(&[&signed, &own, &over_note, &over_field]);
    assert_eq!(state.live(TITLE), [own.id]);
    assert_eq!(
        state.violations(),
        [
            broken(&over_note, Rule::SupersedesNote { note: signed.id }),
            broken(&over_field, Rule::CannotSupersede { named: own.id }),
        ]
    );
}

#[test]
fn trust_37_a_review_that_cannot_be_read_decides_nothing_and_is_listed() {
    let (mut a, mut b) = (Laptop::new(1), Laptop::new(2));
    let signed = note(&mut a, 1);
    let whole = b.review(&review(2, Verdict::Approve, &[signed.id]));
    let torn = Entry { content: Content::Unreadable, ..whole.clone() };
    let state = merged(&[&signed, &torn]);
    assert_eq!(ids(&state.unreadable()), [torn.id]);
    assert_eq!(stands(&state), ReviewState::Waiting);
    let forged = Entry { content: Content::Unproven, ..whole };
    let state = merged(&[&signed, &forged]);
    assert!(state.reviews().is_empty());
    assert_eq!(state.violations(), [broken(&forged, Rule::Unproven)]);
}

/// Where the note of a record stands, by what can be read of it.
fn stands(state: &RecordState) -> ReviewState {
    let reviews: Vec<(String, Review)> = state
        .reviews()
        .into_iter()
        .filter_map(|e| Some((e.id.to_string(), serde_json::from_value(e.value()?.clone()).ok()?)))
        .collect();
    let addenda: Vec<(String, Vec<String>)> = state
        .addenda()
        .into_iter()
        .filter_map(|e| Some((e.id.to_string(), serde_json::from_value(e.value()?.clone()).ok()?)))
        .collect();
    let given: Vec<_> = reviews
        .iter()
        .map(|(id, review)| Given { id, verdict: review.verdict, seen: &review.seen })
        .collect();
    let added: Vec<_> = addenda.iter().map(|(id, answers)| Added { id, answers }).collect();
    standing(&given, &added)
}

const LAPTOPS: usize = 3;

/// What happens on a laptop: the first is the worker's, the others are supervisors'.
#[derive(Clone, Debug)]
enum Move {
    /// Writes an addendum that answers the returns at hand, or a review of all that is at hand.
    Write(Verdict),
    /// Receives some of what another laptop holds, as the bits say.
    Receive { from: usize, some: u32 },
    /// The wall clock jumps.
    Jump(u64),
}

fn any_move() -> impl Strategy<Value = (usize, Move)> {
    let verdict =
        prop_oneof![Just(Verdict::Approve), Just(Verdict::Return), Just(Verdict::Comment)];
    let what = prop_oneof![
        3 => verdict.prop_map(Move::Write),
        4 => (0..LAPTOPS, any::<u32>()).prop_map(|(from, some)| Move::Receive { from, some }),
        1 => (0..1000u64).prop_map(Move::Jump),
    ];
    (0..LAPTOPS, what)
}

/// What a laptop writes, who has before her what it holds.
fn written(laptop: &mut Laptop, who: usize, held: &[Entry], verdict: Verdict) -> Option<Entry> {
    let state = RecordState::merge(held.to_vec());
    state.note()?;
    if who == 0 {
        let asked = state.reviews().into_iter().filter(|entry| {
            entry.value().and_then(|value| value.get("verdict")) == Some(&json!("return"))
        });
        let answers: Vec<_> = asked.map(|entry| entry.id.to_string()).collect();
        let body = Content::Value(json!(answers));
        return Some(laptop.write(ChangeKind::ADDENDUM, FieldId::WHOLE, &[], body));
    }
    let seen: Vec<_> = state.entries().map(|entry| entry.id).collect();
    Some(laptop.review(&review(u8::try_from(who).unwrap() + 1, verdict, &seen)))
}

fn play(moves: Vec<(usize, Move)>) -> Vec<Vec<Entry>> {
    let mut laptops: Vec<Laptop> = (1..).take(LAPTOPS).map(Laptop::new).collect();
    let mut held: Vec<Vec<Entry>> = vec![vec![note(&mut laptops[0], 1)], vec![], vec![]];
    for (who, what) in moves {
        match what {
            Move::Jump(wall) => laptops[who].wall = wall,
            Move::Write(verdict) => {
                let entry = written(&mut laptops[who], who, &held[who], verdict);
                held[who].extend(entry);
            }
            Move::Receive { from, some } => {
                let sent = held[from].clone().into_iter().enumerate();
                let sent = sent.filter(|(n, _)| some >> (n % 32) & 1 == 1);
                let sent: Vec<_> = sent.map(|(_, entry)| entry).collect();
                held[who].extend(sent);
            }
        }
    }
    held
}

proptest! {
    #[test]
    fn trust_36_all_see_the_note_stand_alike_and_no_return_is_lost(moves in prop::collection::vec(any_move(), 1..30)) {
        let held = play(moves);
        let everything: Vec<Entry> = held.iter().flatten().cloned().collect();
        let state = RecordState::merge(everything.clone());
        prop_assert!(state.violations().is_empty(), "{:?}", state.violations());
        for mine in &held {
            let all = [everything.clone(), mine.clone()].concat();
            prop_assert_eq!(&RecordState::merge(all.into_iter().rev().collect()), &state);
        }
        let bodies: Vec<Review> = state.reviews().iter().map(|e| serde_json::from_value(e.value().unwrap().clone()).unwrap()).collect();
        let decided: BTreeSet<&String> = bodies.iter().filter(|r| r.verdict.decides()).flat_map(|r| &r.seen).collect();
        let heard = |id: &String| decided.contains(id);
        let asked = state.reviews().into_iter().zip(&bodies).filter(|(_, body)| body.verdict == Verdict::Return);
        let open = asked.map(|(entry, _)| entry.id.to_string()).any(|id| !heard(&id));
        prop_assert_eq!(open, matches!(stands(&state), ReviewState::Returned | ReviewState::Answered));
        let unseen = state.addenda().iter().any(|added| bodies.iter().all(|body| !body.seen.contains(&added.id.to_string())));
        prop_assert!(!unseen || stands(&state) != ReviewState::Approved, "approved unseen");
    }
}
