//! Crisis intervention 危机介入: taken down in seconds, guided step by step, open until a supervisor
//! stands it down.
//!
//! A crisis is an [`Opening`], which is signed at once and asks nothing, and [`Entry`]s, which are only
//! ever added, by anybody who is in the case. Where it stands ([`state`]) follows from the two and from
//! no clock; due times are for the eye.

mod check;
mod data;
mod linked;
mod state;

pub use check::{check_entry, check_opening};
pub use data::{
    CrisisFileError, CrisisFileWrong, Hotline, Hotlines, Protocol, Situation, Situations, Step,
    StepKind,
};
pub use linked::{Head, linked};
pub use state::{Decision, FollowUps, State, Status, StepState, state};

use crate::attachment::Attachment;
use crate::fields::{Edited, FieldId, Fields, RecordKind, value, values};
use crate::id::{CaseId, ClientId, CrisisId, EntryId, PersonId};
use crate::kind;
use crate::role::Role;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The opening of a crisis, as it is signed: whatever is known in the first minute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Opening {
    /// Who it is about, as called in: there may be no client yet.
    pub who: String,
    /// What was said, seen or sent.
    pub told: String,
    /// Where the person is, and how to reach her.
    pub place: String,
    /// When it was opened, by the laptop's clock.
    pub opened_at: DateTime<FixedOffset>,
    /// Photos, voice files, screenshots: each with its time and hash.
    pub evidence: Vec<Attachment>,
    /// Open crises of the same client that the opener knew of.
    pub beside: Vec<CrisisId>,
    /// The steps by which it is guided, as the file had them when it was opened.
    pub protocol: Protocol,
    /// Who opened it.
    pub by: PersonId,
    /// Her name at the time.
    pub by_name: String,
}

/// Something that was done, said or decided in a crisis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Entry {
    /// Its identity.
    pub id: EntryId,
    /// By whom.
    pub by: PersonId,
    /// Her name at the time.
    pub by_name: String,
    /// Her role at the time.
    pub role: Role,
    /// When, by the laptop's clock.
    pub at: DateTime<FixedOffset>,
    /// What.
    pub act: Act,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A task was done.
    Done {
        /// Which step.
        step: String,
        /// What came of it.
        note: String,
    },
    /// A step is left out.
    Skipped {
        /// Which step.
        step: String,
        /// Why.
        reason: String,
    },
    /// What the author, or somebody whom she asked, thinks: part of the consultation.
    View {
        /// In which role.
        role: Role,
        /// Who, by name.
        name: String,
        /// The view.
        view: String,
    },
    /// Somebody could not be reached for the consultation.
    NotReached {
        /// In which role.
        role: Role,
        /// What was tried.
        reason: String,
    },
    /// A report was made.
    Reported {
        /// To whom.
        to: String,
        /// When.
        made_at: DateTime<FixedOffset>,
        /// Number of the receipt; may come later.
        receipt: String,
        /// The situations that make it a duty, by their ids.
        situations: Vec<String>,
    },
    /// No report is made.
    NotReported {
        /// Why.
        reason: String,
    },
    /// The receipt of a report came.
    Receipt {
        /// The decision.
        decision: EntryId,
        /// Its number.
        receipt: String,
    },
    /// A supervisor stands by a decision on the report.
    Countersigned {
        /// The decision.
        decision: EntryId,
    },
    /// Something more was said, seen or sent.
    Noted {
        /// What.
        note: String,
        /// Photos, voice files, screenshots: each with its time and hash.
        evidence: Vec<Attachment>,
    },
    /// The daily contact.
    FollowedUp {
        /// The day.
        on: NaiveDate,
        /// How the person is.
        note: String,
    },
    /// The crisis is over.
    StoodDown {
        /// How one knows, and what goes on.
        note: String,
        /// The entries that the supervisor had before her. Others are not covered, and are shown.
        seen: Vec<EntryId>,
    },
}

/// What of a crisis is edited or added to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// The client, once she is known.
    pub client: Option<ClientId>,
    /// Her case, once there is one.
    pub case: Option<CaseId>,
    /// What was done since, in display order.
    pub entries: Vec<Entry>,
}

impl Course {
    /// Field id of `client`.
    pub const CLIENT: FieldId = FieldId(1);
    /// Field id of `case`.
    pub const CASE: FieldId = FieldId(2);
    /// Field id of `entries`, a set.
    pub const ENTRIES: FieldId = FieldId(3);
}

impl Edited for Course {
    const KIND: RecordKind = kind::CRISIS;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![(Self::CLIENT, value(&self.client)), (Self::CASE, value(&self.case))]
    }

    fn sets(&self) -> Vec<(FieldId, Vec<Value>)> {
        vec![(Self::ENTRIES, values(&self.entries))]
    }

    fn project(fields: &Fields) -> Self {
        Self {
            client: fields.one(Self::CLIENT),
            case: fields.one(Self::CASE),
            entries: fields.set(Self::ENTRIES),
        }
    }
}

/// The day of a moment by the wall clock of the opening. Total: a moment at the end of the calendar, which
/// only a broken clock gives, has the day that it has in UTC.
fn day_of(at: DateTime<FixedOffset>, opening: &Opening) -> NaiveDate {
    let local = at.naive_utc().checked_add_offset(*opening.opened_at.offset());
    local.unwrap_or(at.naive_utc()).date()
}

#[cfg(test)]
mod testing;
