//! Commands about the station, as a laptop without one answers them, and one with a station beside it.

use super::{NOBODY, failure, refused};
use desk::failure::Code;
use serde_json::json;
use testkit::{TestStation, Worker, forms};

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_laptop_that_works_alone_says_so() {
    let worker = Worker::with_open_vault().unwrap();
    let view = worker.call("station_get", json!({})).unwrap();
    assert_eq!((&view["linked"], &view["people"]), (&json!(false), &json!([])));
    let state = worker.call("sync_state", json!({})).unwrap();
    assert_eq!((&state["linked"], &state["phase"]), (&json!(false), &json!("idle")));
    assert_eq!(state["waiting"], json!({"notes": 0, "changes": 0, "attachments": 0}));
    for (command, request) in [
        ("station_invite", json!({"name": "何青", "role": "worker"})),
        ("station_invite", json!({"own_device": true})),
        ("station_invite", json!({"laptop_of": NOBODY})),
        ("station_withdraw", json!({"invitation": "00".repeat(32)})),
        ("station_set_role", json!({"person": NOBODY, "role": "worker"})),
        ("station_revoke_device", json!({"device": NOBODY})),
        ("station_remove_person", json!({"person": NOBODY})),
        ("station_recovery", json!({})),
        ("station_recovery_set", json!({"sheets": {"first": "", "second": ""}})),
        ("station_recovery_use", json!({"sheets": {"first": "", "second": ""}, "reason": "急"})),
        ("case_break_glass", json!({"file": NOBODY, "reason": "急"})),
        ("station_relocate", json!({"address": "h"})),
        ("station_renew_laptop", json!({})),
    ] {
        assert_eq!(refused(&worker, command, request), Code::NotLinked, "{command}");
    }
    let print = json!({"language": "zh", "fresh": true});
    let sheets = worker.desk.fetch_bytes("station_recovery_sheets", print);
    assert_eq!(sheets.unwrap_err().code, Code::NotLinked);
    let answer = json!({"person": NOBODY, "entry": 1, "let_in": true});
    assert_eq!(refused(&worker, "station_answer_laptop", answer), Code::NotFound);
    for command in ["station_notices", "station_new_laptops", "case_closed"] {
        assert_eq!(worker.call(command, json!({})).unwrap(), json!([]), "{command}");
    }
    let seen = worker.call("station_notices_seen", json!({"entry": 1})).unwrap();
    assert_eq!(seen, json!([]));
    assert_eq!(worker.call("late_list", json!({})).unwrap(), json!({"items": []}));
    let take = json!({"change": "00".repeat(32), "remark": ""});
    assert_eq!(refused(&worker, "late_take", take), Code::NotFound);
    worker.call("vault_forget_wiped", json!({})).unwrap();
    worker.call("sync_now", json!({})).unwrap();
    worker.call("sync_cancel", json!({})).unwrap();

    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    let members = worker.call("case_members", json!({"case": case})).unwrap();
    let expected = json!([{"person": worker.person().unwrap(), "name": "林晓岚", "role": "worker",
        "access": "write", "until": null, "covers": null, "you": true}]);
    assert_eq!(members, expected);
    assert_eq!(worker.call("case_glass", json!({"case": case})).unwrap(), json!([]));
    assert_eq!(refused(&worker, "case_glass", json!({"case": NOBODY})), Code::NotFound);
    let note = json!({"case": case, "entry": 1});
    assert_eq!(refused(&worker, "case_take_note", note), Code::NotLinked);
    let admit = json!({"case": case, "person": NOBODY, "access": "read"});
    assert_eq!(refused(&worker, "case_admit", admit), Code::NotLinked);
    let over = json!({"cases": [case], "to": NOBODY, "leave": true});
    assert_eq!(refused(&worker, "case_hand_over", over), Code::NotLinked);
    let cover = json!({"cases": [case], "by": NOBODY, "until": "2099-01-01"});
    assert_eq!(refused(&worker, "case_cover", cover), Code::NotLinked);
    let past = json!({"cases": [case], "by": NOBODY, "until": "1999-01-01"});
    assert_eq!(refused(&worker, "case_cover", past), Code::BadRequest);
    let expel = json!({"case": case, "person": NOBODY});
    assert_eq!(refused(&worker, "case_expel", expel), Code::NotLinked);
    assert_eq!(refused(&worker, "case_members", json!({"case": NOBODY})), Code::NotFound);
}

#[test]
fn what_was_mistyped_is_told_before_anybody_is_asked() {
    let worker = Worker::with_open_vault().unwrap();
    for command in ["station_peek", "station_found", "station_join"] {
        let typed = json!({"address": "社工站", "code": "K7M2X"});
        assert_eq!(refused(&worker, command, typed), Code::AddressMistyped, "{command}");
        let typed = json!({"address": "127.0.0.1:9", "code": "K7M2X"});
        let failure = failure(&worker, command, typed);
        assert_eq!((failure.code, failure.detail), (Code::CodeMistyped, None), "{command}");
    }
}

#[test]
fn nobody_at_the_address_is_told_as_such() {
    let mut station = TestStation::start().unwrap();
    station.stop();
    let typed = json!({"address": station.address(), "code": station.founding_code()});
    let worker = Worker::with_open_vault().unwrap();
    for command in ["station_peek", "station_found", "station_join"] {
        assert_eq!(refused(&worker, command, typed.clone()), Code::StationUnreachable, "{command}");
    }
}

#[test]
fn the_sample_belongs_to_no_station() {
    let worker = Worker::with_open_vault().unwrap();
    worker.call("vault_open_sample", json!({})).unwrap();
    let typed = json!({"address": "127.0.0.1:9", "code": "K7M2X"});
    for command in ["station_found", "station_join"] {
        assert_eq!(refused(&worker, command, typed.clone()), Code::NotForSample, "{command}");
    }
}

#[test]
fn a_person_gets_another_role_and_leaves() {
    let station = TestStation::start().unwrap();
    let manager = Worker::founding(&station, "程望舒").unwrap();
    assert_eq!(
        refused(
            &manager,
            "station_found",
            json!({"address": station.address(),
        "code": station.founding_code()})
        ),
        Code::InvitationUsed
    );
    let worker = manager.welcome("何青", "worker").unwrap();
    let person = worker.person().unwrap();

    let request = json!({"person": person, "role": "supervisor"});
    let view = manager.call("station_set_role", request).unwrap();
    let of = |view: &serde_json::Value| {
        let mut people = view["people"].as_array().unwrap().iter();
        people.find(|one| one["id"] == person).cloned()
    };
    assert_eq!(of(&view).unwrap()["role"], "supervisor");
    worker.sync().unwrap();
    let profile = worker.call("session_profile", json!({})).unwrap();
    assert_eq!(profile["role"], "supervisor", "what the screens offer follows at once");

    let second = manager.call("station_invite", json!({"own_device": true})).unwrap();
    assert!(second["link"].as_str().unwrap().starts_with("jiafang://127.0.0.1:"));
    assert!(second["size"].as_u64().unwrap() >= 21 && second["qr"].as_str().unwrap().len() > 100);
    let laptop = Worker::named("又一台").unwrap();
    let typed = json!({"address": second["address"], "code": second["code"]});
    laptop.call("station_join", typed).unwrap();
    assert_eq!(laptop.person().unwrap(), manager.person().unwrap());

    let view = manager.call("station_remove_person", json!({"person": person})).unwrap();
    assert_eq!(of(&view), None);
    assert!(worker.sync().is_err());
    // Her laptop has destroyed what it held: there is no vault any more.
    assert_eq!(worker.try_call("sync_state", json!({})).unwrap_err().code, Code::Locked);
    let status = worker.call("vault_status", json!({})).unwrap();
    assert_eq!(status["wiped"]["station"], "向阳社工站", "{status}");
}

#[test]
fn a_full_station_is_told_as_such_and_nobody_says_that_all_is_synced() {
    let mut station = TestStation::start().unwrap();
    let worker = Worker::founding(&station, "程望舒").unwrap();
    worker.sync().unwrap();
    station.stop();
    station.resume_full().unwrap();
    worker.sync().unwrap();
    let state = worker.sync_state().unwrap();
    assert_eq!((&state["phase"], &state["why"]), (&json!("idle"), &json!(null)), "nothing waits");

    worker.register(forms::child()).unwrap();
    let before = worker.sync_state().unwrap()["last_synced_at"].clone();
    assert_ne!(before, json!(null));
    assert!(worker.sync().is_err());
    let state = worker.sync_state().unwrap();
    assert_eq!((&state["phase"], &state["why"]), (&json!("stopped"), &json!("station_full")));
    assert_ne!(state["waiting"]["changes"], 0);
    assert_eq!(state["last_synced_at"], before, "it was not synced since");

    station.stop();
    station.resume().unwrap();
    worker.sync().unwrap();
    let state = worker.sync_state().unwrap();
    assert_eq!((&state["phase"], &state["waiting"]["changes"]), (&json!("idle"), &json!(0)));
}

#[test]
fn a_station_that_went_back_is_told_until_somebody_has_taken_note() {
    let mut station = TestStation::start().unwrap();
    let worker = Worker::founding(&station, "程望舒").unwrap();
    let place = tempfile::tempdir().unwrap();
    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    let mut put_back = |worker: &Worker, name: &str| {
        let backup = place.path().join(name);
        worker.sync().unwrap();
        station.back_up(&backup).unwrap();
        worker.visit(&case, forms::visit()).unwrap();
        worker.sync().unwrap();
        station.put_back(&backup).unwrap();
        worker.sync().unwrap();
    };
    let alarm = |worker: &Worker| worker.sync_state().unwrap()["alarm"].clone();
    put_back(&worker, "first");
    assert_eq!(alarm(&worker), "station_went_back");
    worker.call("vault_lock", json!({})).unwrap();
    worker.unlock().unwrap();
    worker.sync().unwrap();
    assert_eq!(alarm(&worker), "station_went_back", "nobody has seen it yet");
    assert_ne!(worker.sync_state().unwrap()["alarm_since"], json!(null));

    worker.call("sync_note_alarm", json!({"alarm": "forked"})).unwrap();
    assert_eq!(alarm(&worker), "station_went_back");
    worker.call("sync_note_alarm", json!({"alarm": "station_went_back"})).unwrap();
    worker.sync().unwrap();
    assert_eq!(alarm(&worker), json!(null));
    put_back(&worker, "second");
    assert_eq!(alarm(&worker), "station_went_back", "it happened anew");
}

#[test]
fn after_a_round_nothing_waits_no_attachment_either() {
    let station = TestStation::start().unwrap();
    let worker = Worker::founding(&station, "程望舒").unwrap();
    let client = worker.register(forms::child()).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    let visit = worker.start(&case).unwrap();
    let held = worker.attach(&visit, "a.pdf", b"%PDF-1.4 a page", false).unwrap();
    let form = forms::with(forms::visit(), json!({"attachments": [held]}));
    worker.call("visit_sign", json!({"id": visit, "form": form})).unwrap();
    assert_eq!(worker.sync_state().unwrap()["waiting"]["attachments"], 1);
    worker.sync().unwrap();
    let waiting = json!({"notes": 0, "changes": 0, "attachments": 0});
    assert_eq!(worker.sync_state().unwrap()["waiting"], waiting);
}
