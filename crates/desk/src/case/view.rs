//! What the screens show of cases.

use crate::client::view::{ClientCard, MemberView};
use crate::visit::view::VisitCard;
use casework::action::{ActionProgress, AgreedAction};
use casework::case::Case;
use casework::category::{Category, Group};
use casework::id::{CaseId, ClientId, VisitId};
use casework::review::Verdict;
use casework::rhythm::RuleName;
use casework::risk::RiskLevel;
use casework::sex::Sex;
use casework::today::Standing;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A row of the list of clients and cases. A client without a case has a row, too.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseRow {
    /// The case; nothing where the client has none yet.
    pub case: Option<CaseId>,
    /// The client.
    pub client: ClientId,
    /// Case number, empty without a case.
    pub number: String,
    /// Client's name.
    pub name: String,
    /// Child or older person.
    pub group: Group,
    /// Sex.
    pub sex: Option<Sex>,
    /// Whole years today.
    pub age: Option<u32>,
    /// Village or community.
    pub village: String,
    /// Categories.
    pub categories: Vec<Category>,
    /// Risk, nothing without a case.
    pub risk: Option<RiskLevel>,
    /// Day of the last visit.
    pub last_visit: Option<NaiveDate>,
    /// Day by which the next visit is due.
    pub due: Option<NaiveDate>,
    /// How that day stands to today.
    pub standing: Option<Standing>,
    /// Open actions.
    pub open_actions: u32,
    /// What is shown is not yet checked: the file is still coming from the station.
    pub unchecked: bool,
}

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseColumn {
    /// Client's name, by pinyin.
    Name,
    /// Case number.
    Number,
    /// Age.
    Age,
    /// Village.
    Village,
    /// Risk.
    Risk,
    /// Last visit.
    LastVisit,
    /// Next visit due.
    Due,
}

/// What the list is narrowed to. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct CaseFilter {
    /// Typed text: name, pinyin initials, case number, village, identity number's tail, telephone.
    pub text: String,
    /// Only this group.
    pub group: Option<Group>,
    /// Only these levels of risk; empty means all.
    pub risks: Vec<RiskLevel>,
    /// Only clients in all of these categories.
    pub categories: Vec<Category>,
    /// Only this village.
    pub village: Option<String>,
    /// Only cases whose visit is overdue.
    pub overdue: bool,
}

/// A village with the number of clients in it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct VillageCount {
    /// Village or community.
    pub village: String,
    /// Clients.
    pub clients: u32,
}

/// How often a case at a level of risk is visited.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Rhythm {
    /// The level.
    pub risk: RiskLevel,
    /// The longest that the client waits from one visit to the next, in days.
    pub days: u16,
    /// What the rules call it.
    pub name: Option<RuleName>,
}

/// What kind of thing a timeline entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The intake.
    Intake,
    /// A visit (draft or signed).
    Visit,
    /// Risk was set anew.
    Risk,
    /// A signed visit that a newer version wrote: it is kept, and cannot be shown here.
    Newer,
    /// A signed visit whose note is damaged, is not proven to be its author's, or is not here.
    Unreadable,
    /// A review of a visit's note.
    Review,
}

/// An entry of the case's one timeline; each reads alone.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TimelineEntry {
    /// What it is.
    pub kind: EntryKind,
    /// When it took place, as display order goes.
    pub at: DateTime<Utc>,
    /// The day it is about (a visit's own day).
    pub on: NaiveDate,
    /// Who.
    pub who: String,
    /// One sentence of it.
    pub sentence: String,
    /// The visit, where it is one or a review of one.
    pub visit: Option<VisitCard>,
    /// The level, where risk was set.
    pub risk: Option<RiskLevel>,
    /// What a review comes to.
    pub verdict: Option<Verdict>,
}

/// An open or closed action with where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ActionView {
    /// As agreed.
    pub agreed: AgreedAction,
    /// What became of it.
    pub progress: ActionProgress,
    /// How its day stands to today, while it is open.
    pub standing: Option<Standing>,
    /// The case.
    pub case: CaseId,
    /// The visit at which it was agreed.
    pub visit: VisitId,
    /// The client.
    pub client: ClientId,
    /// The client's name.
    pub client_name: String,
    /// People disagree about what became of it.
    pub conflict: bool,
    /// What this view was made of; sent back with an edit.
    pub seen: Vec<String>,
}

/// The head of a case file: all but the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseView {
    /// The case.
    pub id: CaseId,
    /// What is recorded.
    pub case: Case,
    /// The client.
    pub client: ClientCard,
    /// The household.
    pub members: Vec<MemberView>,
    /// Name of the worker who owns the case.
    pub worker_name: String,
    /// Day of the last signed visit.
    pub last_visit: Option<NaiveDate>,
    /// Day by which the next visit is due.
    pub due: NaiveDate,
    /// How that day stands to today.
    pub standing: Standing,
    /// Open actions, by due day.
    pub actions: Vec<ActionView>,
    /// Entries in the timeline.
    pub entries: u32,
    /// Drafts being written that cannot be read: a newer version wrote them, or they are damaged. They are kept.
    pub drafts_unreadable: u32,
    /// Drafts thrown away in the last 30 days that can be brought back.
    pub discarded: Vec<VisitCard>,
    /// The fields on which people disagree, by name; the first of their values is shown.
    pub conflicts: Vec<String>,
    /// Fields of the client on which people disagree.
    pub client_conflicts: u32,
    /// Whoever works here may read the case and not write in it.
    pub reads_only: bool,
    /// What this view was made of; sent back with an edit.
    pub seen: Vec<String>,
}
