//! Changes that their author signed and the directory does not admit: they hold their places, and are nobody's to read.

use std::sync::Arc;

use protocol::api::{Answer, ChangesPage, Heads, RefusalCode, Refused, path};
use protocol::directory::{Access, Act, LastSeq, Role};
use protocol::{FileId, Header, SealedChange};
use station::store::{Judged, Kept, Scope, Span};

use crate::client::Client;
use crate::people::{Laptop, admit, file};
use crate::world::{World, pull, pull_all, push};

const NOT_A_WRITER: Answer =
    Answer::Refused(protocol::api::Refused { code: RefusalCode::NotAWriter, detail: None });
const FORK: Answer =
    Answer::Refused(protocol::api::Refused { code: RefusalCode::Fork, detail: None });

/// A worker who was put out of one of her two files while she was offline.
struct PutOut {
    world: World,
    founder: Laptop,
    manager: Client,
    worker: Laptop,
    hers: Client,
    /// The file that she was put out of, and the one that she still writes in.
    files: [FileId; 2],
}

impl PutOut {
    fn new() -> Self {
        let (mut world, founder, manager) = World::founded();
        let (worker, hers) = world.join(&founder, &manager, Role::Worker);
        let files = [file(), file()];
        let opens = files.map(|file| founder.opens(file));
        let lets = files.map(|file| admit(file, worker.person, Access::Write));
        let acts = opens.into_iter().chain(lets).collect();
        assert_eq!(world.act(&founder, &manager, acts).status, 200);
        let mut scene = Self { world, founder, manager, worker, hers, files };
        let first = scene.writes(0);
        let last = Some((1, first.id()));
        assert_eq!(push(&scene.hers, [first]), [Answer::Stored]);
        let last_seqs = vec![LastSeq::of(scene.worker.device, last)];
        let expel = Act::Expel { file: files[0], person: scene.worker.person, last_seqs };
        assert_eq!(scene.world.act(&scene.founder, &scene.manager, vec![expel]).status, 200);
        scene
    }

    /// Her next change in one of the two files.
    fn writes(&mut self, n: usize) -> SealedChange {
        self.worker.writes(self.files[n], self.world.head_hash())
    }

    fn lets_in_again(&mut self) {
        let act = admit(self.files[0], self.worker.person, Access::Write);
        assert_eq!(self.world.act(&self.founder, &self.manager, vec![act]).status, 200);
    }

    fn head(&self) -> (u64, Option<protocol::Hash>) {
        let heads: Heads = self.manager.get(path::HEADS).read();
        let head = heads.heads.iter().find(|head| head.author == self.worker.device).unwrap();
        (head.seq, Some(head.id))
    }

    /// Ids and seqs of what is handed out of the file that she was put out of.
    fn backfill(&self) -> Vec<SealedChange> {
        let url = format!("{}/{}/changes?after=0", path::FILES, self.files[0]);
        let page: ChangesPage = self.manager.get(&format!("{url}&upto={}", u64::MAX >> 1)).read();
        page.items.into_iter().map(|item| item.change).collect()
    }
}

#[test]
fn trust_24_what_is_refused_holds_its_place_and_what_follows_comes_in() {
    let mut scene = PutOut::new();
    let (late, next) = (scene.writes(0), scene.writes(1));
    let last = scene.writes(0);
    let batch = [late.clone(), next.clone(), last.clone()];
    let answers = [NOT_A_WRITER, Answer::Stored, NOT_A_WRITER];
    assert_eq!(push(&scene.hers, batch.clone()), answers);
    // The same again, whoever sends it.
    let again = [NOT_A_WRITER, Answer::AlreadyThere, NOT_A_WRITER];
    assert_eq!(push(&scene.hers, batch.clone()), again);
    assert_eq!(push(&scene.manager, batch.clone()), again);
    assert_eq!(scene.head(), (4, Some(last.id())));
    // It is handed out to nobody.
    let out = |client: &Client| pull_all(client).into_iter().map(|change| change.id());
    assert!(!out(&scene.manager).any(|id| id == late.id() || id == last.id()));
    assert_eq!(out(&scene.hers).collect::<Vec<_>>(), [next.id()]);
    assert_eq!(scene.backfill().len(), 1);

    scene.world.restart();
    let hers = scene.world.enter(&scene.worker);
    assert_eq!(push(&hers, batch), again);
    let more = scene.writes(1);
    assert_eq!(push(&hers, [more]), [Answer::Stored]);
    let metrics = String::from_utf8(scene.world.client.get("/metrics").body).unwrap();
    assert!(metrics.contains("\njiafang_station_changes 3\n"));
    assert!(metrics.contains("\njiafang_station_changes_refused 2\n"));
}

#[test]
fn what_was_refused_is_stored_once_the_directory_admits_it() {
    let mut scene = PutOut::new();
    let (late, next) = (scene.writes(0), scene.writes(1));
    let answers = [NOT_A_WRITER, Answer::Stored];
    assert_eq!(push(&scene.hers, [late.clone(), next.clone()]), answers);
    let cursor = pull(&scene.manager, 0).next;
    scene.lets_in_again();
    // Nothing moves by itself.
    assert_eq!(pull(&scene.manager, cursor).items.len(), 0);
    let answers = [Answer::Stored, Answer::AlreadyThere];
    assert_eq!(push(&scene.hers, [late.clone(), next.clone()]), answers);
    assert_eq!(push(&scene.hers, [late.clone(), next.clone()]), [Answer::AlreadyThere; 2]);
    // Whoever stood past what follows it gets it all the same.
    let page = pull(&scene.manager, cursor);
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].change, late);
    assert_eq!(scene.backfill().len(), 2);
    assert_eq!(scene.head(), (3, Some(next.id())));
}

#[test]
fn a_false_generation_under_a_good_signature_is_not_what_is_kept_in_the_end() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let change = founder.writes(file, world.head_hash());
    let spoiled = SealedChange { generation: 7, sealed: vec![1; 9], ..change.clone() };
    let unknown = Answer::Refused(RefusalCode::UnknownPlace.into());
    assert_eq!(push(&client, [spoiled.clone()]), [unknown]);
    assert_eq!(push(&client, [change.clone(), spoiled]), [Answer::Stored, unknown]);
    assert_eq!(pull_all(&client), [change]);
}

#[test]
fn trust_22_a_second_change_in_the_place_of_a_refused_one_is_evidence() {
    let mut scene = PutOut::new();
    let head = scene.world.head_hash();
    let others = scene.files.map(|file| scene.worker.would_write(file, head, 10));
    let late = scene.writes(0);
    assert_eq!(push(&scene.hers, [late.clone()]), [NOT_A_WRITER]);
    assert_eq!(push(&scene.hers, others.clone()), [FORK; 2]);
    // One that follows the other history, admitted or not, is evidence as well.
    let astray = Laptop { last: Some(others[1].id()), ..scene.worker.clone() };
    let follow = scene.files.map(|file| astray.would_write(file, head, 10));
    assert_eq!(push(&scene.hers, follow), [FORK; 2]);
    let next = scene.writes(1);
    assert_eq!(push(&scene.hers, [next]), [Answer::Stored]);
    scene.lets_in_again();
    let answers = [FORK, FORK, Answer::Stored];
    assert_eq!(push(&scene.hers, others.into_iter().chain([late])), answers);
    scene.world.stop();
    let figures = scene.world.store().figures().unwrap();
    assert_eq!((figures.forks, figures.changes, figures.refused), (4, 3, 0));
}

#[test]
fn what_is_refused_does_not_jump_its_place_nor_does_what_comes_after_a_revocation() {
    let mut scene = PutOut::new();
    let (late, last) = (scene.writes(0), scene.writes(0));
    assert_eq!(push(&scene.hers, [last.clone()]), [Answer::Waiting]);
    assert_eq!(scene.head().0, 1);
    let last_id = Some(late.id());
    let revoke = Act::RevokeDevice { device: scene.worker.device, last_seq: 2, last_id };
    assert_eq!(scene.world.act(&scene.founder, &scene.manager, vec![revoke]).status, 200);
    let answers = push(&scene.manager, [late.clone(), last.clone()]);
    let after = protocol::api::Refused { code: RefusalCode::AfterRevocation, detail: Some(2) };
    assert_eq!(answers, [NOT_A_WRITER, Answer::Refused(after)]);
    assert_eq!(scene.head(), (3, Some(last.id())));
    assert_eq!(pull_all(&scene.manager).len(), 1, "handed out to nobody");
}

#[test]
fn trust_30_a_backup_holds_what_was_refused() {
    let mut scene = PutOut::new();
    let (late, next) = (scene.writes(0), scene.writes(1));
    let batch = [late.clone(), next.clone()];
    let backups = ["before.tar", "after.tar"].map(|name| scene.world.folder.path().join(name));
    scene.world.back_up(&backups[0]);
    assert_eq!(push(&scene.hers, batch.clone()), [NOT_A_WRITER, Answer::Stored]);
    scene.world.back_up(&backups[1]);
    let cursor = pull(&scene.manager, 0).next;
    for (backup, then) in backups.iter().zip([Answer::Stored, Answer::AlreadyThere]) {
        scene.world.put_back(backup);
        scene.world.restart();
        let hers = scene.world.enter(&scene.worker);
        assert_eq!(push(&hers, batch.clone()), [NOT_A_WRITER, then]);
    }
    scene.manager = scene.world.enter(&scene.founder);
    assert_eq!(scene.head(), (3, Some(next.id())));
    scene.lets_in_again();
    assert_eq!(push(&scene.manager, batch), [Answer::Stored, Answer::AlreadyThere]);
    let page = pull(&scene.manager, cursor);
    assert_eq!(page.items.last().map(|item| &item.change), Some(&late));
}

#[test]
fn the_store_keeps_a_refused_change_in_its_place_until_it_is_admitted() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head.unwrap();
    world.stop();
    let store = world.store();
    let why = RefusalCode::NotAWriter.into();
    let mut judge = |refused| {
        let change = founder.writes(file, head.hash);
        let Header { author, seq, previous, file, kind, .. } =
            Header::decode(&change.header).unwrap();
        let (id, change) = (change.id(), Arc::new(change));
        Judged { id, author, seq, previous, file, kind, refused, change }
    };
    let all = [judge(None), judge(Some(why)), judge(Some(why)), judge(None)];
    let append = |changes: &[Judged]| store.append(head.index, changes.to_vec()).unwrap();
    let kept = [Kept::Stored(1), Kept::Refused(why), Kept::Refused(why), Kept::Stored(2)];
    assert_eq!(append(&all), kept);
    let there = [Kept::AlreadyThere, kept[1], kept[2], Kept::AlreadyThere];
    assert_eq!(append(&all), there);
    assert_eq!(store.heads().unwrap()[0].id, all[3].id);
    let figures = store.figures().unwrap();
    assert_eq!((figures.changes, figures.refused, figures.last), (2, 2, 2));

    let admitted = Judged { refused: None, ..all[1].clone() };
    let twice = [admitted.clone(), admitted];
    assert_eq!(append(&twice), [Kept::Stored(3), Kept::AlreadyThere]);
    let scope = Scope { read: [file].into(), ..Scope::default() };
    let span = Span { after: 0, upto: u64::MAX, max_bytes: 1 << 20, max_items: 10, but: None };
    let page = store.file_page(file, &scope, span).unwrap();
    let places: Vec<_> = page.items.iter().map(|item| (item.n, item.change.id())).collect();
    assert_eq!(places, [(1, all[0].id), (2, all[3].id), (3, all[1].id)]);
    let figures = store.figures().unwrap();
    assert_eq!((figures.changes, figures.refused), (3, 1));
    // What was admitted once and no longer is stays where it is.
    assert_eq!(append(&all[1..2]), [Kept::Refused(why)]);
    assert_eq!(store.file_page(file, &scope, span).unwrap().items.len(), 3);
}

#[test]
fn trust_24_who_is_refused_without_end_fills_no_disk_and_nothing_that_follows_jumps_the_gap() {
    let (mut world, founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head.unwrap();
    world.stop();
    let store = world.store();
    let why = RefusalCode::NotAWriter.into();
    let mut laptop = founder.clone();
    let mut judge = |refused| {
        let change = laptop.would_write(file, head.hash, 4 << 20);
        laptop.seq += 1;
        laptop.last = Some(change.id());
        let Header { author, seq, previous, file, kind, .. } =
            Header::decode(&change.header).unwrap();
        let (id, change) = (change.id(), Arc::new(change));
        Judged { id, author, seq, previous, file, kind, refused, change }
    };
    // 16 times 4 MiB are as much as is kept of one author.
    let kept: Vec<_> =
        (0..18).flat_map(|_| store.append(head.index, vec![judge(Some(why))]).unwrap()).collect();
    let fit = kept.iter().take_while(|one| **one == Kept::Refused(why)).count();
    assert!((14..=16).contains(&fit), "{fit}");
    let too_many = Refused { code: RefusalCode::TooManyRefused, detail: Some(10_000) };
    assert_eq!(kept[fit], Kept::Refused(too_many));
    assert_eq!(kept[fit + 1..], vec![Kept::Waiting; 17 - fit]);
    assert_eq!(store.heads().unwrap()[0].seq, fit as u64);
    assert_eq!(store.append(head.index, vec![judge(None)]).unwrap(), [Kept::Waiting]);
    assert_eq!(store.figures().unwrap().refused, fit as u64);
}
