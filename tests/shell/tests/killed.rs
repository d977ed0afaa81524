//! The battery gives out in the middle of a sentence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::time::Duration;

use shell::{Laptop, PASSPHRASE, Target, Words, Worker};

/// What the screens promise: a second after the last letter, it is in the vault.
const PROMISED: Duration = Duration::from_secs(1);

/// What no field can take in yet: a day without times, words that are no day, what for without a day.
const HALF: [(&str, &str); 3] = [
    ("#visit-day", "2026-03-02"),
    ("#visit-next-day", "下下个月初"),
    ("#visit-next-purpose", "看看睡得怎么样"),
];

#[tokio::test(flavor = "multi_thread")]
async fn trust_28_a_sentence_survives_the_kill() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.sits_at_the_kitchen_table().await.unwrap();
    window.rewrite(Target::Css("#visit-from"), "三点多").await.unwrap();
    for (field, words) in HALF {
        window.rewrite(Target::Css(field), words).await.unwrap();
    }
    window.write("visit-observations", "门虚掩着，灶还是温的，孩子蹲在").await.unwrap();

    tokio::time::sleep(PROMISED).await;
    window.kill();

    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.unlocks(PASSPHRASE).await.unwrap();
    worker.press("cases.continue").await.unwrap();
    let kept = window.read("visit-observations").await.unwrap();
    assert_eq!(kept, "门虚掩着，灶还是温的，孩子蹲在");
    for (field, words) in HALF.into_iter().chain([("#visit-from", "三点多")]) {
        assert_eq!(window.read(Target::Css(field)).await.unwrap(), words, "{field}");
    }
    window.close().await.unwrap();
    assert_eq!(laptop.sweep(&["门虚掩着", "蹲在", "田小禾"]).unwrap(), []);
}
