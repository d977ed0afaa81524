//! Where the laptop stands with its station.

use super::parcel::SyncHeld;
use super::view::{SyncAlarm, SyncDirectory, SyncPhase, SyncRefused, SyncWaiting};
use super::{reason, waiting};
use crate::desk::Desk;
use crate::failure::{Code, Failure};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vault::{Stage, SyncState, Vault};

/// Request of `sync_state`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SyncStateRequest")]
pub struct Request {}

/// Response of `sync_state`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SyncStateResponse")]
pub struct Response {
    /// The vault belongs to a station.
    pub linked: bool,
    /// What is going on.
    pub phase: SyncPhase,
    /// Why it is offline or stopped.
    pub why: Option<Code>,
    /// What waits to be sent.
    pub waiting: SyncWaiting,
    /// Changes sent since this round began.
    #[ts(type = "number")]
    pub done: u64,
    /// Changes that waited when it began.
    #[ts(type = "number")]
    pub total: u64,
    /// When both had all, the last time.
    pub last_synced_at: Option<DateTime<FixedOffset>>,
    /// When it will be tried again.
    pub next_try_at: Option<DateTime<FixedOffset>>,
    /// What the station does not take: the first of it.
    pub refused: Vec<SyncRefused>,
    /// How much of it there is.
    #[ts(type = "number")]
    pub refused_total: u64,
    /// Changes that came and are not believed, or not yet. They are kept.
    pub held: Vec<SyncHeld>,
    /// How many more came that nobody known here had signed, and were not kept: there were too many.
    #[ts(type = "number")]
    pub held_over: u64,
    /// How many files are shown by what others' laptops said of them in short, not yet checked: they are coming.
    #[ts(type = "number")]
    pub unchecked: u64,
    /// How many attachments could not be sent or fetched the last time. They are tried again.
    #[ts(type = "number")]
    pub stuck: u64,
    /// What a person must know.
    pub alarm: Option<SyncAlarm>,
    /// When it was first seen, where it is kept until she has taken note of it (`sync_note_alarm`); else it stays as long as
    /// it is so.
    pub alarm_since: Option<DateTime<FixedOffset>>,
    /// How far the directory goes here, where the alarm is about it.
    pub directory: Option<SyncDirectory>,
    /// How many changes revoked laptops had not sent, and nobody here has taken over.
    #[ts(type = "number")]
    pub late: u64,
}

/// Runs the command. Never waits for the network.
///
/// # Errors
/// [`Code::Locked`].
pub fn run(desk: &Desk, _: Request) -> Result<Response, Failure> {
    let told = desk.sync.told().clone();
    desk.open(|vault| {
        let stage = vault.station()?.map(|link| link.stage);
        let linked = matches!(stage, Some(Stage::Member | Stage::Revoked));
        // All that a vault ever wrote waits where there is no station: nobody has it counted, least of all at each look.
        let state = if linked { vault.sync_state()? } else { SyncState::default() };
        let revoked =
            matches!(stage, Some(Stage::Revoked)) || told.why == Some(Code::LaptopRevoked);
        let (waiting, (refused, refused_total)) = match linked {
            true => (waiting::waiting(vault, &state)?, waiting::refused(vault)?),
            false => Default::default(),
        };
        let standing = match (revoked, vault.own_fork()?) {
            (true, _) => Some(SyncAlarm::Revoked),
            (false, Some(_)) => Some(SyncAlarm::Copied),
            (false, None) => told.alarm,
        };
        let kept = match standing {
            None => vault.alarms()?.first().copied(),
            Some(_) => None,
        };
        let total = told.total.max(state.waiting);
        Ok(Response {
            linked,
            phase: told.phase,
            why: told.why,
            waiting,
            done: total - state.waiting,
            total,
            last_synced_at: state.synced_at,
            next_try_at: told.next_try_at,
            refused,
            refused_total,
            held: SyncHeld::of(vault)?,
            held_over: vault.held_over()?,
            unchecked: vault.unchecked()?,
            stuck: told.stuck as u64,
            alarm: standing.or(kept.map(|kept| reason::shown(kept.kind))),
            alarm_since: kept.map(|kept| kept.since),
            directory: directory(vault, standing)?,
            late: vault.late_waiting()?,
        })
    })
}

fn directory(vault: &Vault, alarm: Option<SyncAlarm>) -> Result<Option<SyncDirectory>, Failure> {
    let about = matches!(alarm, Some(SyncAlarm::DirectoryForked | SyncAlarm::DirectoryFault));
    let head = vault.directory().and_then(|directory| directory.head());
    let Some(head) = head.filter(|_| about) else { return Ok(None) };
    let last = vault.directory_entry(head.index)?.and_then(|entry| entry.read().ok());
    let by = last.as_ref().map(|entry| vault.read().person_of(entry.author).to_owned());
    let millis = last.and_then(|entry| i64::try_from(entry.clock.millis).ok());
    Ok(Some(SyncDirectory {
        entries: head.index + 1,
        end: head.hash.to_string()[..16].to_uppercase(),
        by: by.filter(|name| !name.is_empty()),
        at: millis.and_then(DateTime::from_timestamp_millis),
    }))
}
