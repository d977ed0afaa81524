use super::*;
use crate::context::Person;
use crate::views::testing::{
    DEVICE, World, case, case_id, client, client_id, day, id, note, signed_at, visit_id,
};
use crate::views::{EntryKind, TimelineVisit};
use casework::fields::{FieldId, RecordKind, value};
use casework::id::{DeviceId, VisitId};
use casework::review::{ReviewForm, Verdict};
use casework::risk::Risk;
use casework::role::Role;
use history::Content;

const SUPERVISOR: DeviceId = DeviceId(uuid::Uuid::from_bytes([0x55; 16]));
const COLLEAGUE: DeviceId = DeviceId(uuid::Uuid::from_bytes([0xcc; 16]));
/// Another laptop of the worker who writes the notes.
const HER_SECOND: DeviceId = DeviceId(uuid::Uuid::from_bytes([0xd2; 16]));

fn person(number: u64) -> PersonId {
    PersonId::from_bytes(id(number))
}

fn world() -> World {
    let mut world = World::new();
    for (device, number, name, role) in [
        (SUPERVISOR, 50, "沈督导", Role::Supervisor),
        (COLLEAGUE, 60, "何社工", Role::Worker),
        (HER_SECOND, 0, "吕社工", Role::Manager),
    ] {
        let person = Person { id: person(number), name: name.into(), role };
        world.context.people.insert(device, person);
    }
    world.edit(client_id(1), &client("王小米"));
    world.edit(case_id(1), &case(client_id(1), "JF-1"));
    world
}

fn sign(world: &mut World, n: u64, case: u64) -> ChangeId {
    world.sign(visit_id(n), &note(case_id(case), client_id(case), day(3), "小米在写作业。"))
}

/// A review of all that is there, on that laptop, by whoever is said to be its author.
fn review(
    world: &mut World,
    visit: VisitId,
    (device, reviewer): (DeviceId, u64),
    verdict: Verdict,
) -> ChangeId {
    let place = (RecordKind::VISIT, visit.into());
    let seen = world.state(place.0, place.1).entries().map(|entry| entry.id.to_string()).collect();
    let review = Review {
        verdict,
        form: ReviewForm { text: "依据是什么？".into(), comments: vec![] },
        reviewer: person(reviewer),
        reviewer_name: "沈督导".into(),
        role: Role::Supervisor,
        signed_at: signed_at(day(4)),
        seen,
    };
    world.device = device;
    let change = world.append(place, (FieldId::WHOLE, ChangeKind::REVIEW), vec![], value(&review));
    world.device = DEVICE;
    world.refresh(place.0, place.1);
    change
}

fn answer(world: &mut World, visit: VisitId, to: &[ChangeId]) -> ChangeId {
    let place = (RecordKind::VISIT, visit.into());
    let addendum = Addendum {
        text: "奶奶亲口说的。".into(),
        author: person(0),
        author_name: "吕社工".into(),
        signed_at: signed_at(day(5)),
        answers: to.iter().map(ToString::to_string).collect(),
        note: String::new(),
    };
    let change =
        world.append(place, (FieldId::WHOLE, ChangeKind::ADDENDUM), vec![], value(&addendum));
    world.refresh(place.0, place.1);
    change
}

fn stands(world: &World, n: u64) -> ReviewState {
    world.read().visit(visit_id(n)).unwrap().unwrap().review
}

fn queue(world: &World, group: ReviewGroup) -> Vec<VisitId> {
    let filter = ReviewFilter { group, ..ReviewFilter::default() };
    let (rows, total) = world.read().review_queue(&filter, (0, 99)).unwrap();
    assert_eq!(total as usize, rows.len());
    rows.into_iter().map(|row| row.card.id).collect()
}

const BY_SUPERVISOR: (DeviceId, u64) = (SUPERVISOR, 50);

#[test]
fn a_note_goes_its_way_from_waiting_to_approved_and_back() {
    let mut world = world();
    sign(&mut world, 1, 1);
    let mut seen = Vec::new();
    let mut look = |world: &World| {
        let lists = [ReviewGroup::ToReview, ReviewGroup::Returned, ReviewGroup::Approved];
        seen.push((stands(world, 1), lists.map(|group| queue(world, group).len())));
        world.check_rebuild();
    };
    look(&world);
    let returned = review(&mut world, visit_id(1), BY_SUPERVISOR, Verdict::Return);
    look(&world);
    answer(&mut world, visit_id(1), &[]);
    look(&world);
    answer(&mut world, visit_id(1), &[returned]);
    look(&world);
    review(&mut world, visit_id(1), BY_SUPERVISOR, Verdict::Approve);
    look(&world);
    answer(&mut world, visit_id(1), &[]);
    look(&world);
    assert_eq!(
        seen,
        [
            (ReviewState::Waiting, [1, 0, 0]),
            (ReviewState::Returned, [0, 1, 0]),
            (ReviewState::Returned, [0, 1, 0]),
            (ReviewState::Answered, [1, 0, 0]),
            (ReviewState::Approved, [0, 0, 1]),
            (ReviewState::Waiting, [1, 0, 0]),
        ]
    );
    check_what_is_shown(&world, returned);
}

/// After a return, an approval and three addenda.
fn check_what_is_shown(world: &World, returned: ChangeId) {
    let record = world.read().visit(visit_id(1)).unwrap().unwrap();
    assert_eq!((record.reviews.len(), record.addenda.len()), (2, 3));
    assert_eq!(record.addenda_changes.len(), 3);
    assert_eq!(record.reviews[0].change, returned);
    let (entries, total) = world.read().timeline(case_id(1), 0, 9).unwrap();
    let kinds: Vec<_> = entries.iter().map(|entry| (entry.kind, entry.verdict)).collect();
    let mut expected = vec![
        (EntryKind::Review, Some(Verdict::Approve)),
        (EntryKind::Review, Some(Verdict::Return)),
        (EntryKind::Visit, None),
        (EntryKind::Intake, None),
    ];
    if entries[0].verdict == Some(Verdict::Return) {
        // Both were signed at one moment: the changes' ids decide.
        expected.swap(0, 1);
    }
    assert_eq!((kinds, total), (expected, 4));
    assert_eq!((entries[0].who.as_str(), entries[0].sentence.as_str()), ("沈督导", "依据是什么？"));
    for entry in &entries[..3] {
        let Some(TimelineVisit::Signed(card)) = &entry.visit else { panic!("{entry:?}") };
        assert_eq!((card.id, card.review), (visit_id(1), ReviewState::Waiting));
    }
    assert_eq!(world.read().case(case_id(1)).unwrap().unwrap().last_visit, Some(day(3)));
}

#[test]
fn trust_24_only_who_may_review_is_heard_and_the_rest_is_shown() {
    for (by, refused) in [
        ((COLLEAGUE, 60), ReviewRefusal::NotHerRole),
        ((COLLEAGUE, 50), ReviewRefusal::AnotherPerson),
        ((DEVICE, 50), ReviewRefusal::OwnNote),
        ((HER_SECOND, 0), ReviewRefusal::OwnNote),
        ((HER_SECOND, 50), ReviewRefusal::OwnNote),
        ((DeviceId::from_bytes([9; 16]), 50), ReviewRefusal::NotHerRole),
    ] {
        let mut world = world();
        sign(&mut world, 1, 1);
        let change = review(&mut world, visit_id(1), by, Verdict::Approve);
        assert_eq!(stands(&world, 1), ReviewState::Waiting, "{refused:?}");
        let record = world.read().visit(visit_id(1)).unwrap().unwrap();
        let told: Vec<_> = record.reviews.iter().map(|r| (r.change, r.refused)).collect();
        assert_eq!(told, [(change, Some(refused))], "{by:?}");
        world.check_rebuild();
    }
}

#[test]
fn trust_37_a_review_that_cannot_be_read_changes_nothing() {
    let mut world = world();
    sign(&mut world, 1, 1);
    let before = world.dump();
    let place = (RecordKind::VISIT, visit_id(1).into());
    world.device = SUPERVISOR;
    for content in [
        Content::Unreadable,
        Content::Newer,
        Content::Unproven,
        Content::Value("in a form not known here".into()),
    ] {
        world.append_content(place, (FieldId::WHOLE, ChangeKind::REVIEW), vec![], content);
    }
    world.refresh(place.0, place.1);
    assert!(world.dump() == before);
    world.check_rebuild();
}

#[test]
fn a_review_before_its_note_waits_for_it() {
    let mut world = world();
    let signed = note(case_id(1), client_id(1), day(3), "后到的记录");
    let place = (RecordKind::VISIT, visit_id(1).into());
    // Known beforehand to the reviewer, whose changes arrive first.
    let mut elsewhere = self::world();
    let change = elsewhere.sign(visit_id(1), &signed);
    world.device = SUPERVISOR;
    let early = Review {
        verdict: Verdict::Approve,
        form: ReviewForm::default(),
        reviewer: person(50),
        reviewer_name: "沈督导".into(),
        role: Role::Supervisor,
        signed_at: signed_at(day(4)),
        seen: vec![change.to_string()],
    };
    world.append(place, (FieldId::WHOLE, ChangeKind::REVIEW), vec![], value(&early));
    world.refresh(place.0, place.1);
    assert_eq!(world.read().visit(visit_id(1)).unwrap(), None);
    world.device = DEVICE;
    world.append(place, (FieldId::WHOLE, ChangeKind::NOTE), vec![], value(&signed));
    world.refresh(place.0, place.1);
    let record = world.read().visit(visit_id(1)).unwrap().unwrap();
    // The note has another number here, and so another id: the review is of another note.
    assert_eq!(record.reviews[0].refused, Some(ReviewRefusal::AnotherNote));
    assert_eq!(record.review, ReviewState::Waiting);
    world.check_rebuild();
}

fn at_risk(number: u64, level: RiskLevel) -> casework::case::Case {
    let risk = Risk { level, reasons: "独自在家过夜".into() };
    casework::case::Case { risk, ..case(client_id(number), &format!("JF-{number}")) }
}

#[test]
fn the_queue_goes_by_the_cases_risk_as_it_now_is_then_by_age() {
    let mut world = world();
    for number in 2..=4 {
        world.edit(client_id(number), &client(&format!("王小{number}")));
    }
    // The notes of one case come before the case itself.
    let mut signed = |n: u64, case: u64, on: u32| {
        let mut signed = note(case_id(case), client_id(case), day(on), "在家。");
        signed.signed_at = signed_at(day(on));
        world.sign(visit_id(n), &signed);
    };
    signed(1, 4, 1);
    signed(2, 2, 9);
    signed(3, 3, 8);
    signed(4, 3, 7);
    signed(5, 1, 2);
    assert_eq!(queue(&world, ReviewGroup::ToReview)[0], visit_id(5), "the others have no case yet");
    world.edit(case_id(2), &at_risk(2, RiskLevel::Critical));
    world.edit(case_id(3), &at_risk(3, RiskLevel::High));
    let order = |world: &World| queue(world, ReviewGroup::ToReview);
    assert_eq!(order(&world), [2, 4, 3, 5, 1].map(visit_id), "visit 1 is of no known case");
    world.check_rebuild();
    world.edit(case_id(4), &at_risk(4, RiskLevel::Low));
    world.edit(case_id(1), &at_risk(1, RiskLevel::Critical));
    assert_eq!(order(&world), [5, 2, 4, 3, 1].map(visit_id), "the risk was set anew");
    world.check_rebuild();

    let page = |offset, limit| {
        let (rows, total) =
            world.read().review_queue(&ReviewFilter::default(), (offset, limit)).unwrap();
        (rows.iter().map(|row| row.card.id).collect::<Vec<_>>(), total)
    };
    assert_eq!(page(1, 2), (vec![visit_id(2), visit_id(4)], 5));
    assert_eq!(page(9, 2), (vec![], 5));
    let risks = vec![RiskLevel::High, RiskLevel::Low];
    let filter = ReviewFilter { risks, ..ReviewFilter::default() };
    let (rows, total) = world.read().review_queue(&filter, (0, 9)).unwrap();
    assert_eq!(total, 3);
    let facts = (rows[0].case_number.as_str(), rows[0].client_name.as_str(), rows[0].risk);
    assert_eq!(facts, ("JF-3", "王小3", Some(RiskLevel::High)));
    assert_eq!(rows[0].signed_at, signed_at(day(7)).to_utc());
}

#[test]
fn a_queue_may_be_of_one_author_or_of_all_but_one() {
    let mut world = world();
    sign(&mut world, 1, 1);
    world.device = COLLEAGUE;
    sign(&mut world, 2, 1);
    world.device = DEVICE;
    let of = |authors| {
        let filter = ReviewFilter { authors, ..ReviewFilter::default() };
        let (rows, total) = world.read().review_queue(&filter, (0, 9)).unwrap();
        assert_eq!(total as usize, rows.len());
        rows.iter().map(|row| row.card.id).collect::<Vec<_>>()
    };
    // Who signed counts, whoever the note says wrote it.
    assert_eq!(of(ReviewAuthors::Only(person(60))), [visit_id(2)]);
    assert_eq!(of(ReviewAuthors::But(person(60))), [visit_id(1)]);
    assert_eq!(of(ReviewAuthors::All).len(), 2);
}

#[test]
fn a_note_is_found_by_the_words_of_its_reviews_whether_it_waits_for_the_index_or_not() {
    let mut world = world();
    sign(&mut world, 1, 1);
    let found = |world: &World, typed: &str| {
        let hits = world.read().find(typed, 9).unwrap().hits;
        hits.into_iter()
            .map(|hit| {
                let snippet: String = hit.snippet.iter().map(|piece| piece.text.as_str()).collect();
                (hit.visit, snippet)
            })
            .collect::<Vec<_>>()
    };
    let note = |text: &str| vec![(Some(visit_id(1)), text.to_owned())];
    assert_eq!(found(&world, "依据"), []);
    review(&mut world, visit_id(1), BY_SUPERVISOR, Verdict::Return);
    assert_eq!(found(&world, "依据"), note("依据是什么？"), "it waits");
    for n in 2..=10 {
        sign(&mut world, n, 1);
    }
    assert_eq!(found(&world, "依据"), note("依据是什么？"), "it is in the index");
    review(&mut world, visit_id(2), BY_SUPERVISOR, Verdict::Comment);
    assert_eq!(found(&world, "依据").len(), 2, "a review of a note that is in the index");
    world.check_rebuild();
}
