//! From the button to the painted Today, without the key stretching.

use std::time::Duration;

use anyhow::Context as _;
use shell::{Words, Worker};

use crate::caseload::{Caseload, PASSPHRASE};
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};
use crate::unlock;

/// Starts a stopwatch when the passphrase is sent. It stops in the task after the frame in which the first
/// row of Today is there: that frame is then painted.
const STOPWATCH: &str = "
    window.todayPainted = new Promise((done) => {
        addEventListener('submit', (event) => {
            const begun = event.timeStamp;
            const look = () => document.querySelector('[data-testid^=today-]')
                ? setTimeout(() => done(performance.now() - begun))
                : requestAnimationFrame(look);
            requestAnimationFrame(look);
        }, { capture: true, once: true });
    });
    return null;
";

/// Opens the program anew for each unlocking.
pub async fn measure(caseload: &Caseload, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    let words = Words::zh()?;
    let laptop = super::laptop(caseload)?;
    let (mut whole, mut stretching) = (Times::default(), Times::default());
    for _ in 0..rounds {
        let window = super::open(&laptop).await?;
        window.run(STOPWATCH).await?;
        Worker::at(&window, &words).knocks(PASSPHRASE).await?;
        let taken = window.run_to_end("window.todayPainted").await?;
        let taken = taken.as_f64().context("the stopwatch of Today did not stop")?;
        whole.push(Duration::from_secs_f64(taken / 1000.0));
        window.close().await?;
        stretching.push(unlock::stretch(&laptop.data())?);
    }
    let stretching = ms(stretching.median()?);
    Ok(vec![Figure::new(
        format!("unlock to Today painted at {} cases, after Argon2id", caseload.cases()),
        ((ms(whole.median()?) - stretching) / 1000.0, stretching / 1000.0, "s"),
        "Argon2id itself, in turn",
        Target::AtMost(1.0),
    )])
}
