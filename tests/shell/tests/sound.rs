//! Sound at a visit: recorded with the laptop's microphone, sealed in the vault, kept through a lock.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, PASSPHRASE, Target, Words, Worker};

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_sound_in_the_vault() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::with_microphone().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.sits_at_the_kitchen_table().await.unwrap();

    worker.records(3).await.unwrap();
    worker.looks_at("recording").await.unwrap();
    window.click("attachment-record-stop").await.unwrap();
    window.see("attachment-0-caption").await.unwrap();

    let seconds = worker.hears_recording().await.unwrap();
    assert!((2.0..10.0).contains(&seconds), "{seconds} s");
    worker.looks_at("recorded").await.unwrap();
    window.close().await.unwrap();
    assert_eq!(laptop.sweep(&["SoundHandler", "ftypmp42"]).unwrap(), [], "sound in clear");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_ends_a_recording_and_keeps_what_there_is() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::with_microphone().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.sits_at_the_kitchen_table().await.unwrap();

    worker.records(3).await.unwrap();
    worker.locks().await.unwrap();
    worker.unlocks(PASSPHRASE).await.unwrap();

    window.click("visit-open-attachments").await.unwrap();
    window.see("attachment-0-caption").await.unwrap();
    let seconds = worker.hears_recording().await.unwrap();
    assert!((2.0..10.0).contains(&seconds), "{seconds} s");
    window.close().await.unwrap();
    assert_eq!(laptop.sweep(&["SoundHandler", "ftypmp42"]).unwrap(), [], "sound in clear");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_microphone_it_is_said_what_to_do() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.sits_at_the_kitchen_table().await.unwrap();

    window.click("attachment-record").await.unwrap();

    for part in ["what", "safe", "do"] {
        let said = words.say(&format!("errors.no_microphone.{part}")).unwrap();
        window.see(Target::Saying(&said)).await.unwrap();
    }
    worker.looks_at("no-microphone").await.unwrap();
}
