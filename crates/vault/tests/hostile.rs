//! Changes that are not what they should be: whoever wrote or altered them, they are held with the reason, say nothing,
//! and stop nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;
mod liar;
mod post;

use casework::client::Client;
use casework::id::ClientId;
use casework::role::Role;
use history::Header;
use laptop::{Laptop, client, later, now};
use liar::Liar;
use post::{Person, Post, hand};
use protocol::SealedChange;
use protocol::directory::{Access, Act, LastSeq};
use sealing::{FileKey, hazmat};
use vault::{HeldReason, Source, Vault};

/// A worker with a client, a supervisor who sees her, and somebody who lies.
struct Scene {
    post: Post,
    founder: Person,
    worker: Person,
    supervisor: Person,
    liar: Liar,
    client: ClientId,
    key: FileKey,
}

impl Scene {
    fn with_liar_who_may(access: Option<Access>) -> Self {
        let (laptop, vault) = Laptop::new();
        let mut founder = Person { vault, laptop };
        let mut post = Post::founded_by(&mut founder);
        let mut supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
        let worker = post.welcome(&mut founder, "何青", Role::Worker);
        post.directory_down(&mut founder);
        let invited = founder.invite("某人", Role::Worker, 60, now()).unwrap();
        post.append(&invited.entry);
        let liar = Liar::join(&mut post, &invited);
        let Person { mut vault, laptop } = worker;
        let client = ClientId(vault::make_id(now()));
        edit(&mut vault, client, "柳河村");
        post.sync(&mut vault);
        vault.close().unwrap();
        let key = file_key(&laptop, client);
        let mut worker = Person { vault: laptop.unlock().unwrap(), laptop };
        if let Some(access) = access {
            liar.let_in(&mut post, &worker, client.into(), &key, access);
        }
        post.sync(&mut worker);
        post.sync(&mut supervisor);
        post.sync(&mut founder);
        Self { post, founder, worker, supervisor, liar, client, key }
    }

    fn lie(&mut self, lie: impl FnOnce(&mut Header)) -> SealedChange {
        self.liar.edit(&self.post, self.client, (&self.key, 1), lie)
    }
}

fn edit(vault: &mut Vault, id: ClientId, village: &str) {
    let seen = vault.read().client(id).unwrap().map(|found| found.seen).unwrap_or_default();
    let new = Client { village: village.into(), ..client() };
    vault.write(later(5), |tx| tx.edit(id.into(), id.into(), &seen, &new)).unwrap();
}

fn village(vault: &Vault, id: ClientId) -> Option<String> {
    vault.read().client(id).unwrap().map(|found| found.client.village)
}

fn file_key(laptop: &Laptop, client: ClientId) -> FileKey {
    let sql = "SELECT key FROM file_keys WHERE file = ?";
    let bytes = laptop.sqlite().query_row(sql, [client.bytes()], |row| row.get(0)).unwrap();
    hazmat::file_key_from_bytes(&bytes)
}

fn reasons(vault: &Vault) -> Vec<HeldReason> {
    vault.held().unwrap().into_iter().map(|held| held.reason).collect()
}

/// Views are what the log says, and nothing in it is wrong.
fn assert_sound(vault: &mut Vault) {
    let report = vault.verify().unwrap();
    assert!(report.broken.is_empty() && report.views_match, "{report:?}");
}

#[test]
fn trust_24_a_forged_author_says_nothing_and_stands_in_nobodys_way() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    let head = scene.worker.heads().unwrap();
    let mine = head.iter().find(|head| head.author == scene.worker.identity().device).unwrap();
    let (author, seq, previous) = (mine.author, mine.seq + 1, Some(mine.id));
    let forged = scene.lie(|header| {
        (header.author, header.seq, header.previous) = (author, seq, previous);
    });
    assert!(!scene.post.push(forged.clone()));
    let received = hand(&mut scene.supervisor, [forged.clone()]);
    assert_eq!(received.held, [(forged.id(), HeldReason::BadSignature)]);
    assert_eq!(village(&scene.supervisor, scene.client).unwrap(), "柳河村");
    edit(&mut scene.worker, scene.client, "上河村");
    scene.post.sync(&mut scene.worker);
    scene.post.sync(&mut scene.supervisor);
    assert_eq!(village(&scene.supervisor, scene.client).unwrap(), "上河村");
    assert_sound(&mut scene.supervisor);
}

#[test]
fn trust_24_a_reader_or_an_outsider_who_writes_is_held_until_she_may() {
    for access in [None, Some(Access::Read)] {
        let mut scene = Scene::with_liar_who_may(access);
        let change = scene.lie(|_| ());
        hand(&mut scene.supervisor, [change.clone()]);
        assert_eq!(reasons(&scene.supervisor), [HeldReason::NotAWriter]);
        assert_eq!(village(&scene.supervisor, scene.client).unwrap(), "柳河村");
        let (post, liar) = (&mut scene.post, &scene.liar);
        liar.let_in(post, &scene.worker, scene.client.into(), &scene.key, Access::Write);
        let entry = post.entries.last().unwrap().clone();
        let applied = scene.supervisor.directory_apply(&[entry]).unwrap();
        assert_eq!((applied.released, applied.withdrawn), (1, 0));
        assert_eq!(scene.supervisor.held().unwrap(), []);
        let record = scene.client.into();
        assert_eq!(scene.supervisor.read().state(record).unwrap().conflicts().len(), 1);
        assert_sound(&mut scene.supervisor);
    }
}

#[test]
fn trust_23_back_dated_changes_of_a_revoked_device_are_held_everywhere() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    let before = scene.lie(|_| ());
    let after = scene.lie(|header| header.clock.millis = 0);
    // One laptop had them before anybody knew.
    let received = hand(&mut scene.worker, [before.clone(), after.clone()]);
    assert_eq!(received.taken, 2);
    let last_id = Some(before.id());
    let act = Act::RevokeDevice { device: scene.liar.device, last_seq: 1, last_id };
    let entry = scene.founder.sign_acts(vec![act], now()).unwrap();
    scene.post.append(&entry);
    scene.post.directory_down(&mut scene.supervisor);
    hand(&mut scene.supervisor, [before.clone(), after.clone()]);
    let applied = scene.worker.directory_apply(&[entry]).unwrap();
    assert_eq!(applied.withdrawn, 1);
    for vault in [&mut scene.worker, &mut scene.supervisor] {
        assert_eq!(reasons(vault), [HeldReason::AfterRevocation]);
        assert_eq!(vault.held_change(after.id()).unwrap(), std::slice::from_ref(&after));
        let state = vault.read().state(scene.client.into()).unwrap();
        assert!(state.entry(before.id()).is_some() && state.entry(after.id()).is_none());
        assert_sound(vault);
    }
    let state = |vault: &Vault| vault.read().state(scene.client.into()).unwrap();
    assert_eq!(state(&scene.worker), state(&scene.supervisor));
}

#[test]
fn trust_23_of_two_changes_with_one_number_the_one_in_the_chain_of_the_last_counts_whichever_came_first()
 {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    let first = scene.lie(|_| ());
    // In secret she signs another second change, and one that follows it.
    let (at, after) = (scene.liar.seq, scene.liar.previous);
    let (forged, follows) = (scene.lie(|header| header.clock.millis = 7), scene.lie(|_| ()));
    (scene.liar.seq, scene.liar.previous) = (at, after);
    let (second, third) = (scene.lie(|_| ()), scene.lie(|_| ()));

    // One laptop gets the forged ones while she counts, the other when she counts no more.
    let received = hand(&mut scene.worker, [first.clone(), forged.clone()]);
    assert_eq!(received.taken, 2);
    hand(&mut scene.worker, [second.clone(), third.clone()]);
    let last_id = Some(third.id());
    let act = Act::RevokeDevice { device: scene.liar.device, last_seq: 3, last_id };
    let entry = scene.founder.sign_acts(vec![act], now()).unwrap();
    scene.post.append(&entry);
    scene.post.directory_down(&mut scene.supervisor);
    hand(&mut scene.supervisor, [forged.clone(), follows.clone()]);
    hand(&mut scene.supervisor, [third.clone(), second.clone(), first.clone()]);
    scene.worker.directory_apply(&[entry]).unwrap();
    hand(&mut scene.worker, [third.clone(), follows.clone()]);
    for vault in [&mut scene.worker, &mut scene.supervisor] {
        let state = vault.read().state(scene.client.into()).unwrap();
        let there = [&first, &second, &third, &forged, &follows];
        let there = there.map(|change| state.entry(change.id()).is_some());
        assert_eq!(there, [true, true, true, false, false]);
        assert_eq!(vault.held_change(forged.id()).unwrap(), std::slice::from_ref(&forged));
        assert_eq!(reasons(vault), [HeldReason::Forked, HeldReason::Forked]);
        assert_sound(vault);
    }
    let state = |vault: &Vault| vault.read().state(scene.client.into()).unwrap();
    assert_eq!(state(&scene.worker), state(&scene.supervisor));
}

#[test]
fn trust_20_a_valid_change_means_nothing_anywhere_else() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    edit(&mut scene.worker, scene.client, "上河村");
    let [genuine] = &scene.worker.outbox(0, usize::MAX).unwrap()[..] else { panic!("one change") };
    let header = Header::decode(&genuine.header).unwrap();
    let other = ClientId(vault::make_id(now()));
    let elsewhere = Header { file: other.into(), record: other.into(), ..header.clone() }.encode();
    let moved = SealedChange { header: elsewhere, ..genuine.clone() };
    let station = casework::id::StationId(vault::make_id(now()));
    let abroad = Header { station, ..header }.encode();
    let abroad = SealedChange { header: abroad, ..genuine.clone() };
    let newer = SealedChange { generation: 2, ..genuine.clone() };
    hand(&mut scene.supervisor, [moved, abroad, newer]);
    use HeldReason::{BadSignature, UnknownGeneration};
    assert_eq!(reasons(&scene.supervisor), [BadSignature, BadSignature, UnknownGeneration]);
    assert_eq!(village(&scene.supervisor, scene.client).unwrap(), "柳河村");
    assert_eq!(hand(&mut scene.supervisor, [genuine.clone()]).taken, 1);
    assert_eq!(reasons(&scene.supervisor).len(), 2, "what was altered of it is forgotten");
    // And at another station nobody knows its author.
    let (_laptop, mut stranger) = Laptop::new();
    Post::founded_by(&mut stranger);
    hand(&mut stranger, [genuine.clone()]);
    assert_eq!(reasons(&stranger), [HeldReason::UnknownAuthor]);
}

#[test]
fn trust_26_a_body_that_is_not_the_signed_one_does_not_keep_the_true_one_out() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    let one = scene.lie(|_| ());
    let two = scene.lie(|_| ());
    let swapped = SealedChange { sealed: two.sealed.clone(), ..one.clone() };
    let cut = SealedChange { sealed: one.sealed[..9].to_vec(), ..one.clone() };
    // Sealed with the right key and header, and not what the header commits to.
    let other = sealing::seal(&scene.key, &one.header, &[7; 64]);
    let other = SealedChange { sealed: other, ..one.clone() };
    hand(&mut scene.supervisor, [swapped, cut, other]);
    assert_eq!(reasons(&scene.supervisor), [HeldReason::CannotOpen; 3]);
    assert_eq!(hand(&mut scene.supervisor, [one, two]).taken, 2);
    assert_eq!(scene.supervisor.held().unwrap(), []);
}

#[test]
fn trust_37_one_bad_change_neither_stops_the_rest_nor_hides() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    for village in ["上河村", "下河村", "中河村"] {
        edit(&mut scene.worker, scene.client, village);
    }
    let mut changes = scene.worker.outbox(0, usize::MAX).unwrap();
    let good = changes.len() as u64 - 1;
    let bad = changes[1].id();
    changes[1].sealed[20] ^= 1;
    changes.insert(2, SealedChange { header: vec![0xff; 40], ..changes[0].clone() });
    let received = hand(&mut scene.supervisor, changes);
    assert_eq!(received.taken, good);
    let held: Vec<_> = received.held.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(held, [HeldReason::CannotOpen, HeldReason::Unreadable]);
    let shown = scene.supervisor.held().unwrap();
    assert_eq!((shown[0].id, shown[0].author), (bad, Some(scene.worker.identity().device)));
    assert_eq!(shown[1].author, None);
    assert_sound(&mut scene.supervisor);
}

#[test]
fn trust_22_an_author_who_tells_two_stories_is_found_out() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    let one = scene.lie(|_| ());
    let other = scene.lie(|header| (header.seq, header.previous) = (1, None));
    let received = hand(&mut scene.supervisor, [one.clone(), other.clone()]);
    assert_eq!(received.forked, [scene.liar.device]);
    assert_eq!(received.held, [(other.id(), HeldReason::Forked)]);
    assert_eq!(scene.supervisor.held_change(other.id()).unwrap(), [other]);
    // A third that follows the second, one that comes from nowhere, one that is its own beginning.
    scene.liar.previous = Some(one.id());
    let broken = [
        scene.lie(|header| (header.seq, header.previous) = (2, Some(history::Hash([9; 32])))),
        scene.lie(|header| (header.seq, header.previous) = (3, None)),
        scene.lie(|header| (header.seq, header.previous) = (u64::MAX, header.previous)),
    ];
    let received = hand(&mut scene.supervisor, broken);
    let held: Vec<_> = received.held.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(held, [HeldReason::Broken, HeldReason::Broken, HeldReason::Unreadable]);
    assert_sound(&mut scene.supervisor);
}

#[test]
fn a_change_that_comes_before_the_directory_waits_for_it() {
    let mut scene = Scene::with_liar_who_may(None);
    let second = ClientId(vault::make_id(now()));
    edit(&mut scene.worker, second, "上河村");
    let known = scene.post.entries.len();
    scene.post.acts_up(&mut scene.worker);
    let changes = scene.worker.outbox(0, usize::MAX).unwrap();
    let received = hand(&mut scene.supervisor, changes.clone());
    assert_eq!(received.taken, 0);
    assert!(reasons(&scene.supervisor).iter().all(|reason| reason.may_pass_later()));
    let applied = scene.supervisor.directory_apply(&scene.post.entries[known..]).unwrap();
    assert_eq!(applied.released, changes.len() as u64);
    assert_eq!(village(&scene.supervisor, second).unwrap(), "上河村");
    assert_sound(&mut scene.supervisor);
}

#[test]
fn trust_16_another_directory_than_was_pinned_is_refused_and_changes_nothing() {
    let mut scene = Scene::with_liar_who_may(None);
    let true_head = scene.supervisor.directory().unwrap().head();
    let (_laptop, mut stranger) = Laptop::new();
    let other = Post::founded_by(&mut stranger);
    let forged = scene.founder.sign_acts(vec![Act::MinFormat { format: 1 }], now()).unwrap();
    for entries in
        [other.entries, vec![forged], scene.post.entries[..2].iter().rev().cloned().collect()]
    {
        let applied = scene.supervisor.directory_apply(&entries).unwrap();
        assert_eq!(applied.entries, 0);
    }
    assert_eq!(scene.supervisor.directory().unwrap().head(), true_head);
    assert_eq!(scene.supervisor.receive(&[], 0, Source::Station).unwrap().taken, 0);
}

#[test]
fn an_expelled_members_later_changes_are_held_and_her_earlier_ones_stand() {
    let mut scene = Scene::with_liar_who_may(Some(Access::Write));
    let (before, after) = (scene.lie(|_| ()), scene.lie(|_| ()));
    hand(&mut scene.supervisor, [before.clone(), after.clone()]);
    let (file, person) = (scene.client.into(), scene.liar.person);
    let last_seqs = vec![LastSeq::of(scene.liar.device, Some((1, before.id())))];
    let act = Act::Expel { file, person, last_seqs };
    scene.post.directory_down(&mut scene.worker);
    scene.post.append(&scene.worker.sign_acts(vec![act], now()).unwrap());
    scene.post.directory_down(&mut scene.supervisor);
    assert_eq!(reasons(&scene.supervisor), [HeldReason::NotAWriter]);
    assert!(
        scene.supervisor.read().state(file_record(&scene)).unwrap().entry(before.id()).is_some()
    );
    assert_sound(&mut scene.supervisor);
}

fn file_record(scene: &Scene) -> casework::id::RecordId {
    scene.client.into()
}
