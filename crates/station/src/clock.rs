//! The station's own clock. It ends invitations and stamps the operator's page; whether a change or an entry counts
//! never depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970-01-01 UTC; 0 where the machine's clock stands before that.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where the station asks the time")]
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
