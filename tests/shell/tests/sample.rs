//! A walk through the sample caseload: the pictures of the README are taken here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, Words, Worker};

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_in_both_languages() {
    let (zh, en) = (Words::zh().unwrap(), Words::en().unwrap());
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1280, 800).await.unwrap();

    let worker = Worker::at(&window, &zh);
    worker.opens_sample().await.unwrap();
    worker.tours("zh").await.unwrap();

    worker.sets_look(&["English"]).await.unwrap();
    Worker::at(&window, &en).tours("en").await.unwrap();
}
