//! Every screen with large text, in a small window, in the dark.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, Words, Worker};

#[tokio::test(flavor = "multi_thread")]
async fn english_with_large_text_in_a_small_window() {
    let (zh, en) = (Words::zh().unwrap(), Words::en().unwrap());
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1280, 720).await.unwrap();
    Worker::at(&window, &zh).opens_sample().await.unwrap();

    Worker::at(&window, &zh).sets_look(&["English", "150 %"]).await.unwrap();

    Worker::at(&window, &en).tours("en-150").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn chinese_in_the_dark_on_a_large_screen() {
    let zh = Words::zh().unwrap();
    let dark = zh.say("settings.look.themes.dark").unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1920, 1080).await.unwrap();
    let worker = Worker::at(&window, &zh);
    worker.opens_sample().await.unwrap();

    worker.sets_look(&[&dark]).await.unwrap();

    worker.tours("zh-dark").await.unwrap();
}
