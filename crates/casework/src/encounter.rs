//! What sessions and family meetings have in common with visits: times, people, actions, the next visit,
//! attachments. Each gives the part as it is signed and tells what is wrong with it.

use crate::action::AgreedAction;
use crate::attachment::Attachment;
use crate::limits::{MAX_ACTIONS, MAX_ATTACHMENTS, MAX_FIELD_CHARS, MAX_NAME_CHARS, MAX_PRESENT};
use crate::name;
use crate::problem::Lacks;
use crate::visit::{NextVisit, Present};
use chrono::{NaiveDate, NaiveDateTime};

/// Both times are known, in their order, and no later than now.
pub(crate) fn times(
    lacks: &mut Lacks,
    started: Option<NaiveDateTime>,
    ended: Option<NaiveDateTime>,
    now: NaiveDateTime,
) {
    lacks.tell_if(started.is_none(), "started_at", "empty");
    lacks.tell_if(ended.is_none(), "ended_at", "empty");
    let backwards = started.zip(ended).is_some_and(|(start, end)| end < start);
    lacks.tell_if(backwards, "ended_at", "ends_before_start");
    let ahead = started.max(ended).is_some_and(|latest| latest > now);
    lacks.tell_if(ahead, "ended_at", "in_future");
}

/// The day of an encounter, for what was agreed there: a note signed days later still holds it.
pub(crate) fn day(
    started: Option<NaiveDateTime>,
    ended: Option<NaiveDateTime>,
    now: NaiveDateTime,
) -> NaiveDate {
    started.or(ended).unwrap_or(now).date()
}

/// Who was there, without those who have no name; the client needs none.
pub(crate) fn present(lacks: &mut Lacks, present: &[Present]) -> Vec<Present> {
    let cleaned = present.iter().map(|one| Present { name: name::clean(&one.name), ..one.clone() });
    let there: Vec<Present> = cleaned.filter(|one| one.client || !one.name.is_empty()).collect();
    lacks.tell_if(there.is_empty(), "present", "empty");
    lacks.at_most("present", there.len(), MAX_PRESENT);
    for (index, one) in there.iter().enumerate() {
        lacks.text(("present", index), &one.name, MAX_NAME_CHARS);
    }
    there
}

/// Actions with words, an owner and a day no earlier than the encounter. What says nothing is left out.
pub(crate) fn actions(
    lacks: &mut Lacks,
    actions: &[AgreedAction],
    day: NaiveDate,
) -> Vec<AgreedAction> {
    let says = |action: &&AgreedAction| {
        let words = !action.what.trim().is_empty() || !action.owner.trim().is_empty();
        words || action.due.is_some()
    };
    let said: Vec<&AgreedAction> = actions.iter().filter(says).collect();
    lacks.at_most("actions", said.len(), MAX_ACTIONS);
    let checked = said.into_iter().enumerate().map(|(index, action)| {
        lacks.not_before(("action_due", index), action.due, Some(day));
        AgreedAction {
            what: lacks.some(("action_what", index), &action.what, MAX_FIELD_CHARS),
            owner: lacks.some(("action_owner", index), &action.owner, MAX_NAME_CHARS),
            ..action.clone()
        }
    });
    checked.collect()
}

/// The next visit, which has a day if it is for something, and comes no earlier than the encounter.
pub(crate) fn next(
    lacks: &mut Lacks,
    next: Option<&NextVisit>,
    day: NaiveDate,
) -> Option<NextVisit> {
    let next = next.filter(|next| next.on.is_some() || !next.purpose.trim().is_empty())?;
    lacks.not_before("next_on", next.on, Some(day));
    Some(NextVisit {
        on: next.on,
        purpose: lacks.text("next_purpose", &next.purpose, MAX_FIELD_CHARS),
    })
}

/// Attachments with captions that fit.
pub(crate) fn attachments(lacks: &mut Lacks, attachments: &[Attachment]) -> Vec<Attachment> {
    lacks.at_most("attachments", attachments.len(), MAX_ATTACHMENTS);
    let checked = attachments.iter().enumerate().map(|(index, attachment)| Attachment {
        caption: lacks.text(("attachments", index), &attachment.caption, MAX_FIELD_CHARS),
        ..attachment.clone()
    });
    checked.collect()
}
