//! The window is closed while the disk is full: nothing typed is lost unasked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, PASSPHRASE, Target, Words, Worker};

/// Lets every save of the draft fail as on a full disk (`true`), or go through again.
fn full(is_full: bool) -> String {
    format!(
        "window.wholeFetch ??= window.fetch;
         const full = () => new Response('{{\"code\":\"disk_full\"}}', {{
             headers: {{ 'Tauri-Response': 'error', 'Content-Type': 'application/json' }} }});
         const refuses = (sent) => {is_full} && typeof sent?.body === 'string' && sent.body.includes('visit_autosave');
         window.fetch = async (to, sent) => refuses(sent) ? full() : window.wholeFetch(to, sent);
         return true"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn trust_29_a_window_with_unsaved_words_stays_until_they_are_saved() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.sits_at_the_kitchen_table().await.unwrap();

    assert_eq!(window.run(&full(true)).await.unwrap(), true);
    window.write("visit-observations", "磁盘满的时候写的").await.unwrap();
    window.presses_the_cross().await.unwrap();
    let left = window.see("closing-left").await.unwrap();
    assert!(left.contains("田小禾"), "{left}");
    window.picture("closing-full").await.unwrap();
    window.click("closing-stay").await.unwrap();
    window.see_no_more("closing-left").await.unwrap();
    let kept = window.read("visit-observations").await.unwrap();
    assert_eq!(kept, "磁盘满的时候写的");

    assert_eq!(window.run(&full(false)).await.unwrap(), true);
    window.presses_the_cross().await.unwrap();
    window.has_ended().await.unwrap();
    drop(window);

    let window = laptop.open().await.unwrap();
    let worker = Worker::at(&window, &words);
    worker.unlocks(PASSPHRASE).await.unwrap();
    worker.press("cases.continue").await.unwrap();
    let kept = window.read(Target::Id("visit-observations")).await.unwrap();
    assert_eq!(kept, "磁盘满的时候写的");
    window.close().await.unwrap();
}
