//! A log that was tampered with by somebody who has the key.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;

use casework::client::Client;
use casework::fields::FieldId;
use history::{ChangeId, Rule};
use laptop::{Filled, Laptop, fill, now};
use rusqlite::Connection;
use vault::{EntryKind, Problem, Report, Vault};

/// Tampers with the log of a closed vault, and verifies. Whatever was done, the vault opens.
fn verified(tamper: impl FnOnce(&Connection)) -> (Report, Vault, Filled, Laptop) {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    vault.close().unwrap();
    tamper(&laptop.sqlite());
    let mut vault = laptop.unlock().unwrap();
    (vault.verify().unwrap(), vault, filled, laptop)
}

fn problems(report: &Report) -> Vec<Problem> {
    report.broken.iter().map(|broken| broken.problem).collect()
}

/// Changes one byte of a column, in the row of the note.
fn flip(conn: &Connection, column: &str) {
    let sql = format!("SELECT n, {column} FROM log WHERE kind = 4 ORDER BY n LIMIT 1");
    let (n, mut bytes): (i64, Vec<u8>) =
        conn.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    conn.execute(&format!("UPDATE log SET {column} = ? WHERE n = ?"), (bytes, n)).unwrap();
}

#[test]
fn an_untouched_log_is_sound() {
    let (report, ..) = verified(|_| ());
    assert!(report.is_sound());
    assert_eq!(report.devices, 1);
    assert!(report.changes > 10);
    assert!(report.attachments_unnamed.is_empty());
}

#[test]
fn trust_26_a_body_that_is_not_the_signed_one() {
    let (report, vault, filled, _laptop) = verified(|conn| flip(conn, "sealed"));
    assert_eq!(problems(&report), [Problem::Body]);
    assert!(!report.is_sound());
    let state = vault.read().state(filled.visit.into()).unwrap();
    assert_eq!(state.unreadable().len(), 1, "shown as unreadable, not hidden");
}

#[test]
fn a_note_that_was_altered_is_told_from_one_that_was_not() {
    let (_, vault, filled, _laptop) = verified(|conn| flip(conn, "sealed"));
    assert!(!vault.is_unaltered(filled.visit.into()).unwrap());
    assert!(vault.is_unaltered(filled.client.into()).unwrap());
}

#[test]
fn trust_37_one_bad_change_stops_nothing_else() {
    let (_, mut vault, filled, _laptop) = verified(|conn| flip(conn, "sealed"));
    let state = vault.read().state(filled.client.into()).unwrap();
    assert!(state.unreadable().is_empty());
    assert!(!state.live_all().is_empty());
    assert_eq!(vault.rebuild_views().unwrap(), vault.verify().unwrap().changes);
}

#[test]
fn trust_24_a_forged_signature() {
    let (report, mut vault, filled, _laptop) = verified(|conn| flip(conn, "signature"));
    assert_eq!(problems(&report)[0], Problem::Signature);
    assert!(!report.views_match, "the views still show what is not proven");
    let state = vault.read().state(filled.visit.into()).unwrap();
    assert_eq!(state.note(), None);
    assert_eq!(unproven(&vault, filled.visit.into()), [report.broken[0].change]);
    assert!(!vault.is_unaltered(filled.visit.into()).unwrap());
    vault.rebuild_views().unwrap();
    assert_eq!(vault.read().visit(filled.visit).unwrap(), None, "not shown as true");
    let kinds = timeline(&vault, &filled);
    assert_eq!(kinds, [EntryKind::Unreadable, EntryKind::Intake], "and not hidden");
    assert!(vault.verify().unwrap().views_match);
}

/// The changes of a record that are not proven to be their author's.
fn unproven(vault: &Vault, record: casework::id::RecordId) -> Vec<ChangeId> {
    let state = vault.read().state(record).unwrap();
    let broken = state.violations().iter().filter(|broken| broken.rule == Rule::Unproven);
    broken.map(|broken| broken.change).collect()
}

fn timeline(vault: &Vault, filled: &Filled) -> Vec<EntryKind> {
    let (entries, total) = vault.read().timeline(filled.case, 0, 9).unwrap();
    assert_eq!(total as usize, entries.len());
    entries.into_iter().map(|entry| entry.kind).collect()
}

#[test]
fn trust_24_a_change_signed_by_somebody_else_overwrites_nothing() {
    let (_, mut vault, filled, _laptop) = verified(|conn| {
        // The client's name as it was signed, once more, as if by a laptop that nobody knows.
        conn.execute_batch(
            "INSERT INTO log (id, file, record, kind, author, seq, header, signature, sealed)
                 SELECT id, file, record, kind, zeroblob(16), 1, header, signature, sealed FROM log WHERE n = 1;
             UPDATE log SET signature = zeroblob(64) WHERE n = 1;",
        )
        .unwrap();
    });
    let fields = vault.read().state(filled.client.into()).unwrap().fields();
    assert_eq!(unproven(&vault, filled.client.into()).len(), 1);
    assert!(fields.one::<String>(Client::CALLED).is_some(), "the others stand");
    vault.rebuild_views().unwrap();
    let seen = vault.read().client(filled.client).unwrap().unwrap().seen;
    let state = vault.read().state(filled.client.into()).unwrap();
    let first = state.violations()[0].change;
    assert!(!seen.contains(&first), "an edit names nothing that is not proven");
    assert!(!state.live(FieldId(1)).contains(&first));
}

#[test]
fn trust_07_an_altered_header() {
    let (report, ..) = verified(|conn| flip(conn, "header"));
    let found = problems(&report);
    assert!(found.iter().any(|p| matches!(p, Problem::Row | Problem::Header)), "{found:?}");
    assert!(found.contains(&Problem::Gap), "the chain misses it: {found:?}");
}

#[test]
fn trust_37_work_goes_on_after_the_newest_change_was_altered() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    vault.close().unwrap();
    let conn = laptop.sqlite();
    conn.execute_batch("UPDATE log SET header = zeroblob(9) WHERE n = (SELECT max(n) FROM log)")
        .unwrap();
    drop(conn);
    let mut vault = laptop.unlock().unwrap();
    let text = laptop::addendum(&vault, "接着写");
    vault.write(now(), |tx| tx.sign_addendum(filled.visit, &text)).unwrap();
    let added = vault.read().visit(filled.visit).unwrap().unwrap().addenda;
    assert_eq!(added.iter().map(|one| &one.text).collect::<Vec<_>>(), [&text.text]);
    let found = problems(&vault.verify().unwrap());
    assert_eq!(found, [Problem::Header, Problem::Gap], "and nothing is wrong with what followed");
}

#[test]
fn trust_06_bodies_that_changed_places() {
    let (report, ..) = verified(|conn| {
        conn.execute_batch(
            "UPDATE log SET sealed = (SELECT other.sealed FROM log AS other
                 WHERE other.n = CASE log.n WHEN 1 THEN 2 ELSE 1 END)
             WHERE n IN (1, 2)",
        )
        .unwrap();
    });
    assert!(problems(&report).iter().filter(|p| **p == Problem::Body).count() >= 1);
}

#[test]
fn trust_08_a_change_that_was_taken_out() {
    let (report, ..) = verified(|conn| {
        conn.execute_batch("DELETE FROM log WHERE n = 3").unwrap();
    });
    assert!(problems(&report).contains(&Problem::Gap));
}

#[test]
fn trust_22_an_author_who_is_not_known() {
    let (report, ..) = verified(|conn| {
        conn.execute_batch("UPDATE devices SET public = zeroblob(32)").unwrap();
    });
    assert!(problems(&report).contains(&Problem::Signature));
}

#[test]
fn trust_20_a_row_filed_under_another_record() {
    let (report, ..) = verified(|conn| {
        conn.execute_batch("UPDATE log SET record = randomblob(16) WHERE n = 2").unwrap();
    });
    assert!(problems(&report).contains(&Problem::Row));
}

#[test]
fn trust_20_what_was_filed_elsewhere_says_nothing_there() {
    let (_, vault, filled, _laptop) = verified(|conn| {
        conn.execute_batch(
            "UPDATE log SET (record, kind, file) =
                 (SELECT record, kind, file FROM log WHERE kind = 3 LIMIT 1) WHERE n = 2",
        )
        .unwrap();
    });
    let case = vault.read().state(filled.case.into()).unwrap();
    assert_eq!(unproven(&vault, filled.case.into()).len(), 1);
    assert_eq!(case.place().unwrap().record, filled.case.into());
    assert!(vault.is_unaltered(filled.visit.into()).unwrap());
}

#[test]
fn a_view_that_says_what_the_log_does_not() {
    let (report, mut vault, _, _laptop) = verified(|conn| {
        conn.execute_batch("DELETE FROM attachment_names").unwrap();
    });
    assert!(!report.views_match);
    assert!(!report.is_sound());
    vault.rebuild_views().unwrap();
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn an_index_that_does_not_know_what_it_says_it_knows() {
    for tamper in ["DELETE FROM search_docs", "DELETE FROM search_people"] {
        let (report, mut vault, _, _laptop) = verified(|conn| conn.execute_batch(tamper).unwrap());
        assert!(!report.views_match, "{tamper}");
        vault.rebuild_views().unwrap();
        assert!(vault.verify().unwrap().is_sound());
    }
}

#[test]
fn verifying_changes_nothing() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    let dump = vault.view_dump().unwrap();
    vault.verify().unwrap();
    assert_eq!(vault.view_dump().unwrap(), dump);
    vault.close().unwrap();
    let again = laptop.unlock_at(laptop::PASSPHRASE, now()).unwrap();
    assert!(again.read().state(filled.visit.into()).unwrap().note().is_some());
}
