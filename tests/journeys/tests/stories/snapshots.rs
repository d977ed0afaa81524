//! A new laptop at a station that has much: what it is shown first comes by way of the real station.

use crate::told::tell;
use serde_json::{Value, json};
use testkit::{TestStation, Worker, forms};

fn list(worker: &Worker) -> Vec<Value> {
    let filter = json!({
        "text": "", "group": null, "risks": [], "categories": [], "village": null, "overdue": false,
    });
    let asked = json!({
        "filter": filter, "sort": "name", "descending": false, "offset": 0, "limit": 500,
    });
    worker.call("case_list", asked).unwrap()["rows"].as_array().unwrap().clone()
}

#[test]
fn a_new_laptop_ends_with_what_was_checked_and_nothing_else() {
    tell("snapshots::a_new_laptop_ends_with_what_was_checked_and_nothing_else", || {
        let station = TestStation::start().unwrap();
        let worker = Worker::named("林晓岚").unwrap();
        let cases = 12;
        for n in 0..cases {
            let mut child = forms::child();
            child["name"] = format!("王小{n}").into();
            child["id_number"] = "".into();
            child["village"] = format!("第{n}村").into();
            let client = worker.register(child).unwrap();
            worker.open_case(forms::case_of(&client, &format!("XY-2026-{n:03}"))).unwrap();
        }
        worker.found(&station).unwrap();
        let supervisor = worker.welcome("周督导", "supervisor").unwrap();
        worker.sync().unwrap();
        // The client's and the case's file of each.
        let kept = worker.desk.with_vault(|vault| Ok(vault.snapshots_due()?)).unwrap();
        assert_eq!(kept, None, "the station has them");

        let received = std::thread::scope(|threads| {
            let syncing = threads.spawn(|| supervisor.sync());
            // Whatever is listed on the way is marked, or there: a row that is not marked can be opened.
            while !syncing.is_finished() {
                for row in list(&supervisor).iter().filter(|row| row["unchecked"] == false) {
                    let opened = supervisor.call("case_get", json!({ "id": row["case"] }));
                    assert!(opened.is_ok(), "{row}: {opened:?}");
                }
            }
            syncing.join()
        });
        received.unwrap().unwrap();
        let rows = list(&supervisor);
        assert_eq!(rows, list(&worker));
        assert_eq!(rows.len(), cases);
        assert!(rows.iter().all(|row| row["unchecked"] == false));
        let state = supervisor.sync_state().unwrap();
        assert_eq!((&state["unchecked"], &state["alarm"]), (&json!(0), &Value::Null));
    });
}
