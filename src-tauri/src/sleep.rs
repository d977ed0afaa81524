//! Notices that the laptop has slept, without asking anyone: the last guard when the session
//! manager gave no warning.

use std::time::Duration;

/// A gap that the scheduler alone does not explain.
const SLEPT: Duration = Duration::from_secs(2);

/// The time since boot counted twice: with the hours asleep, and without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uptime {
    /// Includes the time the machine was suspended.
    pub with_sleep: Duration,
    /// Stands still while the machine is suspended.
    pub awake: Duration,
}

impl Uptime {
    /// Reads both clocks. On systems where they are one clock, the laptop never seems to sleep.
    #[cfg(target_os = "linux")]
    pub fn read() -> Self {
        use rustix::time::{ClockId, clock_gettime};

        let read = |clock| Duration::try_from(clock_gettime(clock)).unwrap_or_default();
        Self {
            awake: read(ClockId::Monotonic),
            with_sleep: read(ClockId::Boottime),
        }
    }

    /// See above.
    #[cfg(not(target_os = "linux"))]
    pub fn read() -> Self {
        Self {
            awake: Duration::ZERO,
            with_sleep: Duration::ZERO,
        }
    }

    fn asleep(self) -> Duration {
        self.with_sleep.saturating_sub(self.awake)
    }

    /// Whether the machine slept between an earlier reading and this one. The wall clock takes no
    /// part: setting it back or ahead is not sleep.
    pub fn slept_since(self, earlier: Self) -> bool {
        self.asleep().saturating_sub(earlier.asleep()) >= SLEPT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uptime(awake: u64, asleep: u64) -> Uptime {
        Uptime {
            awake: Duration::from_secs(awake),
            with_sleep: Duration::from_secs(awake + asleep),
        }
    }

    #[test]
    fn an_hour_under_the_lid_is_sleep() {
        assert!(uptime(101, 3600).slept_since(uptime(100, 0)));
    }

    #[test]
    fn a_busy_hour_is_not() {
        assert!(!uptime(3700, 10).slept_since(uptime(100, 10)));
    }

    #[test]
    fn an_earlier_sleep_counts_once() {
        assert!(!uptime(3601, 500).slept_since(uptime(3600, 500)));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_real_clocks_only_move_forward() {
        let first = Uptime::read();
        let second = Uptime::read();

        assert!(second.awake >= first.awake);
        assert!(second.with_sleep >= second.awake.saturating_sub(Duration::from_millis(1)));
        assert!(!second.slept_since(first));
    }
}
