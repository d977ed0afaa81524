//! What a visit form still lacks before it can be signed. Until then nothing is required; then all
//! that is missing is told at once, so that the screen can link to each place.

use super::{NextVisit, VisitForm};
use crate::action::AgreedAction;
use crate::limits::{
    MAX_ACTIONS, MAX_ATTACHMENTS, MAX_FIELD_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS, MAX_PRESENT,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// Something that keeps a form from being signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "missing", rename_all = "snake_case")]
pub enum Missing {
    /// Planned, unannounced or by telephone.
    Kind,
    /// When it began.
    StartedAt,
    /// When it ended.
    EndedAt,
    /// It ends before it starts.
    EndsBeforeStart,
    /// It starts or ends later than now.
    InFuture,
    /// Who was there. Not asked when nobody was home.
    Present,
    /// What was seen and heard. Asked also when nobody was home: what did the door look like?
    Observations,
    /// An action without words.
    ActionWhat {
        /// Which, from 0.
        index: usize,
    },
    /// An action that nobody owns.
    ActionOwner {
        /// Which, from 0.
        index: usize,
    },
    /// An action without a due day, or due before the visit.
    ActionDue {
        /// Which, from 0.
        index: usize,
    },
    /// What the next visit is for stands there, or something that is no day, and the day does not.
    NextDay,
    /// The next visit lies before this one.
    NextInPast,
    /// A text longer than its field holds.
    TextTooLong {
        /// Which.
        field: FormField,
    },
    /// A list longer than anyone reads.
    TooMany {
        /// Which.
        field: FormField,
    },
}

/// A part of the form that has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FormField {
    /// Where it was.
    Place,
    /// Who was there.
    Present,
    /// Facts.
    Observations,
    /// Judgement.
    Judgement,
    /// Actions agreed.
    Actions,
    /// The next visit.
    Next,
    /// Photos, voice files, documents.
    Attachments,
}

/// Everything that keeps the form from being signed, in the order of the form; empty when it is
/// ready. `now` is local wall time, as in the form.
#[must_use]
pub fn missing(form: &VisitForm, now: NaiveDateTime) -> Vec<Missing> {
    let mut missing = Vec::new();
    missing.extend(form.kind.is_none().then_some(Missing::Kind));
    times(form, now, &mut missing);
    let somebody = form.present.iter().any(|present| !present.name.trim().is_empty());
    missing.extend((!form.nobody_home && !somebody).then_some(Missing::Present));
    missing.extend(form.observations.trim().is_empty().then_some(Missing::Observations));
    // A note signed days later still holds what was agreed then.
    let day = form.started_at.or(form.ended_at).unwrap_or(now).date();
    for (index, action) in form.actions.iter().enumerate() {
        lacking(action, index, day, &mut missing);
    }
    missing.extend(next(form, day));
    missing.extend(too_long(form).map(|field| Missing::TextTooLong { field }));
    missing.extend(too_many(form).map(|field| Missing::TooMany { field }));
    missing
}

fn times(form: &VisitForm, now: NaiveDateTime, missing: &mut Vec<Missing>) {
    missing.extend(form.started_at.is_none().then_some(Missing::StartedAt));
    missing.extend(form.ended_at.is_none().then_some(Missing::EndedAt));
    let backwards = form.started_at.zip(form.ended_at).is_some_and(|(start, end)| end < start);
    missing.extend(backwards.then_some(Missing::EndsBeforeStart));
    let ahead = form.started_at.max(form.ended_at).is_some_and(|latest| latest > now);
    missing.extend(ahead.then_some(Missing::InFuture));
}

fn next(form: &VisitForm, day: NaiveDate) -> Option<Missing> {
    let purpose = form.next.as_ref().is_some_and(|next| !next.purpose.trim().is_empty());
    let unread = form.as_typed.as_ref().is_some_and(|typed| !typed.next_on.trim().is_empty());
    match form.next.as_ref().and_then(|next| next.on) {
        Some(on) => (on < day).then_some(Missing::NextInPast),
        None => (purpose || unread).then_some(Missing::NextDay),
    }
}

fn lacking(action: &AgreedAction, index: usize, day: NaiveDate, missing: &mut Vec<Missing>) {
    missing.extend(action.what.trim().is_empty().then_some(Missing::ActionWhat { index }));
    missing.extend(action.owner.trim().is_empty().then_some(Missing::ActionOwner { index }));
    let timely = action.due.is_some_and(|due| due >= day);
    missing.extend((!timely).then_some(Missing::ActionDue { index }));
}

fn too_long(form: &VisitForm) -> impl Iterator<Item = FormField> {
    let longer = |text: &str, limit| text.chars().nth(limit).is_some();
    let action =
        |a: &AgreedAction| longer(&a.what, MAX_FIELD_CHARS) || longer(&a.owner, MAX_NAME_CHARS);
    let purpose = |next: &NextVisit| longer(&next.purpose, MAX_FIELD_CHARS);
    [
        (FormField::Place, longer(&form.place, MAX_FIELD_CHARS)),
        (
            FormField::Present,
            form.present.iter().any(|present| longer(&present.name, MAX_NAME_CHARS)),
        ),
        (FormField::Observations, longer(&form.observations, MAX_NOTE_CHARS)),
        (FormField::Judgement, longer(&form.judgement, MAX_NOTE_CHARS)),
        (FormField::Actions, form.actions.iter().any(action)),
        (FormField::Next, form.next.as_ref().is_some_and(purpose)),
        (
            FormField::Attachments,
            form.attachments.iter().any(|a| longer(&a.caption, MAX_FIELD_CHARS)),
        ),
    ]
    .into_iter()
    .filter_map(|(field, over)| over.then_some(field))
}

fn too_many(form: &VisitForm) -> impl Iterator<Item = FormField> {
    [
        (FormField::Present, form.present.len() > MAX_PRESENT),
        (FormField::Actions, form.actions.len() > MAX_ACTIONS),
        (FormField::Attachments, form.attachments.len() > MAX_ATTACHMENTS),
    ]
    .into_iter()
    .filter_map(|(field, over)| over.then_some(field))
}

#[cfg(test)]
mod tests;
