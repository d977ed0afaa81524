//! The main journey, from an empty laptop to the printed page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use std::path::Path;

use shell::{Laptop, PASSPHRASE, STATION, Target, WORKER, Window, Words, Worker, text_of};

const CHILD: &str = "田小禾";
const ID_NUMBER: &str = "990101201703040124";
const GRANDMOTHER: &str = "田桂兰";
const SEEN: &str =
    "小禾在门口写作业，灶上温着南瓜粥。祖母腰疼，坐着择豆角。问到晚上，孩子说怕打雷。";
const JUDGEMENT: &str = "祖母照顾得尽心，但夜里力不从心；孩子想妈妈，不大肯说。";
const ACTION: &str = "和班主任约一次面谈";
const ADDENDUM: &str = "祖母来电说，周三已带孩子去过卫生院。";

#[tokio::test(flavor = "multi_thread")]
async fn from_the_door_to_the_printed_page() {
    let words = Words::zh().unwrap();
    let laptop = Laptop::new().unwrap();
    let window = laptop.open().await.unwrap();
    window.resize(1280, 800).await.unwrap();
    let worker = Worker::at(&window, &words);

    comes_in(&worker).await.unwrap();
    registers_child(&worker).await.unwrap();
    opens_case(&worker).await.unwrap();
    writes_visit(&worker).await.unwrap();
    adds_and_finds(&worker).await.unwrap();
    prints(&worker, &laptop).await.unwrap();
    looks_around(&worker).await.unwrap();

    leaves_no_word_behind(&laptop, window).await.unwrap();
}

async fn comes_in(worker: &Worker<'_>) -> anyhow::Result<()> {
    worker.looks_at("01-first-run").await?;
    worker.fills_in_new_vault().await?;
    worker.looks_at("02-new-vault").await?;
    worker.press("vault.create.go").await?;
    let code = worker.recovery_code().await?;
    worker.looks_at("03-recovery-sheet").await?;
    worker.copied_code(&code).await?;
    worker.window.see("register-first").await?;
    worker.looks_at("04-today-empty").await
}

async fn registers_child(worker: &Worker<'_>) -> anyhow::Result<()> {
    worker.window.click("register-first").await?;
    worker.fills_in_child(CHILD, ID_NUMBER).await?;
    worker.looks_at("05-client-form").await?;
    worker.registers().await?;
    worker.adds_member(GRANDMOTHER, "grandmother").await?;
    worker.looks_at("06-client").await
}

async fn opens_case(worker: &Worker<'_>) -> anyhow::Result<()> {
    worker.window.click("open-case").await?;
    let reason = "班主任说，孩子上课打瞌睡，作业没人看。";
    worker.fills_in_intake(reason, GRANDMOTHER).await?;
    worker.looks_at("07-intake").await?;
    worker.opens_case().await?;
    worker.looks_at("08-case-new").await
}

async fn writes_visit(worker: &Worker<'_>) -> anyhow::Result<()> {
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample/photos/dish.jpg");
    worker.starts_visit().await?;
    worker.was_there("16:05", "16:50").await?;
    worker.observes(SEEN, JUDGEMENT).await?;
    worker.agrees(ACTION, WORKER, "今天").await?;
    worker.attaches(&photo, "灶台").await?;
    worker.is_saved().await?;
    worker.looks_at("09-visit-form").await?;
    worker.signs_visit().await?;
    worker.looks_at("10-note").await
}

async fn adds_and_finds(worker: &Worker<'_>) -> anyhow::Result<()> {
    worker.adds(ADDENDUM).await?;
    worker.looks_at("11-addendum").await?;
    worker.go("cases").await?;
    worker.searches("南瓜粥", "visit").await?;
    worker.looks_at("12-search").await?;
    worker.window.click("hit-visit").await?;
    let note = worker.window.see("note-observations").await?;
    anyhow::ensure!(note.contains("南瓜粥"), "search led to another note: {note}");
    Ok(())
}

async fn prints(worker: &Worker<'_>, laptop: &Laptop) -> anyhow::Result<()> {
    worker.previews_report().await?;
    worker.looks_at("13-report").await?;
    let pdf = worker.saves_report(laptop).await?;
    let text: String = text_of(&pdf).await?.split_whitespace().collect();
    for words in [CHILD, STATION, WORKER, ACTION, "灶上温着南瓜粥", "周三已带孩子去过卫生院"]
    {
        anyhow::ensure!(text.contains(words), "the page does not say {words}: {text}");
    }
    worker.window.click("report-print").await
}

async fn looks_around(worker: &Worker<'_>) -> anyhow::Result<()> {
    worker.go("today").await?;
    worker.window.see(Target::Saying(ACTION)).await?;
    worker.looks_at("14-today").await?;
    worker.go("cases").await?;
    worker.window.see(Target::Saying(CHILD)).await?;
    worker.looks_at("15-cases").await?;
    worker.window.click(Target::Saying(CHILD)).await?;
    worker.window.see("timeline").await?;
    worker.looks_at("16-case").await?;
    worker.go("settings").await?;
    worker.looks_at("17-settings").await?;
    worker.go("guide").await?;
    worker.looks_at("18-guide").await?;
    worker.locks().await?;
    worker.looks_at("19-lock").await
}

/// trust 38: what was typed, shown, drawn and printed lies nowhere on disk in clear.
async fn leaves_no_word_behind(laptop: &Laptop, window: Window) -> anyhow::Result<()> {
    window.close().await?;
    let planted = [CHILD, ID_NUMBER, GRANDMOTHER, STATION, WORKER, PASSPHRASE, ACTION];
    let prose = ["南瓜粥", "怕打雷", "力不从心", "卫生院", "枣树", "打瞌睡"];
    let finds = laptop.sweep(&[&planted[..], &prose[..]].concat())?;
    let list: Vec<String> = finds.iter().map(ToString::to_string).collect();
    anyhow::ensure!(list.is_empty(), "left behind:\n{}", list.join("\n"));
    Ok(())
}
