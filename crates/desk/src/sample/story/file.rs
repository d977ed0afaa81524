//! The text of a story, as read. Every day is a number of days from today: −1 is yesterday.

use casework::action::ActionState;
use casework::case::{GroundKind, Source};
use casework::category::{Category, Group};
use casework::member::Relation;
use casework::need::Need;
use casework::risk::Risk;
use casework::sex::Sex;
use casework::visit::VisitKind;
use chrono::NaiveTime;
use serde::{Deserialize, Deserializer, de::Error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub case: Vec<CaseEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseEntry {
    /// Makes the ids of the case: change it and they change.
    pub key: String,
    /// Number after the year.
    pub number: String,
    pub opened: i32,
    pub source: Source,
    pub reason: String,
    pub risk: Risk,
    pub ground: GroundEntry,
    pub client: ClientEntry,
    #[serde(default)]
    pub member: Vec<MemberEntry>,
    #[serde(default)]
    pub visit: Vec<VisitEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroundEntry {
    pub kind: GroundKind,
    pub by: String,
    pub scope: String,
    pub day: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClientEntry {
    pub name: String,
    #[serde(default)]
    pub called: String,
    pub group: Group,
    pub born: i32,
    /// Three digits of the identity number, odd for men; no number without them.
    pub id_order: Option<String>,
    /// Needed without an identity number.
    pub sex: Option<Sex>,
    pub categories: Vec<Category>,
    pub needs: Vec<Need>,
    pub village: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub school_or_work: String,
    #[serde(default)]
    pub health: String,
    #[serde(default)]
    pub remarks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberEntry {
    /// The word by which visits name the person.
    pub key: String,
    pub name: String,
    pub relation: Relation,
    #[serde(default)]
    pub lives_with: bool,
    #[serde(default)]
    pub guardian: bool,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub remarks: String,
    /// Why the file is withheld from the person, where it is.
    pub withheld: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VisitEntry {
    pub day: i32,
    #[serde(deserialize_with = "time")]
    pub from: NaiveTime,
    /// Earlier than `from`: on the next day.
    #[serde(default, deserialize_with = "some_time")]
    pub to: Option<NaiveTime>,
    pub kind: VisitKind,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub present: Vec<String>,
    #[serde(default)]
    pub nobody_home: bool,
    pub observations: String,
    #[serde(default)]
    pub judgement: String,
    #[serde(default)]
    pub needs: Vec<Need>,
    #[serde(default)]
    pub client_signed: bool,
    /// Minutes after its end when the note was signed; a draft without.
    pub signed: Option<u32>,
    pub next: Option<NextEntry>,
    #[serde(default)]
    pub action: Vec<ActionEntry>,
    #[serde(default)]
    pub addendum: Vec<AddendumEntry>,
    #[serde(default)]
    pub photo: Vec<PhotoEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NextEntry {
    pub day: i32,
    pub purpose: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionEntry {
    pub what: String,
    pub owner: String,
    pub due: i32,
    /// Day when it was done or dropped; open without.
    pub closed: Option<i32>,
    #[serde(default = "done")]
    pub state: ActionState,
    #[serde(default)]
    pub outcome: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddendumEntry {
    pub day: i32,
    #[serde(deserialize_with = "time")]
    pub at: NaiveTime,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhotoEntry {
    pub file: String,
    pub caption: String,
}

fn done() -> ActionState {
    ActionState::Done
}

/// A time of day written `15:04`.
fn time<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(from)?;
    let read = NaiveTime::parse_from_str(&text, "%H:%M");
    read.map_err(|_| D::Error::custom(format!("“{text}” is no time of day")))
}

fn some_time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveTime>, D::Error> {
    time(from).map(Some)
}
