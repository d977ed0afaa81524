//! From the vault's records to what the screens show of a visit.

use super::view::{VisitCard, VisitState};
use casework::today::unsigned_late;
use casework::visit::VisitForm;
use chrono::{DateTime, FixedOffset};
use vault::{Draft, DraftContent};

/// First characters of what was written, as a card shows them.
const SUMMARY_CHARS: usize = 80;

/// A signed visit in a line.
pub(crate) fn signed_card(card: vault::VisitCard, client_name: &str) -> VisitCard {
    VisitCard {
        id: card.id,
        case: card.case,
        state: VisitState::Signed,
        kind: card.kind,
        started_at: card.started_at,
        on: card.on,
        author_name: card.author_name,
        summary: card.summary,
        attachments: card.attachments,
        addenda: card.addenda,
        review: Some(card.review),
        client_name: client_name.to_owned(),
        hours_late: None,
        note: Some(card.change.to_string()),
    }
}

/// A draft in a line. It is the open worker's own.
pub(crate) fn draft_card(
    draft: Draft,
    client_name: &str,
    me: &str,
    now: DateTime<FixedOffset>,
) -> VisitCard {
    let form = match draft.content {
        DraftContent::Visit(form) => *form,
        DraftContent::Addendum(text) => VisitForm { observations: text, ..VisitForm::default() },
    };
    // Before an end is written, the contact is taken to have ended when it began.
    let contact = form.ended_at.or(form.started_at);
    let contact = contact.unwrap_or_else(|| draft.begun_at.naive_local());
    VisitCard {
        id: draft.id,
        case: draft.case,
        state: VisitState::Draft,
        kind: form.kind,
        started_at: form.started_at,
        on: form.started_at.map_or_else(|| draft.saved_at.date_naive(), |at| at.date()),
        author_name: me.to_owned(),
        summary: summary(&form),
        attachments: u32::try_from(form.attachments.len()).unwrap_or(u32::MAX),
        addenda: 0,
        review: None,
        client_name: client_name.to_owned(),
        hours_late: unsigned_late(contact, now.naive_local()),
        note: None,
    }
}

fn summary(form: &VisitForm) -> String {
    let texts = [form.observations.trim(), form.judgement.trim()];
    let text = texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    text.chars().take(SUMMARY_CHARS).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}
