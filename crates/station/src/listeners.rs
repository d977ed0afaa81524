//! Who listens for news: two lines a device at most, the newest ones. A laptop whose line was cut opens another before the
//! station has noticed; one that opens more and more takes nobody else's place.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use protocol::DeviceId;
use tokio::sync::Notify;

/// Lines of one device.
const EACH: usize = 2;

/// All lines, by device, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Listeners {
    lines: Mutex<HashMap<DeviceId, Vec<Arc<Notify>>>>,
}

impl Listeners {
    /// A device listens: a line too many of its own ends.
    pub(crate) fn listen(self: &Arc<Self>, device: DeviceId) -> Line {
        let ended = Arc::new(Notify::new());
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let hers = lines.entry(device).or_default();
        hers.push(Arc::clone(&ended));
        if hers.len() > EACH {
            // It may be about to wait: the word is kept for it.
            hers.remove(0).notify_one();
        }
        Line { listeners: Arc::clone(self), device, ended }
    }
}

/// One line; dropped, it makes room.
#[derive(Debug)]
pub(crate) struct Line {
    listeners: Arc<Listeners>,
    device: DeviceId,
    ended: Arc<Notify>,
}

impl Line {
    /// Returns when a newer line has taken this one's place.
    pub(crate) async fn ended(&self) {
        self.ended.notified().await;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut lines = self.listeners.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(hers) = lines.get_mut(&self.device) {
            hers.retain(|line| !Arc::ptr_eq(line, &self.ended));
            if hers.is_empty() {
                lines.remove(&self.device);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    fn device(digit: u8) -> DeviceId {
        format!("00000000-0000-4000-8000-00000000000{digit}").parse().unwrap()
    }

    #[tokio::test]
    async fn of_three_lines_of_a_device_the_oldest_ends() {
        let listeners = Arc::new(Listeners::default());
        let (one, other) = (device(1), device(2));
        let lines: Vec<_> = [one, one, other, one].map(|who| listeners.listen(who)).into();
        lines[0].ended().await;
        for line in &lines[1..] {
            assert!(timeout(Duration::from_millis(20), line.ended()).await.is_err());
        }
        drop(lines);
        assert!(listeners.lines.lock().unwrap().is_empty());
    }
}
