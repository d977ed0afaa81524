//! First paint and memory, beside a Tauri window with nothing in it.

use std::time::Duration;

use anyhow::Context as _;
use shell::{Laptop, Measures, Program, Words, Worker};

use crate::caseload::{Caseload, PASSPHRASE};
use crate::figure::{Figure, Target};
use crate::times::{Times, ms};

/// After this long a page has done what it does on its own.
const CALM: Duration = Duration::from_secs(2);
const MEGABYTE: f64 = 1024.0 * 1024.0;

/// Opens both programs in turn.
pub async fn measure(caseload: &Caseload, rounds: usize) -> anyhow::Result<Vec<Figure>> {
    let words = Words::zh()?;
    let (mut paint, mut bare_paint) = (Times::default(), Times::default());
    let (mut memory, mut bare_memory) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let bare = Laptop::with(Program::BareWindow, &[])?;
        let window = super::open(&bare).await?;
        tokio::time::sleep(CALM).await;
        let Measures { first_paint, memory: bytes } = window.measures().await?;
        bare_paint.push(first_paint);
        bare_memory.push(bytes);
        window.kill();

        let laptop = super::laptop(caseload)?;
        let window = super::open(&laptop).await?;
        paint.push(window.measures().await?.first_paint);
        let worker = Worker::at(&window, &words);
        worker.unlocks(PASSPHRASE).await?;
        tokio::time::sleep(CALM).await;
        memory.push(window.measures().await?.memory);
        window.close().await?;
    }
    Ok(vec![
        Figure::new(
            "first paint",
            (ms(paint.median()?), ms(bare_paint.median()?), "ms"),
            "a bare Tauri window",
            Target::TimesFloor(1.4),
        ),
        Figure::new(
            "memory (PSS) with Today open",
            (megabytes(memory)?, megabytes(bare_memory)?, "MB"),
            "a bare Tauri window",
            Target::TimesFloor(1.4),
        ),
    ])
}

/// The middle one, in megabytes.
fn megabytes(mut bytes: Vec<u64>) -> anyhow::Result<f64> {
    bytes.sort_unstable();
    let middle = bytes.get(bytes.len() / 2).context("nothing was weighed")?;
    Ok(*middle as f64 / MEGABYTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_counts() {
        let bytes = [300, 100, 200].map(|mb| mb * 1024 * 1024).to_vec();
        assert!((megabytes(bytes).unwrap() - 200.0).abs() < 1e-9);
        assert!(megabytes(Vec::new()).is_err());
    }
}
