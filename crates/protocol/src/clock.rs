//! The clock of a change: for the order in which things are shown, never for what is true.

/// A hybrid logical clock: the wall clock where it moves on, a counter where it stands still or goes back
/// (Kulkarni et al. 2014). A laptop a year off loses nothing: no merge looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HybridClock {
    /// Milliseconds since 1970-01-01 UTC, as the author's laptop had it or later.
    pub millis: u64,
    /// Order within a millisecond.
    pub counter: u16,
}

impl HybridClock {
    /// The clock of the next change. It never goes back: after `last` even where the wall clock does.
    ///
    /// `last` is the latest clock of the author's own changes, or of the record about to be changed when
    /// that is later, so that a correction is shown after what it corrects; a clock far ahead of the wall clock is none of
    /// these. At the end of time it stays.
    #[must_use]
    pub fn tick(last: Option<Self>, wall_millis: u64) -> Self {
        match last {
            Some(last) if wall_millis <= last.millis => last.next(),
            _ => Self { millis: wall_millis, counter: 0 },
        }
    }

    fn next(self) -> Self {
        match (self.counter.checked_add(1), self.millis.checked_add(1)) {
            (Some(counter), _) => Self { counter, ..self },
            (None, Some(millis)) => Self { millis, counter: 0 },
            (None, None) => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock(millis: u64, counter: u16) -> HybridClock {
        HybridClock { millis, counter }
    }

    #[test]
    fn follows_the_wall_clock_where_it_moves_on() {
        assert_eq!(HybridClock::tick(None, 7), clock(7, 0));
        assert_eq!(HybridClock::tick(Some(clock(7, 9)), 8), clock(8, 0));
    }

    #[test]
    fn counts_where_the_wall_clock_stands_still_or_goes_back() {
        assert_eq!(HybridClock::tick(Some(clock(7, 0)), 7), clock(7, 1));
        assert_eq!(HybridClock::tick(Some(clock(7, 4)), 2), clock(7, 5));
    }

    #[test]
    fn a_full_counter_borrows_a_millisecond() {
        assert_eq!(HybridClock::tick(Some(clock(7, u16::MAX)), 7), clock(8, 0));
    }

    #[test]
    fn stays_at_the_end_of_time() {
        let end = clock(u64::MAX, u16::MAX);
        assert_eq!(HybridClock::tick(Some(end), 5), end);
    }

    proptest! {
        #[test]
        fn trust_31_never_goes_back(walls in prop::collection::vec(0..50u64, 1..200)) {
            let mut last = None;
            for wall in walls {
                let next = HybridClock::tick(last, wall);
                prop_assert!(last.is_none_or(|last| next > last));
                prop_assert!(next.millis >= wall);
                last = Some(next);
            }
        }
    }
}
