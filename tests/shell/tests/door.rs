//! The door of the vault in the real window.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, PASSPHRASE, STATION, Target, WORKER, Words, Worker};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_screen_offers_three_ways_to_begin() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();

    for way in ["create", "sample", "restore"] {
        let label = words.say(&format!("vault.first.{way}")).unwrap();
        window.see(Target::Named(&label)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_wrong_passphrase_and_recovery_code() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    let code = worker.creates_vault().await.unwrap();

    worker.locks().await.unwrap();
    window.picture("locked").await.unwrap();
    worker.knocks("not the passphrase").await.unwrap();
    let refusal = words.say("errors.wrong_passphrase.what").unwrap();
    window.see(Target::Saying(&refusal)).await.unwrap();
    window.picture("wrong-passphrase").await.unwrap();

    worker.recovers(&code, "new lantern 雨后 harbour 47").await.unwrap();
    worker.locks().await.unwrap();
    worker.knocks(PASSPHRASE).await.unwrap();
    window.see(Target::Saying(&refusal)).await.unwrap();
    worker.unlocks("new lantern 雨后 harbour 47").await.unwrap();

    window.close().await.unwrap();
    let secrets = [PASSPHRASE, "new lantern 雨后 harbour 47", &code, STATION, WORKER];
    assert_eq!(laptop.sweep(&secrets).unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_of_the_door_is_accessible() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1280, 720).await.unwrap();
    let worker = Worker::at(&window, &words);

    worker.looks_at("first-run").await.unwrap();
    worker.fills_in_new_vault().await.unwrap();
    worker.looks_at("create").await.unwrap();
    worker.press("vault.create.go").await.unwrap();
    let code = worker.recovery_code().await.unwrap();
    worker.looks_at("recovery-sheet").await.unwrap();
    worker.copied_code(&code).await.unwrap();
    worker.looks_at("today-empty").await.unwrap();
    worker.locks().await.unwrap();
    worker.looks_at("lock").await.unwrap();
    worker.press("vault.lock.forgot").await.unwrap();
    worker.looks_at("recover").await.unwrap();
}
