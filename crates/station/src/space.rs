//! Whether there is room on the disk. Where there is not, the station takes nothing and serves what it has: it
//! stops while there is still enough room to work in, and goes on by itself when there is room again.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long an answer of the file system is believed.
const BELIEVED: Duration = Duration::from_secs(1);
/// How long nothing is tried after a write has failed for want of room.
const PAUSE: Duration = Duration::from_secs(5);

/// The room on the disk of a station's home.
pub struct Space {
    home: PathBuf,
    /// Bytes that stay free.
    reserve: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    asked: Option<(Instant, u64)>,
    full_until: Option<Instant>,
}

impl Space {
    /// The room on the disk of this folder, `reserve` bytes of which stay free.
    #[must_use]
    pub fn new(home: PathBuf, reserve: u64) -> Self {
        Self { home, reserve, state: Mutex::default() }
    }

    /// There is no room at present.
    pub fn is_short(&self, now: Instant) -> bool {
        let paused = {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.full_until.is_some_and(|until| now < until)
        };
        paused || self.free(now) < self.reserve
    }

    /// A write has failed for want of room.
    pub fn note_full(&self, now: Instant) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.full_until = Some(now + PAUSE);
    }

    /// Free bytes on the disk.
    pub fn free(&self, now: Instant) -> u64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((asked, free)) = state.asked
            && now.saturating_duration_since(asked) < BELIEVED
        {
            return free;
        }
        // Where the file system does not say, the database will.
        let free = rustix::fs::statvfs(&self.home)
            .map_or(u64::MAX, |found| found.f_bavail.saturating_mul(found.f_frsize));
        state.asked = Some((now, free));
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_stays_free() {
        let now = Instant::now();
        let folder = tempfile::tempdir().unwrap();
        assert!(Space::new(folder.path().into(), u64::MAX).is_short(now));
        assert!(!Space::new(folder.path().into(), 1).is_short(now));
    }

    #[test]
    fn after_a_failed_write_there_is_a_pause_and_then_another_try() {
        let now = Instant::now();
        let folder = tempfile::tempdir().unwrap();
        let space = Space::new(folder.path().into(), 1);
        space.note_full(now);
        assert!(space.is_short(now));
        assert!(!space.is_short(now + PAUSE));
    }
}
