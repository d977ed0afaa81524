//! Members whose last day in a file is past.

use crate::vault::Vault;
use casework::id::{FileId, PersonId};
use chrono::{Days, NaiveDate};
use protocol::directory::{Access, Member};

/// How many days others leave her, until her own laptop has said up to where it has written.
const GRACE: Days = Days::new(3);

/// The day that days in the directory are counted from: 1 January 1970.
fn first() -> NaiveDate {
    NaiveDate::default()
}

/// A day as it stands in the directory.
#[must_use]
pub fn day_number(day: NaiveDate) -> u32 {
    u32::try_from((day - first()).num_days()).unwrap_or(0)
}

/// The day with this number; the last there is for one beyond the calendar.
#[must_use]
pub fn day_of(number: u32) -> NaiveDate {
    first().checked_add_days(Days::new(number.into())).unwrap_or(NaiveDate::MAX)
}

impl Vault {
    /// Members whose last day is past by this day and whom this person puts out: she herself at once, others three days
    /// later. Clocks decide nothing: what is proposed is an act like any other.
    #[must_use]
    pub fn covers_due(&self, today: NaiveDate) -> Vec<(FileId, PersonId)> {
        let Some(directory) = self.directory() else { return Vec::new() };
        let me = self.identity.person;
        let files = directory.files_of(me).filter(|(id, _)| directory.writes(*id, me));
        let due = files.flat_map(|(id, file)| {
            let past = move |(person, member): &(&PersonId, &Member)| {
                let grace = if **person == me { Days::new(0) } else { GRACE };
                let last = member.cover.map(|cover| day_of(cover.until));
                last.and_then(|last| last.checked_add_days(grace)).is_some_and(|last| today > last)
            };
            let stays = |but: &PersonId| {
                file.members.iter().any(|(id, one)| id != but && one.access == Access::Write)
            };
            let gone = file.members.iter().filter(past).map(|(person, _)| *person);
            gone.filter(move |person| stays(person)).map(move |person| (id, person))
        });
        due.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(first()), 0);
        let day = NaiveDate::from_ymd_opt(2026, 3, 11).unwrap();
        assert_eq!(day_of(day_number(day)), day);
        assert_eq!(day_of(u32::MAX), NaiveDate::MAX);
    }
}
