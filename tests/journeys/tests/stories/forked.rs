//! A station that was put back from a backup, and went on another way before the laptops that remember more came back: the
//! two lists of people and files part. Nobody is shown another's list for her own, nothing is lost meanwhile, nobody
//! stops working; and what the operator's guide says brings the station back to the laptops' list.

use crate::station::{Three, case_of, queue};
use crate::told::tell;
use desk::Rounded;
use serde_json::{Value, json};
use std::path::Path;
use testkit::{Worker, forms};

fn stopped_by(worker: &Worker) -> Value {
    assert_ne!(worker.desk.sync_round(), Rounded::Done);
    worker.sync_state().unwrap()["alarm"].clone()
}

fn by_stick(from: &Worker, to: &Worker, stick: &Path) -> Value {
    from.host.pick(stick);
    let person = to.person().unwrap();
    from.call("sync_export", json!({"to": {"person": person}, "everything": true})).unwrap();
    to.host.pick(stick);
    to.call("sync_import", json!({})).unwrap()
}

fn notes(worker: &Worker, case: &str) -> usize {
    let request = json!({"id": case, "offset": 0, "limit": 99});
    let shown = worker.call("case_timeline", request).unwrap()["entries"].clone();
    shown.as_array().unwrap().iter().filter(|entry| entry["kind"] == "visit").count()
}

/// The worker knows of somebody who was invited after the backup; the supervisor does not, and goes on at the station that
/// was put back. Answers the case that all have, the one that the supervisor alone has, and where the backup lies.
fn parted(three: &mut Three, place: &Path) -> (String, String) {
    let Three { station, manager, supervisor, worker } = three;
    let (_, case) = case_of(worker);
    worker.visit(&case, forms::visit()).unwrap();
    worker.sync().unwrap();
    supervisor.sync().unwrap();
    station.back_up(&place.join("station.tar")).unwrap();
    manager.invite("周桂香", "worker").unwrap();
    worker.sync().unwrap();
    station.put_back(&place.join("station.tar")).unwrap();
    let client = supervisor.register(forms::elder()).unwrap();
    let hers = supervisor.open_case(forms::case_of(&client, "XY-2026-002")).unwrap();
    supervisor.sync().unwrap();
    (case, hers)
}

#[test]
fn trust_30_where_the_lists_part_work_goes_on_and_nothing_is_lost() {
    tell("forked::trust_30_where_the_lists_part_work_goes_on_and_nothing_is_lost", || {
        let mut three = Three::together();
        let place = tempfile::tempdir().unwrap();
        let (case, hers) = parted(&mut three, place.path());
        let Three { mut station, manager, supervisor, worker } = three;
        for laptop in [&worker, &manager] {
            assert_eq!(stopped_by(laptop), "directory_forked");
        }
        // Who compares sees that these two go the same way.
        let ends =
            [&worker, &manager].map(|laptop| laptop.sync_state().unwrap()["directory"].clone());
        assert_eq!(ends[0], ends[1]);
        assert_eq!(
            (ends[0]["by"].clone(), ends[0]["end"].as_str().unwrap().len()),
            ("程望舒".into(), 16)
        );

        // Work goes on. A note names the list that its author knew: to the other side it is kept aside, and nothing is guessed.
        worker.visit(&case, forms::visit()).unwrap();
        let taken = by_stick(&worker, &supervisor, &place.path().join("1.jfparcel"));
        assert_eq!((&taken["directory_fault"], &taken["taken"]), (&json!(true), &json!(0)));
        let held = supervisor.sync_state().unwrap()["held"].clone();
        assert_eq!(held, json!([{"why": "early", "count": 1}]));
        assert_eq!(queue(&supervisor).len(), 1);

        // The guide: the same backup once more, and first of all comes the manager, who gives back what it lacks.
        station.back_up(&place.path().join("other.tar")).unwrap();
        station.put_back(&place.path().join("station.tar")).unwrap();
        manager.sync().unwrap();
        worker.sync().unwrap();
        for laptop in [&worker, &manager] {
            let state = laptop.sync_state().unwrap();
            assert!(state["directory"].is_null(), "{state}");
            assert_eq!(state["waiting"]["changes"], 0);
        }
        let invited = manager.call("station_get", json!({})).unwrap()["invitations"].clone();
        assert!(invited.as_array().unwrap().iter().any(|one| one["name"] == "周桂香"), "{invited}");

        // Now the supervisor stands on the other side: all she has is there, and she writes on.
        assert_eq!(stopped_by(&supervisor), "directory_forked");
        for case in [&hers, &case] {
            supervisor.visit(case, forms::visit()).unwrap();
            assert_eq!(notes(&supervisor, case), if case == &hers { 1 } else { 2 });
        }
        // With a laptop of her own on the list that goes on, she finds the notes of the case that all have.
        let anew = manager.welcome("沈若兰", "supervisor").unwrap();
        worker.sync().unwrap();
        anew.sync().unwrap();
        assert_eq!(queue(&anew).len(), 2);
    });
}
