//! Listening to the station: it says when something is new, and the background is woken. What is missed is found all the
//! same, a minute later.

use crate::desk::Desk;
use crate::station::line::Line;
use std::time::Duration;

/// Before it is listened again: a line that broke, a session that ended.
const AGAIN: Duration = Duration::from_secs(15);

impl Desk {
    /// Listens to the station until the program ends, while a vault is open that has a session with it.
    pub fn listen_in_background(&self) {
        while let Some((opening, token)) = self.sync.await_session() {
            if let Ok(mut line) = Line::without_session(self) {
                self.sync.listens_by(Some(line.canceller()));
                if !self.sync.is_over(opening) {
                    line.listen(&token, || self.sync.wake());
                }
                self.sync.listens_by(None);
            }
            self.sync.rest(AGAIN);
        }
    }
}
