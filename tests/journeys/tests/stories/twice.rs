//! One child whom two people entered on two laptops, neither knowing of the other: once they meet, each is asked, one of them
//! says that it is one person, and it can be taken back.

use crate::station::Three;
use crate::told::tell;
use serde_json::{Value, json};
use testkit::{Worker, forms};

fn alike(worker: &Worker) -> Value {
    worker.call("client_alike", json!({"client": null, "limit": 9})).unwrap()["pairs"].clone()
}

fn same(worker: &Worker, client: &str) -> Value {
    worker.call("client_get", json!({"id": client})).unwrap()["same"].clone()
}

#[test]
fn a_child_entered_twice_is_found_when_the_laptops_meet_and_one_person_says_so() {
    tell(
        "twice::a_child_entered_twice_is_found_when_the_laptops_meet_and_one_person_says_so",
        || {
            let Three { mut station, manager, supervisor, worker } = Three::together();
            station.stop();
            let entered = |laptop: &Worker, number: &str| {
                let client = laptop.register(forms::child()).unwrap();
                let case = laptop.open_case(forms::case_of(&client, number)).unwrap();
                (client, case)
            };
            let (one, hers) = entered(&worker, "XY-2026-001");
            let (other, theirs) = entered(&supervisor, "XY-2026-002");
            station.resume().unwrap();
            supervisor.sync().unwrap();
            let person = worker.person().unwrap();
            let admit = json!({"case": theirs, "person": person, "access": "write"});
            supervisor.call("case_admit", admit).unwrap();
            for laptop in [&worker, &supervisor, &worker] {
                laptop.sync().unwrap();
            }
            // The manager is in one of the two alone: she is asked nothing, and sees nothing of the other.
            let person = manager.person().unwrap();
            let admit = json!({"case": hers, "person": person, "access": "read"});
            worker.call("case_admit", admit).unwrap();
            manager.sync().unwrap();
            for laptop in [&worker, &supervisor] {
                assert_eq!(alike(laptop).as_array().unwrap().len(), 1);
            }
            let request = json!({"one": one, "other": other, "judged": [], "same": true});
            worker.call("client_judge", request).unwrap();
            for laptop in [&worker, &supervisor, &manager] {
                laptop.sync().unwrap();
                assert_eq!(alike(laptop), json!([]));
            }
            for laptop in [&worker, &supervisor] {
                assert_eq!(same(laptop, &one)[0]["cases"][0]["number"], "XY-2026-002");
                assert_eq!(same(laptop, &other)[0]["cases"][0]["number"], "XY-2026-001");
                assert_eq!(same(laptop, &other)[0]["by"], "林晓岚");
            }
            assert_eq!(same(&manager, &one), json!([]));

            let judged = same(&supervisor, &one)[0]["judged"].clone();
            let undo = json!({"one": one, "other": other, "judged": judged, "same": null});
            supervisor.call("client_judge", undo).unwrap();
            supervisor.sync().unwrap();
            worker.sync().unwrap();
            for laptop in [&worker, &supervisor] {
                assert_eq!((same(laptop, &one), same(laptop, &other)), (json!([]), json!([])));
                assert_eq!(alike(laptop).as_array().unwrap().len(), 1);
            }
        },
    );
}
