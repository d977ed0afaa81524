//! Emergencies: a manager opens a case that is not hers and its members see why; two of three sheets of paper bring back
//! what no laptop can open.

use crate::page;
use crate::station::{Three, case_of};
use crate::told::tell;
use desk::failure::{Code, Failure};
use serde_json::{Value, json};
use testkit::sweep::sweep;
use testkit::{Worker, forms};

const WHY: &str = "林晓岚住院，孩子今晚须有人陪。";

fn refused(worker: &Worker, command: &str, request: Value) -> Failure {
    worker.try_call(command, request).unwrap_err()
}

fn view(worker: &Worker, command: &str) -> Value {
    worker.call(command, json!({})).unwrap()
}

/// New sheets are printed, two of them typed back, and the key is the station's. Answers all three as typed off.
fn set_key(manager: &Worker) -> [String; 3] {
    let request = json!({"language": "zh", "fresh": true});
    let pdf = manager.desk.fetch_bytes("station_recovery_sheets", request).unwrap();
    let sheets = [1, 2, 3].map(|number| page::typed_off(&pdf, number));
    let typed = json!({"sheets": {"first": sheets[0], "second": sheets[2]}});
    let state = manager.call("station_recovery_set", typed).unwrap();
    assert_eq!(state["key"]["name"], "程望舒", "{state}");
    assert_eq!(state["waiting"], false);
    // They are on paper, and on no disk.
    let groups: Vec<&str> = sheets.iter().flat_map(|sheet| sheet.split(' ')).collect();
    assert_eq!(groups.len(), 3 * 9);
    let (searched, finds) = sweep(manager.folder(), &groups).unwrap();
    assert!(searched > 0 && finds.is_empty(), "{finds:?}");
    sheets
}

fn using(sheets: [&str; 2]) -> Value {
    json!({"sheets": {"first": sheets[0], "second": sheets[1]}, "reason": WHY})
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story")]
fn a_manager_breaks_the_glass_and_the_members_see_why() {
    tell("emergency::a_manager_breaks_the_glass_and_the_members_see_why", || {
        let Three { station, manager, supervisor, worker } = Three::together();
        let (_, case) = case_of(&worker);
        worker.visit(&case, forms::visit()).unwrap();
        for laptop in [&worker, &supervisor, &manager] {
            laptop.sync().unwrap();
        }
        // She learns that there is a case, its number and whose it is; nothing else.
        let closed = view(&manager, "case_closed");
        assert_eq!(closed.as_array().unwrap().len(), 1, "{closed}");
        assert_eq!(closed[0]["number"], "XY-2026-001");
        assert_eq!(closed[0]["members"], json!(["林晓岚", "沈若兰"]));
        assert!(!closed.to_string().contains("米小禾"));

        // Nobody else can, and nobody without a reason.
        let file = closed[0]["file"].clone();
        let request = json!({"file": file, "reason": WHY});
        for other in [&worker, &supervisor] {
            assert_eq!(view(other, "case_closed"), json!([]));
            let failure = refused(other, "case_break_glass", request.clone());
            assert_eq!(failure.code, Code::NotYourRole);
        }
        let silent = json!({"file": file, "reason": "  "});
        assert_eq!(refused(&manager, "case_break_glass", silent).code, Code::ReasonMissing);

        assert_eq!(manager.call("case_break_glass", request.clone()).unwrap(), json!([]));
        manager.sync().unwrap();
        let opened = manager.call("case_get", json!({"id": case})).unwrap();
        assert_eq!(opened["client"]["name"], "米小禾", "{opened}");
        assert_eq!(refused(&manager, "case_break_glass", request).code, Code::NoEmergencyBox);

        // She reads, and is told at once that she does not write: not after an hour at the kitchen table.
        assert_eq!(opened["reads_only"], true);
        let start = json!({"case": case});
        assert_eq!(refused(&manager, "visit_start", start).code, Code::ReadsOnly);
        let risk = json!({"id": case, "case": opened["case"], "seen": opened["seen"]});
        let mut risk = risk;
        risk["case"]["risk"] = json!({"level": "critical", "reasons": "昨夜没有回家"});
        assert_eq!(refused(&manager, "case_save", risk).code, Code::ReadsOnly);
        let client = manager.call("client_get", json!({"id": opened["client"]["id"]})).unwrap();
        assert_eq!(client["reads_only"], true);
        assert_eq!(worker.call("case_get", json!({"id": case})).unwrap()["reads_only"], false);

        // Every member sees who, when and why, and a writer takes note.
        let glass = json!({"case": case});
        for member in [&worker, &supervisor] {
            member.sync().unwrap();
            let seen = member.call("case_glass", glass.clone()).unwrap();
            assert_eq!((&seen[0]["name"], &seen[0]["reason"]), (&json!("程望舒"), &json!(WHY)));
            assert!(seen[0]["at"].is_string() && seen[0]["yours_to_note"] == true, "{seen}");
        }
        let seen = manager.call("case_glass", glass.clone()).unwrap();
        assert_eq!((&seen[0]["you"], &seen[0]["yours_to_note"]), (&json!(true), &json!(false)));
        let note = json!({"case": case, "entry": seen[0]["entry"]});
        assert_eq!(refused(&manager, "case_take_note", note.clone()).code, Code::NotFound);
        let seen = worker.call("case_take_note", note).unwrap();
        assert_eq!(seen[0]["noted_by"], "林晓岚");
        supervisor.sync().unwrap();
        let seen = supervisor.call("case_glass", glass).unwrap();
        assert_eq!(
            (&seen[0]["noted_by"], &seen[0]["yours_to_note"]),
            (&json!("林晓岚"), &json!(false))
        );

        // The station has none of it in words.
        let (_, finds) = sweep(&station.folder(), &["林晓岚住院", "XY-2026", "米小禾"]).unwrap();
        assert!(finds.is_empty(), "{finds:?}");
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story")]
fn two_sheets_bring_back_a_case_whose_laptops_are_all_lost() {
    tell("emergency::two_sheets_bring_back_a_case_whose_laptops_are_all_lost", || {
        let Three { station: _station, manager, supervisor, worker } = Three::together();
        let (_, case) = case_of(&worker);
        let (visit, _) = worker.visit(&case, forms::visit()).unwrap();
        let sheets = set_key(&manager);
        for laptop in [&worker, &supervisor, &manager] {
            laptop.sync().unwrap();
        }
        let state = view(&manager, "station_recovery");
        assert_eq!((&state["covered"], &state["files"]), (&json!(2), &json!(2)), "{state}");

        // Both laptops that could open the case are gone.
        for lost in [&worker, &supervisor] {
            let device = lost.call("session_profile", json!({})).unwrap()["device"].clone();
            manager.call("station_revoke_device", json!({"device": device})).unwrap();
        }
        manager.sync().unwrap();
        assert_eq!(view(&manager, "station_recovery")["stranded"], 2);

        // One sheet is not enough, in whatever way it is typed.
        let [a, b, c] = sheets.each_ref().map(String::as_str);
        let twice = refused(&manager, "station_recovery_use", using([b, b]));
        assert_eq!((twice.code, twice.detail.as_deref()), (Code::SheetTwice, Some("2")));
        let half = refused(&manager, "station_recovery_use", using([b, ""]));
        assert_eq!((half.code, half.detail.as_deref()), (Code::SheetMistyped, Some("second")));
        // The last symbol of a group holds the others: any other one does not fit.
        let (group, rest) = c.split_once(' ').unwrap();
        let (body, check) = group.split_at(group.len() - 1);
        let slip = format!("{body}{} {rest}", if check == "0" { "1" } else { "0" });
        let slip = refused(&manager, "station_recovery_use", using([b, &slip]));
        assert_eq!((slip.code, slip.detail.as_deref()), (Code::SheetMistyped, Some("second 1")));
        let silent = json!({"sheets": {"first": a, "second": b}, "reason": ""});
        let silent = refused(&manager, "station_recovery_use", silent);
        assert_eq!(silent.code, Code::ReasonMissing);

        // Two are, whichever, and she who comes new to the station goes on with the case.
        let newcomer = manager.welcome("何青禾", "worker").unwrap();
        let mut request = using([&c.to_lowercase(), b]);
        request["admit"] = json!([newcomer.person().unwrap()]);
        let done = manager.call("station_recovery_use", request.clone()).unwrap();
        assert_eq!(done["files"], 2);
        for laptop in [&manager, &newcomer] {
            laptop.sync().unwrap();
            laptop.call("visit_get", json!({"id": visit})).unwrap();
        }
        newcomer.visit(&case, forms::visit()).unwrap();
        newcomer.sync().unwrap();
        let again = refused(&manager, "station_recovery_use", request);
        assert_eq!(again.code, Code::NothingToRecover);

        // Everybody is told, and it stays.
        let notices = view(&newcomer, "station_notices");
        let told: Vec<_> = notices.as_array().unwrap().iter().map(|one| &one["kind"]).collect();
        assert_eq!(told, ["recovery_key_used", "recovery_key_set"]);
        assert_eq!((&notices[0]["name"], &notices[0]["reason"]), (&json!("程望舒"), &json!(WHY)));
        assert_eq!((&notices[0]["files"], &notices[0]["new"]), (&json!(2), &json!(true)));
        let seen = json!({"entry": notices[0]["entry"]});
        let notices = newcomer.call("station_notices_seen", seen).unwrap();
        assert!(notices.as_array().unwrap().iter().all(|one| one["new"] == false), "{notices}");
    });
}

#[test]
fn a_worker_cannot_and_sheets_of_another_key_are_told_apart() {
    tell("emergency::a_worker_cannot_and_sheets_of_another_key_are_told_apart", || {
        let Three { station: _station, manager, supervisor: _supervisor, worker } =
            Three::together();
        let (_, _case) = case_of(&worker);
        worker.sync().unwrap();
        let print = json!({"language": "zh", "fresh": false});
        let sheets = worker.desk.fetch_bytes("station_recovery_sheets", print.clone());
        assert_eq!(sheets.unwrap_err().code, Code::NotYourRole);
        let first = set_key(&manager);
        worker.sync().unwrap();
        let [a, b, _] = first.each_ref().map(String::as_str);
        // With all the paper in her hands.
        let failure = refused(&worker, "station_recovery_use", using([a, b]));
        assert_eq!(failure.code, Code::NotYourRole);

        // Printed, and printed once more, it is one key; a lock forgets it.
        let print_now =
            || manager.desk.fetch_bytes("station_recovery_sheets", print.clone()).unwrap();
        let once = page::typed_off(&print_now(), 1);
        assert_eq!(page::typed_off(&print_now(), 1), once);
        let foreign = json!({"sheets": {"first": a, "second": b}});
        let failure = refused(&manager, "station_recovery_set", foreign.clone());
        assert_eq!(failure.code, Code::SheetsForeign);
        manager.desk.lock();
        manager.unlock().unwrap();
        assert_eq!(refused(&manager, "station_recovery_set", foreign).code, Code::NoNewSheets);

        let second = set_key(&manager);
        worker.sync().unwrap();
        manager.sync().unwrap();
        let failure = refused(&manager, "station_recovery_use", using([a, &second[1]]));
        assert_eq!(failure.code, Code::SheetsDiffer);
        let mut hers = using([a, b]);
        hers["of"] = worker.person().unwrap();
        assert_eq!(refused(&manager, "station_recovery_use", hers).code, Code::SheetsOld);
        let kinds = view(&worker, "station_notices");
        assert_eq!(kinds[0]["kind"], "recovery_key_changed", "{kinds}");
    });
}
