//! What nobody known here signed: how much of it is held, and that none of what is true is lost by it.

use crate::laptop::{client, later, now};
use crate::liar::Liar;
use crate::post::hand;
use crate::scene::{Scene, key_of};
use casework::client::Client;
use casework::id::ClientId;
use casework::role::Role;
use protocol::SealedChange;
use protocol::directory::Access;
use sealing::Signature;
use vault::{HeldReason, Vault};

/// So many changes that nobody can read, each another.
fn rubbish(count: usize, length: usize) -> impl Iterator<Item = SealedChange> {
    (0..count).map(move |n| SealedChange {
        generation: 1,
        header: format!("rubbish {n} of {length}").into_bytes(),
        signature: Signature([0; 64]),
        sealed: vec![7; length],
    })
}

fn count(vault: &Vault, reason: HeldReason) -> u64 {
    vault.held_counts().unwrap().get(&reason).copied().unwrap_or_default()
}

fn village(vault: &Vault, id: ClientId) -> String {
    vault.read().client(id).unwrap().unwrap().client.village
}

fn edit(vault: &mut Vault, id: ClientId, village: &str) {
    let seen = vault.read().client(id).unwrap().unwrap().seen;
    let new = Client { village: village.into(), ..client() };
    vault.write(later(5), |tx| tx.edit(id.into(), id.into(), &seen, &new)).unwrap();
}

#[test]
fn trust_21_of_rubbish_without_end_the_first_is_kept_and_the_rest_is_counted() {
    let mut s = Scene::new();
    hand(&mut s.worker, rubbish(5000, 10));
    assert_eq!(count(&s.worker, HeldReason::Unreadable), 4096);
    assert_eq!(s.worker.held_over().unwrap(), 904);
    // The same again says nothing new of what is kept.
    hand(&mut s.worker, rubbish(10, 10));
    assert_eq!(s.worker.held_over().unwrap(), 904);
    // And long ones are as few as their bytes ask for.
    hand(&mut s.supervisor, rubbish(20, 3 * 1024 * 1024));
    assert_eq!(count(&s.supervisor, HeldReason::Unreadable), 10);
    assert_eq!(s.supervisor.held_over().unwrap(), 10);
    // What is true comes in beside it.
    edit(&mut s.worker, s.client, "上河村");
    s.sync();
    assert_eq!(village(&s.supervisor, s.client), "上河村");
}

#[test]
fn trust_21_who_was_not_known_yet_is_asked_for_again_once_she_is() {
    let mut s = Scene::new();
    hand(&mut s.supervisor, rubbish(4096, 10));
    // Somebody comes in and is let into the file; the supervisor's laptop sees what she writes before it sees her.
    s.post.directory_down(&mut s.founder);
    let invited = s.founder.invite("新人", Role::Worker, 60, now()).unwrap();
    s.post.append(&invited.entry);
    let mut liar = Liar::join(&mut s.post, &invited);
    let (key, file) = (key_of(&mut s.worker, s.client.into()), s.client.into());
    s.post.directory_down(&mut s.worker);
    liar.let_in(&mut s.post, &s.worker, file, &key, Access::Write);
    let live = s.worker.read().state(s.client.into()).unwrap().live(Client::VILLAGE);
    let change = liar.edit(&s.post, s.client, (&key, 1), |header| header.supersedes = live);
    assert!(s.post.push(change));
    s.post.changes_down(&mut s.supervisor, 3);
    assert_eq!(s.supervisor.held_over().unwrap(), 1);
    assert_eq!(count(&s.supervisor, HeldReason::UnknownAuthor), 0);
    s.post.sync(&mut s.supervisor);
    assert_eq!(village(&s.supervisor, s.client), "假村");
    assert_eq!(s.supervisor.held_over().unwrap(), 0);
}

#[test]
fn trust_26_of_one_header_few_copies_are_kept() {
    let mut s = Scene::new();
    edit(&mut s.worker, s.client, "上河村");
    let [genuine] = &s.worker.outbox(0, usize::MAX).unwrap()[..] else { panic!("one") };
    let copies = (2..50).map(|generation| SealedChange { generation, ..genuine.clone() });
    hand(&mut s.supervisor, copies);
    assert_eq!(count(&s.supervisor, HeldReason::UnknownGeneration), 8);
    assert_eq!(s.supervisor.held_over().unwrap(), 40);
    assert_eq!(hand(&mut s.supervisor, [genuine.clone()]).taken, 1);
    assert_eq!(s.supervisor.held().unwrap(), []);
}

#[test]
fn entries_let_only_that_be_tried_again_which_they_can_have_cured() {
    let mut s = Scene::new();
    let (mut liar, key, _) = s.liar();
    let genuine = liar.edit(&s.post, s.client, (&key, 1), |_| ());
    hand(&mut s.supervisor, rubbish(3, 10));
    let vault = std::mem::replace(&mut s.supervisor.vault, crate::laptop::Laptop::new().1);
    vault.close().unwrap();
    // As if a newer program had written it, and this one had been renewed since.
    let conn = s.supervisor.laptop.sqlite();
    let mut put = conn
        .prepare(
            "INSERT INTO held (digest, id, generation, header, signature, sealed, reason)
             VALUES (randomblob(32), ?, 1, ?, ?, ?, 2)",
        )
        .unwrap();
    let id = genuine.id();
    put.execute((id.bytes(), &genuine.header, genuine.signature.0, &genuine.sealed)).unwrap();
    drop(put);
    drop(conn);
    s.supervisor.vault = s.supervisor.laptop.unlock().unwrap();
    s.post.directory_down(&mut s.founder);
    let invited = s.founder.invite("某人", Role::Worker, 60, now()).unwrap();
    s.post.append(&invited.entry);
    s.post.directory_down(&mut s.supervisor);
    assert_eq!(count(&s.supervisor, HeldReason::Newer), 1, "an invitation cures nothing of that");
    assert_eq!(s.supervisor.retry_held().unwrap(), 1);
    assert_eq!(count(&s.supervisor, HeldReason::Newer), 0);
    assert_eq!(count(&s.supervisor, HeldReason::Unreadable), 3);
}
