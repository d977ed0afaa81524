//! A station and its laptops: a note is written far from any network, reviewed, returned, answered, approved.

use crate::told::tell;
use serde_json::{Value, json};
use testkit::{TestStation, Worker, forms};

/// A manager, a supervisor and a worker of one station.
pub struct Three {
    pub station: TestStation,
    pub manager: Worker,
    pub supervisor: Worker,
    pub worker: Worker,
}

impl Three {
    pub fn together() -> Self {
        let station = TestStation::start().unwrap();
        let manager = Worker::founding(&station, "程望舒").unwrap();
        let supervisor = manager.welcome("沈若兰", "supervisor").unwrap();
        let worker = manager.welcome("林晓岚", "worker").unwrap();
        supervisor.sync().unwrap();
        worker.sync().unwrap();
        Self { station, manager, supervisor, worker }
    }
}

/// A child's case on a laptop. Answers its client and its id.
pub fn case_of(worker: &Worker) -> (String, String) {
    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "XY-2026-001")).unwrap();
    (client, case)
}

/// The notes of a queue.
pub fn queue(supervisor: &Worker) -> Vec<String> {
    let request = json!({"group": "to_review", "risks": [], "offset": 0, "limit": 50});
    let found = supervisor.call("review_queue", request).unwrap();
    let rows = found["rows"].as_array().unwrap().iter();
    rows.map(|row| row["visit"]["id"].as_str().unwrap().to_owned()).collect()
}

pub fn review(supervisor: &Worker, visit: &str, verdict: &str, text: &str) -> Value {
    let seen = supervisor.call("review_get", json!({"visit": visit})).unwrap()["seen"].clone();
    let form = json!({"text": text, "comments": []});
    let request = json!({"visit": visit, "verdict": verdict, "form": form, "seen": seen});
    supervisor.call("review_sign", request).unwrap()
}

#[test]
fn a_note_goes_up_comes_back_and_is_approved() {
    tell("station::a_note_goes_up_comes_back_and_is_approved", || {
        let Three { mut station, supervisor, worker, .. } = Three::together();
        let (_, case) = case_of(&worker);

        // The village has no network: the note is signed all the same, and waits.
        station.stop();
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        assert!(worker.sync().is_err());
        let state = worker.sync_state().unwrap();
        assert_eq!(
            (&state["phase"], &state["why"]),
            (&json!("offline"), &json!("station_unreachable"))
        );
        assert_eq!(state["waiting"]["notes"], 1);
        assert!(state["next_try_at"].is_string(), "{state}");

        // Back in town.
        station.resume().unwrap();
        worker.sync().unwrap();
        let state = worker.sync_state().unwrap();
        assert_eq!((&state["phase"], &state["waiting"]["changes"]), (&json!("idle"), &json!(0)));
        supervisor.sync().unwrap();
        assert_eq!(queue(&supervisor), std::slice::from_ref(&visit));

        review(&supervisor, &visit, "return", "谁在夜里照看孩子？请补上。");
        supervisor.sync().unwrap();
        worker.sync().unwrap();
        let today = worker.call("today_get", json!({})).unwrap();
        assert_eq!(today["returned"][0]["visit"]["id"], visit.as_str(), "{today}");

        let note = worker.call("visit_get", json!({"id": visit})).unwrap();
        let asked = &note["reviews"][0]["change"];
        assert!(asked.is_string(), "{note}");
        let answer = json!({"text": "夜里由祖母照看。", "visit": visit, "answers": [asked]});
        worker.call("addendum_sign", answer).unwrap();
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        assert_eq!(queue(&supervisor), std::slice::from_ref(&visit));
        review(&supervisor, &visit, "approve", "");
        supervisor.sync().unwrap();
        worker.sync().unwrap();
        let note = worker.call("visit_get", json!({"id": visit})).unwrap();
        assert_eq!(note["review"], "approved", "{note}");
    });
}
