//! Backups: made while the station serves, put back whole or not at all.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use protocol::Hash;
use protocol::api::{Answer, LEAP, path};
use sha2::{Digest as _, Sha256};
use station::Home;
use station::archive::{ArchiveError, back_up, restore};
use station::store::postgres::{PostgresStore, PostgresUrl};

use crate::people::{file, random};
use crate::stores;
use crate::world::{World, authority, pull, pull_all, push};

#[test]
fn trust_30_a_station_comes_back_from_its_backup_and_no_place_is_given_twice() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let before: Vec<_> = (0..5).map(|_| founder.writes(file, head)).collect();
    push(&client, before.clone());
    let attachment = b"sealed bytes".to_vec();
    let name = Hash(Sha256::digest(&attachment).into());
    let url = format!("{}/{name}", path::BLOBS);
    let headers = [("upload-offset", "0"), ("upload-length", "12")];
    assert_eq!(client.try_send("PATCH", &url, &headers, &attachment).unwrap().status, 204);

    let backup = world.folder.path().join("backup.tar");
    assert_eq!(world.back_up(&backup), 1);
    assert!(matches!(back_up(&world.home, &backup), Err(ArchiveError::Exists)));
    let after: Vec<_> = (0..5).map(|_| founder.writes(file, head)).collect();
    push(&client, after.clone());
    let cursor = pull(&client, 0).next;
    let pinned = authority(&world.home);
    world.put_back(&backup);
    assert_eq!(authority(&world.home), pinned);
    world.restart();
    let client = world.enter(&founder);
    let kept: Vec<_> = pull(&client, 0).items.into_iter().map(|item| item.change).collect();
    assert_eq!(kept, before);
    assert_eq!(client.get(&url).body, attachment);
    // Nothing is new, and yet it says that it was put back.
    assert!(pull(&client, cursor).next - cursor > LEAP);
    // The laptop brings back what the backup did not have, and one that stood past it misses nothing.
    assert_eq!(push(&client, after.clone()), [Answer::Stored; 5]);
    let missed: Vec<_> = pull(&client, cursor).items.into_iter().map(|item| item.change).collect();
    assert_eq!(missed, after);
}

#[test]
fn a_backup_that_was_cut_or_changed_is_not_put_back() {
    let (world, _, _) = World::founded();
    let backup = world.folder.path().join("backup.tar");
    back_up(&world.home, &backup).unwrap();
    let whole = std::fs::read(&backup).unwrap();
    let target = Home::at(world.folder.path().join("target"));
    let mut flipped = whole.clone();
    flipped[520] ^= 1;
    let spoiled = [
        Vec::new(),
        b"not a backup".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 1536].to_vec(),
        flipped,
    ];
    for bytes in spoiled {
        let file = world.folder.path().join("spoiled.tar");
        std::fs::write(&file, &bytes).unwrap();
        assert!(restore(&file, &target).is_err(), "{} bytes", bytes.len());
        assert!(target.is_empty().unwrap());
    }
    restore(&backup, &target).unwrap();
    assert!(matches!(restore(&backup, &target), Err(ArchiveError::NotEmpty)));
}

#[test]
fn a_backup_under_load_ends_and_holds_a_beginning_of_what_was_pushed() {
    let (mut world, mut founder, client) = World::founded();
    let file = file();
    world.act(&founder, &client, vec![founder.opens(file)]);
    let head = world.head_hash();
    let backup = world.folder.path().join("backup.tar");
    let (stop, done) = (AtomicBool::new(false), AtomicBool::new(false));
    let pushed = std::thread::scope(|scope| {
        let pushing = scope.spawn(|| {
            let mut pushed = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                let changes: Vec<_> = (0..20).map(|_| founder.writes(file, head)).collect();
                assert_eq!(push(&client, changes.clone()), [Answer::Stored; 20]);
                pushed.extend(changes);
                done.store(true, Ordering::Relaxed);
            }
            pushed
        });
        while !done.load(Ordering::Relaxed) && !pushing.is_finished() {
            std::thread::yield_now();
        }
        let over = Over(&stop);
        world.back_up(&backup);
        drop(over);
        pushing.join().unwrap()
    });
    world.put_back(&backup);
    world.restart();
    let kept = pull_all(&world.enter(&founder));
    assert!(kept.len() >= 20 && kept.len().is_multiple_of(20));
    assert_eq!(kept, pushed[..kept.len()]);
}

/// Tells the other side to end when this one does, also when it fails.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl World {
    /// A copy of all that the station is; how many attachments are in it.
    pub fn back_up(&self, file: &Path) -> usize {
        let attachments = back_up(&self.home, file).unwrap();
        if let Some(url) = stores::url() {
            let dump = file.with_extension("dump");
            tool(
                "pg_dump",
                &["--format=custom", "--dbname", &url, "--file", dump.to_str().unwrap()],
            );
        }
        attachments
    }

    /// Stops the station and puts a copy back, into another home.
    pub fn put_back(&mut self, file: &Path) {
        self.stop();
        self.home = Home::at(file.with_extension("home"));
        restore(file, &self.home).unwrap();
        if let Some(url) = stores::url() {
            let name = format!("again_{}", hex::encode(random::<8>()));
            let again = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
            let create = format!("CREATE DATABASE {name}");
            tool("psql", &["--quiet", "--dbname", &url, "--command", &create]);
            let dump = file.with_extension("dump");
            tool("pg_restore", &["--dbname", &again, dump.to_str().unwrap()]);
            let again: PostgresUrl = again.parse().unwrap();
            let key = self.home.postgres_key().unwrap().unwrap();
            PostgresStore::open(&again, key, None).unwrap().take_over().unwrap();
            self.settings.postgres = Some(again);
        }
    }
}

/// Runs one of PostgreSQL's programs.
fn tool(name: &str, arguments: &[&str]) {
    let program = stores::program(name).expect("PostgreSQL's programs");
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
}
