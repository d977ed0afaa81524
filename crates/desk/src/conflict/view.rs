//! What the screens show of conflicts.

use casework::id::{CaseId, ClientId, RecordId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// What kind of record people disagree about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// A client.
    Client,
    /// A member of a household.
    Member,
    /// A case.
    Case,
    /// An action agreed at a visit.
    Action,
}

/// Which record it is, as people call it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Subject {
    /// The record.
    pub record: RecordId,
    /// What kind of record.
    pub kind: ConflictKind,
    /// The client it belongs to; nothing where that has not arrived.
    pub client: Option<ClientId>,
    /// The client's name.
    pub client_name: String,
    /// The case it belongs to; nothing for a client and for a member of a household.
    pub case: Option<CaseId>,
    /// The member's name, the case's number, what was agreed; empty for a client.
    pub about: String,
}

/// A field on which people disagree, in the list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ConflictLine {
    /// The record.
    pub of: Subject,
    /// The field, by name; `unknown` for one of a newer version.
    pub field: String,
    /// Since when, by the clock of the laptop on which the second opinion was written.
    pub since: DateTime<Utc>,
    /// How many changes stand side by side.
    pub sides: u32,
}

/// What a person had before her when she wrote.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Had {
    /// Who had written that.
    pub who: String,
    /// When, by that laptop's clock.
    pub at: DateTime<Utc>,
    /// What it said; nothing for an empty field.
    pub text: Option<String>,
}

/// Somebody who wrote a value.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Side {
    /// The change, in hexadecimal.
    pub change: String,
    /// Who.
    pub who: String,
    /// It was written by the person at the desk.
    pub own: bool,
    /// When, by that laptop's clock.
    pub at: DateTime<Utc>,
    /// What she had before her; empty for an empty field.
    pub had: Vec<Had>,
}

/// One of the values of a field in conflict, with everybody who wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Opinion {
    /// As it is recorded, null for an empty field: what the field's own input is filled with.
    #[ts(type = "unknown")]
    pub value: Value,
    /// As text; nothing for an empty field.
    pub text: Option<String>,
    /// Who wrote it, in display order; never empty.
    pub by: Vec<Side>,
}

/// A field on which people disagree.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DisputedField {
    /// The field, by name; `unknown` for one of a newer version, about which nothing can be decided here.
    pub field: String,
    /// Since when, by the clock of the laptop on which the second opinion was written.
    pub since: DateTime<Utc>,
    /// The values side by side, in display order. The record's screens show the first.
    pub opinions: Vec<Opinion>,
    /// The changes that are shown here: sent back with the decision.
    pub seen: Vec<String>,
}

/// A value of one's own that somebody else decided against.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SetAside {
    /// The change that wrote it.
    pub change: String,
    /// The record.
    pub of: Subject,
    /// The field, by name.
    pub field: String,
    /// Who decided.
    pub who: String,
    /// When, by that laptop's clock.
    pub at: DateTime<Utc>,
    /// One's own value, as text; nothing for an empty field.
    pub own: Option<String>,
    /// What stands there now, as text; nothing for an empty field.
    pub now: Option<String>,
    /// What stands there now, as changes: sent back to bring one's own value back.
    pub seen: Vec<String>,
}
