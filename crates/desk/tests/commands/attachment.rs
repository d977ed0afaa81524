//! Photos, voice files and documents: in, shown, handed out, taken out.

use super::{NOBODY, desk, refused};
use desk::failure::Code;
use serde_json::{Value, json};
use std::fs;
use testkit::{forms, photo};

fn files(desk: &super::Desk, folder: &str) -> usize {
    fs::read_dir(desk.worker.folder().join(folder)).map_or(0, Iterator::count)
}

#[test]
fn a_photo_comes_in_without_its_place_and_is_shown() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "厨房.jpg", &photo::with_place(), false).unwrap();
    assert_eq!((&held["kind"], &held["media_type"]), (&json!("photo"), &json!("image/jpeg")));
    assert_eq!((&held["name"], &held["location_kept"]), (&json!("厨房.jpg"), &json!(false)));
    assert_eq!(held.get("key"), None, "the screens get no keys");
    let bytes = desk.worker.read(&visit, &held, false).unwrap();
    assert_eq!(held["size"], bytes.len());
    assert!(!photo::holds(&bytes, photo::PLACE));
    let small = desk.worker.read(&visit, &held, true).unwrap();
    assert!(small.starts_with(&[0xFF, 0xD8]) && small.len() < bytes.len());
    assert_eq!(desk.worker.read(&visit, &held, true).unwrap(), small);
    let shown = desk.shown(&visit);
    assert_eq!(shown["form"]["attachments"], json!([held]));
    assert!(!serde_json::to_string(&shown).unwrap().contains("\"key\""));
}

#[test]
fn a_place_that_is_kept_on_purpose_is_kept() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "a.jpg", &photo::with_place(), true).unwrap();
    assert_eq!(held["location_kept"], true);
    assert_eq!(desk.worker.read(&visit, &held, false).unwrap(), photo::with_place());
}

#[test]
fn no_key_leaves_the_desk_in_any_answer() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "a.jpg", &photo::plain(), false).unwrap();
    let saved = json!({"id": visit, "form": forms::visit()});
    let mut said = vec![held, desk.shown(&visit)];
    said.push(desk.worker.call("visit_autosave", saved.clone()).unwrap());
    said.push(desk.worker.call("visit_sign", saved).unwrap());
    said.push(desk.shown(&visit));
    for (command, request) in [
        ("case_get", json!({"id": desk.case})),
        ("case_history", json!({"id": desk.case})),
        ("case_timeline", json!({"id": desk.case, "offset": 0, "limit": 9})),
        ("client_history", json!({"id": desk.client})),
        ("search_find", json!({"text": "米", "limit": 50})),
        ("today_get", json!({})),
    ] {
        said.push(desk.worker.call(command, request).unwrap());
    }
    let said = serde_json::to_string(&said).unwrap();
    assert!(
        !said.contains("\"key\"") && !said.contains("\\\"key\\\""),
        "as a field or inside a text"
    );
    // Every other text of 64 hexadecimal digits is a hash that stands beside the picture.
    let note = &desk.shown(&visit)["note"]["form"]["attachments"][0];
    let known = [note["sha256"].as_str().unwrap(), note["sealed_sha256"].as_str().unwrap()];
    let changes = desk.shown(&visit)["history"].to_string()
        + &desk.worker.call("case_get", json!({"id": desk.case})).unwrap().to_string()
        + &desk.worker.call("case_history", json!({"id": desk.case})).unwrap().to_string()
        + &desk.worker.call("client_history", json!({"id": desk.client})).unwrap().to_string();
    let hexadecimal = said.split(|c: char| !c.is_ascii_hexdigit()).filter(|part| part.len() == 64);
    for digits in hexadecimal {
        assert!(known.contains(&digits) || changes.contains(digits), "{digits}");
    }
}

#[test]
fn voice_and_documents_come_back_as_they_came() {
    let desk = desk();
    let visit = desk.draft();
    let mut ogg = b"OggS".to_vec();
    ogg.resize(200_000, 7);
    for (name, bytes, kind) in
        [("录音.ogg", ogg.as_slice(), "voice"), ("证明.pdf", b"%PDF-1.7\n...", "document")]
    {
        let held = desk.worker.attach(&visit, name, bytes, false).unwrap();
        assert_eq!(held["kind"], kind);
        assert_eq!(desk.worker.read(&visit, &held, false).unwrap(), bytes);
        let small = desk.worker.read(&visit, &held, true).unwrap_err();
        assert_eq!(small.code, Code::AttachmentUnreadable, "there is nothing to see");
    }
}

#[test]
fn captions_are_the_screens_and_everything_else_the_vaults() {
    let desk = desk();
    let visit = desk.draft();
    let first = desk.worker.attach(&visit, "a.jpg", &photo::plain(), false).unwrap();
    let second = desk.worker.attach(&visit, "b.jpg", &photo::plain(), false).unwrap();
    let captioned = forms::with(second.clone(), json!({"caption": "灶台", "sha256": "forged"}));
    let form = forms::with(forms::visit(), json!({"attachments": [captioned]}));
    desk.worker.call("visit_autosave", json!({"id": visit, "form": form})).unwrap();
    let kept = desk.shown(&visit)["form"]["attachments"].clone();
    let second = forms::with(second, json!({"caption": "灶台"}));
    assert_eq!(kept, json!([second, first]), "one that came in meanwhile is not lost");
    let signed = json!({"id": visit, "form": forms::visit()});
    desk.worker.call("visit_sign", signed).unwrap();
    let note = &desk.shown(&visit)["note"]["form"]["attachments"];
    assert_eq!(note.as_array().unwrap().len(), 2);
    assert_eq!(desk.worker.read(&visit, &first, true).unwrap()[..2], [0xFF, 0xD8]);
}

#[test]
fn one_that_is_taken_out_is_gone_from_the_disk() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "a.jpg", &photo::plain(), false).unwrap();
    assert_eq!(files(&desk, "attachments"), 1);
    let request = json!({"visit": visit, "id": held["id"]});
    desk.worker.call("attachment_remove", request.clone()).unwrap();
    assert_eq!(files(&desk, "attachments"), 0);
    assert_eq!(desk.shown(&visit)["form"]["attachments"], json!([]));
    assert_eq!(refused(&desk.worker, "attachment_remove", request.clone()), Code::NotFound);
    assert_eq!(desk.worker.read(&visit, &held, true).unwrap_err().code, Code::NotFound);
    assert_eq!(refused(&desk.worker, "attachment_save", request), Code::NotFound);
}

#[test]
fn a_signed_note_keeps_what_it_names() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "a.jpg", &photo::plain(), false).unwrap();
    desk.worker.call("visit_sign", json!({"id": visit, "form": forms::visit()})).unwrap();
    let request = json!({"visit": visit, "id": held["id"]});
    assert_eq!(refused(&desk.worker, "attachment_remove", request), Code::AlreadySigned);
    desk.worker.read(&visit, &held, false).unwrap();
}

#[test]
fn an_upload_is_ended_once_and_given_up_without_a_trace() {
    let desk = desk();
    let visit = desk.draft();
    let upload = desk.worker.upload(&visit, "a.jpg", &photo::plain()).unwrap();
    let finish = json!({"upload": upload, "keep_location": false});
    desk.worker.call("attachment_finish", finish.clone()).unwrap();
    assert_eq!(refused(&desk.worker, "attachment_finish", finish), Code::NotFound);
    assert_eq!(desk.shown(&visit)["form"]["attachments"].as_array().unwrap().len(), 1);
    let upload = desk.worker.upload(&visit, "b.jpg", &photo::plain()).unwrap();
    assert_eq!(files(&desk, "incoming"), 1);
    for _ in 0..2 {
        desk.worker.call("attachment_cancel", json!({"upload": upload})).unwrap();
    }
    assert_eq!(files(&desk, "incoming"), 0);
    assert_eq!(desk.worker.desk.upload_chunk(&upload, b"x").unwrap_err().code, Code::NotFound);
}

#[test]
fn an_upload_into_a_draft_that_was_signed_meanwhile_is_told_and_leaves_nothing() {
    let desk = desk();
    let visit = desk.draft();
    let upload = desk.worker.upload(&visit, "a.jpg", &photo::plain()).unwrap();
    desk.worker.call("visit_sign", json!({"id": visit, "form": forms::visit()})).unwrap();
    let finish = json!({"upload": upload, "keep_location": false});
    assert_eq!(refused(&desk.worker, "attachment_finish", finish), Code::AlreadySigned);
    assert_eq!((files(&desk, "incoming"), files(&desk, "attachments")), (0, 0));
}

#[test]
fn one_handed_out_is_named_as_it_came_without_a_way_elsewhere() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "../../证明:一.pdf", b"%PDF-1.7", false).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let request = json!({"visit": visit, "id": held["id"]});
    let declined = desk.worker.call("attachment_save", request.clone()).unwrap();
    assert_eq!(declined["path"], Value::Null);
    assert_eq!(desk.worker.host.suggested(), ["证明一.pdf"]);
    desk.worker.host.pick(outside.path().join("a.pdf"));
    let saved = desk.worker.call("attachment_save", request.clone()).unwrap();
    assert_eq!(saved["path"], outside.path().join("a.pdf").display().to_string());
    assert_eq!(fs::read(outside.path().join("a.pdf")).unwrap(), b"%PDF-1.7");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "no half file beside it");
    desk.worker.host.pick(outside.path().join("no/such/folder/a.pdf"));
    assert_eq!(refused(&desk.worker, "attachment_save", request.clone()), Code::DiskFault);
    desk.worker.host.pick(desk.worker.folder().join("keyslots.json"));
    assert_eq!(refused(&desk.worker, "attachment_save", request), Code::InsideVault);
}

#[test]
fn nothing_comes_into_what_is_no_draft() {
    let desk = desk();
    let begin = json!({"visit": NOBODY, "name": "a", "size": 1});
    assert_eq!(refused(&desk.worker, "attachment_begin", begin), Code::NotFound);
}
