//! How long to wait after a wrong passphrase. The wait grows so that guessing at the lock screen is
//! slow, and stays short enough that nobody else's guesses lock the owner out. It lives in memory: the
//! cost of a guess at the file itself is Argon2id's affair.

use std::time::Duration;

/// Longest wait.
pub const LONGEST: Duration = Duration::from_secs(30);

/// Wrong tries that cost nothing: a slip of the finger.
const FREE: u32 = 2;

/// Counts wrong tries.
#[derive(Debug, Default)]
pub struct Retry {
    wrong: u32,
    until: Duration,
}

impl Retry {
    /// What is left to wait at `now` (a monotonic time).
    #[must_use]
    pub fn left(&self, now: Duration) -> Duration {
        self.until.saturating_sub(now)
    }

    /// A try failed at `now`: 1 s after the third in a row, then twice as long each time, up to
    /// [`LONGEST`].
    pub fn failed(&mut self, now: Duration) {
        self.wrong = self.wrong.saturating_add(1);
        let Some(doublings) = self.wrong.checked_sub(FREE + 1) else { return };
        let wait = Duration::from_secs(1) * 2u32.saturating_pow(doublings.min(5));
        self.until = now + wait.min(LONGEST);
    }

    /// A try succeeded.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn two_slips_are_free_then_the_wait_doubles_up_to_half_a_minute() {
        let mut retry = Retry::default();
        let waits: Vec<u64> = (0..9)
            .map(|_| {
                retry.failed(s(100));
                retry.left(s(100)).as_secs()
            })
            .collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn the_wait_passes_and_success_forgets_it() {
        let mut retry = Retry::default();
        (0..4).for_each(|_| retry.failed(s(10)));
        assert_eq!(retry.left(s(11)), s(1));
        assert_eq!(retry.left(s(99)), s(0));
        retry.succeeded();
        retry.failed(s(100));
        assert_eq!(retry.left(s(100)), s(0));
    }
}
