//! A person has taken note of what she had to know of the station or of somebody's laptop.

use super::reason;
use super::view::SyncAlarm;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::host::Event;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request of `sync_note_alarm`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SyncNoteAlarmRequest")]
pub struct Request {
    /// Of what: what came since then is not noted with it.
    pub alarm: SyncAlarm,
}

/// Response of `sync_note_alarm`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "SyncNoteAlarmResponse")]
pub struct Response {}

/// Runs the command. What is so as long as nobody does anything about it stays.
///
/// # Errors
/// [`crate::failure::Code::Locked`].
pub fn run(desk: &Desk, request: Request) -> Result<Response, Failure> {
    desk.open(|vault| {
        for kept in vault.alarms()? {
            if reason::shown(kept.kind) == request.alarm {
                vault.note_alarm(kept.kind)?;
            }
        }
        Ok(())
    })?;
    desk.host().emit(Event::Sync);
    Ok(Response {})
}
