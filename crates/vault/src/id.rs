//! Identities on disk, and new ones.

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

/// A fresh identity (UUID version 7, RFC 9562): begins with the time, so that what is written together
/// lies together; 74 random bits keep two laptops apart whatever their clocks say.
#[must_use]
pub fn make_id(now: DateTime<FixedOffset>) -> Uuid {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    let mut random = [0; 10];
    random.copy_from_slice(&sealing::make_salt()[..10]);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_clock_and_never_repeat() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset();
        let (early, late) = (make_id(at(1_000)), make_id(at(2_000)));
        assert!(early < late);
        assert_ne!(make_id(at(1_000)), early);
        assert_eq!(early.get_version_num(), 7);
        assert_eq!(make_id(at(-5)).get_version_num(), 7);
    }
}
