//! Commands about the access log.

use serde_json::{Value, json};
use testkit::{Worker, forms};

fn kinds(worker: &Worker, case: &str) -> Vec<Value> {
    let request = json!({"filter": {"case": case}, "offset": 0, "limit": 9});
    let rows = worker.call("access_list", request).unwrap()["rows"].as_array().unwrap().clone();
    rows.into_iter().map(|row| json!([row["kind"], row["number"], row["name"]])).collect()
}

#[test]
fn what_is_opened_is_in_the_log_once_and_never_holds_up_the_page() {
    let worker = Worker::with_open_vault().unwrap();
    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    assert_eq!(kinds(&worker, &case), [] as [Value; 0]);
    for _ in 0..3 {
        worker.call("case_get", json!({"id": case})).unwrap();
    }
    let opened = json!(["opened", "2026-0001", "林晓岚"]);
    assert_eq!(kinds(&worker, &case), std::slice::from_ref(&opened));
    // It is there after a lock as well.
    worker.call("case_get", json!({"id": case})).unwrap();
    worker.desk.tick();
    worker.call("vault_lock", json!({})).unwrap();
    worker.call("vault_unlock", json!({"passphrase": testkit::PASSPHRASE})).unwrap();
    assert_eq!(kinds(&worker, &case), [opened]);
}

#[test]
fn the_log_is_written_where_the_person_chooses_or_nowhere() {
    let worker = Worker::with_open_vault().unwrap();
    let request = json!({"filter": {}, "name": "log.csv", "heads": ["a", "b", "c", "d"], "kinds": ["a", "b", "c"]});
    assert_eq!(worker.call("access_save", request).unwrap()["path"], json!(null));
}
