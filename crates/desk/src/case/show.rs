//! From the vault's records to what the screens show of a case.

use super::view::{ActionView, EntryKind, TimelineEntry};
use crate::seen::shown;
use crate::visit::show::{draft_card, signed_card};
use casework::action::ActionState;
use casework::today::standing;
use chrono::{DateTime, FixedOffset, NaiveDate};
use vault::{ActionRecord, TimelineVisit};

/// An action with where it comes from.
pub(crate) fn action(record: ActionRecord, today: NaiveDate) -> ActionView {
    let open = record.progress.state == ActionState::Open;
    let due = record.agreed.due.filter(|_| open);
    ActionView {
        standing: due.map(|due| standing(due, today)),
        agreed: record.agreed,
        progress: record.progress,
        case: record.case,
        visit: record.visit,
        client: record.client,
        client_name: record.client_name,
        conflict: record.conflict,
        seen: shown(record.seen),
    }
}

/// An entry of the timeline. Drafts are the open worker's own.
pub(crate) fn entry(
    found: vault::TimelineEntry,
    client_name: &str,
    me: &str,
    now: DateTime<FixedOffset>,
) -> TimelineEntry {
    let who = if matches!(found.visit, Some(TimelineVisit::Draft(_))) { me } else { &found.who };
    TimelineEntry {
        kind: match found.kind {
            vault::EntryKind::Intake => EntryKind::Intake,
            vault::EntryKind::Visit => EntryKind::Visit,
            vault::EntryKind::Risk => EntryKind::Risk,
            vault::EntryKind::Newer => EntryKind::Newer,
            vault::EntryKind::Unreadable => EntryKind::Unreadable,
            vault::EntryKind::Review => EntryKind::Review,
        },
        at: found.at,
        on: found.on,
        who: who.to_owned(),
        sentence: found.sentence,
        visit: found.visit.map(|visit| match visit {
            TimelineVisit::Signed(card) => signed_card(card, client_name),
            TimelineVisit::Draft(draft) => draft_card(*draft, client_name, me, now),
        }),
        risk: found.risk,
        verdict: found.verdict,
    }
}
