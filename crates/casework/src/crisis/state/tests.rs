use super::super::testing::*;
use super::*;
use proptest::prelude::*;

fn at(entries: &[Entry], minutes: i64) -> State {
    state(&opening(), entries, after(minutes))
}

fn statuses(state: &State) -> Vec<(&str, Status)> {
    state.steps.iter().map(|step| (step.step.as_str(), step.status)).collect()
}

const DAY: i64 = 24 * 60;

#[test]
fn the_night_of_the_story_step_by_step() {
    let course = whole_course();
    let mut open: Vec<String> = Vec::new();
    for count in 0..=course.len() {
        let state = at(&course[..count], 0);
        let waiting = state.steps.iter().filter(|step| step.status == Status::Waiting);
        open.push(waiting.map(|step| step.step.as_str()).collect::<Vec<_>>().join(" "));
        assert!(state.open);
    }
    let all = "safety screening consultation report plan visit follow_up stand_down";
    assert_eq!(open[0], all);
    assert_eq!(open[4], "consultation report plan visit follow_up stand_down", "one is unheard");
    assert_eq!(open[5], "report plan visit follow_up stand_down");
    assert_eq!(open[6], open[5], "not countersigned yet");
    assert_eq!(open[7], "plan visit follow_up stand_down");
    assert_eq!(open[10], "stand_down");
    let down = stood_down(11, 14 * DAY, &course);
    let entries: Vec<_> = course.into_iter().chain([down]).collect();
    let over = at(&entries, 14 * DAY);
    assert!(!over.open && over.unseen.is_empty() && over.refused.is_empty());
    assert!(statuses(&over).iter().all(|(_, status)| *status == Status::Done));
}

#[test]
fn a_step_has_its_time_after_the_opening() {
    let entries = [done(1, 5, "safety")];
    let overdue = |minutes| -> Vec<String> {
        let state = at(&entries, minutes);
        let late = state.steps.into_iter().filter(|step| step.overdue);
        late.map(|step| step.step).collect()
    };
    assert_eq!(overdue(30), [""; 0]);
    assert_eq!(overdue(31), ["screening"]);
    assert_eq!(overdue(DAY), ["screening", "consultation", "report", "plan"]);
    assert_eq!(overdue(DAY + 1).last().unwrap(), "visit");
    assert_eq!(at(&entries, 0).steps[5].due, after(DAY));
}

#[test]
fn a_skipped_step_is_skipped_until_it_is_done_and_the_report_never_is() {
    let skip = |n, step: &str| {
        entry(n, 1, Act::Skipped { step: step.into(), reason: "已由民警当面核实".into() })
    };
    let entries = [skip(1, "safety"), skip(2, "report"), skip(3, "stand_down"), skip(4, "visit")];
    let state = at(&entries, 2);
    assert_eq!(state.steps[0].status, Status::Skipped);
    assert_eq!(state.steps[0].by, Some(id(1)));
    assert_eq!(state.steps[3].status, Status::Waiting);
    assert_eq!(state.steps[7].status, Status::Waiting);
    let done_after_all = [skip(1, "visit"), done(5, 600, "visit")];
    assert_eq!(at(&done_after_all, 700).steps[5].status, Status::Done);
}

#[test]
fn who_could_not_be_reached_does_not_hold_it_up() {
    let missed = Act::NotReached { role: Role::Manager, reason: "电话关机，已留言".into() };
    let entries = [view(1, 3, Role::Supervisor), entry(2, 4, missed)];
    assert_eq!(at(&entries, 5).unheard, [Role::ChildDirector]);
    let all = [&entries[..], &[view(3, 5, Role::ChildDirector)]].concat();
    let state = at(&all, 5);
    assert_eq!((state.unheard.len(), state.steps[2].by), (0, Some(id(3))));
}

#[test]
fn every_decision_on_the_report_is_countersigned_by_another() {
    let sign = |n, of| of_supervisor(n, 50, Act::Countersigned { decision: id(of) });
    let not = entry(2, 47, Act::NotReported { reason: "已满十八周岁".into() });
    let report = |entries: &[Entry]| at(entries, 60).steps[3].status;
    assert_eq!(report(&[reported(1, 46)]), Status::Waiting);
    assert_eq!(report(&[reported(1, 46), sign(3, 1)]), Status::Done);
    assert_eq!(report(&[reported(1, 46), sign(3, 1), not.clone()]), Status::Waiting);
    assert_eq!(report(&[reported(1, 46), sign(3, 1), not, sign(4, 2)]), Status::Done);
    // A worker's, one's own, and one of what is no decision count for nothing, and are shown.
    let workers = entry(5, 50, Act::Countersigned { decision: id(1) });
    let own = Entry { by: person(1), ..sign(6, 1) };
    let entries = [reported(1, 46), workers, own, sign(7, 5)];
    assert_eq!(report(&entries), Status::Waiting);
    assert_eq!(at(&entries, 60).refused, [id(5), id(6), id(7)]);
}

#[test]
fn a_receipt_may_come_later() {
    let late = entry(2, 70, Act::Receipt { decision: id(1), receipt: "JB-0315".into() });
    let decisions = at(&[reported(1, 46), late], 80).decisions;
    assert_eq!(decisions.len(), 1);
    assert_eq!((decisions[0].reported, decisions[0].receipt.as_str()), (true, "JB-0315"));
}

#[test]
fn only_a_supervisor_with_everything_before_her_stands_it_down() {
    let course = whole_course();
    let with = |down: Entry| [&course[..], &[down]].concat();
    let valid = stood_down(20, 14 * DAY, &course);
    assert!(!at(&with(valid.clone()), 15 * DAY).open);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Supervisor) {
        let state = at(&with(Entry { role, ..valid.clone() }), 15 * DAY);
        assert!(state.open, "{role:?}");
        assert_eq!(state.refused, [id(20)]);
    }
    for left_out in 0..course.len() {
        let seen = [&course[..left_out], &course[left_out + 1..]].concat();
        let state = at(&with(stood_down(20, 14 * DAY, &seen)), 15 * DAY);
        assert!(state.open, "she did not have entry {left_out} before her");
    }
}

#[test]
fn what_comes_in_after_it_was_stood_down_is_shown() {
    let course = whole_course();
    let again = entry(
        30,
        13 * DAY,
        Act::FollowedUp { on: after(13 * DAY).date_naive(), note: "昨晚又摔了东西".into() },
    );
    let down = stood_down(20, 14 * DAY, &course);
    let entries = [&course[..], &[down, again]].concat();
    let state = at(&entries, 15 * DAY);
    assert_eq!((state.open, state.unseen), (false, vec![id(30)]));
}

#[test]
fn a_new_edition_of_the_protocol_changes_no_crisis_that_was_opened_before() {
    let stored = serde_json::to_value(opening()).unwrap();
    let read: Opening = serde_json::from_value(stored).unwrap();
    assert_eq!(read, opening(), "it brings its steps with it");
    let mut shorter = opening();
    shorter.protocol.steps.retain(|step| step.id != "plan" && step.id != "visit");
    let course: Vec<Entry> =
        whole_course().into_iter().filter(|entry| entry.id != id(8) && entry.id != id(9)).collect();
    let entries = [&course[..], &[stood_down(20, 14 * DAY, &course)]].concat();
    assert!(!state(&shorter, &entries, after(15 * DAY)).open);
    assert!(state(&opening(), &entries, after(15 * DAY)).open);
}

#[test]
fn every_day_has_its_contact() {
    let ups = |entries: &[Entry], minutes| {
        let ups = at(entries, minutes).follow_ups;
        (ups.missed, ups.due_today)
    };
    assert_eq!(ups(&[], 30), (0, false), "the night itself");
    assert_eq!(ups(&[], 120), (0, true), "after midnight");
    assert_eq!(ups(&[], 3 * DAY), (2, true));
    let entries = [followed_up(1, 1), followed_up(2, 3), followed_up(3, 3)];
    assert_eq!(ups(&entries, 3 * DAY), (1, false));
    assert_eq!(ups(&entries, 4 * DAY), (1, true));
    let skipped = entry(4, DAY, Act::Skipped { step: "follow_up".into(), reason: "已住院".into() });
    assert_eq!(ups(&[skipped], 9 * DAY), (0, false));
    let course = whole_course();
    let over = [&course[..], &[stood_down(20, 3 * DAY, &course)]].concat();
    assert_eq!(ups(&over, 90 * DAY), (1, false), "only until it was stood down");
    let far = state(&opening(), &[], DateTime::<chrono::Utc>::MAX_UTC.into());
    let ends = Opening { opened_at: DateTime::<chrono::Utc>::MAX_UTC.into(), ..opening() };
    assert_eq!(state(&ends, &[], after(0)).follow_ups.missed, 0);
    assert!(far.follow_ups.missed > 1_000_000, "a clock gone wild is no trouble");
}

prop_compose! {
    fn some_course()(picked in prop::collection::vec((0..12_usize, 0..2_u8), 0..24)) -> Vec<Entry> {
        let course = whole_course();
        let mut entries: Vec<Entry> = Vec::new();
        for (n, (which, what)) in (40_u8..).zip(picked) {
            let entry = match (course.get(which), what) {
                (Some(entry), _) => entry.clone(),
                (None, 0) => stood_down(n, 9 * DAY, &entries),
                (None, _) => Entry { id: id(n), ..reported(n, 46) },
            };
            entries.push(entry);
        }
        entries
    }
}

#[test]
fn of_two_entries_that_claim_one_identity_the_same_counts_everywhere() {
    let skip = Act::Skipped { step: "safety".into(), reason: "x".into() };
    let (one, other) = (done(1, 5, "safety"), entry(1, 5, skip));
    let forth = at(&[one.clone(), other.clone()], 6);
    assert_eq!(forth, at(&[other, one], 6));
    assert_ne!(forth.steps[0].status, Status::Waiting);
}

proptest! {
    #[test]
    fn the_order_in_which_entries_come_in_does_not_matter(
        (entries, shuffled) in some_course().prop_flat_map(|entries| {
            (Just(entries.clone()), Just(entries).prop_shuffle())
        })
    ) {
        prop_assert_eq!(at(&entries, 10 * DAY), at(&shuffled, 10 * DAY));
    }

    #[test]
    fn a_crisis_that_is_over_stays_over_and_nothing_unseen_is_hidden(
        entries in some_course(), more in some_course()
    ) {
        let before = at(&entries, 10 * DAY);
        let all = [&entries[..], &more[..]].concat();
        let after = at(&all, 10 * DAY);
        if !before.open {
            prop_assert!(!after.open);
        }
        if let Some(down) = after.stood_down {
            let down = all.iter().find(|entry| entry.id == down).unwrap();
            let Act::StoodDown { seen, .. } = &down.act else { unreachable!() };
            for entry in &all {
                let told = seen.contains(&entry.id) || after.unseen.contains(&entry.id);
                prop_assert!(told || entry.id == down.id);
            }
        }
    }
}
