//! What one laptop does, the others hear of at once: nobody asks, and nobody waits for the next look.

use crate::station::{case_of, queue, review};
use crate::told::tell;
use desk::host::Event;
use serde_json::json;
use std::thread;
use std::time::{Duration, Instant};
use testkit::{End, TestStation, Worker, forms};

/// Far longer than it takes to be woken, far shorter than the time between two looks at the station.
const PATIENCE: Duration = Duration::from_secs(12);

/// Waits until something is so on a laptop; looks again whenever its window is told something.
fn until(laptop: &Worker, what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        let left = end.saturating_duration_since(Instant::now());
        let heard = laptop.host.hears(left, |_| true);
        assert!(heard, "still not so that {what}: {}", laptop.sync_state().unwrap());
    }
}

#[test]
fn a_supervisor_who_comes_in_has_the_cases_at_once_and_each_hears_of_the_other() {
    tell(
        "waking::a_supervisor_who_comes_in_has_the_cases_at_once_and_each_hears_of_the_other",
        || {
            let station = TestStation::start().unwrap();
            let worker = Worker::founding(&station, "林晓岚").unwrap();
            let (_, case) = case_of(&worker);
            let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
            worker.at_work(|| {
                let supervisor = worker.welcome("沈若兰", "supervisor").unwrap();
                supervisor.at_work(|| {
                    // The case and the client are two files: the note is whole when both are there.
                    let whole = || supervisor.call("review_get", json!({"visit": visit})).is_ok();
                    until(&supervisor, "the note waits for her", whole);
                    assert_eq!(queue(&supervisor), std::slice::from_ref(&visit));
                    review(&supervisor, &visit, "return", "谁在夜里照看孩子？");
                    let returned = || {
                        let today = worker.call("today_get", json!({})).unwrap();
                        today["returned"][0]["visit"]["id"] == visit.as_str()
                    };
                    until(&worker, "the note is returned", returned);
                    let invited = || {
                        let view = worker.call("station_get", json!({})).unwrap();
                        view["invitations"].as_array().is_some_and(|all| all.len() == 1)
                    };
                    supervisor.call("station_invite", json!({"own_device": true})).unwrap();
                    until(&worker, "an invitation is seen", invited);

                    // Then all is quiet: what a laptop did itself wakes nobody, least of all itself.
                    let busy = |event: &Event| *event == Event::Sync;
                    while worker.host.hears(Duration::from_secs(1), busy)
                        || supervisor.host.hears(Duration::from_secs(1), busy)
                    {}
                });
            });
        },
    );
}

#[test]
fn what_came_before_the_line_stood_is_not_missed() {
    tell("waking::what_came_before_the_line_stood_is_not_missed", || {
        let station = TestStation::start().unwrap();
        let worker = Worker::founding(&station, "林晓岚").unwrap();
        let supervisor = worker.welcome("沈若兰", "supervisor").unwrap();
        worker.sync().unwrap();
        let (_, case) = case_of(&worker);
        thread::scope(|threads| {
            let _end = End(&supervisor);
            threads.spawn(|| supervisor.desk.sync_in_background());
            let synced = || supervisor.sync_state().unwrap()["last_synced_at"].is_string();
            until(&supervisor, "she is synced", synced);
            // Nobody listens: this is not heard.
            let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
            worker.sync().unwrap();
            assert_eq!(queue(&supervisor), Vec::<String>::new());

            threads.spawn(|| supervisor.desk.listen_in_background());
            until(&supervisor, "the note waits for her", || queue(&supervisor) == [visit.clone()]);
        });
    });
}

#[test]
fn a_station_that_was_away_is_listened_to_again() {
    tell("waking::a_station_that_was_away_is_listened_to_again", || {
        let mut station = TestStation::start().unwrap();
        let worker = Worker::founding(&station, "林晓岚").unwrap();
        let supervisor = worker.welcome("沈若兰", "supervisor").unwrap();
        worker.sync().unwrap();
        let (_, case) = case_of(&worker);
        worker.sync().unwrap();
        supervisor.at_work(|| {
            let cases = || supervisor.call("case_get", json!({"id": case})).is_ok();
            until(&supervisor, "the case came", cases);
            station.stop();
            station.resume().unwrap();
            let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
            worker.sync().unwrap();
            until(&supervisor, "the note waits for her", || queue(&supervisor) == [visit.clone()]);
        });
    });
}

#[test]
fn only_a_laptop_of_a_station_works_in_the_background() {
    tell("waking::only_a_laptop_of_a_station_works_in_the_background", || {
        let station = TestStation::start().unwrap();
        let alone = Worker::named("林晓岚").unwrap();
        assert!(!alone.host.syncs());
        alone.found(&station).unwrap();
        assert!(alone.host.syncs());

        let joined = alone.welcome("沈若兰", "supervisor").unwrap();
        assert!(joined.host.syncs());
        let found = joined.killed().unwrap();
        assert!(!found.host.syncs());
        found.unlock().unwrap();
        assert!(found.host.syncs(), "a vault that is opened again");
    });
}
