//! Values as they stand in columns: small numbers for days and choices, bytes for ids.

use crate::error::{Damage, VaultError};
use casework::action::ActionState;
use casework::category::{Category, Group};
use casework::risk::RiskLevel;
use casework::sex::Sex;
use casework::visit::VisitKind;
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, Offset as _, Utc};
use history::ChangeId;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A row that this version did not write.
pub(super) const DAMAGED: VaultError = VaultError::Damaged(Damage::Row);

/// Hours by which China is ahead of UTC. A change's clock knows no time zone, and a view may not depend on
/// the laptop's: the day of a change is the day it was in China.
const CHINA_HOURS: i32 = 8;

/// The same in milliseconds.
pub(super) const CHINA_MILLIS: i64 = CHINA_HOURS as i64 * 3_600_000;

/// A day, counted from 1 January of the year 1.
pub(super) fn day(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

pub(crate) fn date(day: i32) -> Result<NaiveDate, VaultError> {
    NaiveDate::from_num_days_from_ce_opt(day).ok_or(DAMAGED)
}

pub(crate) fn maybe_date(day: Option<i32>) -> Result<Option<NaiveDate>, VaultError> {
    day.map(date).transpose()
}

/// A wall time without a zone, in seconds.
pub(super) fn wall_time(seconds: Option<i64>) -> Result<Option<NaiveDateTime>, VaultError> {
    let time = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(DAMAGED);
    Ok(seconds.map(time).transpose()?.map(|time| time.naive_utc()))
}

/// A moment, in milliseconds.
pub(super) fn moment(millis: i64) -> Result<DateTime<Utc>, VaultError> {
    DateTime::from_timestamp_millis(millis).ok_or(DAMAGED)
}

/// The milliseconds of a change's clock, at the latest the end of the calendar.
pub(super) fn clock_millis(millis: u64) -> i64 {
    let end = DateTime::<Utc>::MAX_UTC.timestamp_millis();
    i64::try_from(millis).map_or(end, |millis| millis.min(end))
}

/// The day in China at a moment.
pub(super) fn day_at(millis: i64) -> Result<i32, VaultError> {
    let zone = FixedOffset::east_opt(CHINA_HOURS * 3600).unwrap_or(Utc.fix());
    // The last hours of the calendar have no day in China.
    let utc = moment(millis)?;
    Ok(day(utc.naive_utc().checked_add_offset(zone).unwrap_or(utc.naive_utc()).date()))
}

/// The moment at which a day begins in UTC: the working day's beginning in China.
pub(super) fn day_start(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
}

pub(super) fn group(group: Group) -> u8 {
    match group {
        Group::Child => 1,
        Group::Elder => 2,
    }
}

pub(super) fn group_of(column: u8) -> Result<Group, VaultError> {
    match column {
        1 => Ok(Group::Child),
        2 => Ok(Group::Elder),
        _ => Err(DAMAGED),
    }
}

/// As in GB/T 2261.1.
pub(super) fn sex(sex: Sex) -> u8 {
    match sex {
        Sex::Male => 1,
        Sex::Female => 2,
    }
}

pub(super) fn sex_of(column: u8) -> Result<Sex, VaultError> {
    match column {
        1 => Ok(Sex::Male),
        2 => Ok(Sex::Female),
        _ => Err(DAMAGED),
    }
}

/// Graver is greater.
pub(super) fn risk(level: RiskLevel) -> u8 {
    match level {
        RiskLevel::Low => 1,
        RiskLevel::Medium => 2,
        RiskLevel::High => 3,
        RiskLevel::Critical => 4,
    }
}

pub(super) fn risk_of(column: u8) -> Result<RiskLevel, VaultError> {
    match column {
        1 => Ok(RiskLevel::Low),
        2 => Ok(RiskLevel::Medium),
        3 => Ok(RiskLevel::High),
        4 => Ok(RiskLevel::Critical),
        _ => Err(DAMAGED),
    }
}

pub(super) fn visit_kind(kind: VisitKind) -> u8 {
    match kind {
        VisitKind::Planned => 1,
        VisitKind::Unannounced => 2,
        VisitKind::Phone => 3,
    }
}

pub(super) fn visit_kind_of(column: u8) -> Result<VisitKind, VaultError> {
    match column {
        1 => Ok(VisitKind::Planned),
        2 => Ok(VisitKind::Unannounced),
        3 => Ok(VisitKind::Phone),
        _ => Err(DAMAGED),
    }
}

pub(super) fn action_state(state: ActionState) -> u8 {
    match state {
        ActionState::Open => 1,
        ActionState::Done => 2,
        ActionState::Dropped => 3,
    }
}

/// Categories as a set of bits, in the order of [`Category::ALL`].
pub(super) fn categories(of: &[Category]) -> i64 {
    of.iter().map(|category| 1 << category_bit(*category)).fold(0, |set, bit: i64| set | bit)
}

pub(super) fn categories_of(column: i64) -> Vec<Category> {
    Category::ALL
        .into_iter()
        .filter(|category| column >> category_bit(*category) & 1 == 1)
        .collect()
}

/// The place of a category among all.
pub(super) fn category_bit(category: Category) -> u8 {
    let place = Category::ALL.iter().position(|each| *each == category);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(0)
}

/// How many there are of something.
pub(super) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// The changes that a view shows.
pub(crate) fn seen(changes: &[ChangeId]) -> Vec<u8> {
    changes.iter().flat_map(|change| *change.bytes()).collect()
}

pub(crate) fn seen_of(column: &[u8]) -> Result<Vec<ChangeId>, VaultError> {
    column.chunks(32).map(|bytes| ChangeId::try_from(bytes).map_err(|_| DAMAGED)).collect()
}

pub(crate) fn json<T: Serialize>(of: &T) -> Result<String, VaultError> {
    serde_json::to_string(of).map_err(|_| VaultError::NotStorable)
}

pub(crate) fn from_json<T: DeserializeOwned>(column: &str) -> Result<T, VaultError> {
    serde_json::from_str(column).map_err(|_| DAMAGED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back_and_keep_their_order() {
        let days = [
            NaiveDate::MIN,
            NaiveDate::default(),
            NaiveDate::from_ymd_opt(2026, 2, 28).unwrap(),
            NaiveDate::MAX,
        ];
        for pair in days.windows(2) {
            assert!(day(pair[0]) < day(pair[1]));
        }
        for each in days {
            assert_eq!(date(day(each)).unwrap(), each);
        }
        assert!(matches!(date(i32::MAX), Err(VaultError::Damaged(Damage::Row))));
    }

    #[test]
    fn the_day_of_a_change_is_the_day_in_china() {
        let new_year = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let utc = new_year.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis();
        assert_eq!(day_at(utc - 8 * 3_600_000).unwrap(), day(new_year));
        assert_eq!(day_at(utc - 8 * 3_600_000 - 1).unwrap(), day(new_year) - 1);
        assert_eq!(day_start(new_year), utc);
    }

    #[test]
    fn a_clock_at_the_end_of_time_has_a_day() {
        let end = clock_millis(u64::MAX);
        assert_eq!(end, clock_millis(i64::MAX as u64));
        assert!(day_at(end).is_ok());
        assert_eq!(clock_millis(7), 7);
    }

    #[test]
    fn choices_go_there_and_back() {
        for each in [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Critical] {
            assert_eq!(risk_of(risk(each)).unwrap(), each);
        }
        for each in [Group::Child, Group::Elder] {
            assert_eq!(group_of(group(each)).unwrap(), each);
        }
        for each in [Sex::Female, Sex::Male] {
            assert_eq!(sex_of(sex(each)).unwrap(), each);
        }
        for each in [VisitKind::Planned, VisitKind::Unannounced, VisitKind::Phone] {
            assert_eq!(visit_kind_of(visit_kind(each)).unwrap(), each);
        }
        assert!(risk_of(0).is_err() && group_of(3).is_err() && sex_of(9).is_err());
    }

    #[test]
    fn categories_are_a_set_of_bits() {
        assert_eq!(categories(&Category::ALL), (1 << 14) - 1);
        assert_eq!(categories_of(categories(&Category::ALL)), Category::ALL);
        let two = [Category::LivingAlone, Category::AdvancedAge, Category::LivingAlone];
        assert_eq!(categories_of(categories(&two)), [Category::AdvancedAge, Category::LivingAlone]);
        assert_eq!(categories(&[]), 0);
    }

    #[test]
    fn seen_changes_go_there_and_back() {
        let changes = [history::Hash([1; 32]), history::Hash([2; 32])];
        assert_eq!(seen_of(&seen(&changes)).unwrap(), changes);
        assert!(seen_of(&[1, 2, 3]).is_err());
    }
}
