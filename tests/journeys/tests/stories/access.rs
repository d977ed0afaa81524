//! Who opened what, and who stands in for whom, over a station.

use crate::told::tell;
use serde_json::{Value, json};
use testkit::{TestStation, Worker, forms};

/// An id that nobody has.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// A manager's station with a worker who has a case, and somebody else.
fn station(role: &str) -> (TestStation, Worker, Worker, Worker, String) {
    let station = TestStation::start().unwrap();
    let manager = Worker::founding(&station, "沈月").unwrap();
    let (worker, other) = (Worker::with_open_vault().unwrap(), Worker::with_open_vault().unwrap());
    manager.lets_in(&worker, "何青", "worker").unwrap();
    manager.lets_in(&other, "罗岚", role).unwrap();
    worker.sync().unwrap();
    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    worker.sync().unwrap();
    other.sync().unwrap();
    (station, manager, worker, other, case)
}

fn log(laptop: &Worker) -> Vec<Value> {
    let request = json!({"filter": {}, "offset": 0, "limit": 9});
    let rows = laptop.call("access_list", request).unwrap()["rows"].as_array().unwrap().clone();
    rows.into_iter().map(|row| json!([row["name"], row["number"], row["kind"]])).collect()
}

fn members(laptop: &Worker, case: &str) -> Vec<Value> {
    let members = laptop.call("case_members", json!({"case": case})).unwrap();
    members.as_array().unwrap().iter().map(|one| one["name"].clone()).collect()
}

#[test]
fn a_supervisor_opens_a_case_and_the_worker_sees_it() {
    tell("access::a_supervisor_opens_a_case_and_the_worker_sees_it", || {
        let (_station, _manager, worker, supervisor, case) = station("supervisor");
        supervisor.call("case_get", json!({"id": case})).unwrap();
        supervisor.desk.tick();
        supervisor.sync().unwrap();
        worker.sync().unwrap();
        assert_eq!(log(&worker), [json!(["罗岚", "2026-0001", "opened"])]);
    });
}

#[test]
fn an_auditor_sees_who_opened_it_and_opens_nothing() {
    tell("access::an_auditor_sees_who_opened_it_and_opens_nothing", || {
        let (_station, _manager, worker, auditor, case) = station("auditor");
        worker.call("case_get", json!({"id": case})).unwrap();
        worker.desk.tick();
        worker.sync().unwrap();
        auditor.sync().unwrap();
        assert_eq!(log(&auditor), [json!(["何青", "2026-0001", "opened"])]);
        let refused = auditor.try_call("case_get", json!({"id": case})).unwrap_err();
        assert_eq!(serde_json::to_value(refused.code).unwrap(), json!("not_found"));
        let everything =
            json!({"filter": {}, "sort": "name", "descending": false, "offset": 0, "limit": 9});
        assert_eq!(auditor.call("case_list", everything).unwrap()["total"], 0);
    });
}

#[test]
fn a_colleague_stands_in_and_a_case_is_handed_over() {
    tell("access::a_colleague_stands_in_and_a_case_is_handed_over", || {
        let (_station, _manager, worker, colleague, case) = station("worker");
        let people = worker.call("station_get", json!({})).unwrap()["people"].clone();
        let id = |name: &str| {
            let found = people.as_array().unwrap().iter().find(|one| one["name"] == name);
            found.unwrap()["id"].clone()
        };
        let unknown = json!({"cases": [case], "by": NOBODY, "until": "2099-01-01"});
        let refused = worker.try_call("case_cover", unknown).unwrap_err();
        assert_eq!(serde_json::to_value(refused.code).unwrap(), json!("person_not_there"));

        let cover = json!({"cases": [case], "by": id("罗岚"), "until": "2099-01-01"});
        let done = worker.call("case_cover", cover).unwrap();
        assert_eq!((&done["done"], &done["left"]), (&json!([case]), &json!([])));
        colleague.sync().unwrap();
        let seen = colleague.call("case_members", json!({"case": case})).unwrap();
        let mine = seen.as_array().unwrap().iter().find(|one| one["you"] == true).unwrap();
        assert_eq!((&mine["until"], &mine["access"]), (&json!("2099-01-01"), &json!("write")));

        // She takes it over: the last day goes, and whoever had it leaves when her laptop has said how far she wrote.
        let over = json!({"cases": [case], "to": id("罗岚"), "leave": true});
        let done = worker.call("case_hand_over", over).unwrap();
        assert_eq!(done["done"], json!([case]));
        worker.sync().unwrap();
        colleague.sync().unwrap();
        let view = colleague.call("case_get", json!({"id": case})).unwrap();
        assert_eq!(view["case"]["worker"], id("罗岚"));
        let seen = colleague.call("case_members", json!({"case": case})).unwrap();
        let until = |name: &str| {
            let found = seen.as_array().unwrap().iter().find(|one| one["name"] == name);
            found.unwrap()["until"].clone()
        };
        assert_eq!(until("罗岚"), Value::Null);
        assert_ne!(until("何青"), Value::Null);
        assert_eq!(members(&colleague, &case).len(), 2);
    });
}
