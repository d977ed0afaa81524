//! The disk is full in the middle of signing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::id::VisitId;
use casework::visit::VisitForm;
use laptop::{Laptop, PASSPHRASE, form, later, note, now, open_case};
use std::process::Command;
use vault::{DraftContent, DraftKind, Opener, Vault, VaultError, make_id};

/// A case with a short draft, and the note that it has grown into since its last autosave: room for it is
/// not found by taking out the draft.
fn with_draft(vault: &mut Vault) -> (VisitId, casework::visit::VisitNote) {
    let (client, case) = open_case(vault);
    let visit = VisitId(make_id(now()));
    let content = DraftContent::Visit(Box::new(form("下午四点到，门开着。")));
    let form = form(&"下午四点到，门开着。".repeat(4_000));
    vault.write(now(), |tx| tx.save_draft(visit, case, client, content)).unwrap();
    (visit, note(vault, case, client, form))
}

#[test]
fn trust_29_signing_on_a_full_disk_is_undone_and_the_draft_is_still_there() {
    let (laptop, mut vault) = Laptop::new();
    let (visit, note) = with_draft(&mut vault);
    let draft = vault.read().draft(visit, DraftKind::Visit).unwrap().unwrap();
    let views = vault.view_dump().unwrap();
    let mut refused = 0;
    // A page more each time, until there is room.
    for pages in 1.. {
        vault.limit_pages(pages).unwrap();
        match vault.write(later(60), |tx| tx.sign_note(visit, &note)) {
            Ok(_) => break,
            Err(VaultError::DiskFull) => refused += 1,
            Err(other) => panic!("{pages} pages: {other:?}"),
        }
        assert_eq!(vault.read().draft(visit, DraftKind::Visit).unwrap().as_ref(), Some(&draft));
        assert!(vault.read().state(visit.into()).unwrap().note().is_none());
        assert_eq!(vault.view_dump().unwrap(), views);
    }
    assert!(refused > 10, "only {refused} of the limits were too low");
    assert!(vault.read().state(visit.into()).unwrap().note().is_some());
    assert!(vault.read().draft(visit, DraftKind::Visit).unwrap().is_none());
    assert!(vault.verify().unwrap().is_sound());
    drop(vault);
    assert!(laptop.unlock().unwrap().verify().unwrap().is_sound());
}

#[cfg(unix)]
#[test]
fn trust_29_nor_does_a_file_that_may_not_grow_lose_the_draft() {
    let (laptop, mut vault) = Laptop::new();
    let (visit, note) = with_draft(&mut vault);
    let draft = vault.read().draft(visit, DraftKind::Visit).unwrap().unwrap();
    let (case, client) = (note.case, note.client);
    vault.close().unwrap();
    // 64 kB in blocks of 512 bytes: less than the write-ahead log of one signing takes.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child_signs_where_files_may_not_grow", "--nocapture"])
        .env("VAULT_OF_PARENT", laptop.folder())
        .env("IDS", format!("{visit} {case} {client}"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("answer: refused"), "{said}");
    let mut vault = laptop.unlock().unwrap();
    assert_eq!(vault.read().draft(visit, DraftKind::Visit).unwrap(), Some(draft));
    assert!(vault.read().state(visit.into()).unwrap().note().is_none());
    vault.write(later(60), |tx| tx.sign_note(visit, &note)).unwrap();
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
#[ignore = "run by nor_does_a_file_that_may_not_grow_lose_the_draft"]
fn child_signs_where_files_may_not_grow() {
    let folder = std::env::var_os("VAULT_OF_PARENT").unwrap();
    let ids = std::env::var("IDS").unwrap();
    let ids: Vec<&str> = ids.split(' ').collect();
    let typed = laptop::passphrase(PASSPHRASE);
    let opener = Opener::Passphrase(&typed);
    let mut vault =
        Vault::unlock(folder.as_ref(), opener, laptop::cheap(), laptop::rules(), now()).unwrap();
    let visit: VisitId = ids[0].parse().unwrap();
    let Some(draft) = vault.read().draft(visit, DraftKind::Visit).unwrap() else {
        panic!("no draft")
    };
    let DraftContent::Visit(form) = draft.content else { panic!("an addendum") };
    let long = VisitForm { observations: form.observations.repeat(4_000), ..*form };
    let note = note(&vault, ids[1].parse().unwrap(), ids[2].parse().unwrap(), long);
    match vault.write(later(60), |tx| tx.sign_note(visit, &note)) {
        Err(VaultError::DiskFull | VaultError::Disk(_)) => println!("answer: refused"),
        other => println!("answer: {other:?}"),
    }
}
