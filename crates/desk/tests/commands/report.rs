//! The printed page.

use super::{NOBODY, desk, refused};
use desk::failure::{Code, Failure};
use serde_json::{Value, json};
use std::fs;
use testkit::{Worker, forms, photo};

fn verify(worker: &Worker, code: &str) -> Value {
    worker.call("report_verify", json!({"code": code})).unwrap()
}

#[test]
fn a_report_is_printed_in_both_languages_with_its_photos() {
    let desk = desk();
    let visit = desk.draft();
    desk.worker.attach(&visit, "a.jpg", &photo::with_place(), false).unwrap();
    desk.worker.call("visit_sign", json!({"id": visit, "form": forms::visit()})).unwrap();
    for language in ["zh", "en"] {
        let report = desk.worker.report(&visit, language).unwrap();
        assert!(report.starts_with(b"%PDF-"));
        assert!(!photo::holds(&report, photo::PLACE));
    }
}

#[test]
fn the_same_page_printed_at_the_same_moment_is_the_same_file() {
    let desk = desk();
    let visit = desk.signed();
    assert_eq!(
        desk.worker.report(&visit, "zh").unwrap(),
        desk.worker.report(&visit, "zh").unwrap()
    );
}

#[test]
fn a_draft_is_not_printed() {
    let desk = desk();
    let draft = desk.draft();
    for visit in [draft.as_str(), NOBODY] {
        assert_eq!(desk.worker.report(visit, "zh").unwrap_err().code, Code::NotFound);
        let save = json!({"visit": visit, "language": "zh"});
        assert_eq!(refused(&desk.worker, "report_save", save), Code::NotFound);
    }
}

#[test]
fn a_report_is_saved_under_the_cases_number_never_the_clients_name() {
    let desk = desk();
    let visit = desk.signed();
    let outside = tempfile::tempdir().unwrap();
    let request = json!({"visit": visit, "language": "zh"});
    let declined = desk.worker.call("report_save", request.clone()).unwrap();
    assert_eq!(declined["path"], Value::Null);
    assert_eq!(desk.worker.host.suggested(), ["2026-0001-20260302.pdf"]);
    let place = outside.path().join("页.pdf");
    fs::write(&place, b"an older page").unwrap();
    desk.worker.host.pick(&place);
    let saved = desk.worker.call("report_save", request.clone()).unwrap();
    assert_eq!(saved["path"], place.display().to_string());
    assert!(fs::read(&place).unwrap().starts_with(b"%PDF-"));
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "no half page beside it");
    desk.worker.host.pick(outside.path().join("no/such/folder.pdf"));
    assert_eq!(refused(&desk.worker, "report_save", request.clone()), Code::DiskFault);
    desk.worker.host.pick(desk.worker.folder().join("vault.db"));
    assert_eq!(refused(&desk.worker, "report_save", request), Code::InsideVault);
}

#[test]
fn printing_opens_the_systems_dialog_where_there_is_one() {
    let worker = Worker::with_open_vault().unwrap();
    assert_eq!(refused(&worker, "report_print", json!({})), Code::PrintUnavailable);
    worker.host.connect_printer();
    worker.call("report_print", json!({})).unwrap();
    assert_eq!(worker.host.pages(), 1);
}

fn refused_report(client: Value, form: Value) -> Failure {
    let worker = Worker::with_open_vault().unwrap();
    let client = worker.register(client).unwrap();
    let case = worker.open_case(forms::case_of(&client, "2026-0001")).unwrap();
    let (visit, _) = worker.visit(&case, form).unwrap();
    worker.report(&visit, "zh").unwrap_err()
}

#[test]
fn a_name_with_a_character_in_no_font_is_named_and_not_printed() {
    let child = forms::with(forms::child(), json!({"name": "米𓀀禾"}));
    let refused = refused_report(child, forms::visit());
    assert_eq!(refused.code, Code::NoGlyph);
    assert_eq!(refused.detail.as_deref(), Some("𓀀 U+13000"));
    let note = forms::with(forms::visit(), json!({"observations": "墙上画着𓂀。"}));
    let refused = refused_report(forms::child(), note);
    assert_eq!(refused.detail.as_deref(), Some("𓂀 U+13080"));
}

#[test]
fn rare_characters_and_emoji_are_printed() {
    let desk = desk();
    let shown = desk.worker.call("client_get", json!({"id": desk.client})).unwrap();
    let rare = forms::with(shown["client"].clone(), json!({"name": "𬎆𬱖"}));
    let request =
        json!({"id": desk.client, "client": rare, "seen": shown["seen"], "not_duplicate": false});
    desk.worker.call("client_save", request).unwrap();
    let words = json!({"observations": "她画了一颗🙂，名字里有㛃。"});
    let (visit, _) = desk.worker.visit(&desk.case, forms::with(forms::visit(), words)).unwrap();
    desk.worker.report(&visit, "zh").unwrap();
}

#[test]
fn a_report_whose_photo_is_missing_is_not_printed_without_it() {
    let desk = desk();
    let visit = desk.draft();
    desk.worker.attach(&visit, "a.jpg", &photo::plain(), false).unwrap();
    desk.worker.call("visit_sign", json!({"id": visit, "form": forms::visit()})).unwrap();
    for file in fs::read_dir(desk.worker.folder().join("attachments")).unwrap() {
        fs::remove_file(file.unwrap().path()).unwrap();
    }
    assert_eq!(desk.worker.report(&visit, "zh").unwrap_err().code, Code::AttachmentMissing);
}

#[test]
fn the_code_of_a_page_finds_its_note_and_counts_what_came_since() {
    let desk = desk();
    let (visit, code) = desk.worker.visit(&desk.case, forms::visit()).unwrap();
    let spoken = code.to_lowercase().replace('-', " ");
    let note = desk.shown(&visit)["change"].clone();
    let expected = json!({
        "visit": visit, "note": note, "unaltered": true, "addenda_since": 0, "client_name": "米小禾",
        "on": "2026-03-02", "author_name": "林晓岚",
    });
    assert_eq!(verify(&desk.worker, &spoken), expected);
    desk.worker.call("addendum_sign", json!({"visit": visit, "text": "补"})).unwrap();
    assert_eq!(
        verify(&desk.worker, &code),
        forms::with(expected.clone(), json!({"addenda_since": 1}))
    );
    let later = desk.shown(&visit)["verification_code"].clone();
    assert_ne!(later, code);
    assert_eq!(verify(&desk.worker, later.as_str().unwrap()), expected);
}

#[test]
fn a_code_that_fits_no_note_is_an_answer() {
    let desk = desk();
    desk.signed();
    for code in ["", "7Q0M-2ZKD-X94F", "天书", &"A".repeat(1_000_000)] {
        let answer = verify(&desk.worker, code);
        assert_eq!((&answer["visit"], &answer["unaltered"]), (&Value::Null, &json!(false)));
    }
}
