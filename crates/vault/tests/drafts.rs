//! Drafts: saved, thrown away, brought back, signed, purged.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::id::{CaseId, ClientId, VisitId};
use chrono::TimeDelta;
use laptop::{Laptop, PASSPHRASE, addendum, attachment, fill, form, later, note, now, open_case};
use vault::{Draft, DraftContent, DraftKind, Vault, VaultError, make_id};

fn save(vault: &mut Vault, at: i64, ids: (VisitId, CaseId, ClientId), text: &str) -> Draft {
    let content = DraftContent::Visit(Box::new(form(text)));
    vault.write(later(at), |tx| tx.save_draft(ids.0, ids.1, ids.2, content)).unwrap()
}

fn begun() -> (Laptop, Vault, (VisitId, CaseId, ClientId)) {
    let (laptop, mut vault) = Laptop::new();
    let (client, case) = open_case(&mut vault);
    (laptop, vault, (VisitId(make_id(now())), case, client))
}

#[test]
fn a_draft_is_as_last_saved() {
    let (_laptop, mut vault, ids) = begun();
    let first = save(&mut vault, 0, ids, "他说");
    let second = save(&mut vault, 1, ids, "他说不想去学校");
    assert_eq!(second.begun_at, first.saved_at);
    assert_eq!(vault.read().draft(ids.0, DraftKind::Visit).unwrap(), Some(second.clone()));
    assert_eq!(vault.read().drafts_of(ids.1).unwrap(), std::slice::from_ref(&second));
    assert_eq!(vault.read().drafts().unwrap(), [second]);
    assert_eq!(vault.read().draft(ids.0, DraftKind::Addendum).unwrap(), None);
}

#[test]
fn an_empty_draft_and_a_very_long_one_with_odd_characters() {
    let (_laptop, mut vault, ids) = begun();
    let long = "🙂\u{202e}\u{200b}𬎆奶奶\0\"\\".repeat(20_000);
    for text in ["", long.as_str()] {
        let saved = save(&mut vault, 0, ids, text);
        assert_eq!(vault.read().draft(ids.0, DraftKind::Visit).unwrap(), Some(saved));
    }
}

#[test]
fn a_discarded_draft_can_be_brought_back() {
    let (_laptop, mut vault, ids) = begun();
    save(&mut vault, 0, ids, "写了一半");
    vault.write(later(5), |tx| tx.discard_draft(ids.0, DraftKind::Visit)).unwrap();
    assert!(vault.read().drafts().unwrap().is_empty());
    assert_eq!(vault.read().discarded_drafts_of(ids.1).unwrap().len(), 1);
    vault.write(later(6), |tx| tx.bring_back_draft(ids.0, DraftKind::Visit)).unwrap();
    assert!(vault.read().discarded_drafts_of(ids.1).unwrap().is_empty());
    assert_eq!(vault.read().drafts().unwrap().len(), 1);
}

#[test]
fn a_late_autosave_brings_nothing_back() {
    let (_laptop, mut vault, ids) = begun();
    save(&mut vault, 0, ids, "写了一半");
    vault.write(later(5), |tx| tx.discard_draft(ids.0, DraftKind::Visit)).unwrap();
    let late = DraftContent::Visit(Box::new(form("写了一半多")));
    let refused = vault.write(later(6), |tx| tx.save_draft(ids.0, ids.1, ids.2, late.clone()));
    assert!(matches!(refused, Err(VaultError::NotFound)));
    vault.write(later(7), |tx| tx.bring_back_draft(ids.0, DraftKind::Visit)).unwrap();
    let note = note(&vault, ids.1, ids.2, form("写完了"));
    vault.write(later(8), |tx| tx.sign_note(ids.0, &note)).unwrap();
    let refused = vault.write(later(9), |tx| tx.save_draft(ids.0, ids.1, ids.2, late));
    assert!(matches!(refused, Err(VaultError::AlreadySigned)));
    assert!(vault.read().drafts().unwrap().is_empty());
}

#[test]
fn what_is_not_there_is_neither_discarded_nor_brought_back() {
    let (_laptop, mut vault, ids) = begun();
    let discarded = vault.write(now(), |tx| tx.discard_draft(ids.0, DraftKind::Visit));
    assert!(matches!(discarded, Err(VaultError::NotFound)));
    save(&mut vault, 0, ids, "在写");
    let back = vault.write(now(), |tx| tx.bring_back_draft(ids.0, DraftKind::Visit));
    assert!(matches!(back, Err(VaultError::NotFound)));
}

#[test]
fn an_addendum_has_a_draft_of_its_own_once_the_note_is_signed() {
    let (_laptop, mut vault, ids) = begun();
    let text = DraftContent::Addendum("补充一句".into());
    let early = vault.write(now(), |tx| tx.save_draft(ids.0, ids.1, ids.2, text.clone()));
    assert!(matches!(early, Err(VaultError::NotFound)));
    let filled = fill(&mut vault);
    vault.write(now(), |tx| tx.save_draft(filled.visit, ids.1, ids.2, text.clone())).unwrap();
    let found = vault.read().draft(filled.visit, DraftKind::Addendum).unwrap().unwrap();
    assert_eq!(found.content, text);
    let signed = addendum(&vault, "补充一句");
    vault.write(now(), |tx| tx.sign_addendum(filled.visit, &signed)).unwrap();
    assert_eq!(vault.read().draft(filled.visit, DraftKind::Addendum).unwrap(), None);
}

#[test]
fn trust_25_a_note_is_signed_once_and_an_addendum_needs_its_note() {
    let (_laptop, mut vault, ids) = begun();
    let (note, text) = (note(&vault, ids.1, ids.2, form("一次")), addendum(&vault, "无主"));
    let early = vault.write(now(), |tx| tx.sign_addendum(ids.0, &text));
    assert!(matches!(early, Err(VaultError::NotFound)));
    vault.write(now(), |tx| tx.sign_note(ids.0, &note)).unwrap();
    let again = vault.write(now(), |tx| tx.sign_note(ids.0, &note));
    assert!(matches!(again, Err(VaultError::AlreadySigned)));
    assert!(vault.read().state(ids.0.into()).unwrap().violations().is_empty());
}

#[test]
fn discarded_drafts_go_after_thirty_days_and_their_photos_with_them() {
    let (laptop, mut vault, ids) = begun();
    let filled = fill(&mut vault);
    let own = attachment(&vault.attachments().put(b"only in the draft").unwrap());
    let mut form = form("带两张照片");
    form.attachments = vec![own.clone(), filled.photo.clone()];
    let content = DraftContent::Visit(Box::new(form));
    vault
        .write(now(), |tx| {
            tx.save_draft(ids.0, ids.1, ids.2, content)?;
            tx.discard_draft(ids.0, DraftKind::Visit)
        })
        .unwrap();
    drop(vault);
    let vault = laptop.unlock_at(PASSPHRASE, now() + TimeDelta::days(30)).unwrap();
    assert_eq!(vault.read().discarded_drafts_of(ids.1).unwrap().len(), 1);
    assert!(vault.attachments().read(&own).is_ok());
    drop(vault);
    let vault = laptop.unlock_at(PASSPHRASE, now() + TimeDelta::days(31)).unwrap();
    assert_eq!(vault.read().discarded_drafts_of(ids.1).unwrap().len(), 1, "looked at twice");
    drop(vault);
    let mut vault = laptop.unlock_at(PASSPHRASE, now() + TimeDelta::days(32)).unwrap();
    assert!(vault.read().discarded_drafts_of(ids.1).unwrap().is_empty());
    assert!(matches!(vault.attachments().read(&own), Err(VaultError::AttachmentMissing)));
    assert!(vault.attachments().read(&filled.photo).is_ok(), "the signed note names it");
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn drafts_are_listed_by_the_moment_they_were_saved_in_any_time_zone() {
    let (_laptop, mut vault, ids) = begun();
    let other = VisitId(make_id(now()));
    save(&mut vault, 60, ids, "先");
    let content = DraftContent::Visit(Box::new(form("后")));
    let elsewhere = later(120).with_timezone(&chrono::FixedOffset::west_opt(11 * 3600).unwrap());
    vault.write(elsewhere, |tx| tx.save_draft(other, ids.1, ids.2, content)).unwrap();
    let listed: Vec<_> = vault.read().drafts().unwrap().into_iter().map(|d| d.id).collect();
    assert_eq!(listed, [other, ids.0]);
}

#[test]
fn trust_31_a_clock_that_runs_ahead_takes_no_draft() {
    let (laptop, mut vault, ids) = begun();
    save(&mut vault, 0, ids, "写了一半");
    vault.write(later(5), |tx| tx.discard_draft(ids.0, DraftKind::Visit)).unwrap();
    drop(vault);
    let left_on = |days, hours| {
        let at = now() + TimeDelta::days(days) + TimeDelta::hours(hours);
        let vault = laptop.unlock_at(PASSPHRASE, at).unwrap();
        vault.read().discarded_drafts_of(ids.1).unwrap().len()
    };
    assert_eq!(left_on(400, 0), 1, "a year ahead");
    assert_eq!(left_on(400, 23), 1, "all day long");
    assert_eq!(left_on(3, 0), 1, "set right");
    assert_eq!(left_on(500, 0), 1, "ahead again, and looked at anew");
    assert_eq!(left_on(450, 0), 1, "back, but still ahead");
    assert_eq!(left_on(450, 23), 1);
    assert_eq!(left_on(451, 0), 0, "two days that agree");
}

#[test]
fn a_draft_that_was_brought_back_is_not_taken_for_having_been_due() {
    let (laptop, mut vault, ids) = begun();
    save(&mut vault, 0, ids, "写了一半");
    vault.write(now(), |tx| tx.discard_draft(ids.0, DraftKind::Visit)).unwrap();
    drop(vault);
    let at = now() + TimeDelta::days(40);
    let mut vault = laptop.unlock_at(PASSPHRASE, at).unwrap();
    vault
        .write(at, |tx| {
            tx.bring_back_draft(ids.0, DraftKind::Visit)?;
            tx.discard_draft(ids.0, DraftKind::Visit)
        })
        .unwrap();
    drop(vault);
    let vault = laptop.unlock_at(PASSPHRASE, at + TimeDelta::days(2)).unwrap();
    assert_eq!(vault.read().discarded_drafts_of(ids.1).unwrap().len(), 1);
}

#[test]
fn trust_37_a_damaged_draft_of_an_addendum_outlives_another_that_is_signed() {
    let (laptop, mut vault, ids) = begun();
    let signed = note(&vault, ids.1, ids.2, form("记录"));
    vault.write(now(), |tx| tx.sign_note(ids.0, &signed)).unwrap();
    let content = DraftContent::Addendum("写了一半".into());
    vault.write(now(), |tx| tx.save_draft(ids.0, ids.1, ids.2, content)).unwrap();
    vault.close().unwrap();
    let conn = laptop.sqlite();
    conn.execute("UPDATE drafts SET json = CAST(x'ff22' AS TEXT), begun_at = '7'", []).unwrap();
    drop(conn);

    let mut vault = laptop.unlock().unwrap();
    let unread = |vault: &Vault| vault.read().draft(ids.0, DraftKind::Addendum);
    assert!(matches!(unread(&vault), Err(VaultError::DraftUnreadable)));
    assert_eq!(vault.read().drafts().unwrap(), []);
    assert_eq!(vault.read().unreadable_drafts_of(ids.1).unwrap(), 1);
    let other = addendum(&vault, "另一份");
    vault.write(now(), |tx| tx.sign_addendum(ids.0, &other)).unwrap();
    assert!(matches!(unread(&vault), Err(VaultError::DraftUnreadable)), "still there");
}

#[test]
fn trust_37_a_draft_of_a_newer_version_stops_nothing_and_is_kept() {
    let (laptop, mut vault, ids) = begun();
    let photo = attachment(&vault.attachments().put(b"in a draft of tomorrow").unwrap());
    let mut with_photo = form("明天的版本写的");
    with_photo.attachments.push(photo.clone());
    let content = DraftContent::Visit(Box::new(with_photo));
    vault.write(now(), |tx| tx.save_draft(ids.0, ids.1, ids.2, content)).unwrap();
    let other = VisitId(make_id(now()));
    let readable = save(&mut vault, 1, (other, ids.1, ids.2), "今天的版本写的");
    vault.close().unwrap();
    let conn = laptop.sqlite();
    let sql = "UPDATE drafts SET json = replace(json, '\"planned\"', '\"telepathy\"') WHERE id = ?";
    assert_eq!(conn.execute(sql, [ids.0.bytes()]).unwrap(), 1);
    drop(conn);

    let mut vault = laptop.unlock().unwrap();
    assert_eq!(vault.read().drafts().unwrap(), [readable]);
    assert!(vault.read().find("版本", 9).is_ok());
    let unread = vault.read().draft(ids.0, DraftKind::Visit);
    assert!(matches!(unread, Err(VaultError::DraftUnreadable)));
    assert_eq!(vault.read().unreadable_drafts_of(ids.1).unwrap(), 1);
    let content = DraftContent::Visit(Box::new(form("盖掉")));
    let over = vault.write(now(), |tx| tx.save_draft(ids.0, ids.1, ids.2, content));
    assert!(matches!(over, Err(VaultError::DraftUnreadable)));
    vault.rebuild_views().unwrap();
    assert!(!vault.remove_attachment(&photo.sealed_sha256).unwrap(), "its photo is kept with it");
    assert!(vault.verify().unwrap().is_sound());

    vault.write(now(), |tx| tx.discard_draft(ids.0, DraftKind::Visit)).unwrap();
    vault.write(now(), |tx| tx.bring_back_draft(ids.0, DraftKind::Visit)).unwrap();
    vault.write(now(), |tx| tx.discard_draft(ids.0, DraftKind::Visit)).unwrap();
    drop(vault);
    drop(laptop.unlock_at(PASSPHRASE, now() + TimeDelta::days(31)).unwrap());
    let vault = laptop.unlock_at(PASSPHRASE, now() + TimeDelta::days(32)).unwrap();
    assert!(
        vault.read().draft(ids.0, DraftKind::Visit).unwrap().is_none(),
        "thrown away like any other"
    );
    assert!(matches!(vault.attachments().read(&photo), Err(VaultError::AttachmentMissing)));
}
