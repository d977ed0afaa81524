//! Snapshots: who gives them, who is given them, and which of two stays.

use protocol::api::{Answer, Answers, RefusalCode, path};
use protocol::directory::{Access, Role};
use protocol::snapshot::{
    PutSnapshots, SNAPSHOT_FORMAT, SealedSnapshot, SnapshotHeader, SnapshotsPage,
};
use protocol::{FileId, Namespace, Wire as _};

use crate::client::Client;
use crate::people::{Laptop, admit, file, sign};
use crate::world::World;

fn made(by: &Laptop, file: FileId, seq: u64) -> SealedSnapshot {
    let header = SnapshotHeader {
        format: SNAPSHOT_FORMAT,
        station: by.station,
        file,
        author: by.device,
        seq,
        generation: 1,
    }
    .to_bytes();
    let sealed = vec![u8::try_from(seq % 251).unwrap(); 300];
    let words = SealedSnapshot::words(&header, &sealed);
    SealedSnapshot { signature: sign(&by.key, Namespace::Snapshot, &words), header, sealed }
}

fn put(client: &Client, snapshots: Vec<SealedSnapshot>) -> Vec<Answer> {
    client.post(path::SNAPSHOTS, &PutSnapshots { snapshots }).read::<Answers>().answers
}

fn page(client: &Client, after: u64) -> SnapshotsPage {
    client.get(&format!("{}?after={after}&max_bytes=700", path::SNAPSHOTS)).read()
}

fn all(client: &Client) -> Vec<SealedSnapshot> {
    let (mut after, mut all) = (0, Vec::new());
    loop {
        let page = page(client, after);
        assert!(page.follows(after));
        after = page.next;
        all.extend(page.items.into_iter().map(|item| item.snapshot));
        if !page.more {
            return all;
        }
    }
}

#[test]
fn whoever_reads_a_file_is_given_the_last_one_of_it() {
    let (mut world, founder, client) = World::founded();
    let (ours, theirs) = (file(), file());
    let (worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts =
        vec![founder.opens(ours), founder.opens(theirs), admit(ours, worker.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let first: Vec<_> = [ours, theirs].map(|file| made(&founder, file, 1)).into();
    assert_eq!(put(&client, first.clone()), [Answer::Stored; 2]);
    assert_eq!(all(&client), first);
    assert_eq!(all(&hers), first[..1]);
    let later = made(&founder, ours, 2);
    assert_eq!(put(&client, vec![later.clone()]), [Answer::Stored]);
    assert_eq!(all(&hers), std::slice::from_ref(&later));
    // It is behind what was there before: whoever is in the middle comes to it.
    assert_eq!(all(&client).last(), Some(&later));
    world.restart();
    assert_eq!(all(&world.enter(&worker)), [later]);
}

#[test]
fn trust_15_an_older_one_does_not_take_the_place_of_a_later_one() {
    let (mut world, founder, client) = World::founded();
    let (file, older) = (file(), 4);
    let (worker, hers) = world.join(&founder, &client, Role::Worker);
    let acts = vec![founder.opens(file), admit(file, worker.person, Access::Write)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let later = made(&founder, file, older + 1);
    put(&client, vec![later.clone()]);
    assert_eq!(put(&client, vec![made(&founder, file, older)]), [Answer::AlreadyThere]);
    assert_eq!(all(&client), std::slice::from_ref(&later));
    // Two authors' numbers are not compared.
    let others = made(&worker, file, 1);
    assert_eq!(put(&hers, vec![others.clone()]), [Answer::Stored]);
    assert_eq!(all(&client), [others]);
    // Nobody gives another's again.
    assert_eq!(put(&hers, vec![later]), [Answer::Refused(RefusalCode::NotAllowed.into())]);
}

#[test]
fn trust_24_whoever_may_not_write_gives_none() {
    let (mut world, founder, client) = World::founded();
    let (file, unknown) = (file(), file());
    let (reader, hers) = world.join(&founder, &client, Role::Worker);
    let acts = vec![founder.opens(file), admit(file, reader.person, Access::Read)];
    assert_eq!(world.act(&founder, &client, acts).status, 200);
    let mut altered = made(&founder, file, 1);
    altered.sealed[0] ^= 1;
    let good = made(&founder, file, 1);
    let answers = put(&client, vec![altered, made(&founder, unknown, 1), good.clone()]);
    let refused = |code: RefusalCode| Answer::Refused(code.into());
    assert_eq!(
        answers,
        [refused(RefusalCode::BadSignature), refused(RefusalCode::UnknownPlace), Answer::Stored]
    );
    assert_eq!(put(&hers, vec![made(&reader, file, 9)]), [refused(RefusalCode::NotAWriter)]);
    assert_eq!(all(&client), [good]);
}
