//! How long to wait before the next attempt: longer after each failure, never for good, and not in step with
//! other laptops that lost the same station.

use std::time::Duration;

/// Longest first wait.
const FIRST: Duration = Duration::from_secs(2);

/// Longest wait.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// Counts failures in a row, and says how long to wait after each.
#[derive(Debug)]
pub struct Backoff {
    failures: u32,
    random: u64,
}

impl Backoff {
    /// `seed` tells laptops apart; any number will do.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { failures: 0, random: seed }
    }

    /// Something came through for good.
    pub fn progress(&mut self) {
        self.failures = 0;
    }

    /// How long to wait after one more failure: between a half and the whole of a time that doubles.
    pub fn failed(&mut self) -> Duration {
        let whole = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let half = whole / 2;
        let millis = u64::try_from(half.as_millis()).unwrap_or(u64::MAX);
        half + Duration::from_millis(self.draw() % (millis + 1))
    }

    /// A number that other laptops do not draw: SplitMix64 (Steele et al. 2014).
    pub fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded_and_never_end() {
        let mut backoff = Backoff::new(7);
        let waits: Vec<Duration> = (0..100).map(|_| backoff.failed()).collect();
        assert!(waits[0] >= FIRST / 2 && waits[0] <= FIRST);
        assert!(waits[4] > waits[0] * 4);
        assert!(waits.iter().skip(10).all(|wait| (LONGEST / 2..=LONGEST).contains(wait)));
        backoff.progress();
        assert!(backoff.failed() <= FIRST);
    }

    #[test]
    fn trust_34_laptops_do_not_come_back_in_step() {
        let mut waits: Vec<Duration> = (0..1000)
            .map(|laptop| {
                let mut backoff = Backoff::new(laptop);
                (0..9).map(|_| backoff.failed()).sum()
            })
            .collect();
        waits.sort_unstable();
        waits.dedup();
        assert!(waits.len() > 990, "{} different waits", waits.len());
        assert!(*waits.last().unwrap() - waits[0] > Duration::from_secs(60));
    }
}
