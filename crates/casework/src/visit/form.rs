//! The form as it is filled in at the kitchen table. Everything is optional; nothing is lost.

use crate::action::AgreedAction;
use crate::attachment::Attachment;
use crate::id::MemberId;
use crate::need::Need;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// How the visit came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum VisitKind {
    /// 预约家访: agreed beforehand.
    Planned,
    /// 突访: not announced.
    Unannounced,
    /// 电话（视频）访: by telephone or video.
    Phone,
}

/// Somebody who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Present {
    /// Name as it stood on the day.
    pub name: String,
    /// The household member, when it is one on record.
    pub member: Option<MemberId>,
    /// It is the client.
    pub client: bool,
}

/// The visit after this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NextVisit {
    /// The day.
    pub on: NaiveDate,
    /// What for.
    pub purpose: String,
}

/// A visit form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct VisitForm {
    /// Planned, unannounced or by telephone.
    pub kind: Option<VisitKind>,
    /// Start, local wall time.
    pub started_at: Option<NaiveDateTime>,
    /// End, local wall time.
    pub ended_at: Option<NaiveDateTime>,
    /// Where; empty means the client's home.
    pub place: String,
    /// Who was there.
    pub present: Vec<Present>,
    /// Nobody opened, or nobody answered.
    pub nobody_home: bool,
    /// What was seen and heard: facts.
    pub observations: String,
    /// What the worker makes of it: judgement.
    pub judgement: String,
    /// Needs the visit touched.
    pub needs: Vec<Need>,
    /// Actions agreed.
    pub actions: Vec<AgreedAction>,
    /// The next visit.
    pub next: Option<NextVisit>,
    /// Photos, voice files, documents.
    pub attachments: Vec<Attachment>,
    /// The client's signature was given on the printed page.
    pub client_signed: bool,
}
