//! What the screens show of the sync.

use crate::failure::Code;
use casework::id::CaseId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncPhase {
    /// Nothing: both had all when they last met, or they have not met yet.
    #[default]
    Idle,
    /// They are being brought together.
    Syncing,
    /// The station is not reached; it is tried again.
    Offline,
    /// It does not go on, for a reason that time alone does not mend.
    Stopped,
}

/// What a person must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncAlarm {
    /// This laptop was revoked.
    Revoked,
    /// The station lost what it had, as after an old backup was put back there. It is sent again from here.
    StationWentBack,
    /// The station shows another directory than before, or one that breaks the rules. Nothing is sent or taken.
    DirectoryFault,
    /// The station's directory and this laptop's part ways: each goes on from a common beginning with entries that the other
    /// does not have, as after the station was put back and others went on there. Nothing is sent or taken.
    DirectoryForked,
    /// The station has notes of this laptop that it does not have itself, as after an old backup was put back here: it
    /// must join anew.
    VaultWentBack,
    /// Another laptop is this device as well, as after its folder was copied or an old backup was put back: this one must
    /// become a device of its own.
    Copied,
    /// Somebody's laptop signed two changes with one number.
    Forked,
    /// What somebody's laptop had said of a file in short was not what its changes say. What is shown now is theirs.
    SnapshotDiffers,
}

/// How far the list of people and files goes here: who compares this with another laptop's or with what
/// `jiafang-station status` says knows whether both go the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncDirectory {
    /// How many entries it has.
    #[ts(type = "number")]
    pub entries: u64,
    /// Sixteen signs that stand for all of it up to its end.
    pub end: String,
    /// Who wrote the last one; nothing where she is not known here.
    pub by: Option<String>,
    /// When, by the clock of whoever did.
    pub at: Option<DateTime<Utc>>,
}

/// What waits to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct SyncWaiting {
    /// Signed notes, addenda and reviews.
    #[ts(type = "number")]
    pub notes: u64,
    /// All changes, notes among them.
    #[ts(type = "number")]
    pub changes: u64,
    /// Photos and files.
    #[ts(type = "number")]
    pub attachments: u64,
}

/// Something that the station does not take. It is kept here.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SyncRefused {
    /// Its number among this laptop's changes.
    #[ts(type = "number")]
    pub seq: u64,
    /// What kind of record: `client`, `member`, `case`, `visit`, `action`; nothing for one that this version does not
    /// know.
    pub kind: Option<String>,
    /// The case, where it is in one.
    pub case: Option<CaseId>,
    /// The case's number.
    pub case_number: Option<String>,
    /// The client's name.
    pub client: Option<String>,
    /// Why.
    pub why: Code,
    /// When it was written, by this laptop's clock.
    pub at: DateTime<Utc>,
}
