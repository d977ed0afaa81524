//! Times of one thing, taken over and over.

use std::time::{Duration, Instant};

use anyhow::Context as _;

/// The times that a thing took.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does the work and keeps the time it took.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        self.push(started.elapsed());
        done
    }

    /// Keeps a time.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time in the middle.
    ///
    /// # Errors
    /// When nothing was timed.
    pub fn median(&self) -> anyhow::Result<Duration> {
        self.percentile(50)
    }

    /// The time that 95 of a hundred keep within.
    ///
    /// # Errors
    /// When nothing was timed.
    pub fn p95(&self) -> anyhow::Result<Duration> {
        self.percentile(95)
    }

    /// The smallest time that so many of a hundred keep within (nearest rank).
    fn percentile(&self, of_hundred: usize) -> anyhow::Result<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * of_hundred).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().context("nothing was timed")
    }
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        Self(times.into_iter().collect())
    }
}

/// A time in milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(times: impl IntoIterator<Item = u64>) -> Times {
        times.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn the_order_in_which_times_came_does_not_matter() {
        let times = millis([5, 1, 4, 2, 3]);
        assert_eq!(times.median().unwrap(), Duration::from_millis(3));
        assert_eq!(times.p95().unwrap(), Duration::from_millis(5));
    }

    #[test]
    fn of_a_hundred_the_ninety_fifth() {
        let times = millis(1..=100);
        assert_eq!(times.median().unwrap(), Duration::from_millis(50));
        assert_eq!(times.p95().unwrap(), Duration::from_millis(95));
        let times = millis(1..=20);
        assert_eq!(times.p95().unwrap(), Duration::from_millis(19));
    }

    #[test]
    fn one_time_is_every_percentile_and_none_is_none() {
        let times = millis([7]);
        assert_eq!(times.median().unwrap(), times.p95().unwrap());
        assert!(Times::default().median().is_err());
    }

    #[test]
    fn work_is_done_and_timed() {
        let mut times = Times::default();
        let answer = times.time(|| {
            std::thread::sleep(Duration::from_millis(2));
            42
        });
        assert_eq!(answer, 42);
        assert!(ms(times.median().unwrap()) >= 2.0);
    }
}
