//! A laptop that is lost, stolen, put back or copied; a station that moved.

use crate::station::{Three, case_of, queue};
use crate::told::tell;
use desk::Rounded;
use desk::failure::Code;
use serde_json::{Value, json};
use testkit::sweep::sweep;
use testkit::{TestStation, Worker, forms, photo};

/// Words of the case, and of those who work on it, that must lie nowhere once the vault is destroyed.
const PLANTED: [&str; 4] = ["米小禾", "柳溪村", "13800138000", "林晓岚"];

fn device(worker: &Worker) -> Value {
    worker.call("session_profile", json!({})).unwrap()["device"].clone()
}

fn refused(worker: &Worker, command: &str, request: Value) -> Code {
    worker.try_call(command, request).unwrap_err().code
}

fn laptop_of(manager: &Worker, name: &str, device: &Value) -> Value {
    let view = manager.call("station_get", json!({})).unwrap();
    let people = view["people"].as_array().unwrap();
    let person = people.iter().find(|person| person["name"] == name).unwrap();
    let devices = person["devices"].as_array().unwrap();
    devices.iter().find(|one| one["id"] == *device).unwrap().clone()
}

/// Three of a station; the worker's laptop was revoked while it was away, with a note and a photo that it had not sent.
fn revoked_while_away() -> (Three, Value) {
    let mut three = Three::together();
    let (_, case) = case_of(&three.worker);
    three.worker.visit(&case, forms::visit()).unwrap();
    three.worker.sync().unwrap();
    three.supervisor.sync().unwrap();
    three.station.stop();
    let visit = three.worker.start(&case).unwrap();
    let attached = three.worker.attach(&visit, "院门.jpg", &photo::plain(), false).unwrap();
    let words = json!({"attachments": [attached], "observations": "米小禾说夜里没人。"});
    let form = forms::with(forms::visit(), words);
    three.worker.call("visit_sign", json!({"id": visit, "form": form})).unwrap();
    three.station.resume().unwrap();
    let device = device(&three.worker);
    three.manager.call("station_revoke_device", json!({"device": device})).unwrap();
    (three, device)
}

#[test]
fn a_laptop_revoked_while_away_leaves_its_last_notes_and_destroys_itself() {
    tell("lost::a_laptop_revoked_while_away_leaves_its_last_notes_and_destroys_itself", || {
        let (three, device) = revoked_while_away();
        let Three { station: _station, manager, supervisor, worker } = three;
        manager.sync().unwrap();
        let seen = laptop_of(&manager, "林晓岚", &device);
        assert!(seen["revoked_at"].is_string() && seen["told_at"].is_null(), "{seen}");

        assert_eq!(worker.desk.sync_round(), Rounded::Stopped);
        let status = worker.call("vault_status", json!({})).unwrap();
        assert_eq!(
            (&status["state"], &status["wiped"]["by"]),
            (&json!("absent"), &json!("程望舒"))
        );
        assert_eq!(status["wiped"]["station"], "向阳社工站");
        let (searched, finds) = sweep(worker.folder(), &PLANTED).unwrap();
        assert!(searched > 0 && finds.is_empty(), "{finds:?}");
        assert!(!worker.folder().join("keyslots.json").exists());
        assert!(!worker.folder().join("vault.db").exists());
        assert_eq!(
            refused(&worker, "vault_unlock", json!({"passphrase": testkit::PASSPHRASE})),
            Code::NoVault
        );

        // The manager hears of it, the supervisor reads what had not been sent, and nobody counts it.
        manager.sync().unwrap();
        let seen = laptop_of(&manager, "林晓岚", &device);
        assert!(seen["told_at"].is_string() && seen["wiped_at"].is_string(), "{seen}");
        supervisor.sync().unwrap();
        assert_eq!(queue(&supervisor).len(), 1);
        assert_eq!(supervisor.sync_state().unwrap()["late"], 1);
        let late = supervisor.call("late_list", json!({})).unwrap()["items"][0].clone();
        assert_eq!((&late["person_name"], &late["field"]), (&json!("林晓岚"), &json!("note")));
        assert_eq!(late["note"]["observations"], "米小禾说夜里没人。");
        let photo = &late["note"]["attachments"][0];
        assert!(photo["name"] == "院门.jpg" && photo["key"].as_str().is_none_or(str::is_empty));
        assert_eq!(manager.sync_state().unwrap()["late"], 0, "she is no member of the case");
    });
}

#[test]
fn who_lost_her_laptop_goes_on_with_a_new_one_after_a_colleague_s_yes() {
    tell("lost::who_lost_her_laptop_goes_on_with_a_new_one_after_a_colleague_s_yes", || {
        let Three { station: _station, manager, supervisor, worker } = Three::together();
        let (_, case) = case_of(&worker);
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        supervisor.sync().unwrap();
        let person = worker.person().unwrap();
        let anew = json!({"laptop_of": person});
        assert_eq!(refused(&manager, "station_invite", anew.clone()), Code::NotYourRole);
        let lost = device(&worker);
        manager.call("station_revoke_device", json!({"device": lost})).unwrap();
        assert_eq!(refused(&supervisor, "station_invite", anew.clone()), Code::NotYourRole);
        let invited = manager.call("station_invite", anew).unwrap();
        let new = Worker::named("刚来的人").unwrap();
        let typed = json!({"address": invited["address"], "code": invited["code"]});
        new.call("station_join", typed).unwrap();
        assert_eq!(new.person().unwrap(), person);

        // Nobody's laptop gives it a key by itself.
        for laptop in [&supervisor, &manager, &supervisor, &new] {
            laptop.sync().unwrap();
        }
        assert_eq!(refused(&new, "visit_get", json!({"id": visit})), Code::NotFound);
        assert_eq!(manager.call("station_new_laptops", json!({})).unwrap(), json!([]));
        let asked = supervisor.call("station_new_laptops", json!({})).unwrap();
        let asked = &asked[0];
        assert_eq!(
            (&asked["name"], &asked["invited_by"], &asked["files"], &asked["left_out"]),
            (&json!("林晓岚"), &json!("程望舒"), &json!(2), &json!(false))
        );
        assert!(asked["at"].is_string(), "{asked}");
        let answer = |let_in| json!({"person": person, "entry": asked["entry"], "let_in": let_in});
        let left = supervisor.call("station_answer_laptop", answer(false)).unwrap();
        assert_eq!(left[0]["left_out"], true);
        let left = supervisor.call("station_answer_laptop", answer(true)).unwrap();
        assert_eq!(left, json!([]));
        supervisor.sync().unwrap();

        // It is all there, and she goes on.
        new.sync().unwrap();
        new.call("visit_get", json!({"id": visit})).unwrap();
        let (later, _) = new.visit(&case, forms::visit()).unwrap();
        new.sync().unwrap();
        supervisor.sync().unwrap();
        assert!(queue(&supervisor).contains(&later));
    });
}

#[test]
fn a_note_that_was_not_sent_is_taken_over_in_another_hand() {
    tell("lost::a_note_that_was_not_sent_is_taken_over_in_another_hand", || {
        let (three, _) = revoked_while_away();
        let Three { station: _station, supervisor, worker, .. } = three;
        worker.desk.sync_round();
        supervisor.sync().unwrap();
        let late = supervisor.call("late_list", json!({})).unwrap()["items"][0].clone();
        let request =
            json!({"change": late["change"], "remark": "据停用的电脑上未送出的记录录入。"});
        let taken = supervisor.call("late_take", request.clone()).unwrap();
        let visit = taken["visit"].clone();
        let draft = supervisor.call("visit_get", json!({"id": visit})).unwrap();
        let observed = draft["form"]["observations"].as_str().unwrap();
        assert_eq!(observed, "据停用的电脑上未送出的记录录入。\n\n米小禾说夜里没人。");
        assert_eq!(
            supervisor.call("late_take", request).unwrap()["visit"],
            visit,
            "the same draft"
        );
        let sign = json!({"id": visit, "form": draft["form"]});
        supervisor.call("visit_sign", sign).unwrap();
        supervisor.sync().unwrap();
        let signed = supervisor.call("visit_get", json!({"id": visit})).unwrap();
        assert_eq!(signed["note"]["author_name"], "沈若兰", "{signed}");
        let attached = &signed["note"]["form"]["attachments"][0];
        let picture = supervisor.read(visit.as_str().unwrap(), attached, false);
        assert!(!picture.unwrap().is_empty(), "the photo came with it");
        assert_eq!(supervisor.sync_state().unwrap()["late"], 0);
        let late = supervisor.call("late_list", json!({})).unwrap()["items"][0].clone();
        assert_eq!(late["taken"], visit, "it stays where it is, and says so");
    });
}

#[test]
fn who_leaves_the_station_keeps_nothing_of_it() {
    tell("lost::who_leaves_the_station_keeps_nothing_of_it", || {
        let Three { station: _station, manager, worker, .. } = Three::together();
        let (_, case) = case_of(&worker);
        worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        let person = worker.person().unwrap();
        manager.call("station_remove_person", json!({"person": person})).unwrap();
        assert_eq!(worker.desk.sync_round(), Rounded::Stopped);
        let status = worker.call("vault_status", json!({})).unwrap();
        assert_eq!((&status["state"], status["wiped"].is_object()), (&json!("absent"), true));
        let (_, finds) = sweep(worker.folder(), &PLANTED).unwrap();
        assert!(finds.is_empty(), "{finds:?}");
        worker.call("vault_forget_wiped", json!({})).unwrap();
        let status = worker.call("vault_status", json!({})).unwrap();
        assert_eq!(status["wiped"], Value::Null);
    });
}

#[test]
fn once_it_knows_it_shows_nothing_until_it_could_leave_what_waits() {
    tell("lost::once_it_knows_it_shows_nothing_until_it_could_leave_what_waits", || {
        let (three, _) = revoked_while_away();
        let Three { mut station, worker, .. } = three;
        // It hears of it, and the line is gone before anything else.
        let entries =
            worker.desk.with_vault(|vault| Ok(vault.directory().unwrap().head())).unwrap();
        let after = three.manager.desk.with_vault(|vault| {
            let index = entries.unwrap().index + 1;
            Ok((index..).map_while(|n| vault.directory_entry(n).unwrap()).collect::<Vec<_>>())
        });
        worker.desk.with_vault(|vault| Ok(vault.directory_apply(&after.unwrap())?)).unwrap();
        station.stop();
        let worker = worker.restarted();
        worker.unlock().unwrap();
        assert_eq!(worker.call("vault_status", json!({})).unwrap()["leaving"], true);
        assert_eq!(refused(&worker, "today_get", json!({})), Code::LaptopRevoked);
        assert_eq!(worker.sync_state().unwrap()["waiting"]["notes"], 1);
        station.resume().unwrap();
        assert_eq!(worker.desk.sync_round(), Rounded::Stopped);
        assert_eq!(worker.call("vault_status", json!({})).unwrap()["state"], "absent");
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_copied_laptop_becomes_one_of_its_own_and_nothing_that_was_written_is_lost() {
    tell(
        "lost::a_copied_laptop_becomes_one_of_its_own_and_nothing_that_was_written_is_lost",
        || {
            let Three { station: _station, supervisor, worker, .. } = Three::together();
            let (client, case) = case_of(&worker);
            worker.visit(&case, forms::visit()).unwrap();
            worker.sync().unwrap();
            worker.call("vault_lock", json!({})).unwrap();
            let copy = worker.killed().unwrap();
            worker.unlock().unwrap();
            copy.unlock().unwrap();

            let (on_first, _) = worker.visit(&case, forms::visit()).unwrap();
            worker.sync().unwrap();
            let (on_second, _) = copy.visit(&case, forms::visit()).unwrap();
            let addendum = json!({"visit": on_second, "text": "第二天补记。"});
            copy.call("addendum_sign", addendum).unwrap();
            let shown = copy.call("client_get", json!({"id": client})).unwrap();
            let health = forms::with(shown["client"].clone(), json!({"health": "哮喘"}));
            let edit = json!({"id": client, "client": health, "seen": shown["seen"], "not_duplicate": false});
            copy.call("client_save", edit).unwrap();

            assert_ne!(copy.desk.sync_round(), Rounded::Done);
            let state = copy.sync_state().unwrap();
            assert_eq!(state["alarm"], "copied", "{state}");
            assert_eq!(state["waiting"]["notes"], 2, "{state}");
            let renewed = copy.call("station_renew_laptop", json!({})).unwrap();
            assert_eq!(renewed["rewritten"], 3);
            copy.sync().unwrap();
            let state = copy.sync_state().unwrap();
            assert_eq!((&state["alarm"], &state["waiting"]["changes"]), (&Value::Null, &json!(0)));
            assert_ne!(device(&copy), device(&worker));
            assert_eq!(refused(&copy, "station_renew_laptop", json!({})), Code::NotFound);

            // Everybody has all of it, each note once, and both laptops go on.
            worker.visit(&case, forms::visit()).unwrap();
            for laptop in [&worker, &copy, &supervisor, &worker, &copy] {
                laptop.sync().unwrap();
            }
            for laptop in [&worker, &copy, &supervisor] {
                let visits = json!({"id": case, "offset": 0, "limit": 99});
                let timeline = laptop.call("case_timeline", visits).unwrap();
                let entries = timeline["entries"].as_array().unwrap().iter();
                let notes = entries.filter(|entry| entry["kind"] == "visit").count();
                assert_eq!(notes, 4, "{timeline}");
                for visit in [&on_first, &on_second] {
                    let shown = laptop.call("visit_get", json!({"id": visit})).unwrap();
                    assert_eq!(shown["note"]["author_name"], "林晓岚");
                }
                let second = laptop.call("visit_get", json!({"id": on_second})).unwrap();
                assert_eq!(second["addenda"][0]["text"], "第二天补记。", "{second}");
                let shown = laptop.call("client_get", json!({"id": client})).unwrap();
                assert_eq!(shown["client"]["health"], "哮喘");
                let report = laptop.call("vault_verify", json!({})).unwrap();
                assert_eq!(report["broken"], json!([]), "{report}");
            }
        },
    );
}

#[test]
fn a_laptop_put_back_from_a_backup_fetches_its_own_notes_and_goes_on() {
    tell("lost::a_laptop_put_back_from_a_backup_fetches_its_own_notes_and_goes_on", || {
        let Three { station: _station, supervisor, worker, .. } = Three::together();
        let (_, case) = case_of(&worker);
        worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        worker.call("vault_lock", json!({})).unwrap();
        let older = worker.killed().unwrap();
        worker.unlock().unwrap();
        worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        drop(worker);

        older.unlock().unwrap();
        older.sync().unwrap();
        assert_eq!(older.sync_state().unwrap()["alarm"], Value::Null);
        older.visit(&case, forms::visit()).unwrap();
        older.sync().unwrap();
        supervisor.sync().unwrap();
        assert_eq!(queue(&supervisor).len(), 3);
    });
}

#[test]
fn a_station_that_moved_is_followed_and_another_one_is_not() {
    tell("lost::a_station_that_moved_is_followed_and_another_one_is_not", || {
        let Three { station, worker, .. } = Three::together();
        let other = TestStation::start().unwrap();
        let request = json!({"address": other.address()});
        assert_eq!(refused(&worker, "station_relocate", request), Code::WrongStation);
        assert_eq!(
            refused(&worker, "station_relocate", json!({"address": "社工站"})),
            Code::AddressMistyped
        );
        let view = worker.call("station_get", json!({})).unwrap();
        assert_eq!(view["address"], station.address(), "nothing was changed");
        let by_name = station.address().replace("127.0.0.1", "localhost");
        let moved = worker.try_call("station_relocate", json!({"address": by_name}));
        assert!(moved.is_ok_and(|view| view["address"] == by_name));
        worker.sync().unwrap();
    });
}
