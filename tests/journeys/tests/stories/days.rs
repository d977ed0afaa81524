//! Days pass: what is due comes near, is due, is late; and goes when it is done.

use crate::told::{nothing_in_clear, tell};
use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::{Worker, forms};

/// Names of clients whose visits are overdue and due, late drafts, actions due.
fn morning(worker: &Worker) -> (Vec<String>, Vec<String>, usize, usize) {
    let today = worker.call("today_get", json!({})).unwrap();
    let names = |list: &Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|visit| visit["client"]["name"].as_str().unwrap().to_owned()).collect()
    };
    let late =
        today["drafts"].as_array().unwrap().iter().filter(|draft| !draft["hours_late"].is_null());
    let actions = today["actions"].as_array().unwrap().len();
    (names(&today["overdue"]), names(&today["due"]), late.count(), actions)
}

fn sleep(worker: &Worker, days: i64) {
    worker.call("vault_lock", json!({})).unwrap();
    worker.host.pass(TimeDelta::days(days));
    worker.unlock().unwrap();
}

/// A child at high risk and an older woman at low risk. Answers the child's case.
fn caseload(worker: &Worker) -> String {
    let child = worker.register(forms::child()).unwrap();
    let elder = worker.register(forms::elder()).unwrap();
    let low = json!({"risk": {"level": "low", "reasons": ""}});
    worker.open_case(forms::with(forms::case_of(&elder, "2026-0002"), low)).unwrap();
    let high = json!({"risk": {"level": "high", "reasons": "独自在家过夜"}});
    worker.open_case(forms::with(forms::case_of(&child, "2026-0001"), high)).unwrap()
}

#[test]
fn two_cases_over_five_weeks() {
    tell("days::two_cases_over_five_weeks", || {
        let worker = Worker::with_open_vault().unwrap();
        let child_case = caseload(&worker);
        let (nobody, xiaohe, zhou) =
            (Vec::new, || vec!["米小禾".to_owned()], || vec!["周桂香".to_owned()]);
        // 2 March. High risk is weekly, from 1 March on; living alone is monthly, whatever the risk.
        assert_eq!(morning(&worker), (nobody(), xiaohe(), 0, 0));

        let draft = worker.start(&child_case).unwrap();
        sleep(&worker, 2);
        assert_eq!(morning(&worker), (nobody(), xiaohe(), 1, 0), "4 March: the note is late");
        worker.call("visit_sign", json!({"id": draft, "form": forms::visit()})).unwrap();
        assert_eq!(morning(&worker), (nobody(), xiaohe(), 0, 0), "agreed for the 9th");

        sleep(&worker, 1);
        assert_eq!(morning(&worker), (nobody(), xiaohe(), 0, 1), "5 March: rice is due");
        sleep(&worker, 5);
        assert_eq!(morning(&worker), (xiaohe(), nobody(), 0, 1), "10 March: the visit is overdue");

        let action = worker.call("today_get", json!({})).unwrap()["actions"][0].clone();
        let done = json!({"state": "done", "closed_on": "2026-03-10", "outcome": "送到了"});
        let request =
            json!({"id": action["agreed"]["id"], "progress": done, "seen": action["seen"]});
        worker.call("action_progress", request).unwrap();
        let again = json!({
            "started_at": "2026-03-10T08:00:00", "ended_at": "2026-03-10T08:30:00", "actions": [],
            "next": null,
        });
        worker.visit(&child_case, forms::with(forms::visit(), again)).unwrap();
        assert_eq!(morning(&worker), (nobody(), xiaohe(), 0, 0), "the 17th, by the rule");

        sleep(&worker, 15);
        assert_eq!(
            morning(&worker),
            (xiaohe(), zhou(), 0, 0),
            "25 March: the month is nearly over"
        );
        sleep(&worker, 7);
        let (mut overdue, due, ..) = morning(&worker);
        overdue.sort();
        assert_eq!(
            (overdue, due),
            (vec![zhou().remove(0), xiaohe().remove(0)], nobody()),
            "1 April"
        );
        nothing_in_clear(&["送到了"]);
    });
}
