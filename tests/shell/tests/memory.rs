//! What the program still has in memory when it is locked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::path::Path;

use sealing::{KdfCost, KeySlots, Passphrase, hazmat};
use shell::{Laptop, PASSPHRASE, WORKER, Words, Worker};
use testkit::sweep::Find;

const CHILD: &str = "田小禾";
const SEEN: &str = "门虚掩着，灶还是温的，孩子蹲在水缸边";
const JUDGEMENT: &str = "祖母夜里力不从心，孩子怕打雷";
const ADDENDUM: &str = "祖母来电说，周三已带孩子去过卫生院";

/// The vault's key and the database's, as they would stand in memory: raw, and spelled for SQLCipher.
fn keys(data: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let json = std::fs::read(data.join("keyslots.json")).unwrap();
    let slots = KeySlots::from_json(&json, KdfCost::STANDARD).unwrap();
    let vault = slots.unlock_by_passphrase(&Passphrase::new(PASSPHRASE.into())).unwrap();
    let database = vault.derive_database_key();
    let (vault, database) = (hazmat::expose(&vault).to_vec(), hazmat::expose(&database).to_vec());
    let spelled: String = database.iter().map(|byte| format!("{byte:02x}")).collect();
    vec![
        ("the vault's key", vault),
        ("the database's key", database),
        ("the database's key, spelled", spelled.clone().into_bytes()),
        ("the database's key, spelled in capitals", spelled.to_uppercase().into_bytes()),
    ]
}

/// A visit from the first word to the signed note, its addendum, and a draft that is left open.
async fn works(worker: &Worker<'_>) -> anyhow::Result<()> {
    worker.window.click("register-first").await?;
    worker.fills_in_child(CHILD, "990101201703040124").await?;
    worker.registers().await?;
    worker.adds_member("田桂兰", "grandmother").await?;
    worker.window.click("open-case").await?;
    worker.fills_in_intake("班主任说，孩子上课打瞌睡", "田桂兰").await?;
    worker.opens_case().await?;
    worker.starts_visit().await?;
    worker.was_there("16:05", "16:50").await?;
    worker.observes(SEEN, JUDGEMENT).await?;
    worker.agrees("和班主任约一次面谈", WORKER, "今天").await?;
    worker.is_saved().await?;
    worker.signs_visit().await?;
    worker.adds(ADDENDUM).await
}

/// Works, locks, and answers what is remembered of the words and of the keys.
async fn remembered(laptop: &Laptop) -> (Vec<Find>, Vec<Find>) {
    let words = Words::zh().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    let code = worker.creates_vault().await.unwrap();
    works(&worker).await.unwrap();

    let planted = [SEEN, JUDGEMENT, ADDENDUM, CHILD, PASSPHRASE, &code];
    // SQLCipher masks the key that it works with: what the search finds while all is open is words.
    let open = window.remembers(&planted).unwrap();
    assert!(open.iter().any(|find| find.word == SEEN), "the search finds what is there");

    let keys = keys(&laptop.data());
    let keys: Vec<_> = keys.iter().map(|(name, key)| (*name, &key[..])).collect();
    worker.locks().await.unwrap();
    (window.remembers(&planted).unwrap(), window.remembers_bytes(&keys).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn trust_39_a_locked_program_remembers_no_key() {
    let laptop = Laptop::new().unwrap();
    let (_, keys) = remembered(&laptop).await;
    assert_eq!(keys, []);
}

/// What C libraries and the web view free is wiped by the system's allocator when it is told to (the guide for
/// whoever looks after the laptop says how); what Rust code frees always is.
#[tokio::test(flavor = "multi_thread")]
async fn trust_39_with_allocators_that_wipe_no_word_is_left_either() {
    let laptop = Laptop::new()
        .unwrap()
        .set("GLIBC_TUNABLES", "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0")
        .set("Malloc", "1");
    assert_eq!(remembered(&laptop).await, (vec![], vec![]));
}
