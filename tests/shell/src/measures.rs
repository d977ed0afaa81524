//! What a window costs: the wait until it shows something, and memory.

use std::time::{Duration, Instant};

use anyhow::Context as _;

use crate::{Window, process};

/// The figures of one window, taken the same way for every program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    /// From the start of the process to the first content on the screen.
    pub first_paint: Duration,
    /// Bytes of memory of all its processes, shared pages counted in proportion (PSS).
    pub memory: u64,
}

impl Window {
    /// Measures the window as it stands.
    pub async fn measures(&self) -> anyhow::Result<Measures> {
        Ok(Measures { first_paint: self.first_paint().await?, memory: self.memory()? })
    }

    fn memory(&self) -> anyhow::Result<u64> {
        self.processes().into_iter().map(process::memory).sum()
    }

    /// The process' age and the page's clock, read at the same moment, give the way from one to
    /// the other.
    async fn first_paint(&self) -> anyhow::Result<Duration> {
        const SINCE_PAINT: &str = "
            const paint = performance.getEntriesByName('first-contentful-paint')[0];
            return paint ? performance.now() - paint.startTime : null;
        ";
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let asked = Instant::now();
            let answer = self.run(SINCE_PAINT).await?;
            let on_the_way = asked.elapsed() / 2;
            if let Some(milliseconds) = answer.as_f64() {
                let since = Duration::from_secs_f64(milliseconds / 1000.0) + on_the_way;
                return process::age(self.pid())?
                    .checked_sub(since)
                    .context("the page is older than its program");
            }
            anyhow::ensure!(Instant::now() < deadline, "the page painted nothing in 20 s");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
