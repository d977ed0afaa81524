//! The sample caseload is whole, prints to the last page, and never touches the real vault.

use crate::page::{assert_no_key, assert_says, text};
use crate::told::{nothing_in_clear, tell};
use serde_json::{Value, json};
use testkit::{Worker, forms};

fn list(answer: &Value, name: &str) -> Vec<Value> {
    answer[name].as_array().unwrap().clone()
}

/// Every signed visit of every case.
fn signed(worker: &Worker) -> Vec<(String, Value)> {
    let rows =
        json!({"filter": {}, "sort": "name", "descending": false, "offset": 0, "limit": 500});
    let cases = list(&worker.call("case_list", rows).unwrap(), "rows");
    let mut visits = Vec::new();
    for case in cases.iter().filter(|row| !row["case"].is_null()) {
        let request = json!({"id": case["case"], "offset": 0, "limit": 200});
        for entry in list(&worker.call("case_timeline", request).unwrap(), "entries") {
            if entry["visit"]["state"] == "signed" {
                let name = case["name"].as_str().unwrap().to_owned();
                visits.push((name, entry["visit"]["id"].clone()));
            }
        }
    }
    visits
}

#[test]
fn it_opens_verifies_and_prints_every_report_in_both_languages() {
    tell("sample::it_opens_verifies_and_prints_every_report_in_both_languages", || {
        let worker = Worker::with_new_laptop().unwrap();
        worker.call("vault_open_sample", json!({})).unwrap();
        let verified = worker.call("vault_verify", json!({})).unwrap();
        assert_eq!((&verified["broken"], &verified["views_match"]), (&json!([]), &json!(true)));
        assert_eq!(verified["attachments_broken"], json!([]));
        let visits = signed(&worker);
        assert!(visits.len() >= 20, "{} visits", visits.len());
        for (name, visit) in visits {
            let visit = visit.as_str().unwrap();
            let note = worker.call("visit_get", json!({"id": visit})).unwrap();
            let code = note["verification_code"].as_str().unwrap();
            for language in ["zh", "en"] {
                let page = text(&worker.report(visit, language).unwrap());
                assert_says(&page, &[&name, code]);
                assert_no_key(&page);
            }
            let answer = worker.call("report_verify", json!({"code": code})).unwrap();
            assert_eq!(answer["unaltered"], true);
        }
        nothing_in_clear(&["吕建华", "青春期"]);
    });
}

#[test]
fn it_stays_apart_from_the_real_vault() {
    tell("sample::it_stays_apart_from_the_real_vault", || {
        let worker = Worker::with_open_vault().unwrap();
        let own = worker.register(forms::elder()).unwrap();
        worker.call("vault_open_sample", json!({})).unwrap();
        let tried =
            worker.register(forms::with(forms::child(), json!({"name": "蜻蜓小姐"}))).unwrap();
        assert!(worker.call("client_get", json!({"id": own})).is_err());
        worker.call("vault_leave_sample", json!({})).unwrap();
        worker.unlock().unwrap();
        worker.call("client_get", json!({"id": own})).unwrap();
        assert!(worker.call("client_get", json!({"id": tried})).is_err());
        assert_eq!(worker.call("today_get", json!({})).unwrap()["clients"], 1);
        nothing_in_clear(&["蜻蜓小姐"]);
    });
}
