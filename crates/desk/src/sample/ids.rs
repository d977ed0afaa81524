//! Identities and numbers of sample people. They look like any others and belong to nobody.

use super::chance::Chance;
use super::error::SampleError;
use casework::id_number::{IdNumber, IdNumberError};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use uuid::Uuid;

/// A time-ordered identity (UUID version 7) for a moment.
pub(super) fn id(at: NaiveDateTime, chance: &mut Chance) -> Uuid {
    let millis = u64::try_from(at.and_utc().timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &chance.bytes()).into_uuid()
}

/// A time-ordered identity for a day.
pub(super) fn id_on(day: NaiveDate, chance: &mut Chance) -> Uuid {
    id(day.and_time(NaiveTime::MIN), chance)
}

/// So many days from today; today where the calendar ends.
pub(super) fn days(today: NaiveDate, days: i32) -> NaiveDate {
    today.checked_add_signed(TimeDelta::days(days.into())).unwrap_or(today)
}

/// A valid identity number from an area that does not exist (99…), so that it is nobody's.
pub(super) fn id_number(area: u32, birth: NaiveDate, order: &str) -> Result<String, SampleError> {
    let digits = format!("99{:04}{}{order}", area % 10_000, birth.format("%Y%m%d"));
    let mistaken = format!("{digits}0");
    match IdNumber::parse(&mistaken) {
        Ok(number) => Ok(number.as_str().to_owned()),
        Err(IdNumberError::Checksum { expected }) => Ok(format!("{digits}{expected}")),
        Err(_) => Err(SampleError::Order { order: order.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_are_valid_and_nobodys() {
        let birth = NaiveDate::from_ymd_opt(2012, 2, 29).unwrap();
        let made = id_number(17, birth, "026").unwrap();
        let number = IdNumber::parse(&made).unwrap();
        assert_eq!(number.birth_date(), birth);
        assert!(made.starts_with("990017"));
        assert!(id_number(17, birth, "26").is_err());
        assert!(id_number(17, birth, "a26").is_err());
    }

    #[test]
    fn identities_follow_time() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 14).unwrap();
        let mut chance = Chance::new(1, 1);
        let (earlier, later) = (id_on(day, &mut chance), id_on(days(day, 1), &mut chance));
        assert!(earlier < later);
        assert_eq!(earlier.get_version_num(), 7);
    }
}
