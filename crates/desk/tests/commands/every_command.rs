//! What holds of every command in the list.

use desk::failure::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use testkit::{Worker, forms};

fn names() -> (Vec<&'static str>, Vec<&'static str>) {
    macro_rules! names {
        ($($name:ident => $noun:ident :: $verb:ident,)+) => { vec![$(stringify!($name)),+] };
    }
    (desk::for_each_command!(names), desk::for_each_bytes_command!(names))
}

/// Every other test of this folder, as text.
fn tests() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let others = files.filter(|path| !path.ends_with("every_command.rs"));
    others.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn each_is_said_by_a_test() {
    let tests = tests();
    let (values, bytes) = names();
    let worker =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/src/work.rs"));
    let said = tests + &worker.unwrap();
    let unsaid: Vec<_> = values
        .into_iter()
        .chain(bytes)
        .filter(|name| !said.contains(&format!("\"{name}\"")))
        .collect();
    assert!(unsaid.is_empty(), "no test says {unsaid:?}");
}

#[test]
fn one_that_is_not_in_the_list_is_a_bad_request() {
    let worker = Worker::with_open_vault().unwrap();
    for name in ["", "vault", "vault_status ", "report_visit", "drop_table"] {
        assert_eq!(worker.try_call(name, json!({})).unwrap_err().code, Code::BadRequest, "{name}");
        let bytes = worker.desk.fetch_bytes(&format!("{name}!"), json!({}));
        assert_eq!(bytes.unwrap_err().code, Code::BadRequest, "{name}");
    }
}

#[test]
fn a_request_of_another_form_is_a_bad_request_and_repeats_nothing() {
    let worker = Worker::with_open_vault().unwrap();
    let (_, bytes) = names();
    let asked = inside("").into_iter().filter(|(_, request)| *request != json!({}));
    for (name, _) in asked {
        for request in [json!(null), json!("暗语"), json!({}), json!({"id": ["暗语"], "visit": 7})]
        {
            let failure = if bytes.contains(&name) {
                worker.desk.fetch_bytes(name, request).unwrap_err()
            } else {
                worker.try_call(name, request).unwrap_err()
            };
            assert_eq!((failure.code, failure.detail), (Code::BadRequest, None), "{name}");
        }
    }
}

/// Commands that work before a vault is open.
const AT_THE_DOOR: [&str; 18] = [
    "attachment_cancel",
    "report_print",
    "session_cancel",
    "session_close",
    "session_touch",
    "settings_get",
    "settings_set",
    "station_peek",
    "sync_cancel",
    "vault_create",
    "vault_forget_wiped",
    "vault_leave_sample",
    "vault_lock",
    "vault_open_sample",
    "vault_recover",
    "vault_restore",
    "vault_status",
    "vault_strength",
];

/// What each of the others is asked for, in its form.
#[allow(clippy::too_many_lines, reason = "a list, one line a command")]
fn inside(code: &str) -> Vec<(&'static str, Value)> {
    let id = super::NOBODY;
    vec![
        ("access_list", json!({"filter": {}, "offset": 0, "limit": 9})),
        (
            "access_save",
            json!({"filter": {}, "name": "a.csv", "heads": ["a", "b", "c", "d"], "kinds": ["a", "b", "c"]}),
        ),
        (
            "action_progress",
            json!({"id": id, "seen": [],
            "progress": {"state": "open", "closed_on": null, "outcome": ""}}),
        ),
        ("addendum_autosave", json!({"visit": id, "text": "补"})),
        ("addendum_sign", json!({"visit": id, "text": "补"})),
        ("attachment_begin", json!({"visit": id, "name": "a", "size": 1})),
        ("attachment_finish", json!({"upload": "u", "keep_location": false})),
        ("attachment_read", json!({"visit": id, "id": id, "thumbnail": false})),
        ("attachment_remove", json!({"visit": id, "id": id})),
        ("attachment_save", json!({"visit": id, "id": id})),
        ("case_admit", json!({"case": id, "person": id, "access": "read"})),
        ("case_blank", json!({"client": id})),
        ("case_break_glass", json!({"file": id, "reason": "急"})),
        ("case_closed", json!({})),
        ("case_cover", json!({"cases": [id], "by": id, "until": "2099-01-01"})),
        ("case_expel", json!({"case": id, "person": id})),
        ("case_get", json!({"id": id})),
        ("case_glass", json!({"case": id})),
        ("case_hand_over", json!({"cases": [id], "to": id, "leave": false})),
        ("case_history", json!({"id": id})),
        (
            "case_list",
            json!({"filter": {}, "sort": "name", "descending": false, "offset": 0, "limit": 9}),
        ),
        ("case_members", json!({"case": id})),
        ("case_save", json!({"id": null, "case": forms::case_of(id, "1"), "seen": []})),
        ("case_take_note", json!({"case": id, "entry": 1})),
        ("case_timeline", json!({"id": id, "offset": 0, "limit": 9})),
        ("case_rhythm", json!({"categories": []})),
        ("case_villages", json!({})),
        ("client_check", json!({"id": null, "client": forms::child()})),
        ("client_get", json!({"id": id})),
        ("client_history", json!({"id": id})),
        ("client_alike", json!({"client": id, "limit": 9})),
        ("client_judge", json!({"one": id, "other": id, "judged": [], "same": null})),
        (
            "client_save",
            json!({"id": null, "client": forms::child(), "seen": [], "not_duplicate": false}),
        ),
        (
            "conflict_decide",
            json!({"record": id, "seen": [], "choice": {"kind": "write", "value": ""}}),
        ),
        ("conflict_dismiss", json!({"change": "00".repeat(32)})),
        ("conflict_get", json!({"record": id})),
        ("conflict_list", json!({"offset": 0, "limit": 9})),
        ("conflict_restore", json!({"record": id, "change": "00".repeat(32), "seen": []})),
        ("form_autosave", json!({"key": "client", "json": "{}"})),
        ("form_discard", json!({"key": "client"})),
        ("form_get", json!({"key": "client"})),
        ("form_list", json!({})),
        ("late_list", json!({})),
        ("late_take", json!({"change": "00".repeat(32), "remark": ""})),
        ("member_remove", json!({"id": id})),
        ("member_save", json!({"client": id, "id": null, "member": forms::father(), "seen": []})),
        ("report_save", json!({"visit": id, "language": "zh"})),
        ("report_verify", json!({"code": "7Q0M-2ZKD-X94F"})),
        ("report_visit", json!({"visit": id, "language": "en"})),
        ("review_get", json!({"visit": id})),
        ("review_queue", json!({"group": "to_review", "offset": 0, "limit": 9})),
        ("review_sign", json!({"visit": id, "verdict": "approve", "form": {}, "seen": []})),
        ("search_find", json!({"text": "米", "limit": 9})),
        ("session_profile", json!({})),
        ("station_found", json!({"address": "h", "code": "K7M2X"})),
        ("station_get", json!({})),
        ("station_invite", json!({"own_device": true})),
        ("station_join", json!({"address": "h", "code": "K7M2X"})),
        ("station_new_laptops", json!({})),
        ("station_answer_laptop", json!({"person": id, "entry": 1, "let_in": true})),
        ("station_notices", json!({})),
        ("station_notices_seen", json!({"entry": 1})),
        ("station_recovery", json!({})),
        ("station_recovery_set", json!({"sheets": {"first": "", "second": ""}})),
        ("station_recovery_sheets", json!({"language": "zh", "fresh": true})),
        ("station_recovery_use", json!({"sheets": {"first": "", "second": ""}, "reason": "急"})),
        ("station_relocate", json!({"address": "h"})),
        ("station_remove_person", json!({"person": id})),
        ("station_renew_laptop", json!({})),
        ("station_revoke_device", json!({"device": id})),
        ("station_set_role", json!({"person": id, "role": "worker"})),
        ("station_withdraw", json!({"invitation": "00".repeat(32)})),
        ("sync_export", json!({"to": "station", "everything": false})),
        ("sync_import", json!({})),
        ("sync_note_alarm", json!({"alarm": "forked"})),
        ("sync_now", json!({})),
        ("sync_state", json!({})),
        ("today_get", json!({})),
        ("vault_backup", json!({})),
        ("vault_change_passphrase", json!({"current": "a", "new": testkit::PASSPHRASE})),
        ("vault_print_check", json!({"code": code})),
        ("vault_rebuild", json!({})),
        ("vault_recovery_sheet", json!({"recovery_code": ["A"], "language": "zh"})),
        ("vault_renew_recovery", json!({"passphrase": "a"})),
        ("vault_verify", json!({})),
        ("visit_autosave", json!({"id": id, "form": {}})),
        ("visit_bring_back", json!({"id": id})),
        ("visit_discard", json!({"id": id})),
        ("visit_get", json!({"id": id})),
        ("visit_sign", json!({"id": id, "form": {}})),
        ("visit_start", json!({"case": id})),
    ]
}

#[test]
fn a_locked_vault_answers_nothing() {
    let worker = Worker::with_open_vault().unwrap();
    let code = worker.recovery_code.clone();
    worker.call("vault_lock", json!({})).unwrap();
    let (values, bytes) = names();
    for (name, request) in inside(&code) {
        let refused = if bytes.contains(&name) {
            worker.desk.fetch_bytes(name, request).map(drop)
        } else {
            worker.try_call(name, request).map(drop)
        };
        assert_eq!(refused.unwrap_err().code, Code::Locked, "{name}");
    }
    assert_eq!(worker.desk.upload_chunk("u", b"bytes").unwrap_err().code, Code::Locked);
    let mut told: BTreeSet<_> = inside(&code).into_iter().map(|(name, _)| name).collect();
    told.extend(AT_THE_DOOR);
    told.insert("vault_unlock");
    let all: BTreeSet<_> = values.into_iter().chain(bytes).collect();
    assert_eq!(told, all, "a command that is neither at the door nor inside");
}
