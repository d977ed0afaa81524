//! Attachments: in, out, damaged, removed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::attachment::Attachment;
use casework::id::VisitId;
use laptop::{Laptop, attachment, fill, form, now, open_case};
use std::fs;
use std::path::PathBuf;
use vault::{DraftContent, Vault, VaultError, make_id};

fn files_in(laptop: &Laptop, name: &str) -> Vec<PathBuf> {
    let folder = fs::read_dir(laptop.folder().join(name));
    folder.map(|dir| dir.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

fn path_of(laptop: &Laptop, attachment: &Attachment) -> PathBuf {
    laptop.folder().join("attachments").join(&attachment.sealed_sha256)
}

fn put(vault: &Vault, bytes: &[u8]) -> Attachment {
    attachment(&vault.attachments().put(bytes).unwrap())
}

#[test]
fn every_length_comes_back_as_it_went_in() {
    let (_laptop, vault) = Laptop::new();
    for length in [0, 1, 1_048_575, 1_048_576, 1_048_577, 2_600_000] {
        let bytes: Vec<u8> = (0..length).map(|i: u32| (i % 251) as u8).collect();
        let stored = put(&vault, &bytes);
        assert_eq!(stored.size, u64::from(length));
        assert!(*vault.attachments().read(&stored).unwrap() == bytes, "{length} bytes");
    }
}

#[test]
fn a_file_comes_in_by_chunks_and_can_be_looked_at_before_it_is_kept() {
    let (laptop, vault) = Laptop::new();
    let mut intake = vault.attachments().begin().unwrap();
    for chunk in [&b"eins "[..], b"", b"zwei ", b"drei"] {
        intake.push(chunk).unwrap();
    }
    assert_eq!(intake.size(), 14);
    let received = intake.finish().unwrap();
    assert_eq!(&received.read().unwrap()[..], b"eins zwei drei");
    assert_eq!(files_in(&laptop, "incoming").len(), 1);
    let kept = attachment(&received.keep().unwrap());
    assert_eq!(&vault.attachments().read(&kept).unwrap()[..], b"eins zwei drei");
    assert!(files_in(&laptop, "incoming").is_empty());
}

#[test]
fn what_is_given_up_leaves_nothing() {
    let (laptop, vault) = Laptop::new();
    let mut intake = vault.attachments().begin().unwrap();
    intake.push(b"half of it").unwrap();
    drop(intake);
    let received = vault.attachments().begin().unwrap().finish().unwrap();
    drop(received);
    assert!(files_in(&laptop, "incoming").is_empty());
    assert!(files_in(&laptop, "attachments").is_empty());
}

#[test]
fn what_a_cut_left_in_incoming_is_removed_at_the_next_open() {
    let laptop = Laptop::closed();
    fs::create_dir_all(laptop.folder().join("incoming")).unwrap();
    fs::write(laptop.folder().join("incoming/left"), b"sealed under a lost key").unwrap();
    drop(laptop.unlock().unwrap());
    assert!(files_in(&laptop, "incoming").is_empty());
}

#[test]
fn trust_13_a_truncated_file_is_reported() {
    let (laptop, mut vault) = Laptop::new();
    let photo = fill(&mut vault).photo;
    let path = path_of(&laptop, &photo);
    let whole = fs::read(&path).unwrap();
    for keep in [0, 10, whole.len() - 1] {
        fs::write(&path, &whole[..keep]).unwrap();
        assert!(matches!(vault.attachments().read(&photo), Err(VaultError::AttachmentDamaged)));
        let report = vault.verify().unwrap();
        assert_eq!(report.attachments_broken, std::slice::from_ref(&photo.sealed_sha256));
        assert!(!report.is_sound());
    }
}

#[test]
fn trust_14_swapped_files_are_reported() {
    let (laptop, mut vault) = Laptop::new();
    let (one, other) = (fill(&mut vault).photo, fill(&mut vault).photo);
    let (path, beside) = (path_of(&laptop, &one), laptop.beside("swap"));
    fs::rename(&path, &beside).unwrap();
    fs::rename(path_of(&laptop, &other), &path).unwrap();
    fs::rename(&beside, path_of(&laptop, &other)).unwrap();
    for photo in [&one, &other] {
        assert!(matches!(vault.attachments().read(photo), Err(VaultError::AttachmentDamaged)));
    }
    assert_eq!(vault.verify().unwrap().attachments_broken.len(), 2);
}

#[test]
fn trust_14_a_note_that_claims_another_size_or_hash_is_not_believed() {
    let (_laptop, vault) = Laptop::new();
    let photo = put(&vault, b"as it was");
    for lie in [
        Attachment { size: 8, ..photo.clone() },
        Attachment { sha256: "0".repeat(64), ..photo.clone() },
        Attachment { key: "1".repeat(64), ..photo.clone() },
        Attachment { key: "short".into(), ..photo.clone() },
    ] {
        assert!(matches!(vault.attachments().read(&lie), Err(VaultError::AttachmentDamaged)));
    }
}

#[test]
fn a_missing_file_is_reported_and_a_name_leads_nowhere_else() {
    let (laptop, mut vault) = Laptop::new();
    let photo = fill(&mut vault).photo;
    fs::remove_file(path_of(&laptop, &photo)).unwrap();
    assert!(matches!(vault.attachments().read(&photo), Err(VaultError::AttachmentMissing)));
    assert_eq!(
        vault.verify().unwrap().attachments_broken,
        std::slice::from_ref(&photo.sealed_sha256)
    );
    for name in ["../keyslots.json", "/etc/hostname", "", &"A".repeat(64)] {
        let lie = Attachment { sealed_sha256: name.into(), ..photo.clone() };
        assert!(matches!(vault.attachments().read(&lie), Err(VaultError::AttachmentMissing)));
        assert!(vault.remove_attachment(name).is_err());
    }
}

#[test]
fn a_file_is_removed_only_when_nothing_names_it() {
    let (_laptop, mut vault) = Laptop::new();
    let signed = fill(&mut vault).photo;
    assert!(!vault.remove_attachment(&signed.sealed_sha256).unwrap());
    let (client, case) = open_case(&mut vault);
    let (visit, photo) = (VisitId(make_id(now())), put(&vault, b"taken at the gate"));
    let mut with = form("有照片");
    with.attachments.push(photo.clone());
    let save = |vault: &mut Vault, form| {
        let content = DraftContent::Visit(Box::new(form));
        vault.write(now(), |tx| tx.save_draft(visit, case, client, content)).unwrap()
    };
    save(&mut vault, with);
    assert!(!vault.remove_attachment(&photo.sealed_sha256).unwrap());
    save(&mut vault, form("没有照片"));
    assert!(vault.remove_attachment(&photo.sealed_sha256).unwrap());
    assert!(matches!(vault.attachments().read(&photo), Err(VaultError::AttachmentMissing)));
}

#[test]
fn a_file_that_nothing_names_is_told_and_left_alone() {
    let (laptop, mut vault) = Laptop::new();
    let orphan = put(&vault, b"kept, and then the power went");
    let report = vault.verify().unwrap();
    assert_eq!(report.attachments_unnamed, std::slice::from_ref(&orphan.sealed_sha256));
    assert!(report.is_sound());
    drop(vault);
    assert!(laptop.unlock().unwrap().attachments().read(&orphan).is_ok());
}

#[test]
fn the_same_bytes_twice_are_two_files_with_two_keys() {
    let (_laptop, vault) = Laptop::new();
    let (one, other) = (put(&vault, b"twice"), put(&vault, b"twice"));
    assert_eq!(one.sha256, other.sha256);
    assert_ne!(one.sealed_sha256, other.sealed_sha256);
    assert_ne!(one.key, other.key);
}

#[test]
fn trust_37_a_rebuild_keeps_the_names_of_a_note_that_does_not_open() {
    let (laptop, mut vault) = Laptop::new();
    let photo = fill(&mut vault).photo;
    vault.close().unwrap();
    let conn = laptop.sqlite();
    conn.execute_batch("UPDATE log SET sealed = zeroblob(99) WHERE kind = 4").unwrap();
    drop(conn);
    let mut vault = laptop.unlock().unwrap();
    vault.rebuild_views().unwrap();
    assert!(!vault.remove_attachment(&photo.sealed_sha256).unwrap());
    assert!(vault.attachments().read(&photo).is_ok());
    let report = vault.verify().unwrap();
    assert!(report.views_match && report.attachments_unnamed.is_empty(), "{report:?}");
}
