//! What Today 今日 is made of: how a due day stands, and which notes are late.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// Days ahead that count as soon: a week's planning.
pub const SOON_DAYS: u32 = 7;

/// Hours after the contact within which a note is to be signed: field practice.
pub const NOTE_WITHIN_HOURS: i64 = 24;

/// How a due day stands to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// It is past.
    Overdue {
        /// Days ago, from 1.
        days: u32,
    },
    /// It is today.
    Today,
    /// It comes within [`SOON_DAYS`].
    Soon {
        /// Days ahead, from 1.
        days: u32,
    },
    /// It comes later.
    Later,
}

/// How a due day stands to today.
#[must_use]
pub fn standing(due: NaiveDate, today: NaiveDate) -> Standing {
    let ahead = due.signed_duration_since(today).num_days();
    // Chrono's calendar is 191 million days long: every distance fits.
    let days = u32::try_from(ahead.unsigned_abs()).unwrap_or(u32::MAX);
    match ahead {
        ..0 => Standing::Overdue { days },
        0 => Standing::Today,
        _ if days <= SOON_DAYS => Standing::Soon { days },
        _ => Standing::Later,
    }
}

/// By how many hours an unsigned note is late, each begun hour counted; `None` while it is in time.
#[must_use]
pub fn unsigned_late(contact_ended: NaiveDateTime, now: NaiveDateTime) -> Option<u32> {
    let late = now.signed_duration_since(contact_ended) - TimeDelta::hours(NOTE_WITHIN_HOURS);
    if late <= TimeDelta::zero() {
        return None;
    }
    let begun = late.num_hours() + i64::from(late > TimeDelta::hours(late.num_hours()));
    Some(u32::try_from(begun).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, d).unwrap()
    }

    #[test]
    fn a_due_day_is_past_today_near_or_far() {
        for (due, expected) in [
            (4, Standing::Overdue { days: 10 }),
            (13, Standing::Overdue { days: 1 }),
            (14, Standing::Today),
            (15, Standing::Soon { days: 1 }),
            (21, Standing::Soon { days: 7 }),
            (22, Standing::Later),
        ] {
            assert_eq!(standing(day(due), day(14)), expected, "{due}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trouble() {
        assert!(matches!(standing(NaiveDate::MIN, NaiveDate::MAX), Standing::Overdue { .. }));
        assert_eq!(standing(NaiveDate::MAX, NaiveDate::MIN), Standing::Later);
        assert_eq!(unsigned_late(NaiveDateTime::MIN, NaiveDateTime::MAX), Some(u32::MAX));
    }

    #[test]
    fn a_note_is_late_after_24_hours() {
        let ended = day(14).and_hms_opt(16, 30, 0).unwrap();
        let after = |minutes| unsigned_late(ended, ended + TimeDelta::minutes(minutes));
        assert_eq!(after(-60), None, "a clock set back");
        assert_eq!(after(0), None);
        assert_eq!(after(24 * 60), None);
        assert_eq!(after(24 * 60 + 1), Some(1));
        assert_eq!(after(25 * 60), Some(1));
        assert_eq!(after(25 * 60 + 1), Some(2));
        assert_eq!(after(72 * 60), Some(48));
    }

    proptest! {
        #[test]
        fn every_day_stands_in_one_way(ahead in -400i64..400) {
            let due = day(14) + TimeDelta::days(ahead);
            let expected = match standing(due, day(14)) {
                Standing::Overdue { days } => ahead == -i64::from(days) && ahead < 0,
                Standing::Today => ahead == 0,
                Standing::Soon { days } => ahead == i64::from(days) && (1..=7).contains(&ahead),
                Standing::Later => ahead > 7,
            };
            prop_assert!(expected);
        }
    }
}
