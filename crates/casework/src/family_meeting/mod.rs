//! The family meeting 家庭会议: who called it, who came and who did not, what each one thinks, what was
//! agreed.

use crate::action::AgreedAction;
use crate::attachment::Attachment;
use crate::encounter;
use crate::fields::RecordKind;
use crate::id::{ActionId, MemberId};
use crate::kind;
use crate::limits::{MAX_ACTIONS, MAX_FIELD_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS, MAX_PRESENT};
use crate::name;
use crate::need::Need;
use crate::problem::{Lack, Lacks};
use crate::signed::Note;
use crate::visit::NextVisit;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// Somebody who came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Attendee {
    /// Name as it stood on the day.
    pub name: String,
    /// The household member, when it is one on record.
    pub member: Option<MemberId>,
    /// It is the client.
    pub client: bool,
    /// What she thinks, in her words; or that she said nothing.
    pub view: String,
}

/// Somebody who was asked and did not come, or was not asked for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Absent {
    /// Name as it stood on the day.
    pub name: String,
    /// The household member, when it is one on record.
    pub member: Option<MemberId>,
    /// Why.
    pub reason: String,
}

/// Something the family agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Agreement {
    /// Its identity, and that of the action that it becomes.
    pub id: ActionId,
    /// What.
    pub what: String,
    /// Who sees to it.
    pub owner: String,
    /// By when; none for a rule that stands.
    pub due: Option<NaiveDate>,
    /// It is a rule that stands from now on (“不动手”), and nothing to be done by a day.
    pub standing: bool,
}

/// A form of a family meeting. An empty one is a valid draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct FamilyMeetingForm {
    /// Who called it.
    pub called_by: String,
    /// What for.
    pub purpose: String,
    /// Start, local wall time.
    pub started_at: Option<NaiveDateTime>,
    /// End, local wall time.
    pub ended_at: Option<NaiveDateTime>,
    /// Where; empty means the client's home.
    pub place: String,
    /// Who came, with each one's view.
    pub attendees: Vec<Attendee>,
    /// Who did not.
    pub absent: Vec<Absent>,
    /// How it went: facts.
    pub observations: String,
    /// What the worker makes of it: judgement.
    pub judgement: String,
    /// Needs it touched.
    pub needs: Vec<Need>,
    /// What was agreed.
    pub agreements: Vec<Agreement>,
    /// The next meeting or visit.
    pub next: Option<NextVisit>,
    /// Photos, voice files, documents.
    pub attachments: Vec<Attachment>,
    /// Signatures were given on the printed page.
    pub signed_on_paper: bool,
}

impl Note for FamilyMeetingForm {
    const KIND: RecordKind = kind::FAMILY_MEETING;
}

impl FamilyMeetingForm {
    /// The agreements that become actions: all but the rules that stand.
    #[must_use]
    pub fn actions(&self) -> Vec<AgreedAction> {
        let due = self.agreements.iter().filter(|agreement| !agreement.standing);
        due.map(|agreement| AgreedAction {
            id: agreement.id,
            what: agreement.what.clone(),
            owner: agreement.owner.clone(),
            due: agreement.due,
        })
        .collect()
    }
}

/// The meeting as it is signed. `now` is local wall time, as in the form. A meeting is of two or more.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(form: &FamilyMeetingForm, now: NaiveDateTime) -> Result<FamilyMeetingForm, Vec<Lack>> {
    let mut lacks = Lacks::default();
    let lack = &mut lacks;
    let called_by = lack.some("called_by", &form.called_by, MAX_NAME_CHARS);
    let purpose = lack.some("purpose", &form.purpose, MAX_FIELD_CHARS);
    encounter::times(lack, form.started_at, form.ended_at, now);
    let day = encounter::day(form.started_at, form.ended_at, now);
    let place = lack.text("place", &form.place, MAX_FIELD_CHARS);
    let attendees = attendees(lack, &form.attendees);
    let absent = absent(lack, &form.absent);
    let observations = lack.some("observations", &form.observations, MAX_NOTE_CHARS);
    let judgement = lack.text("judgement", &form.judgement, MAX_NOTE_CHARS);
    let agreements = agreements(lack, &form.agreements, day);
    let next = encounter::next(lack, form.next.as_ref(), day);
    let attachments = encounter::attachments(lack, &form.attachments);
    lacks.or(FamilyMeetingForm {
        called_by,
        purpose,
        place,
        attendees,
        absent,
        observations,
        judgement,
        agreements,
        next,
        attachments,
        ..form.clone()
    })
}

fn attendees(lacks: &mut Lacks, attendees: &[Attendee]) -> Vec<Attendee> {
    let says =
        |one: &&Attendee| one.client || !one.name.trim().is_empty() || !one.view.trim().is_empty();
    let there: Vec<&Attendee> = attendees.iter().filter(says).collect();
    lacks.tell_if(there.len() < 2, "attendees", "too_few");
    lacks.at_most("attendees", there.len(), MAX_PRESENT);
    let checked = there.into_iter().enumerate().map(|(index, one)| {
        let name = name::clean(&one.name);
        let name = if one.client {
            lacks.text(("attendee_name", index), &name, MAX_NAME_CHARS)
        } else {
            lacks.some(("attendee_name", index), &name, MAX_NAME_CHARS)
        };
        let view = lacks.some(("attendee_view", index), &one.view, MAX_FIELD_CHARS);
        Attendee { name, view, ..one.clone() }
    });
    checked.collect()
}

fn absent(lacks: &mut Lacks, absent: &[Absent]) -> Vec<Absent> {
    let says = |one: &&Absent| !one.name.trim().is_empty() || !one.reason.trim().is_empty();
    let missing: Vec<&Absent> = absent.iter().filter(says).collect();
    lacks.at_most("absent", missing.len(), MAX_PRESENT);
    let checked = missing.into_iter().enumerate().map(|(index, one)| Absent {
        name: lacks.some(("absent_name", index), &name::clean(&one.name), MAX_NAME_CHARS),
        reason: lacks.some(("absent_reason", index), &one.reason, MAX_FIELD_CHARS),
        ..one.clone()
    });
    checked.collect()
}

fn agreements(lacks: &mut Lacks, agreements: &[Agreement], day: NaiveDate) -> Vec<Agreement> {
    let says = |one: &&Agreement| {
        !one.what.trim().is_empty() || !one.owner.trim().is_empty() || one.due.is_some()
    };
    let said: Vec<&Agreement> = agreements.iter().filter(says).collect();
    lacks.at_most("agreements", said.len(), MAX_ACTIONS);
    let checked = said.into_iter().enumerate().map(|(index, one)| {
        let what = lacks.some(("agreement_what", index), &one.what, MAX_FIELD_CHARS);
        let owner = lacks.some(("agreement_owner", index), &one.owner, MAX_NAME_CHARS);
        if !one.standing {
            lacks.not_before(("agreement_due", index), one.due, Some(day));
        }
        let due = one.due.filter(|_| !one.standing);
        Agreement { what, owner, due, ..one.clone() }
    });
    checked.collect()
}

#[cfg(test)]
mod tests;
