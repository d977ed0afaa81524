use super::*;
use crate::id::{CaseId, PersonId};
use proptest::prelude::*;

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn record(n: u8, on: u32, says: Says) -> StageRecord {
    StageRecord { id: id(n), on: day(on), says }
}

fn now() -> CaseNow {
    CaseNow {
        opened_on: day(1),
        grounded: true,
        goals: 1,
        unscaled: vec![],
        open_crises: vec![],
        unsigned: vec![],
    }
}

fn back(n: u8, on: u32, to: Stage, records: &[StageRecord]) -> StageRecord {
    let says =
        Says::SteppedBack { to, sets_aside: beyond(to, records), reason: "情况有变".into() };
    record(n, on, says)
}

/// The whole course of a case, a record for each stage.
fn course() -> Vec<StageRecord> {
    vec![
        record(1, 3, Says::Assessed),
        record(2, 5, Says::Planned { assessment: id(1) }),
        record(3, 6, Says::Met),
        record(4, 20, Says::Evaluated { plan: id(2) }),
        record(5, 21, Says::Closed { evaluation: Some(id(4)) }),
        record(6, 25, Says::Met),
    ]
}

fn stage(records: &[StageRecord]) -> Stage {
    standing(&now(), records).stage
}

#[test]
fn each_stage_is_entered_by_the_record_that_justifies_it() {
    use Stage::{Assessment, Closure, Evaluation, FollowUp, Intake, Intervention, Plan};
    let expected: [(Stage, &[Needed]); 7] = [
        (Intake, &[Needed::Assessment]),
        (Assessment, &[Needed::Plan]),
        (Plan, &[Needed::Contact]),
        (Intervention, &[Needed::Evaluation]),
        (Evaluation, &[Needed::Closure]),
        (Closure, &[Needed::FollowUp]),
        (FollowUp, &[]),
    ];
    for (count, (stage, missing)) in expected.into_iter().enumerate() {
        let standing = standing(&now(), &course()[..count]);
        assert_eq!(standing.stage, stage, "{count}");
        assert_eq!(standing.missing, missing, "{count}");
        assert_eq!(standing.entered.len(), count + 1);
        let by = standing.entered.last().unwrap().by;
        assert_eq!(by, (count > 0).then(|| id(u8::try_from(count).unwrap())));
    }
}

#[test]
fn a_record_without_what_it_rests_on_enters_nothing() {
    for (what, records) in [
        ("a plan of no assessment", vec![record(2, 5, Says::Planned { assessment: id(1) })]),
        ("an evaluation of no plan", vec![record(4, 5, Says::Evaluated { plan: id(2) })]),
        (
            "a closure of no evaluation",
            vec![record(5, 5, Says::Closed { evaluation: Some(id(4)) })],
        ),
        ("a visit before the plan", vec![record(3, 2, Says::Met)]),
    ] {
        assert_eq!(stage(&records), Stage::Intake, "{what}");
    }
    let mut early = course()[..2].to_vec();
    early.push(record(3, 4, Says::Met));
    assert_eq!(stage(&early), Stage::Plan, "the visit was the day before the plan");
    early.push(record(7, 5, Says::Met));
    assert_eq!(stage(&early), Stage::Intervention, "on the day of the plan");
}

#[test]
fn a_case_may_be_referred_or_closed_from_any_stage() {
    for count in 0..4 {
        let mut records = course()[..count].to_vec();
        records.push(record(8, 21, Says::ReferredAway));
        let referred = standing(&now(), &records);
        assert_eq!((referred.stage, referred.next), (Stage::Referral, Some(Stage::Closure)));
        records.push(record(9, 22, Says::Closed { evaluation: None }));
        assert_eq!(stage(&records), Stage::Closure);
        assert!(stage(&records).is_closed());
    }
}

#[test]
fn what_the_plan_needs_is_named() {
    let bare = CaseNow { grounded: false, goals: 0, ..now() };
    let at = |records: &[StageRecord], now: &CaseNow| standing(now, records).missing;
    assert_eq!(at(&[], &bare), [Needed::Ground, Needed::Assessment]);
    assert_eq!(at(&course()[..1], &bare), [Needed::Goal, Needed::Plan]);
    let unscaled = CaseNow { goals: 2, unscaled: vec![id(40)], ..now() };
    assert_eq!(at(&course()[..1], &unscaled), [Needed::Scale { goal: id(40) }, Needed::Plan]);
}

#[test]
fn a_case_with_an_open_crisis_or_an_unsigned_note_is_not_closed() {
    assert_eq!(may_close(&now()), Ok(()));
    let open = CaseNow { open_crises: vec![id(30)], unsigned: vec![id(31), id(32)], ..now() };
    let hindrances = [
        Needed::OpenCrisis { crisis: id(30) },
        Needed::Unsigned { note: id(31) },
        Needed::Unsigned { note: id(32) },
    ];
    assert_eq!(may_close(&open), Err(hindrances.to_vec()));
    let missing = standing(&open, &course()[..4]).missing;
    assert_eq!(missing[..3], hindrances, "the stepper says so before anybody tries");
}

#[test]
fn back_to_each_stage_and_forth_again() {
    use Stage::{Assessment, Evaluation, Intake, Intervention, Plan};
    for to in [Intake, Assessment, Plan, Intervention, Evaluation] {
        let mut records = course();
        records.push(back(9, 26, to, &records));
        let standing = standing(&now(), &records);
        assert_eq!(standing.stage, to);
        assert_eq!(standing.backs.len(), 1);
        assert!(standing.backs[0].reopened, "it was closed");
    }
    let mut records = course();
    records.push(back(9, 26, Assessment, &records));
    records.push(record(12, 27, Says::Planned { assessment: id(1) }));
    assert_eq!(stage(&records), Plan, "the visits of the old plan are not of the new one");
    records.push(record(13, 28, Says::Met));
    assert_eq!(stage(&records), Intervention);
    records.push(record(14, 29, Says::Evaluated { plan: id(2) }));
    assert_eq!(stage(&records), Intervention, "an evaluation of the plan that was set aside");
    records.push(record(15, 29, Says::Evaluated { plan: id(12) }));
    assert_eq!(stage(&records), Evaluation);
}

#[test]
fn a_step_back_that_did_not_know_of_a_closure_leaves_it() {
    let mut records = course()[..4].to_vec();
    let unaware = back(9, 22, Stage::Intervention, &records);
    records.push(record(5, 21, Says::Closed { evaluation: None }));
    records.push(unaware);
    assert_eq!(stage(&records), Stage::Closure, "somebody else closed it meanwhile");
}

#[test]
fn a_step_back_goes_back_and_says_why() {
    let records = course();
    let step = |to: Stage, reason: &str| StepBack {
        case: CaseId::from_bytes([1; 16]),
        to,
        reason: reason.into(),
        on: day(26),
        sets_aside: beyond(to, &records),
        by: PersonId::from_bytes([2; 16]),
        by_name: "林知夏".into(),
    };
    let told = |step: &StepBack, records: &[StageRecord]| {
        let lacks = check_back(step, &standing(&now(), records), day(26)).err().unwrap_or_default();
        lacks.into_iter().map(|lack| (lack.field, lack.problem)).collect::<Vec<_>>()
    };
    assert_eq!(told(&step(Stage::Intervention, "父亲术后复发"), &records), []);
    assert_eq!(told(&step(Stage::Intervention, " "), &records), [("reason", "empty")]);
    assert_eq!(told(&step(Stage::Closure, "x"), &records), [("to", "not_back")]);
    assert_eq!(told(&step(Stage::Plan, "x"), &records[..2]), [("to", "not_back")]);
    let closed = [record(5, 3, Says::Closed { evaluation: None })];
    assert_eq!(told(&step(Stage::Plan, "x"), &closed), [("to", "not_entered")]);
    assert_eq!(told(&step(Stage::Intake, "x"), &closed), []);
    let ahead = StepBack { on: day(27), ..step(Stage::Intake, "x") };
    assert_eq!(told(&ahead, &records), [("on", "in_future")]);
}

prop_compose! {
    /// Records that rest on each other at random, as they might come in from several laptops.
    fn some_records()(
        all in prop::collection::vec((0..7_u8, 1..29_u32, any::<prop::sample::Index>()), 0..20)
    ) -> Vec<StageRecord> {
        let mut records: Vec<StageRecord> = Vec::new();
        for (n, (kind, on, on_what)) in (1_u8..).zip(all) {
            let earlier = if records.is_empty() { id(0) } else { records[on_what.index(records.len())].id };
            let says = match kind {
                0 => Says::Assessed,
                1 => Says::Planned { assessment: earlier },
                2 => Says::Met,
                3 => Says::Evaluated { plan: earlier },
                4 => Says::ReferredAway,
                5 => Says::Closed { evaluation: on.is_multiple_of(2).then_some(earlier) },
                _ => Says::SteppedBack {
                    to: Stage::ALL[on_what.index(5)],
                    sets_aside: vec![earlier],
                    reason: String::new(),
                },
            };
            records.push(record(n, on, says));
        }
        records
    }
}

proptest! {
    #[test]
    fn the_order_in_which_records_come_in_does_not_matter(
        (records, shuffled) in some_records().prop_flat_map(|records| {
            (Just(records.clone()), Just(records).prop_shuffle())
        })
    ) {
        prop_assert_eq!(standing(&now(), &records), standing(&now(), &shuffled));
        let twice: Vec<_> = records.iter().chain(&shuffled).cloned().collect();
        prop_assert_eq!(standing(&now(), &records), standing(&now(), &twice));
    }

    #[test]
    fn a_step_back_to_a_stage_that_was_entered_stands_there(
        records in some_records(), which in any::<prop::sample::Index>()
    ) {
        let before = standing(&now(), &records);
        let candidates: Vec<Stage> = (before.entered.iter())
            .map(|entered| entered.stage)
            .filter(|to| *to < before.stage && *to <= Stage::Evaluation)
            .collect();
        prop_assume!(!candidates.is_empty());
        let to = candidates[which.index(candidates.len())];
        let mut after = records.clone();
        after.push(back(99, 29, to, &records));
        let after = standing(&now(), &after);
        prop_assert_eq!(after.stage, to);
        prop_assert_eq!(after.backs.len(), before.backs.len() + 1);
    }

    #[test]
    fn a_stage_is_the_last_one_entered_and_each_has_its_record(records in some_records()) {
        let standing = standing(&now(), &records);
        prop_assert!(standing.entered.is_sorted_by_key(|entered| entered.stage));
        prop_assert_eq!(standing.entered.last().map(|last| last.stage), Some(standing.stage));
        for entered in &standing.entered[1..] {
            let by = records.iter().find(|record| Some(record.id) == entered.by);
            prop_assert_eq!(by.map(|record| record.on), Some(entered.on));
        }
        prop_assert_eq!(standing.next.is_none(), standing.stage == Stage::FollowUp);
    }
}
