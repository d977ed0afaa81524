//! Stopping a call from another thread: the program ends, the vault is locked, a person has had enough.

use tokio::sync::watch;

/// Stops the calls of one [`Https`](super::Https), at once.
#[derive(Clone, Debug)]
pub struct Canceller(watch::Sender<bool>);

impl Default for Canceller {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Canceller {
    /// The call under way ends with [`Unreachable::Cancelled`](crate::Unreachable::Cancelled), and so does
    /// every later one until [`resume`](Self::resume).
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    /// Calls go through again.
    pub fn resume(&self) {
        self.0.send_replace(false);
    }

    /// Waits until it is cancelled.
    pub(super) async fn cancelled(&self) {
        // Its sender lives in itself: this cannot fail.
        let _ = self.0.subscribe().wait_for(|cancelled| *cancelled).await;
    }
}
