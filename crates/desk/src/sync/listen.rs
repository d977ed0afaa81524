//! Listening to the station: it says when something is new, and the background is woken. What is missed is found all the
//! same, a minute later.

use super::round::seed;
use crate::desk::Desk;
use crate::station::line::Line;
use std::time::{Duration, Instant};
use sync::Backoff;

/// A line that held for so long is begun again soon after it broke.
const HELD: Duration = Duration::from_secs(60);

/// Longest time, in milliseconds, that a laptop lets pass after it has heard of something: all who hear of it would else
/// ask at once.
const APART: u64 = 400;

impl Desk {
    /// Listens to the station until the program ends, while a vault is open that has a session with it.
    pub fn listen_in_background(&self) {
        let mut backoff = Backoff::new(seed());
        let mut last = None;
        while let Some((opening, token)) = self.sync.await_session() {
            let begun = Instant::now();
            if let Ok(mut line) = Line::without_session(self) {
                self.sync.listens_by(Some(line.canceller()));
                if !self.sync.is_over(opening) {
                    // What came between the last round and the beginning of this line is not told on it: the beginning
                    // itself is reason for a round.
                    line.listen(&token, || {
                        let moment = Duration::from_millis(backoff.draw() % (APART + 1));
                        self.sync.wake_in(moment);
                    });
                }
                self.sync.listens_by(None);
            }
            self.sync.line_ended();
            if last.replace(opening) != Some(opening) || begun.elapsed() > HELD {
                backoff.progress();
            }
            self.sync.rest(opening, backoff.failed());
            // The next round finds out what became of the session, and there is another to listen with.
            self.sync.wake_in(Duration::ZERO);
        }
    }
}
