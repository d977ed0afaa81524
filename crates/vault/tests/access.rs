//! The access log between laptops: who opened which case file, and who reads that and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;
mod post;

use casework::access::{Access, AccessKind};
use casework::id::CaseId;
use casework::role::Role;
use chrono::{DateTime, FixedOffset};
use history::Header;
use laptop::{Filled, Laptop, fill, later, now};
use post::{Person, Post, hand};
use protocol::ChangeKind;
use protocol::directory::{Access as Membership, Act, LastSeq};
use vault::{AccessFilter, HeldReason, Vault};

fn access(kind: AccessKind, at: DateTime<FixedOffset>) -> Access {
    Access { kind, at, number: "QH-2026-001".into() }
}

/// Writes down that the case was opened at a time; whether that was worth a change.
fn opens(vault: &mut Vault, case: CaseId, at: DateTime<FixedOffset>) -> bool {
    let opened = access(AccessKind::Opened, at);
    vault.write(at, |tx| tx.log_access(case, &opened)).unwrap().is_some()
}

fn names(vault: &Vault) -> Vec<String> {
    let (rows, _) = vault.read().accesses(&AccessFilter::default(), (0, 100)).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// A worker's file that a supervisor writes in, a reader reads and an auditor audits.
struct Station {
    post: Post,
    founder: Vault,
    worker: Person,
    supervisor: Person,
    reader: Person,
    auditor: Person,
    filled: Filled,
    _laptop: Laptop,
}

fn station() -> Station {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let mut supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
    let mut auditor = post.welcome(&mut founder, "丁原", Role::Auditor);
    let mut reader = post.welcome(&mut founder, "孟和", Role::ChildDirector);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    let filled = fill(&mut worker);
    post.sync(&mut worker);
    let (file, person) = (filled.case.into(), reader.identity().person);
    let act = worker.admission(file, person, Membership::Read).unwrap().unwrap();
    post.append(&worker.sign_acts(vec![act], now()).unwrap());
    for one in [&mut worker, &mut supervisor, &mut reader, &mut auditor] {
        post.sync(one);
    }
    Station { post, founder, worker, supervisor, reader, auditor, filled, _laptop }
}

#[test]
fn one_access_of_a_kind_stands_for_a_quarter_of_an_hour() {
    let (_laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    assert!(opens(&mut vault, filled.case, now()));
    assert!(!opens(&mut vault, filled.case, later(14 * 60)));
    assert!(opens(&mut vault, filled.case, later(15 * 60)));
    assert!(opens(&mut vault, CaseId(vault::make_id(now())), later(15 * 60)), "another case");
    for kind in [AccessKind::Printed, AccessKind::HandedOut] {
        let logged = vault.write(now(), |tx| tx.log_access(filled.case, &access(kind, now())));
        assert!(logged.unwrap().is_some(), "told apart");
    }
    let report = vault.verify().unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn trust_31_a_clock_that_ran_ahead_hides_no_access_when_it_is_set_back() {
    let (_laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    assert!(opens(&mut vault, filled.case, later(365 * 24 * 3600)));
    assert!(opens(&mut vault, filled.case, now()));
    assert!(!opens(&mut vault, filled.case, later(60)));
}

#[test]
fn what_a_supervisor_and_a_reader_opened_everybody_in_the_case_sees() {
    let mut at = station();
    assert!(opens(&mut at.supervisor, at.filled.case, now()));
    assert!(opens(&mut at.reader, at.filled.case, later(60)));
    at.post.sync(&mut at.supervisor);
    at.post.sync(&mut at.reader);
    for one in [&mut at.worker, &mut at.supervisor] {
        at.post.sync(one);
        assert_eq!(names(one), ["孟和", "罗岚"]);
        let dump = one.view_dump().unwrap();
        one.rebuild_views().unwrap();
        assert_eq!(one.view_dump().unwrap(), dump);
        assert!(one.held().unwrap().is_empty());
    }
    assert!(at.reader.refused().unwrap().is_empty());
    assert_eq!(at.reader.sync_state().unwrap().waiting, 0);
    assert!(at.founder.held().unwrap().is_empty() && names(&at.founder).is_empty());
}

#[test]
fn an_auditor_reads_who_opened_a_file_and_holds_no_key_that_opens_a_note() {
    let mut at = station();
    opens(&mut at.worker, at.filled.case, now());
    opens(&mut at.supervisor, at.filled.case, later(60));
    at.post.sync(&mut at.worker);
    at.post.sync(&mut at.supervisor);
    at.post.sync(&mut at.auditor);
    assert_eq!(names(&at.auditor), ["罗岚", "何青"]);
    assert!(at.auditor.held().unwrap().is_empty());
    let report = at.auditor.verify().unwrap();
    assert!(report.broken.is_empty() && report.views_match, "{report:?}");
    assert_eq!(at.auditor.read().case(at.filled.case).unwrap(), None);
    // Nor does it help her when somebody hands her all there is.
    let all = at.post.changes.clone();
    let notes = all
        .iter()
        .filter(|change| Header::decode(&change.header).unwrap().kind != ChangeKind::ACCESS);
    let count = notes.count();
    let received = hand(&mut at.auditor, all);
    assert_eq!(received.held.len(), count);
    assert!(received.held.iter().all(|(_, reason)| *reason == HeldReason::NoKey));
    let Person { vault, laptop } = at.auditor;
    vault.close().unwrap();
    let keys = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        laptop.sqlite().query_row(&sql, [], |row| row.get::<_, u32>(0)).unwrap()
    };
    assert_eq!((keys("file_keys"), keys("audit_keys")), (0, 2));
}

#[test]
fn a_later_auditor_reads_what_was_before_she_came_and_before_a_new_key() {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let mut supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    let filled = fill(&mut worker);
    opens(&mut worker, filled.case, now());
    post.sync(&mut worker);
    let (device, person) = (supervisor.identity().device, supervisor.identity().person);
    let last_seqs = vec![LastSeq { device, seq: 0, id: None }];
    post.sync(&mut supervisor);
    post.sync(&mut founder);
    let gone = Act::RemovePerson { person, last_seqs };
    post.append(&founder.sign_acts(vec![gone], now()).unwrap());
    post.sync(&mut worker);
    assert_eq!(post.directory.generation(filled.case.into()), Some(2));
    opens(&mut worker, filled.case, later(3600));
    post.sync(&mut worker);
    let mut auditor = post.welcome(&mut founder, "丁原", Role::Auditor);
    post.sync(&mut worker);
    post.sync(&mut auditor);
    assert!(auditor.held().unwrap().is_empty(), "{:?}", auditor.held());
    assert_eq!(names(&auditor), ["何青", "何青"]);
    // And one more while she is there.
    let second = post.welcome(&mut founder, "秦朗", Role::Supervisor);
    post.sync(&mut worker);
    let (device, person) = (second.identity().device, second.identity().person);
    let gone = Act::RemovePerson { person, last_seqs: vec![LastSeq { device, seq: 0, id: None }] };
    post.sync(&mut founder);
    post.append(&founder.sign_acts(vec![gone], now()).unwrap());
    post.sync(&mut worker);
    opens(&mut worker, filled.case, later(7200));
    post.sync(&mut worker);
    assert_eq!(post.directory.generation(filled.case.into()), Some(3));
    post.sync(&mut auditor);
    assert_eq!(names(&auditor).len(), 3);
}

#[test]
fn who_audited_a_file_and_is_let_in_to_read_it_gets_what_was_before() {
    let mut at = station();
    let person = at.auditor.identity().person;
    let worker_now = Act::SetRole { person, role: protocol::directory::Role::Worker };
    at.post.directory_down(&mut at.founder);
    at.post.append(&at.founder.sign_acts(vec![worker_now], now()).unwrap());
    at.post.directory_down(&mut at.worker);
    let files = [at.filled.client.into(), at.filled.case.into()];
    let acts =
        files.map(|file| at.worker.admission(file, person, Membership::Read).unwrap().unwrap());
    at.post.append(&at.worker.sign_acts(acts.to_vec(), now()).unwrap());
    at.post.sync(&mut at.auditor);
    assert_eq!(at.auditor.read().client(at.filled.client).unwrap().unwrap().client.name, "周小满");
    assert!(at.auditor.held().unwrap().is_empty());
}

#[test]
fn the_log_is_narrowed_and_comes_in_stretches() {
    let mut at = station();
    for minutes in [0, 20, 24 * 60] {
        opens(&mut at.supervisor, at.filled.case, later(minutes * 60));
    }
    opens(&mut at.supervisor, CaseId(at.filled.client.0), later(60));
    at.post.sync(&mut at.supervisor);
    let read = at.supervisor.read();
    let all = |filter: AccessFilter| read.accesses(&filter, (0, 10)).unwrap().0.len();
    assert_eq!(all(AccessFilter::default()), 4);
    let case = Some(at.filled.case);
    assert_eq!(all(AccessFilter { case, ..AccessFilter::default() }), 3);
    let person = Some(at.worker.identity().person);
    assert_eq!(all(AccessFilter { person, ..AccessFilter::default() }), 0);
    let (first, second) = (now().date_naive(), later(24 * 3600).date_naive());
    let days = |from, upto| AccessFilter { from, upto, ..AccessFilter::default() };
    assert_eq!(all(days(None, Some(first))), 3);
    assert_eq!(all(days(Some(second), None)), 1);
    assert_eq!(all(days(Some(first), Some(second))), 4);
    let number = |text: &str| AccessFilter { number: text.into(), ..AccessFilter::default() };
    assert_eq!((all(number("QH-")), all(number("2026")), all(number("%"))), (4, 0, 4));
    let filter = AccessFilter::default();
    let (rows, more) = read.accesses(&filter, (1, 2)).unwrap();
    assert_eq!((rows.len(), more), (2, true));
    assert_eq!(rows[0].at, later(20 * 60));
    assert!(!read.accesses(&filter, (2, 2)).unwrap().1);
}

#[test]
fn what_an_access_costs_does_not_grow_with_those_before() {
    let (laptop, mut vault) = Laptop::new();
    let filled = fill(&mut vault);
    for n in 0..40 {
        opens(&mut vault, filled.case, later(n * 900));
    }
    vault.close().unwrap();
    let most: u32 = laptop
        .sqlite()
        .query_row(
            "SELECT max(c) FROM (SELECT count(*) AS c FROM log WHERE kind = 6 GROUP BY record)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(most, 1, "each is a record of its own, and no other is read back for it");
}
