//! The session 会谈: a talk with an aim and a technique, alone or with parent and child.

use crate::action::AgreedAction;
use crate::attachment::Attachment;
use crate::encounter;
use crate::fields::RecordKind;
use crate::id::GoalId;
use crate::kind;
use crate::limits::{MAX_FIELD_CHARS, MAX_GOALS, MAX_NOTE_CHARS};
use crate::need::Need;
use crate::problem::{Lack, Lacks};
use crate::signed::Note;
use crate::visit::{NextVisit, Present};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Who talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// 个别会谈: with one person.
    Individual,
    /// 亲子教育会谈: with parents, or with parent and child.
    ParentChild,
    /// 夫妻、家人会谈: with several of the family, without the form of a family meeting.
    Family,
}

/// What was done at one goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct GoalTouched {
    /// Which.
    pub goal: GoalId,
    /// What was done, and what came of it. May be empty.
    pub note: String,
}

/// A session form. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct SessionForm {
    /// Who talks.
    pub kind: Option<SessionKind>,
    /// Start, local wall time.
    pub started_at: Option<NaiveDateTime>,
    /// End, local wall time.
    pub ended_at: Option<NaiveDateTime>,
    /// Where; empty means the client's home.
    pub place: String,
    /// Who was there.
    pub present: Vec<Present>,
    /// What the session was to come to.
    pub aim: String,
    /// How: scaling questions, role play, an empty chair…
    pub technique: String,
    /// What was said and seen: facts.
    pub observations: String,
    /// What the worker makes of it: judgement.
    pub judgement: String,
    /// Needs the session touched.
    pub needs: Vec<Need>,
    /// Goals it was about.
    pub goals: Vec<GoalTouched>,
    /// Actions agreed.
    pub actions: Vec<AgreedAction>,
    /// The next visit or session.
    pub next: Option<NextVisit>,
    /// Photos, voice files, documents.
    pub attachments: Vec<Attachment>,
    /// The client's signature was given on the printed page.
    pub client_signed: bool,
}

impl Note for SessionForm {
    const KIND: RecordKind = kind::SESSION;
}

/// The session as it is signed. `now` is local wall time, as in the form.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(form: &SessionForm, now: NaiveDateTime) -> Result<SessionForm, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let lack = &mut lacks;
    lack.tell_if(form.kind.is_none(), "kind", "empty");
    encounter::times(lack, form.started_at, form.ended_at, now);
    let day = encounter::day(form.started_at, form.ended_at, now);
    let place = lack.text("place", &form.place, MAX_FIELD_CHARS);
    let present = encounter::present(lack, &form.present);
    let aim = lack.some("aim", &form.aim, MAX_FIELD_CHARS);
    let technique = lack.some("technique", &form.technique, MAX_FIELD_CHARS);
    let observations = lack.some("observations", &form.observations, MAX_NOTE_CHARS);
    let judgement = lack.text("judgement", &form.judgement, MAX_NOTE_CHARS);
    lack.at_most("goals", form.goals.len(), MAX_GOALS);
    let goals = form.goals.iter().enumerate().map(|(index, touched)| {
        let twice = form.goals[..index].iter().any(|earlier| earlier.goal == touched.goal);
        lack.tell_if(twice, ("goals", index), "twice");
        let note = lack.text(("goals", index), &touched.note, MAX_FIELD_CHARS);
        GoalTouched { goal: touched.goal, note }
    });
    let goals = goals.collect();
    let actions = encounter::actions(lack, &form.actions, day);
    let next = encounter::next(lack, form.next.as_ref(), day);
    let attachments = encounter::attachments(lack, &form.attachments);
    lacks.or(SessionForm {
        place,
        present,
        aim,
        technique,
        observations,
        judgement,
        goals,
        actions,
        next,
        attachments,
        ..form.clone()
    })
}

#[cfg(test)]
mod tests;
