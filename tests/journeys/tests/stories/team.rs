//! The sample on the laptops of one station, as it is shown.

use crate::told::tell;
use serde_json::{Value, json};
use testkit::{TEAM_PASSPHRASE, Team, Worker};

fn opened(folder: &std::path::Path) -> Worker {
    let laptop = Worker::at(folder);
    laptop.call("vault_unlock", json!({"passphrase": TEAM_PASSPHRASE})).unwrap();
    laptop
}

fn queue(laptop: &Worker, group: &str) -> Vec<Value> {
    let request = json!({"group": group, "risks": [], "offset": 0, "limit": 500});
    laptop.call("review_queue", request).unwrap()["rows"].as_array().unwrap().clone()
}

#[test]
fn the_sample_is_on_the_laptops_of_a_worker_and_of_her_supervisor() {
    tell("team::the_sample_is_on_the_laptops_of_a_worker_and_of_her_supervisor", || {
        let folder = tempfile::tempdir().unwrap();
        let team = Team::gather(folder.path()).unwrap();
        let people = team.manager.call("station_get", json!({})).unwrap();
        assert_eq!(people["people"].as_array().unwrap().len(), 3, "{people}");
        let [worker, supervisor] =
            ["worker", "supervisor"].map(|who| opened(&folder.path().join(who)));
        for laptop in [&worker, &supervisor] {
            let request = json!({"filter": {}, "sort": "name", "descending": false, "offset": 0, "limit": 99});
            let cases = laptop.call("case_list", request).unwrap();
            assert!(cases["total"].as_i64() >= Some(10), "{}", cases["total"]);
            assert_eq!(laptop.sync_state().unwrap()["waiting"]["changes"], 0);
        }
        let waiting = queue(&supervisor, "to_review");
        assert!((1..20).contains(&waiting.len()), "{} notes wait", waiting.len());
        assert!(waiting.iter().all(|row| row["days"].as_i64() <= Some(7)));
        assert_eq!(worker.call("session_profile", json!({})).unwrap()["person_name"], "林知夏");
    });
}
