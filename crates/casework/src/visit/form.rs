//! The form as it is filled in at the kitchen table. Everything is optional; nothing is lost.

use crate::action::AgreedAction;
use crate::attachment::Attachment;
use crate::id::{ActionId, MemberId};
use crate::name;
use crate::need::Need;
use crate::text;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The day; none yet while the visit is a draft.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// What for.
    pub purpose: String,
}

/// What stands in the fields of a draft and is not yet what the field is for: a day without a time, a word that
/// cannot be read as either, a name not yet taken in. It is kept as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct AsTyped {
    /// The day of the visit, where neither time is written: `2026-03-14`, or what cannot be read.
    pub day: String,
    /// The start, where it cannot be read or has no day to go with.
    pub started: String,
    /// The end, likewise.
    pub ended: String,
    /// A name of somebody present that is still being written.
    pub person: String,
    /// The day of the next visit.
    pub next_on: String,
    /// Due days of actions.
    #[cfg_attr(feature = "ts", ts(type = "{ [action: string]: string }"))]
    pub due: BTreeMap<ActionId, String>,
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
    /// What is typed and cannot be a day or a time yet. A signed note has none: it says all that was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub as_typed: Option<AsTyped>,
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
        self.present.extend(self.person_typed());
        self.present.retain(|present| present.client || !present.name.is_empty());
        for action in &mut self.actions {
            action.what = trimmed(&action.what);
            action.owner = trimmed(&action.owner);
        }
        let typed = self.as_typed.as_ref();
        self.actions.retain(|action| {
            let due = typed.and_then(|typed| typed.due.get(&action.id));
            let dated = action.due.is_some() || due.is_some_and(|due| !due.trim().is_empty());
            dated || !action.what.is_empty() || !action.owner.is_empty()
        });
        if let Some(next) = &mut self.next {
            next.purpose = trimmed(&next.purpose);
        }
        self.next = self.next.filter(|next| next.on.is_some() || !next.purpose.is_empty());
        self.as_typed = self.as_typed.take().and_then(|typed| typed.still_open(&self));
        for attachment in &mut self.attachments {
            attachment.caption = trimmed(&attachment.caption);
        }
        self
    }

    /// Who was still being written when signing was asked for: leaving the field takes a name in, too.
    fn person_typed(&self) -> Option<Present> {
        let name = name::clean(&self.as_typed.as_ref()?.person);
        let new = !self.nobody_home && self.present.iter().all(|present| present.name != name);
        new.then_some(Present { name, member: None, client: false })
    }
}

impl AsTyped {
    /// What of it `form` has no day or time for; nothing where it has all.
    fn still_open(self, form: &VisitForm) -> Option<Self> {
        let left = |typed: &str, filled: bool| if filled { String::new() } else { trimmed(typed) };
        let undated = |id: &ActionId| form.actions.iter().any(|a| a.id == *id && a.due.is_none());
        let open = Self {
            day: left(&self.day, form.started_at.is_some() && form.ended_at.is_some()),
            started: left(&self.started, form.started_at.is_some()),
            ended: left(&self.ended, form.ended_at.is_some()),
            person: String::new(),
            next_on: left(&self.next_on, form.next.as_ref().is_some_and(|next| next.on.is_some())),
            due: self
                .due
                .into_iter()
                .filter(|(id, text)| undated(id) && !text.trim().is_empty())
                .collect(),
        };
        (open != Self::default()).then_some(open)
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

    fn next(on: Option<NaiveDate>, purpose: &str) -> Option<NextVisit> {
        Some(NextVisit { on, purpose: purpose.into() })
    }

    /// As it stands in notes that were signed and drafts that were kept before a purpose could do without its day.
    const BEFORE: &str = r#"{"kind":"planned","started_at":"2026-03-14T15:10:00","ended_at":null,"place":"","present":[],
        "nobody_home":false,"observations":"灶台冷","judgement":"","needs":[],"actions":[],
        "next":{"on":"2026-03-21","purpose":"看复查结果"},"attachments":[],"client_signed":false}"#;

    #[test]
    fn a_form_of_before_is_read_and_written_as_it_was() {
        let form: VisitForm = serde_json::from_str(BEFORE).unwrap();
        assert_eq!(form.next, next(NaiveDate::from_ymd_opt(2026, 3, 21), "看复查结果"));
        assert_eq!(form.as_typed, None);
        let written = serde_json::to_string(&form).unwrap();
        assert_eq!(written, BEFORE.replace("\n        ", ""));
    }

    #[test]
    fn a_draft_says_what_was_typed_before_it_is_a_day_or_a_time() {
        let typed = AsTyped {
            day: "2026-03-14".into(),
            started: "三点多".into(),
            next_on: "下下个月初".into(),
            due: BTreeMap::from([(ActionId::from_bytes([1; 16]), "尽快".into())]),
            ..AsTyped::default()
        };
        let form = VisitForm {
            next: next(None, "看看睡得怎么样"),
            as_typed: Some(typed),
            ..VisitForm::default()
        };
        let written = serde_json::to_string(&form).unwrap();
        assert_eq!(serde_json::from_str::<VisitForm>(&written).unwrap(), form);
    }

    #[test]
    fn what_has_become_a_day_or_belongs_to_nothing_any_more_is_not_kept_beside_it() {
        let at = NaiveDate::from_ymd_opt(2026, 3, 14).and_then(|day| day.and_hms_opt(15, 0, 0));
        let gone = ActionId::from_bytes([9; 16]);
        let typed = AsTyped {
            day: "2026-03-14".into(),
            started: "三点多".into(),
            ended: " ".into(),
            person: " 外婆".into(),
            next_on: "下下个月初".into(),
            due: BTreeMap::from([(action("", "").id, "尽快".into()), (gone, "尽快".into())]),
        };
        let form = VisitForm {
            started_at: at,
            ended_at: at,
            actions: vec![action("送米", "")],
            next: next(at.map(|at| at.date()), " "),
            as_typed: Some(typed),
            ..VisitForm::default()
        };
        assert_eq!(form.clone().cleaned().present, [present("外婆", false)]);
        let left = form.clone().cleaned().as_typed.unwrap();
        assert_eq!(left.due.into_keys().collect::<Vec<_>>(), [action("", "").id]);
        assert_eq!((left.day, left.started, left.ended, left.next_on), Default::default());
        let whole = VisitForm { actions: vec![], ..form };
        assert_eq!(whole.cleaned().as_typed, None);
    }

    #[test]
    fn an_action_of_which_only_a_due_day_is_typed_is_not_left_out() {
        let due = BTreeMap::from([(action("", "").id, "尽快".into())]);
        let typed = AsTyped { due, ..AsTyped::default() };
        let form = VisitForm {
            actions: vec![action("", "")],
            as_typed: Some(typed.clone()),
            ..VisitForm::default()
        };
        let cleaned = form.cleaned();
        assert_eq!((cleaned.actions.len(), cleaned.as_typed), (1, Some(typed)));
    }

    #[test]
    fn a_next_visit_without_day_and_purpose_is_none() {
        let form = |next| VisitForm { next, ..VisitForm::default() };
        assert_eq!(form(next(None, " ")).cleaned().next, None);
        assert_eq!(form(next(None, "看看")).cleaned().next, next(None, "看看"));
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
