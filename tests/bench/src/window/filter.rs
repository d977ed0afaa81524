//! From a keystroke in the filter of the list to the painted rows.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use shell::{Window, Words, Worker};
use vault::{CaseColumn, CaseFilter};

use crate::caseload::{Caseload, PASSPHRASE};
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};

/// Beginnings of names that are typed, each one character after another.
const NAMES: usize = 30;
/// Empties the field.
const ESCAPE: char = '\u{e00c}';
/// Keystrokes before anything is timed.
const WARM: usize = 4;
const PATIENCE: Duration = Duration::from_secs(10);

/// Keeps, for each keystroke, the time until the rows of what it made of the text were painted.
const STOPWATCH: &str = "
    window.strokes = [];
    let begun;
    addEventListener('keydown', (event) => { begun = event.timeStamp; }, true);
    addEventListener('beforeinput', (event) => { begun ??= event.timeStamp; }, true);
    addEventListener('jiafang:list-painted', ({ detail }) => {
        // An emptied field shows again what was there before.
        if (begun === undefined || detail.text === '') return;
        window.strokes.push(performance.now() - begun);
        begun = undefined;
    });
    return null;
";

/// Types into the filter of the list.
pub async fn measure(caseload: &Caseload) -> anyhow::Result<Vec<Figure>> {
    let words = Words::zh()?;
    let laptop = super::laptop(caseload)?;
    let window = super::open(&laptop).await?;
    let worker = Worker::at(&window, &words);
    worker.unlocks(PASSPHRASE).await?;
    worker.go("cases").await?;
    window.see("case-list").await?;
    window.run(STOPWATCH).await?;
    for name in names(caseload)? {
        for letter in name.chars() {
            stroke(&window, &letter.to_string()).await?;
        }
        window.press(&[ESCAPE]).await?;
    }
    let strokes = window.run("return window.strokes").await?;
    let strokes = strokes.as_array().context("the stopwatch of the list is gone")?;
    let times = strokes.iter().filter_map(serde_json::Value::as_f64).skip(WARM);
    let times: Times = times.map(|taken| Duration::from_secs_f64(taken / 1000.0)).collect();
    let frame = frame(&window).await?;
    window.close().await?;
    Ok(vec![Figure::new(
        format!("filter keystroke to painted, {} rows, p95", caseload.cases()),
        (ms(times.p95()?), frame, "ms"),
        format!("an empty frame of the same window; median {:.0} ms", ms(times.median()?)),
        Target::AtMost(100.0),
    )])
}

/// The first two characters of names all over the list.
fn names(caseload: &Caseload) -> anyhow::Result<Vec<String>> {
    let vault = caseload.open()?;
    let today = caseload.made_at().date_naive();
    let order = (CaseColumn::Number, false);
    let count = u32::try_from(caseload.cases())?;
    let (rows, _) = vault.read().case_list(&CaseFilter::default(), today, order, (0, count))?;
    let apart = rows.iter().step_by((rows.len() / NAMES).max(1));
    Ok(apart.map(|row| row.name.chars().take(2).collect()).collect())
}

/// Types a character and waits for its rows.
async fn stroke(window: &Window, letter: &str) -> anyhow::Result<()> {
    const COUNT: &str = "return window.strokes.length";
    let before = window.run(COUNT).await?;
    window.write("filter-text", letter).await?;
    let deadline = Instant::now() + PATIENCE;
    while window.run(COUNT).await? == before {
        ensure!(Instant::now() < deadline, "no rows were painted after {letter}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// How long the window takes to paint a frame in which nothing changes, in milliseconds.
async fn frame(window: &Window) -> anyhow::Result<f64> {
    const FRAME: &str = "new Promise((done) => {
        const begun = performance.now();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    })";
    let mut times = Times::default();
    for _ in 0..20 {
        let taken = window.run_to_end(FRAME).await?.as_f64().context("no frame")?;
        times.push(Duration::from_secs_f64(taken / 1000.0));
    }
    Ok(ms(times.median()?))
}
