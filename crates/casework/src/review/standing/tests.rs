use super::*;
use proptest::prelude::*;

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(ToString::to_string).collect()
}

/// Where a note stands with reviews (id, verdict, seen) and addenda (id, answers).
fn stands(reviews: &[(&str, Verdict, &[&str])], addenda: &[(&str, &[&str])]) -> ReviewState {
    let seen: Vec<_> = reviews.iter().map(|(.., seen)| names(seen)).collect();
    let answers: Vec<_> = addenda.iter().map(|(_, answers)| names(answers)).collect();
    let given: Vec<_> = reviews
        .iter()
        .zip(&seen)
        .map(|((id, verdict, _), seen)| Given { id, verdict: *verdict, seen })
        .collect();
    let added: Vec<_> =
        addenda.iter().zip(&answers).map(|((id, _), answers)| Added { id, answers }).collect();
    standing(&given, &added)
}

use ReviewState::{Answered, Approved, Returned, Waiting};
use Verdict::{Approve, Comment, Return};

#[test]
fn a_signed_note_waits() {
    assert_eq!(stands(&[], &[]), Waiting);
    assert_eq!(stands(&[], &[("a1", &[])]), Waiting);
    assert_eq!(stands(&[("c", Comment, &["note"])], &[]), Waiting, "a comment decides nothing");
}

#[test]
fn it_is_returned_answered_and_approved() {
    let returned = ("r", Return, &["note"][..]);
    assert_eq!(stands(&[returned], &[]), Returned);
    assert_eq!(stands(&[returned], &[("a1", &["r"])]), Answered);
    let approved = ("v", Approve, &["note", "r", "a1"][..]);
    assert_eq!(stands(&[returned, approved], &[("a1", &["r"])]), Approved);
    let again = ("r2", Return, &["note", "r", "a1"][..]);
    assert_eq!(stands(&[returned, again], &[("a1", &["r"])]), Returned, "the answer did not do");
    assert_eq!(stands(&[returned, again], &[("a1", &["r"]), ("a2", &["r2"])]), Answered);
}

#[test]
fn a_return_may_be_taken_back_without_an_answer() {
    assert_eq!(stands(&[("r", Return, &["note"]), ("v", Approve, &["note", "r"])], &[]), Approved);
}

#[test]
fn after_an_approval_a_new_addendum_waits_again() {
    let approved = ("v", Approve, &["note", "a1"][..]);
    assert_eq!(stands(&[approved], &[("a1", &[])]), Approved);
    assert_eq!(stands(&[approved], &[("a1", &[]), ("a2", &[])]), Waiting);
    let anew = ("v2", Approve, &["note", "a1", "v", "a2"][..]);
    assert_eq!(stands(&[approved, anew], &[("a1", &[]), ("a2", &[])]), Approved);
}

#[test]
fn an_addendum_that_did_not_know_of_the_return_does_not_answer_it() {
    assert_eq!(stands(&[("r", Return, &["note"])], &[("a1", &[])]), Returned);
}

#[test]
fn of_two_supervisors_who_did_not_know_of_each_other_the_return_is_heard() {
    let both = [("v", Approve, &["note"][..]), ("r", Return, &["note"][..])];
    assert_eq!(stands(&both, &[]), Returned);
    let knows = [both[0], both[1], ("v2", Approve, &["note", "v", "r"][..])];
    assert_eq!(stands(&knows, &[]), Approved);
    let two = [("r", Return, &["note"][..]), ("r2", Return, &["note"][..])];
    assert_eq!(stands(&two, &[("a1", &["r"])]), Returned, "one of the two is still to be answered");
    assert_eq!(stands(&two, &[("a1", &["r"]), ("a2", &["r2"])]), Answered);
}

#[test]
fn a_comment_undoes_no_decision() {
    let reviews = [("r", Return, &["note"][..]), ("c", Comment, &["note", "r"][..])];
    assert_eq!(stands(&reviews, &[]), Returned);
    let reviews = [("v", Approve, &["note"][..]), ("c", Comment, &["note", "v"][..])];
    assert_eq!(stands(&reviews, &[]), Approved);
}

#[test]
fn what_names_itself_or_nothing_known_does_no_harm() {
    assert_eq!(stands(&[("r", Return, &["r", "x"])], &[("a", &["y"])]), Returned);
}

fn any_reviews() -> impl Strategy<Value = Vec<(u8, Verdict, Vec<u8>)>> {
    let verdict = prop_oneof![Just(Approve), Just(Return), Just(Comment)];
    prop::collection::vec((0..6u8, verdict, prop::collection::vec(0..12u8, 0..5)), 0..6)
}

fn any_addenda() -> impl Strategy<Value = Vec<(u8, Vec<u8>)>> {
    prop::collection::vec((6..12u8, prop::collection::vec(0..6u8, 0..3)), 0..5)
}

fn of(reviews: &[(u8, Verdict, Vec<u8>)], addenda: &[(u8, Vec<u8>)]) -> ReviewState {
    let spell = |ids: &[u8]| ids.iter().map(u8::to_string).collect::<Vec<_>>();
    let reviews: Vec<_> =
        reviews.iter().map(|(id, verdict, seen)| (id.to_string(), *verdict, spell(seen))).collect();
    let addenda: Vec<_> =
        addenda.iter().map(|(id, answers)| (id.to_string(), spell(answers))).collect();
    let given: Vec<_> =
        reviews.iter().map(|(id, verdict, seen)| Given { id, verdict: *verdict, seen }).collect();
    let added: Vec<_> = addenda.iter().map(|(id, answers)| Added { id, answers }).collect();
    standing(&given, &added)
}

proptest! {
    #[test]
    fn order_changes_nothing(
        (reviews, shuffled) in any_reviews().prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle())),
        (addenda, mixed) in any_addenda().prop_flat_map(|a| (Just(a.clone()), Just(a).prop_shuffle())),
    ) {
        prop_assert_eq!(of(&reviews, &addenda), of(&shuffled, &mixed));
    }

    #[test]
    fn an_addendum_that_nobody_saw_never_leaves_a_note_approved(reviews in any_reviews(), addenda in any_addenda()) {
        let more = [addenda, vec![(99, vec![])]].concat();
        prop_assert_ne!(of(&reviews, &more), Approved);
    }

    #[test]
    fn an_approval_that_saw_everything_approves(reviews in any_reviews(), addenda in any_addenda()) {
        let seen: Vec<u8> = (0..12).collect();
        let more = [reviews, vec![(77, Approve, seen)]].concat();
        prop_assert_eq!(of(&more, &addenda), Approved);
    }

    #[test]
    fn a_new_return_is_heard(reviews in any_reviews(), addenda in any_addenda()) {
        let more = [reviews, vec![(77, Return, vec![])]].concat();
        prop_assert_eq!(of(&more, &addenda), Returned);
    }
}
