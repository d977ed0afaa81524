//! The referral 转介: to whom, why, with whose consent, and what was answered. The letter is signed; the
//! answer, which comes later, is edited.

use crate::case::Ground;
use crate::fields::{Edited, FieldId, Fields, RecordKind, value};
use crate::kind;
use crate::limits::{MAX_FIELD_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS};
use crate::problem::{Lack, Lacks};
use crate::signed::Note;
use crate::stage::Says;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A referral form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ReferralForm {
    /// To which organisation.
    pub to: String,
    /// Who there, and how to reach her.
    pub contact: String,
    /// Why.
    pub reason: String,
    /// What is known and handed over: only what the consent covers.
    pub handed_over: String,
    /// The whole case goes there, and ends here; otherwise one service is asked for beside the case.
    pub whole_case: bool,
    /// When.
    pub on: Option<NaiveDate>,
    /// Consent to the referral, or the rule that stands in for it.
    pub consent: Option<Ground>,
}

impl Note for ReferralForm {
    const KIND: RecordKind = kind::REFERRAL;
}

/// The referral as it is signed. `age` is the client's on the day of consent, in years, where it is known.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(
    form: &ReferralForm,
    age: Option<u32>,
    today: NaiveDate,
) -> Result<ReferralForm, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let to = lacks.some("to", &form.to, MAX_NAME_CHARS);
    let contact = lacks.text("contact", &form.contact, MAX_FIELD_CHARS);
    let reason = lacks.some("reason", &form.reason, MAX_FIELD_CHARS);
    let handed_over = lacks.some("handed_over", &form.handed_over, MAX_NOTE_CHARS);
    lacks.past("on", form.on, today);
    let consent = lacks.ground(form.consent.as_ref(), age, today);
    let (whole_case, on) = (form.whole_case, form.on);
    lacks.or(ReferralForm { to, contact, reason, handed_over, whole_case, on, consent })
}

/// What was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Nothing yet.
    #[default]
    Waiting,
    /// Taken on.
    Accepted,
    /// Not taken on.
    Declined,
    /// Taken back by the station.
    Withdrawn,
}

/// The edited part of a referral: one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Answer {
    /// What was answered.
    pub reply: Reply,
    /// When.
    pub on: Option<NaiveDate>,
    /// By whom.
    pub by: String,
    /// What was said; why it was declined or withdrawn.
    pub words: String,
}

impl Answer {
    /// Field id of the whole answer.
    pub const ANSWER: FieldId = FieldId(1);
}

impl Edited for Answer {
    const KIND: RecordKind = kind::REFERRAL;

    fn registers(&self) -> Vec<(FieldId, Value)> {
        vec![(Self::ANSWER, value(self))]
    }

    fn project(fields: &Fields) -> Self {
        fields.one(Self::ANSWER).unwrap_or_default()
    }
}

/// The answer as it is kept. One that waits has no day.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check_answer(answer: &Answer, today: NaiveDate) -> Result<Answer, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let on = answer.on.filter(|_| answer.reply != Reply::Waiting);
    if answer.reply != Reply::Waiting {
        lacks.past("on", on, today);
    }
    let by = match answer.reply {
        Reply::Accepted | Reply::Declined => lacks.some("by", &answer.by, MAX_NAME_CHARS),
        Reply::Waiting | Reply::Withdrawn => lacks.text("by", &answer.by, MAX_NAME_CHARS),
    };
    let words = match answer.reply {
        Reply::Declined | Reply::Withdrawn => lacks.some("words", &answer.words, MAX_FIELD_CHARS),
        Reply::Waiting | Reply::Accepted => lacks.text("words", &answer.words, MAX_FIELD_CHARS),
    };
    lacks.or(Answer { reply: answer.reply, on, by, words })
}

/// What a referral with this answer says about stages: only the whole case, once it was taken on, leaves.
#[must_use]
pub fn says(form: &ReferralForm, answer: &Answer) -> Option<Says> {
    (form.whole_case && answer.reply == Reply::Accepted).then_some(Says::ReferredAway)
}

#[cfg(test)]
mod tests;
