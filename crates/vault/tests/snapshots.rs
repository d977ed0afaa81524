//! Snapshots: what a new laptop shows before the changes are there, and that nothing of it stays.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod laptop;
mod post;

use casework::client::Client;
use casework::id::{CaseId, ClientId};
use casework::role::Role;
use history::Header;
use laptop::{Laptop, client, day, later, now, open_case};
use post::{Person, Post};
use protocol::snapshot::SealedSnapshot;
use std::collections::BTreeSet;
use vault::{AlarmKind, CaseColumn, CaseFilter, CaseRow, Source, Vault};

/// One who has opened a case at a station, and a supervisor whose new laptop has the directory and no change.
struct Scene {
    laptop: Laptop,
    worker: Vault,
    post: Post,
    supervisor: Person,
    client: ClientId,
    case: CaseId,
}

impl Scene {
    fn new() -> Self {
        let (laptop, mut worker) = Laptop::new();
        let (client, case) = open_case(&mut worker);
        let mut post = Post::founded_by(&mut worker);
        let mut supervisor = post.welcome_empty(&mut worker, "周督导", Role::Supervisor);
        post.sync(&mut worker);
        post.directory_down(&mut supervisor);
        Self { laptop, worker, post, supervisor, client, case }
    }

    /// What the worker owes the station, which takes it.
    fn made(&mut self) -> Vec<SealedSnapshot> {
        let due = self.worker.snapshots_due().unwrap().expect("something was written");
        self.worker.snapshots_sent(due.upto).unwrap();
        due.snapshots
    }

    fn all_down(&mut self) {
        self.post.changes_down(&mut self.supervisor, 3);
        self.supervisor.all_came(now()).unwrap();
    }

    fn rename(&mut self, name: &str) {
        let (id, before) = (self.client, self.worker.read().client(self.client).unwrap().unwrap());
        let renamed = Client { name: name.to_owned(), ..before.client.clone() };
        self.worker
            .write(later(60), |tx| tx.edit(id.into(), id.into(), &before.seen, &renamed))
            .unwrap();
    }
}

fn rows(vault: &Vault) -> Vec<CaseRow> {
    let (filter, today) = (CaseFilter::default(), day("2026-03-10"));
    let order = (CaseColumn::Name, false);
    let (rows, total) = vault.read().case_list(&filter, today, order, (0, 100)).unwrap();
    assert_eq!(rows.len(), total as usize);
    rows
}

fn plain(vault: &Vault) -> Vec<CaseRow> {
    rows(vault).into_iter().map(|row| CaseRow { unchecked: false, ..row }).collect()
}

#[test]
fn a_new_laptop_lists_what_it_does_not_have_yet_and_opens_none_of_it() {
    let mut scene = Scene::new();
    let made = scene.made();
    assert_eq!(made.len(), 2, "the client and the case");
    assert!(scene.supervisor.wants_snapshots().unwrap());
    assert_eq!(rows(&scene.supervisor), []);
    scene.supervisor.receive_snapshots(&made).unwrap();

    let shown = rows(&scene.supervisor);
    assert!(shown.iter().all(|row| row.unchecked));
    assert_eq!(plain(&scene.supervisor), rows(&scene.worker), "the same in all but that");
    assert_eq!(scene.supervisor.unchecked().unwrap(), 2);
    assert!(scene.supervisor.read().case(scene.case).unwrap().is_none(), "nothing to sign on");
    assert!(scene.supervisor.read().client(scene.client).unwrap().is_none());
    let files: BTreeSet<_> =
        scene.supervisor.unchecked_files(scene.case).unwrap().into_iter().collect();
    assert_eq!(files, [scene.client.into(), scene.case.into()].into());
    assert!(scene.supervisor.verify().unwrap().is_sound(), "the views are what they are made of");

    scene.all_down();
    assert_eq!(rows(&scene.supervisor), rows(&scene.worker));
    assert_eq!(scene.supervisor.unchecked().unwrap(), 0);
    assert!(scene.supervisor.read().case(scene.case).unwrap().is_some());
    assert!(scene.supervisor.alarms().unwrap().is_empty());
    assert!(scene.supervisor.verify().unwrap().is_sound());
    assert!(!scene.supervisor.wants_snapshots().unwrap());
    assert!(scene.supervisor.unchecked_files(scene.case).unwrap().is_empty());
}

#[test]
fn nothing_of_a_snapshot_is_in_the_views_afterwards() {
    let mut scene = Scene::new();
    let made = scene.made();
    scene.supervisor.receive_snapshots(&made).unwrap();
    scene.all_down();
    let with = scene.supervisor.view_dump().unwrap();
    scene.supervisor.rebuild_views().unwrap();
    assert_eq!(scene.supervisor.view_dump().unwrap(), with);
}

#[test]
fn they_are_made_of_what_was_written_since_and_the_station_has() {
    let mut scene = Scene::new();
    assert_eq!(scene.made().len(), 2);
    assert_eq!(scene.worker.snapshots_due().unwrap(), None);
    scene.rename("王小芳");
    assert_eq!(scene.worker.snapshots_due().unwrap(), None, "the station does not have it yet");
    scene.post.sync(&mut scene.worker);
    assert_eq!(scene.made().len(), 1, "the client alone");
}

#[test]
fn trust_28_a_laptop_that_is_closed_in_the_middle_goes_on() {
    let mut scene = Scene::new();
    let made = scene.made();
    scene.supervisor.receive_snapshots(&made).unwrap();
    let Person { vault, laptop } = scene.supervisor;
    vault.close().unwrap();
    let mut vault = laptop.unlock().unwrap();
    assert!(rows(&vault).iter().all(|row| row.unchecked));
    let shown = rows(&vault);
    vault.rebuild_views().unwrap();
    assert_eq!(rows(&vault), shown);
    vault.receive_snapshots(&made).unwrap();
    assert_eq!(rows(&vault), shown, "twice is once");
    scene.supervisor = Person { vault, laptop };
    scene.all_down();
    assert_eq!(rows(&scene.supervisor), rows(&scene.worker));
}

#[test]
fn trust_15_an_older_one_is_gone_when_the_changes_are_there() {
    let mut scene = Scene::new();
    let older = scene.made();
    scene.rename("王小芳");
    scene.post.sync(&mut scene.worker);
    scene.supervisor.receive_snapshots(&older).unwrap();
    assert_eq!(rows(&scene.supervisor)[0].name, client().name, "old, and marked");
    assert!(rows(&scene.supervisor)[0].unchecked);
    scene.all_down();
    assert_eq!(rows(&scene.supervisor), rows(&scene.worker));
    assert_eq!(rows(&scene.supervisor)[0].name, "王小芳");
    assert!(scene.supervisor.alarms().unwrap().is_empty(), "an old one is no lie");
}

#[test]
fn trust_15_one_that_comes_after_the_changes_shows_nothing() {
    let mut scene = Scene::new();
    let made = scene.made();
    scene.all_down();
    let dump = scene.supervisor.view_dump().unwrap();
    scene.supervisor.receive_snapshots(&made).unwrap();
    assert_eq!(scene.supervisor.unchecked().unwrap(), 0);
    assert_eq!(scene.supervisor.view_dump().unwrap(), dump);
}

#[test]
fn trust_5_what_a_writer_invented_goes_and_she_is_named() {
    let mut scene = Scene::new();
    let Scene { laptop, worker, .. } = scene;
    worker.close().unwrap();
    // A program that does not say what its log says.
    laptop
        .sqlite()
        .execute("UPDATE clients SET json = json_replace(json, '$.name', '赵无此人')", [])
        .unwrap();
    scene.worker = laptop.unlock().unwrap();
    scene.laptop = laptop;
    let made = scene.made();
    scene.supervisor.receive_snapshots(&made).unwrap();
    assert_eq!(rows(&scene.supervisor)[0].name, "赵无此人");
    assert!(rows(&scene.supervisor)[0].unchecked);
    scene.all_down();
    assert_eq!(rows(&scene.supervisor)[0].name, client().name, "the log wins");
    let alarms = scene.supervisor.alarms().unwrap();
    assert_eq!(alarms.iter().map(|one| one.kind).collect::<Vec<_>>(), [AlarmKind::SnapshotDiffers]);
    assert!(scene.supervisor.verify().unwrap().is_sound());
    scene.supervisor.note_alarm(AlarmKind::SnapshotDiffers).unwrap();
    scene.supervisor.all_came(now()).unwrap();
    assert!(scene.supervisor.alarms().unwrap().is_empty(), "told once");
}

#[test]
fn trust_8_what_the_station_withholds_is_missed() {
    let mut scene = Scene::new();
    let made = scene.made();
    scene.supervisor.receive_snapshots(&made).unwrap();
    let page = scene.post.page(scene.supervisor.identity().person, 0, 1000);
    let kept_back = page.items.iter().filter(|item| {
        let header = Header::decode(&item.change.header).unwrap();
        header.file != scene.client.into()
    });
    let items: Vec<_> = kept_back.cloned().collect();
    assert!(items.len() < page.items.len());
    scene.supervisor.receive(&items, page.next, Source::Station).unwrap();
    assert!(rows(&scene.supervisor)[0].unchecked, "the client is not there");
    scene.supervisor.all_came(now()).unwrap();
    assert!(rows(&scene.supervisor).iter().all(|row| !row.unchecked && row.name.is_empty()));
    assert_eq!(scene.supervisor.alarms().unwrap()[0].kind, AlarmKind::SnapshotDiffers);
}

#[test]
fn trust_7_an_altered_or_a_moved_one_shows_nothing() {
    let mut scene = Scene::new();
    let made = scene.made();
    let mut spoiled = Vec::new();
    for one in &made {
        for at in [0, one.sealed.len() / 2, one.sealed.len() - 1] {
            let mut other = one.clone();
            other.sealed[at] ^= 1;
            spoiled.push(other);
        }
        let mut short = one.clone();
        short.sealed.truncate(20);
        let mut twisted = one.clone();
        twisted.header[30] ^= 1;
        spoiled.extend([short, twisted]);
    }
    // The content of one under the header of the other.
    spoiled.push(SealedSnapshot { sealed: made[1].sealed.clone(), ..made[0].clone() });
    spoiled.push(SealedSnapshot { header: made[1].header.clone(), ..made[0].clone() });
    scene.supervisor.receive_snapshots(&spoiled).unwrap();
    assert_eq!(rows(&scene.supervisor), []);
    scene.supervisor.receive_snapshots(&made).unwrap();
    assert_eq!(rows(&scene.supervisor).len(), 1, "and the good ones are as good as before");
}

#[test]
fn trust_20_one_of_another_station_shows_nothing() {
    let (mut here, mut there) = (Scene::new(), Scene::new());
    here.supervisor.receive_snapshots(&there.made()).unwrap();
    assert_eq!(rows(&here.supervisor), []);
}

#[test]
fn a_file_that_came_first_is_opened_while_others_are_coming() {
    let mut scene = Scene::new();
    let (other, _) = open_case(&mut scene.worker);
    scene.post.sync(&mut scene.worker);
    scene.post.directory_down(&mut scene.supervisor);
    let made = scene.made();
    scene.supervisor.receive_snapshots(&made).unwrap();
    assert_eq!(rows(&scene.supervisor).len(), 2);
    let wanted: BTreeSet<_> =
        scene.supervisor.unchecked_files(scene.case).unwrap().into_iter().collect();
    let page = scene.post.page(scene.supervisor.identity().person, 0, 1000);
    let of_it: Vec<_> = page
        .items
        .into_iter()
        .filter(|item| wanted.contains(&Header::decode(&item.change.header).unwrap().file))
        .collect();
    scene.supervisor.receive(&of_it, 0, Source::Elsewhere).unwrap();
    for file in wanted {
        scene.supervisor.file_came(file).unwrap();
    }
    assert!(scene.supervisor.read().case(scene.case).unwrap().is_some());
    assert!(scene.supervisor.read().client(other).unwrap().is_none());
    let marked: Vec<_> = rows(&scene.supervisor).iter().map(|row| row.unchecked).collect();
    assert_eq!(marked.iter().filter(|unchecked| **unchecked).count(), 1);
    scene.all_down();
    assert_eq!(rows(&scene.supervisor), rows(&scene.worker));
    assert!(scene.supervisor.alarms().unwrap().is_empty());
}
