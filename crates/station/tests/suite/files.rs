//! Changes on their way out: who sees what, in which pages, and who hears of it.

use std::io::Read as _;
use std::io::Write as _;

use protocol::api::{Answer, ChangesPage, RefusalCode, path};
use protocol::directory::{Access, Act, Role};

use station::store::sqlite::SqliteStore;
use station::store::{Scope, Span, Store as _};

use crate::people::{admit, file};
use crate::world::{World, pull, push};

#[test]
fn a_member_sees_her_files_and_nothing_of_others() {
    let (mut world, mut founder, client) = World::founded();
    let (ours, theirs) = (file(), file());
    let (worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts =
        vec![founder.opens(ours), founder.opens(theirs), admit(ours, worker.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let head = world.head_hash();
    let changes: Vec<_> = (0..10).map(|n| founder.writes([ours, theirs][n % 2], head)).collect();
    assert_eq!(push(&client, changes.clone()), [Answer::Stored; 10]);
    let page = pull(&hers, 0);
    let seen: Vec<_> = page.items.iter().map(|item| item.change.clone()).collect();
    let own: Vec<_> = changes.iter().step_by(2).cloned().collect();
    assert_eq!(seen, own);
    assert!(!page.more && page.next >= page.items.last().unwrap().n);
    assert_eq!(pull(&client, 0).items.len(), 10);
    let of = |file| format!("{}/{file}/changes", path::FILES);
    assert_eq!(hers.get(&of(ours)).read::<ChangesPage>().items.len(), 5);
    // A file she is not in and a file that is none are one answer.
    let (hidden, none) = (hers.get(&of(theirs)), hers.get(&of(file())));
    assert_eq!(hidden.code(), RefusalCode::NotFound);
    assert_eq!(hidden.body, none.body);
}

#[test]
fn who_is_admitted_later_fetches_what_came_before() {
    let (mut world, mut founder, client) = World::founded();
    let (file, other) = (file(), file());
    let (worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts =
        vec![founder.opens(file), founder.opens(other), admit(other, worker.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let head = world.head_hash();
    let changes: Vec<_> = (0..4).map(|_| founder.writes(file, head)).collect();
    push(&client, changes.clone());
    push(&client, [founder.writes(other, head)]);
    let cursor = pull(&hers, 0).next;
    let acts = vec![admit(file, worker.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    push(&client, [founder.writes(file, head)]);
    assert_eq!(pull(&hers, cursor).items.len(), 1);
    let backfill = format!("{}/{file}/changes?after=0&upto={cursor}&max_bytes=1", path::FILES);
    let page: ChangesPage = hers.get(&backfill).read();
    assert!(page.more && page.items.len() == 1);
    let rest = format!("{}/{file}/changes?after={}&upto={cursor}", path::FILES, page.next);
    let rest: ChangesPage = hers.get(&rest).read();
    assert_eq!(rest.items.len(), 3);
    assert!(!rest.more);
    // Who leaves sees no more.
    let last_seqs = vec![protocol::directory::LastSeq::of(worker.device, None)];
    let expel = Act::Expel { file, person: worker.person, last_seqs };
    assert_eq!(world.act(&founder, &client, vec![expel]).status, 200);
    assert_eq!(hers.get(&backfill).code(), RefusalCode::NotFound);
    assert_eq!(pull(&hers, 0).items.len(), 1);
}

#[test]
fn who_audits_a_file_is_given_its_accesses_and_nothing_else() {
    let (mut world, mut founder, client) = World::founded();
    let (ours, theirs) = (file(), file());
    let (auditor, hers) = world.join(&founder, &client, Role::Auditor);
    let (mut reader, his) = world.join(&founder, &client, Role::ChildDirector);
    let acts = vec![
        founder.opens(ours),
        founder.opens(theirs),
        admit(ours, reader.person, Access::Read),
        admit(ours, auditor.person, Access::Audit),
    ];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let head = world.head_hash();
    let mut mine = Vec::new();
    for _ in 0..3 {
        mine.push(founder.writes(ours, head));
        mine.push(founder.accesses(ours, head));
        mine.push(founder.accesses(theirs, head));
    }
    assert_eq!(push(&client, mine.clone()), [Answer::Stored; 9]);
    let read = reader.accesses(ours, head);
    assert_eq!(push(&his, [read.clone()]), [Answer::Stored]);
    let refused = push(&his, [reader.writes(ours, head)]);
    assert!(matches!(refused[..], [Answer::Refused(why)] if why.code == RefusalCode::NotAWriter));

    let expected = [mine[1].clone(), mine[4].clone(), mine[7].clone(), read];
    let given = |page: ChangesPage| page.items.into_iter().map(|item| item.change);
    let page = pull(&hers, 0);
    let cursor = page.next;
    assert_eq!(given(page).collect::<Vec<_>>(), expected);
    let of = |file| format!("{}/{file}/changes", path::FILES);
    assert_eq!(given(hers.get(&of(ours)).read()).collect::<Vec<_>>(), expected);
    assert_eq!(hers.get(&of(theirs)).code(), RefusalCode::NotFound);
    assert_eq!(pull(&his, 0).items.len(), 7);
    // The cursor goes past what is not hers, where there is room for one change at a time, too.
    push(&client, [founder.writes(ours, head)]);
    let url = format!("{}?after={cursor}&max_bytes=1", path::CHANGES);
    let page: ChangesPage = hers.get(&url).read();
    assert!(page.items.is_empty() && !page.more && page.next > cursor);
}

#[test]
fn a_database_of_the_first_version_is_brought_to_this_one() {
    if crate::stores::postgres().is_some() {
        // PostgreSQL has its own versions, and began with this one.
        return;
    }
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let before = founder.writes(file, head);
    push(&client, [before.clone()]);
    world.stop();
    let db = rusqlite::Connection::open(world.home.database()).unwrap();
    db.execute_batch(
        "ALTER TABLE changes DROP COLUMN kind; DROP TABLE snapshots; PRAGMA user_version = 1",
    )
    .unwrap();
    drop(db);
    assert!(SqliteStore::about(&world.home.database()).is_ok());
    let store = SqliteStore::open(&world.home.database(), None).unwrap();
    let scope = Scope { read: [file].into(), ..Scope::default() };
    let audits = Scope { audited: [file].into(), ..Scope::default() };
    let span = Span { after: 0, upto: u64::MAX, max_bytes: 1 << 20, max_items: 10, but: None };
    let page = store.page(&scope, span).unwrap();
    assert_eq!(page.items.iter().map(|item| &item.change).collect::<Vec<_>>(), [&before]);
    assert!(store.page(&audits, span).unwrap().items.is_empty());
}

#[test]
fn pages_go_on_where_they_ended_and_miss_nothing() {
    let (mut world, mut founder, client) = World::founded();
    let files = [file(), file()];
    world.act(&founder, &client, files.map(|file| founder.opens(file)).to_vec());
    let head = world.head_hash();
    let changes: Vec<_> = (0..30).map(|n| founder.writes(files[n % 2], head)).collect();
    push(&client, changes.clone());
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let url = format!("{}?after={after}&max_bytes=2000", path::CHANGES);
        let page: ChangesPage = client.get(&url).read();
        assert!(page.follows(after));
        assert!(page.items.len() < 10);
        after = page.next;
        seen.extend(page.items.into_iter().map(|item| item.change));
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, changes);
}

#[test]
fn who_listens_hears_of_her_files_and_of_the_directory_and_not_of_herself() {
    let (mut world, mut founder, client) = World::founded();
    let (ours, theirs) = (file(), file());
    let (worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts =
        vec![founder.opens(ours), founder.opens(theirs), admit(ours, worker.person, Access::Read)];
    world.act(&founder, &client, acts);
    let head = world.head_hash();
    let mut line = hers.line().unwrap();
    let request = format!("{}\r\n", hers.head("GET", path::EVENTS, &[]));
    line.write_all(request.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut hear = |until: &str| {
        let mut buffer = [0; 1024];
        while !heard.contains(until) {
            let read = line.read(&mut buffer).unwrap();
            assert!(read > 0, "the line ended");
            heard.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        }
        std::mem::take(&mut heard)
    };
    assert!(hear(": listening\n\n").contains("text/event-stream"));
    // What is not hers, and what she has done herself, is not told.
    push(&client, [founder.writes(theirs, head)]);
    let own = worker.entry(world.place(), vec![worker.opens(file())]);
    world.head = Some(hers.post(path::DIRECTORY, &own).read());
    push(&client, [founder.writes(ours, head)]);
    let last = pull(&client, 0).next;
    let told = hear("event: changes");
    let own = format!("event: directory\ndata: {}\n", world.head.unwrap().index);
    assert!(!told.contains(&own), "{told}");
    assert!(format!("{told}{}", hear("\n\n")).contains(&format!("data: {last}\n")));
    world.act(&founder, &client, vec![founder.opens(file())]);
    hear("event: directory");
    // Once revoked, the line ends.
    let revoke = Act::RevokeDevice { device: worker.device, last_seq: 0, last_id: None };
    world.act(&founder, &client, vec![revoke]);
    let mut rest = Vec::new();
    let _ = line.read_to_end(&mut rest);
}

#[test]
fn what_a_laptop_has_sent_does_not_come_back_to_it() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let changes: Vec<_> = (0..5).map(|_| founder.writes(file, head)).collect();
    push(&client, changes.clone());
    let page = |but: u64| -> ChangesPage {
        client.get(&format!("{}?after=0&but_mine={but}", path::CHANGES)).read()
    };
    let last = page(0).next;
    for but in [0, 3, 5, 99] {
        let page = page(but);
        let came: Vec<_> = page.items.into_iter().map(|item| item.change).collect();
        let first = usize::try_from(but).unwrap().min(5);
        assert_eq!((came, page.next), (changes[first..].to_vec(), last));
    }
}
