//! The form as it is filled in at the kitchen table. Everything is optional; nothing is lost.

use crate::action::AgreedAction;
use crate::attachment::Attachment;
use crate::id::MemberId;
use crate::name;
use crate::need::Need;
use crate::text;
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

impl VisitForm {
    /// The form as it is signed: texts without control characters and stray space, people and actions that
    /// say nothing left out.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        for text in [&mut self.place, &mut self.observations, &mut self.judgement] {
            *text = trimmed(text);
        }
        for present in &mut self.present {
            present.name = name::clean(&present.name);
        }
        self.present.retain(|present| present.client || !present.name.is_empty());
        for action in &mut self.actions {
            action.what = trimmed(&action.what);
            action.owner = trimmed(&action.owner);
        }
        self.actions.retain(|action| {
            !action.what.is_empty() || !action.owner.is_empty() || action.due.is_some()
        });
        if let Some(next) = &mut self.next {
            next.purpose = trimmed(&next.purpose);
        }
        for attachment in &mut self.attachments {
            attachment.caption = trimmed(&attachment.caption);
        }
        self
    }
}

fn trimmed(typed: &str) -> String {
    text::clean(typed).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ActionId;

    fn action(what: &str, owner: &str) -> AgreedAction {
        AgreedAction {
            id: ActionId::from_bytes([1; 16]),
            what: what.into(),
            owner: owner.into(),
            due: None,
        }
    }

    fn present(name: &str, client: bool) -> Present {
        Present { name: name.into(), member: None, client }
    }

    #[test]
    fn what_says_nothing_is_left_out_and_the_rest_stays() {
        let form = VisitForm {
            observations: " 灶台冷\r\n\u{0}米缸见底 \n".into(),
            present: vec![present(" ", false), present("", true), present("外婆", false)],
            actions: vec![action("", " "), action("送米", "")],
            ..VisitForm::default()
        };
        let cleaned = form.cleaned();
        assert_eq!(cleaned.observations, "灶台冷\n米缸见底");
        assert_eq!(cleaned.present, [present("", true), present("外婆", false)]);
        assert_eq!(cleaned.actions, [action("送米", "")]);
        assert_eq!(cleaned.clone().cleaned(), cleaned);
    }
}
