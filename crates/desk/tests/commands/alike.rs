//! Two laptops that entered the same client, neither knowing of the other.

use super::refused;
use chrono::TimeDelta;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::{Worker, forms};

/// Two laptops of one station; each has entered the child, with a case of its own, and then they met.
struct Twice {
    lin: Worker,
    shen: Worker,
    one: String,
    other: String,
}

impl Twice {
    fn met() -> Self {
        let (lin, shen) = (Worker::with_open_vault().unwrap(), Worker::named("沈若兰").unwrap());
        // Of one station, and nothing is on record yet.
        shen.meet(&lin).unwrap();
        let mut clients = Vec::new();
        for (laptop, number) in [(&lin, "2026-0001"), (&shen, "2026-0002")] {
            let client = laptop.register(forms::child()).unwrap();
            laptop.open_case(forms::case_of(&client, number)).unwrap();
            clients.push(client);
        }
        let [one, other] = clients.try_into().unwrap();
        let twice = Self { lin, shen, one, other };
        twice.meet();
        twice
    }

    fn meet(&self) {
        for laptop in [&self.lin, &self.shen] {
            laptop.host.pass(TimeDelta::minutes(1));
        }
        self.shen.meet(&self.lin).unwrap();
        self.lin.meet(&self.shen).unwrap();
    }

    fn judge(&self, laptop: &Worker, judged: &Value, same: Value) -> Value {
        let request = json!({"one": self.one, "other": self.other, "judged": judged, "same": same});
        laptop.call("client_judge", request).unwrap()
    }

    fn page(&self, laptop: &Worker, client: &str) -> Value {
        laptop.call("client_get", json!({"id": client})).unwrap()
    }
}

fn alike(laptop: &Worker) -> Vec<Value> {
    let found = laptop.call("client_alike", json!({"client": null, "limit": 9})).unwrap();
    let pairs = found["pairs"].as_array().unwrap().clone();
    assert_eq!(found["total"], pairs.len());
    let today = laptop.call("today_get", json!({})).unwrap();
    assert_eq!(today["alike"], pairs.len());
    pairs
}

#[test]
fn both_are_asked_once_they_meet_and_one_person_has_both_files_under_one_head() {
    let twice = Twice::met();
    for laptop in [&twice.lin, &twice.shen] {
        let pairs = alike(laptop);
        assert_eq!(pairs.len(), 1);
        assert_eq!(
            (&pairs[0]["likeness"], &pairs[0]["disputed"]),
            (&json!("same_name_and_birth"), &json!(false))
        );
        let of = laptop.call("client_alike", json!({"client": twice.one, "limit": 9})).unwrap();
        assert_eq!(of["pairs"].as_array().unwrap().len(), 1);
    }
    let before = [twice.page(&twice.lin, &twice.one), twice.page(&twice.lin, &twice.other)];
    assert_eq!(twice.judge(&twice.lin, &json!([]), json!(true))["waiting"], 0);
    twice.meet();
    for laptop in [&twice.lin, &twice.shen] {
        assert_eq!(alike(laptop), Vec::<Value>::new());
        for (here, there, number) in
            [(&twice.one, &twice.other, "2026-0002"), (&twice.other, &twice.one, "2026-0001")]
        {
            let same = twice.page(laptop, here)["same"].clone();
            assert_eq!(
                (&same[0]["client"]["id"], &same[0]["by"]),
                (&json!(there), &json!("林晓岚"))
            );
            assert_eq!(same[0]["cases"][0]["number"], number);
        }
    }
    // Undone by the other, both stand as they did, and are asked about again.
    let judged = twice.page(&twice.shen, &twice.one)["same"][0]["judged"].clone();
    twice.judge(&twice.shen, &judged, Value::Null);
    twice.meet();
    for laptop in [&twice.lin, &twice.shen] {
        assert_eq!(alike(laptop).len(), 1);
    }
    for (client, was) in [&twice.one, &twice.other].into_iter().zip(before) {
        let now = twice.page(&twice.lin, client);
        for part in ["client", "cases", "members", "same", "conflicts"] {
            assert_eq!(now[part], was[part], "{part}");
        }
    }
}

#[test]
fn two_people_are_remembered_and_saving_the_form_changes_nothing_of_it() {
    let twice = Twice::met();
    twice.judge(&twice.shen, &json!([]), json!(false));
    twice.meet();
    let shown = twice.page(&twice.lin, &twice.one);
    let client = forms::with(shown["client"].clone(), json!({"address": "村口第三家"}));
    let request =
        json!({"id": shown["id"], "client": client, "seen": shown["seen"], "not_duplicate": false});
    twice.lin.call("client_save", request).unwrap();
    twice.meet();
    for laptop in [&twice.lin, &twice.shen] {
        assert_eq!(alike(laptop), Vec::<Value>::new());
        assert_eq!(twice.page(laptop, &twice.one)["same"], json!([]));
    }
    let history = twice.lin.call("client_history", json!({"id": twice.one})).unwrap();
    let other = twice.lin.call("client_history", json!({"id": twice.other})).unwrap();
    let told = format!("{history}{other}");
    assert!(
        told.contains(r#""field":"judged""#) && !told.contains(r#""newer_version":true"#),
        "{told}"
    );
}

#[test]
fn who_judge_differently_offline_are_asked_again() {
    let twice = Twice::met();
    twice.judge(&twice.lin, &json!([]), json!(true));
    twice.judge(&twice.shen, &json!([]), json!(false));
    twice.meet();
    for laptop in [&twice.lin, &twice.shen] {
        let pairs = alike(laptop);
        assert_eq!((pairs.len(), &pairs[0]["disputed"]), (1, &json!(true)));
        assert_eq!(twice.page(laptop, &twice.one)["same"], json!([]));
    }
    // What was not shown is not judged away.
    let blind = json!({"one": twice.one, "other": twice.other, "judged": [], "same": true});
    assert_eq!(refused(&twice.lin, "client_judge", blind), Code::ChangedMeanwhile);
    let judged = alike(&twice.lin)[0]["judged"].clone();
    twice.judge(&twice.lin, &judged, json!(true));
    twice.meet();
    for laptop in [&twice.lin, &twice.shen] {
        assert_eq!(alike(laptop), Vec::<Value>::new());
        assert_eq!(twice.page(laptop, &twice.other)["same"][0]["client"]["id"], json!(twice.one));
    }
}

#[test]
fn what_is_not_on_record_is_not_judged() {
    let twice = Twice::met();
    let nobody = "00000000-0000-0000-0000-000000000000";
    for (one, other) in
        [(twice.one.as_str(), nobody), (nobody, twice.one.as_str()), (&twice.one, &twice.one)]
    {
        let request = json!({"one": one, "other": other, "judged": [], "same": true});
        assert_eq!(refused(&twice.lin, "client_judge", request), Code::NotFound);
    }
}
