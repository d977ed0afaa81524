//! How the station stands with its recovery key.

use crate::desk::Desk;
use crate::failure::Failure;
use casework::id::PersonId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::Vault;

/// Request of `station_recovery`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "StationRecoveryRequest")]
pub struct Request {}

/// How the station stands with its recovery key.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StationRecovery {
    /// The present key; none where there is none.
    pub key: Option<StationRecoveryKey>,
    /// Files of the station: a client's and a case's are two.
    pub files: u32,
    /// Of these, such as the present sheets open.
    pub covered: u32,
    /// Of these, such as no laptop opens that counts still.
    pub stranded: u32,
    /// Whose files the sheets could open for who works here, by name.
    pub people: Vec<StationRecoveryOf>,
    /// New sheets were printed and wait to be typed back.
    pub waiting: bool,
}

/// A recovery key of the station.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StationRecoveryKey {
    /// Who set it.
    pub name: String,
    /// When, by her laptop's clock.
    pub at: Option<DateTime<Utc>>,
}

/// Somebody whose files the sheets could open.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StationRecoveryOf {
    /// The person.
    pub person: PersonId,
    /// Her name.
    pub name: String,
    /// So many files.
    pub files: u32,
}

/// Response of `station_recovery`.
pub type Response = StationRecovery;

/// Runs the command.
///
/// # Errors
/// [`NotLinked`](crate::failure::Code::NotLinked).
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    state(desk)
}

/// How the station stands with its recovery key.
pub(super) fn state(desk: &Desk) -> Result<StationRecovery, Failure> {
    let waiting = desk.session().sheets.is_some();
    desk.open(|vault| view(vault, waiting))
}

fn view(vault: &Vault, waiting: bool) -> Result<StationRecovery, Failure> {
    let state = vault.recovery_state()?;
    let roster = vault.roster()?;
    let name = |id: PersonId| {
        let known = roster.people.iter().find(|person| person.id == id);
        known.map(|person| person.name.clone()).unwrap_or_default()
    };
    let key =
        state.set.map(|(person, at)| StationRecoveryKey { name: name(person), at: moment(at) });
    let people = state.people.into_iter().map(|(person, files)| {
        let name = name(person);
        StationRecoveryOf { person, name, files }
    });
    let mut people: Vec<_> = people.collect();
    people.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
    let (files, covered, stranded) = (state.files, state.covered, state.stranded);
    Ok(StationRecovery { key, files, covered, stranded, people, waiting })
}

/// A directory's clock; nothing where it tells no time.
pub(crate) fn moment(millis: u64) -> Option<DateTime<Utc>> {
    let millis = i64::try_from(millis).ok().filter(|millis| *millis > 0)?;
    DateTime::from_timestamp_millis(millis)
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn a_clock_that_tells_no_time_is_none() {
        assert_eq!(moment(1_717_200_000_000).unwrap().to_rfc3339(), "2024-06-01T00:00:00+00:00");
        assert_eq!(moment(0), None);
        assert_eq!(moment(u64::MAX), None);
    }
}
