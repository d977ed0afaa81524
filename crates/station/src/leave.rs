//! How much devices that were revoked may leave behind: whoever has stolen one fills no disk with it. In memory alone; a
//! station that was started again lets each bring as much once more.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use protocol::DeviceId;

/// Most that one device leaves, in bytes: notes of weeks, with photos.
const MOST: u64 = 2 << 30;

/// What each has left since the station was started.
#[derive(Default)]
pub(crate) struct LeftBehind(Mutex<HashMap<DeviceId, u64>>);

impl LeftBehind {
    /// Whether a device may leave so many bytes more. They are counted.
    pub(crate) fn takes(&self, device: DeviceId, bytes: usize) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = all.entry(device).or_default();
        let sum = left.saturating_add(bytes as u64);
        if sum > MOST {
            return false;
        }
        *left = sum;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_device_leaves_so_much_and_no_more() {
        let (left, device) = (LeftBehind::default(), |n| DeviceId::from_bytes([n; 16]));
        let half = usize::try_from(MOST / 2).unwrap();
        assert!(left.takes(device(1), half) && left.takes(device(1), half));
        assert!(!left.takes(device(1), 1));
        assert!(left.takes(device(2), 1));
    }
}
