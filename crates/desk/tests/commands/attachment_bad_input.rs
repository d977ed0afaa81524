//! Files that are empty, too large, damaged, or not what they say they are.

use super::{desk, failure, refused};
use desk::failure::Code;
use serde_json::json;
use std::fs;
use testkit::photo;

const MIB: u64 = 1024 * 1024;

#[test]
fn a_file_of_0_bytes() {
    let desk = desk();
    let begin = json!({"visit": desk.draft(), "name": "a.jpg", "size": 0});
    assert_eq!(refused(&desk.worker, "attachment_begin", begin), Code::AttachmentEmpty);
}

#[test]
fn a_file_of_200_megabytes() {
    let desk = desk();
    let begin = json!({"visit": desk.draft(), "name": "film.mp4", "size": 200 * MIB});
    let failed = failure(&desk.worker, "attachment_begin", begin);
    assert_eq!(failed.code, Code::AttachmentTooLarge);
    assert_eq!(failed.detail, Some((100 * MIB).to_string()));
}

#[test]
fn a_file_that_is_longer_than_its_beginning_said() {
    let desk = desk();
    let begin = json!({"visit": desk.draft(), "name": "a.bin", "size": 5});
    let begun = desk.worker.call("attachment_begin", begin).unwrap();
    let upload = begun["upload"].as_str().unwrap();
    desk.worker.desk.upload_chunk(upload, b"12345").unwrap();
    let more = desk.worker.desk.upload_chunk(upload, b"6").unwrap_err();
    assert_eq!(more.code, Code::BadRequest);
    let finish = json!({"upload": upload, "keep_location": false});
    assert_eq!(
        refused(&desk.worker, "attachment_finish", finish),
        Code::NotFound,
        "it is given up"
    );
    assert_eq!(fs::read_dir(desk.worker.folder().join("incoming")).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_shorter_than_its_beginning_said() {
    let desk = desk();
    let visit = desk.draft();
    let begin = json!({"visit": visit, "name": "a.bin", "size": 6});
    let begun = desk.worker.call("attachment_begin", begin).unwrap();
    let upload = begun["upload"].as_str().unwrap();
    desk.worker.desk.upload_chunk(upload, b"12345").unwrap();
    let finish = json!({"upload": upload, "keep_location": false});
    assert_eq!(refused(&desk.worker, "attachment_finish", finish), Code::BadRequest);
    assert_eq!(desk.shown(&visit)["form"]["attachments"], json!([]), "half a file is no evidence");
}

#[test]
fn a_mislabelled_file_is_what_its_bytes_say() {
    let desk = desk();
    let visit = desk.draft();
    let program =
        desk.worker.attach(&visit, "家庭照.jpg", b"MZ\x90\0\x03\0\0\0 program", false).unwrap();
    assert_eq!(program["kind"], "document");
    let picture = desk.worker.attach(&visit, "合同.pdf", &photo::plain(), false).unwrap();
    assert_eq!((&picture["kind"], &picture["media_type"]), (&json!("photo"), &json!("image/jpeg")));
}

#[test]
fn a_heic_is_kept_with_its_place_on_purpose_or_not_at_all() {
    let desk = desk();
    let visit = desk.draft();
    let upload = desk.worker.upload(&visit, "IMG_0001.heic", &photo::heic()).unwrap();
    let finish = |keep: bool| json!({"upload": upload, "keep_location": keep});
    let code = refused(&desk.worker, "attachment_finish", finish(false));
    assert_eq!(code, Code::LocationNotRemovable);
    assert_eq!(desk.shown(&visit)["form"]["attachments"], json!([]));
    let held =
        desk.worker.call("attachment_finish", finish(true)).expect("it waited for the choice");
    assert_eq!((&held["kind"], &held["location_kept"]), (&json!("document"), &json!(true)));
    assert_eq!(desk.worker.read(&visit, &held, false).unwrap(), photo::heic());
}

#[test]
fn a_jpeg_of_20_000_by_20_000_pixels() {
    let desk = desk();
    let visit = desk.draft();
    for keep in [false, true] {
        let refused = desk.worker.attach(&visit, "a.jpg", &photo::enormous(), keep).unwrap_err();
        assert_eq!(refused.code, Code::PictureTooLarge);
    }
    assert_eq!(desk.shown(&visit)["form"]["attachments"], json!([]));
}

#[test]
fn an_svg_with_a_script_is_a_document_that_nothing_renders() {
    let desk = desk();
    let visit = desk.draft();
    let svg = photo::svg_with_script();
    for name in ["图.svg", "图.jpg"] {
        let held = desk.worker.attach(&visit, name, &svg, false).unwrap();
        assert_eq!(held["kind"], "document");
        assert_eq!(desk.worker.read(&visit, &held, false).unwrap(), svg, "handed back as it came");
        let small = desk.worker.read(&visit, &held, true).unwrap_err();
        assert_eq!(small.code, Code::AttachmentUnreadable);
    }
    desk.worker.call("visit_sign", json!({"id": visit, "form": testkit::forms::visit()})).unwrap();
    let report = desk.worker.report(&visit, "zh").unwrap();
    assert!(!photo::holds(&report, "alert"));
}

#[test]
fn a_damaged_picture_is_kept_as_evidence_only_on_purpose() {
    let desk = desk();
    let visit = desk.draft();
    let cut = &photo::plain()[..300];
    let upload = desk.worker.upload(&visit, "a.jpg", cut).unwrap();
    let finish = |keep: bool| json!({"upload": upload, "keep_location": keep});
    let code = refused(&desk.worker, "attachment_finish", finish(false));
    assert_eq!(code, Code::AttachmentUnreadable);
    let held = desk.worker.call("attachment_finish", finish(true)).unwrap();
    assert_eq!(held["kind"], "document", "nothing tries to render it");
    assert_eq!(desk.worker.read(&visit, &held, false).unwrap(), cut);
}

#[test]
fn trust_13_a_sealed_file_that_is_missing_cut_or_swapped_is_told() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, "a.jpg", &photo::plain(), false).unwrap();
    let other = desk.worker.attach(&visit, "b.jpg", &photo::with_place(), true).unwrap();
    let path = |held: &serde_json::Value| {
        desk.worker.folder().join("attachments").join(held["sealed_sha256"].as_str().unwrap())
    };
    let code = || desk.worker.read(&visit, &held, false).unwrap_err().code;
    let whole = fs::read(path(&held)).unwrap();
    fs::write(path(&held), &whole[..whole.len() - 1]).unwrap();
    assert_eq!(code(), Code::AttachmentDamaged);
    fs::copy(path(&other), path(&held)).unwrap();
    assert_eq!(code(), Code::AttachmentDamaged);
    fs::remove_file(path(&held)).unwrap();
    assert_eq!(code(), Code::AttachmentMissing);
    assert_eq!(desk.worker.read(&visit, &held, true).unwrap_err().code, Code::AttachmentMissing);
}

#[test]
fn the_fifty_first_attachment_of_a_visit() {
    let desk = desk();
    let visit = desk.draft();
    let early = desk.worker.upload(&visit, "early.txt", b"text").unwrap();
    for n in 0..50 {
        desk.worker.attach(&visit, &format!("{n}.txt"), b"text", false).unwrap();
    }
    let begin = json!({"visit": visit, "name": "a.txt", "size": 4});
    let failed = failure(&desk.worker, "attachment_begin", begin);
    assert_eq!((failed.code, failed.detail), (Code::TooManyAttachments, Some("50".into())));
    let finish = json!({"upload": early, "keep_location": false});
    let code = refused(&desk.worker, "attachment_finish", finish);
    assert_eq!(code, Code::TooManyAttachments, "begun before the others came in");
}

#[test]
fn a_name_of_one_megabyte_is_cut() {
    let desk = desk();
    let visit = desk.draft();
    let held = desk.worker.attach(&visit, &"长".repeat(350_000), b"text", false).unwrap();
    assert_eq!(held["name"].as_str().unwrap().chars().count(), 100);
}

#[test]
fn trust_29_a_full_disk_while_a_file_comes_in_leaves_the_draft_and_no_orphan() {
    let desk = desk();
    let visit = desk.draft();
    let long = json!({"observations": "门开着。".repeat(20_000)});
    let form = testkit::forms::with(testkit::forms::visit(), long);
    desk.worker.call("visit_autosave", json!({"id": visit, "form": form})).unwrap();
    let upload = desk.worker.upload(&visit, "a.jpg", &photo::plain()).unwrap();
    desk.worker.desk.limit_pages(1).unwrap();
    let finish = json!({"upload": upload, "keep_location": false});
    let outcome = desk.worker.try_call("attachment_finish", finish);
    let files = fs::read_dir(desk.worker.folder().join("attachments")).unwrap().count();
    let named = desk.shown(&visit)["form"]["attachments"].as_array().unwrap().len();
    match outcome {
        Ok(_) => assert_eq!((files, named), (1, 1), "there was room for a name"),
        Err(failure) => {
            assert_eq!(failure.code, Code::DiskFull);
            assert_eq!((files, named), (0, 0));
        }
    }
}
