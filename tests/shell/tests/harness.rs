//! The harness proved on a window with nothing in it: if a verb fails in a journey, it is not
//! for want of a working verb.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shell::{Laptop, Program, Target};

async fn bare() -> (Laptop, shell::Window) {
    let laptop = Laptop::with(Program::BareWindow, &[]).unwrap();
    let window = laptop.open().await.unwrap();
    (laptop, window)
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_written_and_buttons_pressed() {
    let (_laptop, window) = bare().await;

    window.write("text", "小米 at home").await.unwrap();
    window.click(Target::Named("Press")).await.unwrap();
    assert_eq!(window.see("output").await.unwrap(), "pressed: 小米 at home");

    window.rewrite(Target::Field("text"), "anew").await.unwrap();
    assert_eq!(window.read("text").await.unwrap(), "anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_reaches_the_page_whole() {
    let (laptop, window) = bare().await;
    let file = laptop.exports().join("照片 1.bin");
    std::fs::write(&file, [1, 2, 250]).unwrap();

    window.attach("file", &file).await.unwrap();

    window.see(Target::Text("照片 1.bin 3 253")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_has_the_size_and_the_picture_asked_for() {
    let (_laptop, window) = bare().await;

    window.resize(1280, 720).await.unwrap();
    let picture = window.picture("harness").await.unwrap();

    let png = std::fs::read(picture).unwrap();
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (1280, 720));
}

#[tokio::test(flavor = "multi_thread")]
async fn cost_is_measured() {
    let (_laptop, window) = bare().await;

    let measures = window.measures().await.unwrap();

    assert!(measures.first_paint.as_millis() > 20, "{measures:?}");
    assert!(measures.first_paint.as_secs() < 60, "{measures:?}");
    assert!(measures.memory > 50 << 20, "{measures:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_window_leaves_no_process() {
    let (laptop, window) = bare().await;
    let processes = window.processes();
    assert!(processes.len() > 1, "a web view has processes of its own");

    window.kill();

    for pid in processes {
        assert!(!std::path::Path::new(&format!("/proc/{pid}/exe")).exists());
    }
    laptop.open().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_ends_at_its_start_is_told_at_once_with_its_last_words() {
    let laptop = Laptop::with(Program::Jiafang, &["--no-such-thing"]).unwrap();
    let begun = std::time::Instant::now();
    let told = format!("{:#}", laptop.open().await.unwrap_err());
    assert!(told.contains("the program ended before"), "{told}");
    assert!(told.contains("--no-such-thing"), "{told}");
    assert!(begun.elapsed().as_secs() < 10, "{told}");
}
