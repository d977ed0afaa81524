//! What the screens show of a client.

use casework::category::{Category, Group};
use casework::client::Client;
use casework::duplicate::Likeness;
use casework::id::{CaseId, ClientId, MemberId, RecordId};
use casework::member::Member;
use casework::risk::RiskLevel;
use casework::sex::Sex;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A client in a line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ClientCard {
    /// The client.
    pub id: ClientId,
    /// Name.
    pub name: String,
    /// What the client is called.
    pub called: String,
    /// Child or older person.
    pub group: Group,
    /// Sex, where known.
    pub sex: Option<Sex>,
    /// Whole years today, where the birth date is known.
    pub age: Option<u32>,
    /// Village or community.
    pub village: String,
    /// Categories.
    pub categories: Vec<Category>,
    /// Telephone numbers.
    pub phones: Vec<String>,
}

/// A member of the household with what is needed to edit it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MemberView {
    /// The member.
    pub id: MemberId,
    /// What is recorded.
    pub member: Member,
    /// The fields on which people disagree, by name.
    pub conflicts: Vec<String>,
    /// What this view was made of; sent back with an edit.
    pub seen: Vec<String>,
}

/// One of the client's cases in a line.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// Day of intake.
    pub opened_on: NaiveDate,
    /// Risk.
    pub risk: RiskLevel,
}

/// A client as its own page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ClientView {
    /// The client.
    pub id: ClientId,
    /// What is recorded.
    pub client: Client,
    /// Whole years today.
    pub age: Option<u32>,
    /// Household and relatives.
    pub members: Vec<MemberView>,
    /// Cases, newest first.
    pub cases: Vec<CaseLine>,
    /// The fields on which people disagree, by name; the first of their values is shown.
    pub conflicts: Vec<String>,
    /// The other records here of the same person, as people judged.
    pub same: Vec<SameClient>,
    /// Whoever works here may read the client's file and not write in it.
    pub reads_only: bool,
    /// What this view was made of; sent back with an edit.
    pub seen: Vec<String>,
}

/// Another record of the same person. Nothing of it was moved.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SameClient {
    /// What is recorded there.
    pub client: ClientCard,
    /// The cases there, newest first.
    pub cases: Vec<CaseLine>,
    /// Who judged it; nothing where it follows from what was judged of a third.
    pub by: Option<String>,
    /// When, by that laptop's clock.
    pub at: Option<DateTime<Utc>>,
    /// What was judged of the two; sent back to take it back.
    pub judged: Vec<String>,
}

/// Two clients who are perhaps one person.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AlikePair {
    /// How alike.
    pub likeness: Likeness,
    /// One.
    pub one: ClientView,
    /// The other.
    pub other: ClientView,
    /// People judged of them, and differ.
    pub disputed: bool,
    /// What was judged of them; sent back with another judgement.
    pub judged: Vec<String>,
}

/// A client who may be the same person.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DuplicateView {
    /// How alike.
    pub likeness: Likeness,
    /// The client who is already on record.
    pub client: ClientView,
}

/// Something wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldProblem {
    /// The field, by its name in the form (`id_number`, `reasons`, …).
    pub field: String,
    /// What is wrong, as a key that the screens translate.
    pub problem: String,
    /// What the sentence needs: a limit, a date, an expected character.
    pub detail: Option<String>,
}

/// One change of one field.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FieldChange {
    /// The field, by name; `note` and `addendum` for signed prose.
    pub field: String,
    /// Who changed it.
    pub who: String,
    /// When, by that laptop's clock.
    pub at: DateTime<Utc>,
    /// What stood there before, as text; nothing where nothing did.
    pub old: Option<String>,
    /// What stands there since.
    pub new: Option<String>,
    /// The change, in hexadecimal.
    pub change: String,
    /// It was written by a newer version of the program, and is kept as it is.
    pub newer_version: bool,
    /// The record.
    pub record: RecordId,
    /// What it wrote does not stand any more, and can be brought back.
    pub restorable: bool,
}
