//! How much goes into one request, on a link of unknown quality: less after each that was cut off, more again while
//! everything comes through. What was too much once is not tried again at once: on a slow line each attempt costs minutes.

use protocol::api::BATCH_LEN;

/// Batches and pages on a link of unknown quality, in bytes.
const FIRST: usize = 1024 * 1024;

/// Batches and pages on the worst link.
const LEAST: usize = 32 * 1024;

/// How many must come through before more than what was too much once is tried.
const STEADY: u32 = 16;

/// The size of batches and pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    size: usize,
    /// Half of what was too much.
    ceiling: usize,
    /// How many as large as the ceiling came through.
    steady: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { size: FIRST, ceiling: BATCH_LEN, steady: 0 }
    }
}

impl Pace {
    /// How many bytes go into the next.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// So many bytes came through whole. Few bytes say nothing of many.
    pub(crate) fn came_through(&mut self, bytes: usize) {
        if bytes < self.size / 2 {
            return;
        }
        if self.size >= self.ceiling {
            self.steady += 1;
            if self.steady < STEADY {
                return;
            }
            self.ceiling = (self.ceiling * 2).min(BATCH_LEN);
            self.steady = 0;
        }
        self.size = (self.size * 2).min(self.ceiling);
    }

    /// So many bytes were too much. False where fewer make no sense.
    pub(crate) fn cut_off(&mut self, bytes: usize) -> bool {
        let tried = bytes.min(self.size);
        if tried <= LEAST {
            return false;
        }
        self.size = (tried / 2).max(LEAST);
        self.ceiling = self.size;
        self.steady = 0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_to_the_longest_batch() {
        let mut pace = Pace::default();
        for _ in 0..9 {
            pace.came_through(pace.size());
        }
        assert_eq!(pace.size(), BATCH_LEN);
    }

    #[test]
    fn few_bytes_say_nothing_of_many() {
        let mut pace = Pace::default();
        for _ in 0..99 {
            pace.came_through(500);
        }
        assert_eq!(pace.size(), FIRST);
        assert!(!pace.cut_off(500));
        assert_eq!(pace.size(), FIRST);
    }

    #[test]
    fn what_was_too_much_is_tried_again_seldom() {
        const CARRIES: usize = 300 * 1024;
        let mut pace = Pace::default();
        let (mut through, mut cut) = (0, 0);
        for _ in 0..200 {
            if pace.size() > CARRIES {
                assert!(pace.cut_off(pace.size()));
                cut += 1;
            } else {
                pace.came_through(pace.size());
                through += 1;
            }
        }
        assert!(through > 180 && cut > 2, "{through} came through, {cut} were cut off");
        assert!(pace.size() * 4 > CARRIES);
    }

    #[test]
    fn a_part_that_is_shorter_than_a_batch_is_halved_itself() {
        let mut pace = Pace::default();
        pace.came_through(FIRST);
        pace.came_through(2 * FIRST);
        assert_eq!(pace.size(), BATCH_LEN);
        assert!(pace.cut_off(FIRST));
        assert_eq!(pace.size(), FIRST / 2);
    }

    #[test]
    fn it_never_becomes_nothing() {
        let mut pace = Pace::default();
        while pace.cut_off(pace.size()) {}
        assert_eq!(pace.size(), LEAST);
    }
}
