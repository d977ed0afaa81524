//! When an open vault locks itself: after minutes without a touch, and after the laptop slept.

use std::time::Duration;

/// A gap between two ticks that only a sleeping laptop makes.
const SLEPT: Duration = Duration::from_secs(20);

/// Watches one open session.
#[derive(Debug)]
pub struct Idle {
    touched: Duration,
    ticked: Option<Tick>,
}

#[derive(Clone, Copy, Debug)]
struct Tick {
    monotonic: Duration,
    wall_seconds: i64,
}

impl Idle {
    /// A session that begins at `now` (monotonic).
    #[must_use]
    pub fn new(now: Duration) -> Self {
        Self { touched: now, ticked: None }
    }

    /// The worker is there.
    pub fn touch(&mut self, now: Duration) {
        self.touched = now;
    }

    /// Whether to lock: called about once a second. On Linux the monotonic clock stands still while
    /// the laptop sleeps, so the wall clock is looked at, too; a clock that was set does no harm but a
    /// lock.
    pub fn tick(&mut self, now: Duration, wall_seconds: i64, limit: Duration) -> bool {
        let slept = self.ticked.is_some_and(|last| {
            let wall = wall_seconds.saturating_sub(last.wall_seconds).max(0);
            let wall = Duration::from_secs(wall.unsigned_abs());
            wall > SLEPT || now.saturating_sub(last.monotonic) > SLEPT
        });
        self.ticked = Some(Tick { monotonic: now, wall_seconds });
        slept || now.saturating_sub(self.touched) >= limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(300);

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn locks_after_the_idle_time_and_not_before() {
        let mut idle = Idle::new(at(0));
        assert!((1..300).all(|second| !idle.tick(at(second), second as i64, LIMIT)));
        assert!(idle.tick(at(300), 300, LIMIT));
    }

    #[test]
    fn a_touch_starts_the_time_anew() {
        let mut idle = Idle::new(at(0));
        idle.touch(at(200));
        assert!((201..500).all(|second| !idle.tick(at(second), second as i64, LIMIT)));
        assert!(idle.tick(at(500), 500, LIMIT));
    }

    #[test]
    fn sleep_locks_whichever_clock_stood_still() {
        let mut idle = Idle::new(at(0));
        assert!(!idle.tick(at(1), 1_000, LIMIT));
        assert!(idle.tick(at(2), 4_600, LIMIT), "the monotonic clock stood still");
        let mut idle = Idle::new(at(0));
        assert!(!idle.tick(at(1), 1_000, LIMIT));
        assert!(idle.tick(at(61), 1_001, LIMIT), "the wall clock was set back");
    }

    #[test]
    fn a_clock_set_back_alone_does_not_lock() {
        let mut idle = Idle::new(at(0));
        assert!(!idle.tick(at(1), 10_000, LIMIT));
        assert!(!idle.tick(at(2), 100, LIMIT));
    }
}
