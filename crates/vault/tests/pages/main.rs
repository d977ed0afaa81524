//! Pages of changes: in any order, twice, cut off in the middle; and stations that went back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod kill;
#[path = "../laptop/mod.rs"]
mod laptop;
#[path = "../post/mod.rs"]
mod post;

use casework::id::VisitId;
use casework::role::Role;
use history::Header;
use laptop::{Laptop, fill, now};
use post::{Person, Post, hand, page_of};
use protocol::SealedChange;
use protocol::api::{Answer, AuthorHead, LEAP, RefusalCode, Refused};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vault::{AlarmKind, BlobTaken, KeptAlarm, Opener, Source, Vault, VaultError};

/// A worker with a few records, of which a supervisor has nothing yet but the directory.
struct Scene {
    post: Post,
    worker: Person,
    supervisor: Person,
}

fn scene() -> Scene {
    let (laptop, vault) = Laptop::new();
    let mut founder = Person { vault, laptop };
    let mut post = Post::founded_by(&mut founder);
    let supervisor = post.welcome(&mut founder, "罗岚", Role::Supervisor);
    let mut worker = post.welcome(&mut founder, "何青", Role::Worker);
    fill(&mut worker);
    fill(&mut worker);
    post.directory_down(&mut worker);
    post.acts_up(&mut worker);
    let mut scene = Scene { post, worker, supervisor };
    scene.post.directory_down(&mut scene.supervisor);
    scene
}

#[test]
fn trust_08_changes_twice_and_in_reverse_make_the_same_records() {
    let mut scene = scene();
    let changes = scene.worker.outbox(0, usize::MAX).unwrap();
    let count = changes.len() as u64;
    let mut mixed: Vec<SealedChange> = changes.iter().rev().cloned().collect();
    mixed.extend(changes.clone());
    let received = hand(&mut scene.supervisor, mixed);
    assert_eq!((received.taken, received.there), (count, count));
    assert_eq!(received.held, []);
    let dump = scene.supervisor.view_dump().unwrap();
    scene.supervisor.rebuild_views().unwrap();
    assert!(scene.supervisor.view_dump().unwrap() == dump, "what a rebuild gives");
    for id in records(&changes) {
        let state = |vault: &Vault| vault.read().state(id).unwrap();
        assert_eq!(state(&scene.supervisor), state(&scene.worker));
    }
    let report = scene.supervisor.verify().unwrap();
    assert!(report.broken.is_empty() && report.views_match, "{report:?}");
}

fn records(changes: &[SealedChange]) -> Vec<casework::id::RecordId> {
    changes.iter().map(|change| history::Header::decode(&change.header).unwrap().record).collect()
}

#[test]
fn what_came_is_found_by_its_words() {
    let mut scene = scene();
    let changes = scene.worker.outbox(0, usize::MAX).unwrap();
    hand(&mut scene.supervisor, changes);
    for word in ["写作业", "周小满", "班主任"] {
        let hits = |vault: &Vault| vault.read().find(word, 10).unwrap().hits.len();
        assert_eq!(hits(&scene.supervisor), hits(&scene.worker), "{word}");
        assert!(hits(&scene.supervisor) > 0, "{word}");
    }
}

#[test]
fn trust_28_a_page_that_finds_no_room_leaves_cursor_and_data_as_they_were() {
    let mut scene = scene();
    scene.post.changes_up(&mut scene.worker);
    let (person, count) = (scene.supervisor.identity().person, scene.post.changes.len());
    let page = scene.post.page(person, 0, count);
    let (before, dump) =
        (scene.supervisor.sync_state().unwrap(), scene.supervisor.view_dump().unwrap());
    scene.supervisor.limit_pages(1).unwrap();
    let refused = scene.supervisor.receive(&page.items, page.next, Source::Station);
    assert!(matches!(refused, Err(VaultError::DiskFull)), "{refused:?}");
    assert_eq!(scene.supervisor.sync_state().unwrap(), before);
    assert!(scene.supervisor.view_dump().unwrap() == dump);
    assert_eq!(scene.supervisor.heads().unwrap(), []);
    scene.supervisor.limit_pages(1 << 30).unwrap();
    let received = scene.supervisor.receive(&page.items, page.next, Source::Station).unwrap();
    assert_eq!(received.taken, count as u64);
    assert_eq!(scene.supervisor.sync_state().unwrap().pulled, count as u64);
}

#[test]
fn a_page_of_a_file_that_nobody_asked_for_is_refused_whole() {
    let mut scene = scene();
    let changes = scene.worker.outbox(0, usize::MAX).unwrap();
    let file = casework::id::FileId::from_bytes([9; 16]);
    let refused = scene.supervisor.receive(&page_of(changes).items, 1, Source::Backfill(file));
    assert!(matches!(refused, Err(VaultError::NotFound)));
    assert_eq!(scene.supervisor.heads().unwrap(), []);
}

#[test]
fn trust_30_a_station_that_was_put_back_is_given_again_what_it_lost() {
    let mut scene = scene();
    scene.post.sync(&mut scene.worker);
    scene.post.sync(&mut scene.supervisor);
    let (device, all) = (scene.worker.identity().device, scene.post.changes.clone());
    let last = AuthorHead { author: device, seq: all.len() as u64, id: all.last().unwrap().id() };
    let short = BTreeMap::from([(device, last.seq - 2)]);
    for vault in [&mut scene.worker, &mut scene.supervisor] {
        assert_eq!(vault.pinned().unwrap(), [last]);
        assert_eq!(vault.short().unwrap(), BTreeMap::new());
        vault.note_short(&short, true, now()).unwrap();
        let kept = KeptAlarm { kind: AlarmKind::StationWentBack, since: now() };
        assert_eq!(vault.alarms().unwrap(), [kept]);

        assert_eq!(vault.short().unwrap(), short);
        assert_eq!(vault.sync_state().unwrap().pulled, 0);
        assert_eq!(vault.pinned().unwrap(), [last], "what it had is not forgotten");
        assert_eq!(vault.changes_of(device, 0, usize::MAX).unwrap(), all);
        assert_eq!(vault.changes_of(device, last.seq - 2, usize::MAX).unwrap().len(), 2);
        assert_eq!(vault.change_at(device, last.seq).unwrap(), Some(last.id));
        assert_eq!(vault.change_at(device, last.seq + 1).unwrap(), None);
    }
    // Its author sends again what was lost, and nothing else; what comes down again says what need not be sent.
    assert_eq!(scene.worker.outbox(0, usize::MAX).unwrap(), all[all.len() - 2..]);
    scene.post.changes_down(&mut scene.worker, 100);
    assert_eq!(scene.worker.outbox(0, usize::MAX).unwrap(), []);
    // What was acknowledged since is no part of that loss: a second one is a new one.
    assert_eq!(scene.worker.short().unwrap(), BTreeMap::new());
    assert_eq!(scene.supervisor.short().unwrap(), short);
}

#[test]
fn trust_30_a_laptop_that_was_put_back_takes_its_own_changes_first() {
    let mut scene = scene();
    let earlier = scene.worker.laptop.beside("earlier");
    scene.post.sync(&mut scene.worker);
    let Person { vault, laptop } = scene.worker;
    vault.close().unwrap();
    copy(&laptop.folder(), &earlier);
    let mut vault = laptop.unlock().unwrap();
    fill(&mut vault);
    scene.post.sync(&mut vault);
    let (heads, later) = (vault.heads().unwrap(), vault.view_dump().unwrap());
    vault.close().unwrap();

    let open = |folder: &Path| {
        let typed = laptop::passphrase(laptop::PASSPHRASE);
        let opener = Opener::Passphrase(&typed);
        Vault::unlock(folder, opener, laptop::cheap(), laptop::rules(), now()).unwrap()
    };
    let second = laptop.beside("second");
    copy(&earlier, &second);
    let mut restored = open(&earlier);
    scene.post.sync(&mut restored);
    assert_eq!(restored.heads().unwrap(), heads);
    assert!(restored.view_dump().unwrap() == later);
    assert_eq!(restored.sync_state().unwrap().waiting, 0);
    // One that wrote before it asked finds that it told another story.
    let mut forked = open(&second);
    fill(&mut forked);
    scene.post.directory_down(&mut forked);
    let page = scene.post.page(forked.identity().person, forked.sync_state().unwrap().pulled, 100);
    let received = forked.receive(&page.items, page.next, Source::Station).unwrap();
    assert_eq!(received.forked, [forked.identity().device]);
    assert_eq!(received.taken, 0);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.join("attachments")).unwrap();
    for part in ["vault.db", "keyslots.json"] {
        std::fs::copy(from.join(part), to.join(part)).unwrap();
    }
}

#[test]
fn trust_34_an_answer_counts_once_and_what_waits_waits() {
    let mut scene = scene();
    let all = scene.worker.outbox(0, usize::MAX).unwrap().len() as u64;
    assert_eq!(scene.worker.outbox(0, 1).unwrap().len(), 1, "one goes, however long");
    assert_eq!(scene.worker.outbox(all - 1, usize::MAX).unwrap().len(), 1);
    let waiting = |vault: &Vault| vault.sync_state().unwrap().waiting;
    let refused = Refused::from(RefusalCode::NotAWriter);
    let stored = |seq| (seq, Answer::Stored);
    for _ in 0..2 {
        scene.worker.settle(&[stored(1), (2, Answer::Refused(refused)), stored(3)]).unwrap();
        assert_eq!(waiting(&scene.worker), all - 2);
        assert_eq!(scene.worker.refused().unwrap(), [(2, refused)]);
    }
    let next = scene.worker.outbox(0, usize::MAX).unwrap();
    assert_eq!(next.len() as u64, all - 2, "what was refused is offered again");
    scene.worker.settle(&[(2, Answer::AlreadyThere), (4, Answer::Waiting), stored(5)]).unwrap();
    assert_eq!((waiting(&scene.worker), scene.worker.refused().unwrap().len()), (all - 3, 0));
    scene.worker.settle(&[stored(all)]).unwrap();
    assert_eq!(waiting(&scene.worker), all - 3, "what is between was not answered");
    // What it never was sent it cannot have.
    scene.worker.settle(&[stored(all + 1), (all + 1, Answer::Refused(refused))]).unwrap();
    assert_eq!((waiting(&scene.worker), scene.worker.refused().unwrap().len()), (all - 3, 0));
    assert_eq!(scene.worker.sync_state().unwrap().synced_at, None);
    scene.worker.note_synced(now()).unwrap();
    assert_eq!(scene.worker.sync_state().unwrap().synced_at, Some(now()));
}

#[test]
fn trust_34_a_sealed_file_goes_up_and_comes_down_in_parts() {
    let mut scene = scene();
    let none = BTreeSet::new();
    let offered = scene.worker.blob_to_send(&none).unwrap().unwrap();
    let bytes = scene.worker.read_blob(offered.hash, 0, 1 << 20).unwrap();
    assert_eq!(bytes.len() as u64, offered.len);
    assert_eq!(scene.worker.read_blob(offered.hash, 10, 5).unwrap(), bytes[10..15]);
    scene.worker.blob_sent(offered.hash).unwrap();
    let next = scene.worker.blob_to_send(&none).unwrap().unwrap();
    assert_ne!(next.hash, offered.hash);
    assert_eq!(scene.worker.blob_to_send(&[next.hash].into()).unwrap(), None);
    assert_eq!(scene.worker.blobs_waiting().unwrap(), 1);

    scene.post.changes_up(&mut scene.worker);
    scene.post.changes_down(&mut scene.supervisor, 100);
    assert_eq!(scene.supervisor.blob_to_send(&none).unwrap(), None);
    let but = [next.hash].into();
    let wanted = scene.supervisor.blob_wanted(&but).unwrap().unwrap();
    assert_eq!((wanted.hash, wanted.have), (offered.hash, 0));
    assert!(wanted.most >= offered.len);
    let (hash, len) = (offered.hash, offered.len);
    assert_eq!(scene.supervisor.take_blob(hash, 0, &bytes[..30], len).unwrap(), BlobTaken::Part);
    // What came outlasts a restart.
    let Person { vault, laptop } = scene.supervisor;
    vault.close().unwrap();
    let mut supervisor = laptop.unlock().unwrap();
    assert_eq!(supervisor.blob_wanted(&but).unwrap().unwrap().have, 30);
    let mut altered = bytes[30..].to_vec();
    altered[0] ^= 1;
    assert_eq!(supervisor.take_blob(hash, 30, &altered, len).unwrap(), BlobTaken::Wrong);
    assert_eq!(supervisor.blob_wanted(&but).unwrap().unwrap().have, 0);
    assert_eq!(supervisor.take_blob(hash, 5, &bytes[5..], len).unwrap(), BlobTaken::Wrong);
    assert_eq!(supervisor.take_blob(hash, 0, &bytes, len).unwrap(), BlobTaken::Whole);
    assert_eq!(supervisor.blob_wanted(&but).unwrap(), None);
    assert_eq!(supervisor.blob_to_send(&none).unwrap(), None, "the station has it");
    // The change comes once more: the station had lost it, and the file with it maybe.
    let page = scene.post.page(supervisor.identity().person, 0, 100);
    supervisor.receive(&page.items, page.next, Source::Station).unwrap();
    assert_eq!(supervisor.blob_to_send(&none).unwrap().unwrap().hash, hash);
}

/// The visit whose note names this sealed file.
fn visit_with(vault: &Vault, sealed: &str) -> VisitId {
    let author = vault.heads().unwrap()[0].author;
    let all = vault.changes_of(author, 0, usize::MAX).unwrap();
    let records = all.iter().map(|change| Header::decode(&change.header).unwrap().record);
    let mut visits = records.map(|record| VisitId(record.0));
    let names = |visit: &VisitId| {
        let found = vault.read().visit(*visit).unwrap();
        found.is_some_and(|visit| {
            visit.note.form.attachments.iter().any(|named| named.sealed_sha256 == sealed)
        })
    };
    visits.find(names).unwrap()
}

#[test]
fn an_attachment_that_a_colleague_still_sends_is_on_its_way_and_not_lost() {
    let mut scene = scene();
    let none = BTreeSet::new();
    scene.post.changes_up(&mut scene.worker);
    scene.post.changes_down(&mut scene.supervisor, 100);
    let supervisor = &mut scene.supervisor;
    let wanted = supervisor.blob_wanted(&none).unwrap().unwrap();
    let name = wanted.hash.to_string();
    let visit = visit_with(supervisor, &name);
    assert!(supervisor.is_on_its_way(visit, &name).unwrap());
    assert_eq!(supervisor.verify().unwrap().attachments_broken, [""; 0]);

    let bytes = scene.worker.read_blob(wanted.hash, 0, 1 << 20).unwrap();
    let supervisor = &mut scene.supervisor;
    let folder = supervisor.laptop.folder();
    supervisor.take_blob(wanted.hash, 0, &bytes, bytes.len() as u64).unwrap();
    assert_ne!(supervisor.blob_wanted(&none).unwrap().map(|next| next.hash), Some(wanted.hash));
    // What was here and is gone is said; looked at, it is fetched once more.
    let place = folder.join("attachments").join(&name);
    std::fs::remove_file(place).unwrap();
    assert_eq!(supervisor.verify().unwrap().attachments_broken, std::slice::from_ref(&name));
    assert!(supervisor.is_on_its_way(visit, &name).unwrap());
    supervisor.want_blob(visit, &name).unwrap();
    assert_eq!(supervisor.verify().unwrap().attachments_broken, [""; 0]);
    // One's own that was never sent nobody else has.
    let place = scene.worker.laptop.folder().join("attachments").join(&name);
    std::fs::remove_file(place).unwrap();
    assert!(!scene.worker.is_on_its_way(visit, &name).unwrap());
    assert_eq!(scene.worker.verify().unwrap().attachments_broken, [name]);
}

#[test]
fn a_leap_in_the_places_offers_all_attachments_again() {
    let mut scene = scene();
    scene.post.sync(&mut scene.worker);
    let sent = scene.worker.blob_to_send(&BTreeSet::new()).unwrap().unwrap().hash;
    scene.worker.blob_sent(sent).unwrap();
    let pulled = scene.worker.sync_state().unwrap().pulled;
    scene.worker.receive(&[], pulled + LEAP - 1, Source::Station).unwrap();
    assert_ne!(scene.worker.blob_to_send(&BTreeSet::new()).unwrap().unwrap().hash, sent);
    scene.worker.receive(&[], pulled + 2 * LEAP, Source::Station).unwrap();
    assert_eq!(scene.worker.blob_to_send(&BTreeSet::new()).unwrap().unwrap().hash, sent);
}

#[test]
fn an_alarm_stays_until_it_is_noted_and_comes_again_where_it_happened_anew() {
    let mut scene = scene();
    let (first, second) = (scene.worker.identity().device, scene.supervisor.identity().device);
    let later = now() + chrono::TimeDelta::hours(1);
    for when in [now(), later] {
        scene.worker.raise_alarm(AlarmKind::StationWentBack, None, when).unwrap();
        scene.worker.raise_alarm(AlarmKind::Forked, Some(first), when).unwrap();
    }
    let Person { vault, laptop } = scene.worker;
    vault.close().unwrap();
    let mut vault = laptop.unlock().unwrap();
    let kept = |kind, since| KeptAlarm { kind, since };
    let forked = kept(AlarmKind::Forked, now());
    assert_eq!(vault.alarms().unwrap(), [kept(AlarmKind::StationWentBack, now()), forked]);
    vault.note_alarm(AlarmKind::StationWentBack).unwrap();
    assert_eq!(vault.alarms().unwrap(), [forked]);
    vault.note_alarm(AlarmKind::Forked).unwrap();
    vault.raise_alarm(AlarmKind::Forked, Some(first), later).unwrap();
    assert_eq!(vault.alarms().unwrap(), [], "it is still so, and known");
    vault.raise_alarm(AlarmKind::Forked, Some(second), later).unwrap();
    vault.raise_alarm(AlarmKind::StationWentBack, None, later).unwrap();
    let anew = [kept(AlarmKind::StationWentBack, later), kept(AlarmKind::Forked, later)];
    assert_eq!(vault.alarms().unwrap(), anew);
}
