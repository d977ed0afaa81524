//! A vault comes to a station: founding, inviting, joining; what people then see of each other's work.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;
mod post;

use casework::client::Client;
use casework::role::Role;
use laptop::{Laptop, fill, later, now, open_case};
use post::{ADDRESS, AUTHORITY, Person, Post, create};
use protocol::Wire as _;
use protocol::directory::{Access, Act};
use protocol::invitation::Bundle;
use std::collections::BTreeSet;
use vault::{Founding, LinkError, Stage, Vault};

#[test]
fn a_vault_that_stands_alone_has_no_directory() {
    let (_laptop, vault) = Laptop::new();
    assert_eq!(vault.station().unwrap(), None);
    assert!(vault.directory().is_none());
    assert_eq!(vault.role(), Role::Worker);
    assert!(matches!(vault.pending_acts(now()), Err(LinkError::NotLinked)));
}

#[test]
fn founding_waits_for_the_station_and_says_the_same_again() {
    let (laptop, mut vault) = Laptop::new();
    fill(&mut vault);
    let dump = vault.view_dump().unwrap();
    let entry = vault.found_station(ADDRESS, AUTHORITY, now()).unwrap();
    assert_eq!(vault.found_station(ADDRESS, AUTHORITY, later(60)).unwrap(), entry);
    vault.close().unwrap();

    let mut vault = laptop.unlock().unwrap();
    let link = vault.station().unwrap().unwrap();
    assert_eq!((link.address.as_str(), link.authority.as_slice()), (ADDRESS, AUTHORITY));
    assert_eq!(link.stage, Stage::Founding(entry.clone()));
    assert_eq!(vault.pending_acts(now()).unwrap(), None);
    fill(&mut vault);
    assert_ne!(vault.view_dump().unwrap(), dump, "work goes on");

    assert_eq!(vault.directory_apply(&[entry]).unwrap().entries, 1);
    assert_eq!(vault.station().unwrap().unwrap().stage, Stage::Member);
    assert_eq!(vault.role(), Role::Manager);
    assert!(vault.verify().unwrap().is_sound());
}

#[test]
fn a_founding_that_nobody_took_is_given_up() {
    let (_laptop, mut vault) = Laptop::new();
    let entry = vault.found_station(ADDRESS, AUTHORITY, now()).unwrap();
    vault.give_up_founding().unwrap();
    assert_eq!(vault.station().unwrap(), None);
    let again = vault.found_station(ADDRESS, AUTHORITY, now()).unwrap();
    assert_ne!(again, entry);
    vault.directory_apply(&[again]).unwrap();
    assert!(matches!(vault.give_up_founding(), Err(LinkError::Linked)));
    assert!(matches!(vault.found_station("", b"", now()), Err(LinkError::Linked)));
}

#[test]
fn whoever_joins_is_who_was_invited() {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let worker = post.welcome(&mut founder, "何青", Role::Worker);
    let identity = worker.vault.identity();
    assert_eq!((identity.person_name.as_str(), identity.station.as_str()), ("何青", "青禾社工站"));
    assert_eq!(identity.station_id, founder.identity().station_id);
    post.sync(&mut founder);
    assert_eq!(founder.read().person_of(identity.device), "何青");
    assert_eq!(worker.vault.read().person_of(founder.identity().device), "林晓");
    assert_eq!(worker.vault.role(), Role::Worker);
    // All of it is there again after the vault was closed.
    let Person { vault, laptop } = worker;
    vault.close().unwrap();
    let vault = laptop.unlock().unwrap();
    assert_eq!(vault.read().person_of(founder.identity().device), "林晓");
    assert_eq!(vault.station().unwrap().unwrap().stage, Stage::Member);
}

#[test]
fn a_vault_with_records_joins_nothing() {
    let (_laptop, mut founder) = Laptop::new();
    let post = Post::founded_by(&mut founder);
    let invited = founder.invite("何青", Role::Worker, 60, now()).unwrap();
    let bundle = invited.secret.open_bundle(&invited.bundle.sealed).unwrap();
    let bundle = Bundle::from_bytes(&bundle).unwrap();
    let (_other, mut vault) = Laptop::new();
    open_case(&mut vault);
    let joined = vault.join_station(ADDRESS, &bundle, invited.secret, &post.entries);
    assert!(matches!(joined, Err(LinkError::HasRecords)));
    assert_eq!(vault.station().unwrap(), None);
}

#[test]
fn trust_19_an_invitation_that_the_directory_does_not_have_lets_nobody_in() {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let invited = founder.invite("何青", Role::Worker, 60, now()).unwrap();
    let bundle = invited.secret.open_bundle(&invited.bundle.sealed).unwrap();
    let bundle = Bundle::from_bytes(&bundle).unwrap();
    let (_other, mut vault) = Laptop::new();
    let before = vault.identity().clone();
    let joined = vault.join_station(ADDRESS, &bundle, invited.secret, &post.entries);
    assert!(matches!(joined, Err(LinkError::NoInvitation)));
    assert_eq!(*vault.identity(), before);
    // Nor one whose directory begins otherwise than it says.
    let invited = founder.invite("何青", Role::Worker, 60, now()).unwrap();
    post.append(&invited.entry);
    let bundle = invited.secret.open_bundle(&invited.bundle.sealed).unwrap();
    let mut bundle = Bundle::from_bytes(&bundle).unwrap();
    bundle.welcome.as_mut().unwrap().root.0[0] ^= 1;
    let joined = vault.join_station(ADDRESS, &bundle, invited.secret, &post.entries);
    assert!(matches!(joined, Err(LinkError::Directory(_))));
}

#[test]
fn a_supervisor_sees_a_workers_files_and_a_manager_does_not() {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let mut supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    let filled = fill(&mut worker);
    assert!(
        worker.outbox(0, usize::MAX).unwrap().is_empty(),
        "the file is not in the directory yet"
    );
    post.sync(&mut worker);
    assert_eq!(worker.sync_state().unwrap().waiting, 0);
    assert!(worker.outbox(0, usize::MAX).unwrap().is_empty());
    post.sync(&mut supervisor);
    post.sync(&mut founder);
    assert_eq!(supervisor.view_dump().unwrap(), worker.view_dump().unwrap());
    assert_eq!(supervisor.read().client(filled.client).unwrap().unwrap().client.name, "周小满");
    assert_eq!(founder.read().client(filled.client).unwrap(), None);
    let report = supervisor.verify().unwrap();
    assert!(report.broken.is_empty() && report.views_match, "{report:?}");
}

#[test]
fn a_later_supervisor_is_let_into_the_files_and_reads_what_was_before() {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    let first = fill(&mut worker);
    post.sync(&mut worker);
    // Made a supervisor when everything had gone by.
    let mut later = post.welcome(&mut founder, "罗岚", Role::Worker);
    let own = fill(&mut later);
    post.sync(&mut later);
    assert_eq!(later.read().client(first.client).unwrap(), None);
    post.sync(&mut founder);
    let act = Act::SetRole {
        person: later.identity().person,
        role: protocol::directory::Role::Supervisor,
    };
    post.append(&founder.sign_acts(vec![act], now()).unwrap());
    post.sync(&mut worker);
    post.directory_down(&mut later);
    assert_eq!(later.role(), Role::Supervisor);
    let mut files = BTreeSet::new();
    while let Some(wanted) = later.backfill(&files).unwrap() {
        files.insert(wanted.file);
    }
    assert_eq!(files.len(), 2, "the client's file and the case's: {files:?}");
    post.sync(&mut later);
    assert_eq!(later.backfill(&BTreeSet::new()).unwrap(), None);
    for client in [first.client, own.client] {
        assert!(later.read().client(client).unwrap().is_some());
    }
    let dump = later.view_dump().unwrap();
    later.rebuild_views().unwrap();
    assert_eq!(later.view_dump().unwrap(), dump);
}

#[test]
fn a_second_device_reads_what_the_first_wrote() {
    let (_laptop, mut founder) = Laptop::new();
    let filled = fill(&mut founder);
    let mut post = Post::founded_by(&mut founder);
    let invited = founder.invite_device(60, now()).unwrap();
    post.append(&invited.entry);
    let laptop = Laptop::bare();
    let founding = Founding { station: String::new(), person: String::new() };
    let vault = create(&laptop, &founding);
    let mut second = post.admit(Person { laptop, vault }, invited);
    assert_eq!(second.identity().person, founder.identity().person);
    let held = second.held().unwrap();
    assert!(
        !held.is_empty() && second.read().client(filled.client).unwrap().is_none(),
        "no key yet"
    );
    post.sync(&mut founder);
    post.sync(&mut second);
    assert!(second.held().unwrap().is_empty());
    assert_eq!(second.view_dump().unwrap(), founder.view_dump().unwrap());
}

#[test]
fn after_a_revocation_keys_are_new_and_everything_reads_on() {
    let (_laptop, mut founder) = Laptop::new();
    let mut post = Post::founded_by(&mut founder);
    let mut supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    let filled = fill(&mut worker);
    post.sync(&mut worker);
    post.sync(&mut supervisor);
    post.sync(&mut founder);
    let (device, person) = (supervisor.identity().device, supervisor.identity().person);
    let last_seqs = vec![protocol::directory::LastSeq::of(device, None)];
    let act = Act::RemovePerson { person, last_seqs };
    post.append(&founder.sign_acts(vec![act], now()).unwrap());
    let (client, case) = (filled.client.into(), filled.case.into());
    assert_eq!(post.directory.rotations_due().count(), 2);
    post.sync(&mut worker);
    assert_eq!(post.directory.rotations_due().count(), 0);
    for file in [client, case] {
        assert_eq!(post.directory.generation(file), Some(2));
        assert_eq!(post.directory.access(file, person), None);
        assert_eq!(post.directory.access(file, worker.identity().person), Some(Access::Write));
    }
    // What is written now is under the new key, and a new supervisor reads all of it.
    let changed = Client { village: "上河村".into(), ..laptop::client() };
    let seen = worker.read().client(filled.client).unwrap().unwrap().seen;
    worker.write(later(60), |tx| tx.edit(client, filled.client.into(), &seen, &changed)).unwrap();
    post.sync(&mut worker);
    assert_eq!(post.changes.last().unwrap().generation, 2);
    let mut next = post.welcome(&mut founder, "沈月", Role::Supervisor);
    post.sync(&mut worker);
    post.sync(&mut next);
    assert!(next.held().unwrap().is_empty());
    let read = |vault: &Vault| {
        let read = vault.read();
        (read.client(filled.client).unwrap(), read.visit(filled.visit).unwrap())
    };
    assert_eq!(read(&next), read(&worker));
    assert_eq!(read(&next).0.unwrap().client.village, "上河村");
    let verified = next.verify().unwrap();
    assert!(verified.views_match && verified.broken.is_empty());
    post.directory_down(&mut supervisor);
    assert_eq!(supervisor.station().unwrap().unwrap().stage, Stage::Revoked);
    assert_eq!(supervisor.pending_acts(now()).unwrap(), None);
}
