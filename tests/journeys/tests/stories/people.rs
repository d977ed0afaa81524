//! Who sees what: a member, somebody who is none, a laptop that was revoked, the station itself.

use crate::station::{Three, case_of, queue};
use crate::told::tell;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::sweep::sweep;
use testkit::{Worker, forms, photo};

fn refused(worker: &Worker, command: &str, request: Value) -> Code {
    worker.try_call(command, request).unwrap_err().code
}

fn cases(worker: &Worker) -> usize {
    let request =
        json!({"filter": {}, "sort": "name", "descending": false, "offset": 0, "limit": 9});
    let found = worker.call("case_list", request).unwrap();
    found["rows"].as_array().unwrap().len()
}

fn names(members: &Value) -> Vec<&str> {
    members.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn who_is_no_member_sees_nothing_and_the_station_cannot_read() {
    tell("people::who_is_no_member_sees_nothing_and_the_station_cannot_read", || {
        let Three { station, manager, supervisor, worker } = Three::together();
        let (_, case) = case_of(&worker);
        worker.visit(&case, forms::visit()).unwrap();
        for laptop in [&worker, &supervisor, &manager] {
            laptop.sync().unwrap();
        }
        assert_eq!((cases(&worker), cases(&supervisor), cases(&manager)), (1, 1, 0));
        assert_eq!(refused(&manager, "case_get", json!({"id": case})), Code::NotFound);
        let found = manager.call("search_find", json!({"text": "米小禾", "limit": 9})).unwrap();
        assert_eq!(found["hits"], json!([]), "{found}");
        let held = manager.sync_state().unwrap()["held"].clone();
        assert_eq!(held, json!([]), "nothing of it came at all");

        let words = ["米小禾", "柳溪村", "13800138000", "林晓岚", "沈若兰", "程望舒"];
        let (searched, finds) = sweep(&station.folder(), &words).unwrap();
        assert!(searched > 3 && finds.is_empty(), "{finds:?}");

        // Let in, the manager gets all there was; put out again, nothing that is written from then on.
        let person = manager.person().unwrap();
        let admit = json!({"case": case, "person": person, "access": "read"});
        let members = worker.call("case_admit", admit).unwrap();
        assert_eq!(names(&members), ["林晓岚", "沈若兰", "程望舒"]);
        manager.sync().unwrap();
        assert_eq!(cases(&manager), 1);
        let file = manager.call("case_get", json!({"id": case})).unwrap();
        assert_eq!(file["client"]["name"], "米小禾", "{file}");

        let members = worker.call("case_expel", json!({"case": case, "person": person})).unwrap();
        assert_eq!(names(&members), ["林晓岚", "沈若兰"]);
        worker.sync().unwrap();
        let (later, _) = worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        manager.sync().unwrap();
        assert!(queue(&supervisor).contains(&later));
        assert_eq!(refused(&manager, "visit_get", json!({"id": later})), Code::NotFound);
    });
}

#[test]
fn a_photo_travels_and_is_opened_by_who_may() {
    tell("people::a_photo_travels_and_is_opened_by_who_may", || {
        let Three { station, supervisor, worker, .. } = Three::together();
        let (_, case) = case_of(&worker);
        let visit = worker.start(&case).unwrap();
        let picture = photo::plain();
        let attached = worker.attach(&visit, "院门.jpg", &picture, false).unwrap();
        let form = forms::with(forms::visit(), json!({"attachments": [attached]}));
        worker.call("visit_sign", json!({"id": visit, "form": form})).unwrap();
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        let here = worker.read(&visit, &attached, false).unwrap();
        let there = supervisor.read(&visit, &attached, false).unwrap();
        assert!(!there.is_empty() && here == there);
        let (_, finds) = sweep(&station.folder(), &["院门"]).unwrap();
        assert!(finds.is_empty(), "{finds:?}");
    });
}

#[test]
fn who_is_a_supervisor_no_longer_leaves_the_cases_of_others() {
    tell("people::who_is_a_supervisor_no_longer_leaves_the_cases_of_others", || {
        let Three { station: _station, manager, supervisor, worker } = Three::together();
        let (_, case) = case_of(&worker);
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        let (_, own) = case_of(&supervisor);
        for laptop in [&worker, &supervisor, &manager] {
            laptop.sync().unwrap();
        }
        crate::station::review(&supervisor, &visit, "return", "请补上。");
        supervisor.sync().unwrap();

        let person = supervisor.person().unwrap();
        let role = json!({"person": person, "role": "worker", "leave_cases": true});
        manager.call("station_set_role", role).unwrap();
        worker.sync().unwrap();
        // What she said before counts; what she says now, as if she did not know, does not.
        crate::station::review(&supervisor, &visit, "approve", "");
        supervisor.sync().unwrap();
        worker.sync().unwrap();
        let note = worker.call("visit_get", json!({"id": visit})).unwrap();
        let reviews = note["reviews"].as_array().unwrap();
        assert_eq!(reviews.len(), 1, "{reviews:?}");
        assert_eq!(note["review"], "returned", "{note}");
        let members = worker.call("case_members", json!({"case": case})).unwrap();
        assert_eq!(names(&members), ["林晓岚"]);
        // Her own is hers, and what is written in the other she does not get.
        supervisor.call("case_get", json!({"id": own})).unwrap();
        let (later, _) = worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        assert_eq!(refused(&supervisor, "visit_get", json!({"id": later})), Code::NotFound);
    });
}
