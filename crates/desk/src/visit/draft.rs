//! The draft of a visit as commands work on it.

use crate::failure::{Code, Failure};
use casework::attachment::Attachment;
use casework::id::{CaseId, ClientId, VisitId};
use casework::visit::VisitForm;
use chrono::{DateTime, FixedOffset};
use vault::{Draft, DraftContent, DraftKind, Reader};

/// A draft that is being written.
pub(crate) struct OpenDraft {
    pub case: CaseId,
    pub client: ClientId,
    pub form: VisitForm,
    pub saved_at: DateTime<FixedOffset>,
}

/// The draft of a visit.
///
/// # Errors
/// [`Code::AlreadySigned`] where the visit is signed; [`Code::NotFound`] where there is none or it was
/// discarded.
pub(crate) fn open_draft(read: Reader<'_>, visit: VisitId) -> Result<OpenDraft, Failure> {
    let found = read.draft(visit, DraftKind::Visit)?.filter(|draft| draft.discarded_at.is_none());
    match found {
        Some(Draft { case, client, saved_at, content: DraftContent::Visit(form), .. }) => {
            Ok(OpenDraft { case, client, form: *form, saved_at })
        }
        _ if read.visit(visit)?.is_some() => Err(Code::AlreadySigned.into()),
        _ => Err(Code::NotFound.into()),
    }
}

/// The form as the screen sent it, with the attachments as the vault knows them. The screen may reorder
/// them and write captions; it never holds their keys, and one that it does not name stays, at the end: it
/// came in while the form was on its way. Only `attachment_remove` takes one out.
pub(crate) fn with_keys(form: VisitForm, held: &VisitForm) -> VisitForm {
    let mut left = held.attachments.clone();
    let mut attachments = Vec::with_capacity(left.len());
    for sent in form.attachments {
        if let Some(place) = left.iter().position(|known| known.id == sent.id) {
            attachments.push(Attachment { caption: sent.caption, ..left.remove(place) });
        }
    }
    attachments.append(&mut left);
    VisitForm { attachments, ..form }
}

/// The form as the screen may see it: without keys.
pub(crate) fn without_keys(mut form: VisitForm) -> VisitForm {
    form.attachments.iter_mut().for_each(|attachment| attachment.key = String::new());
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::attachment::AttachmentKind;
    use casework::id::AttachmentId;
    use proptest::prelude::*;

    fn photo(id: u8, key: &str, caption: &str) -> Attachment {
        Attachment {
            id: AttachmentId::from_bytes([id; 16]),
            kind: AttachmentKind::Photo,
            name: String::from("kitchen.jpg"),
            media_type: String::from("image/jpeg"),
            size: 1,
            sha256: String::new(),
            sealed_sha256: format!("{id}"),
            key: key.to_owned(),
            added_at: DateTime::UNIX_EPOCH,
            location_kept: false,
            caption: caption.to_owned(),
        }
    }

    fn form(attachments: Vec<Attachment>) -> VisitForm {
        VisitForm { attachments, ..VisitForm::default() }
    }

    #[test]
    fn keys_never_go_out_and_come_back_from_the_vault_alone() {
        let held = form(vec![photo(1, "secret", "")]);
        let shown = without_keys(held.clone());
        assert_eq!(shown.attachments[0].key, "");
        let mut sent = shown;
        sent.attachments[0].caption = String::from("kitchen");
        sent.attachments[0].sealed_sha256 = String::from("another file");
        let saved = with_keys(sent, &held);
        assert_eq!(saved.attachments, [photo(1, "secret", "kitchen")]);
    }

    #[test]
    fn the_screen_orders_them_and_one_it_does_not_know_of_stays() {
        let held = form(vec![photo(1, "a", ""), photo(2, "b", ""), photo(3, "c", "")]);
        let sent = form(vec![photo(3, "", "门"), photo(1, "", ""), photo(3, "", "again")]);
        let saved = with_keys(sent, &held);
        assert_eq!(saved.attachments, [photo(3, "c", "门"), photo(1, "a", ""), photo(2, "b", "")]);
    }

    #[test]
    fn an_attachment_the_vault_does_not_know_is_not_taken_from_the_screen() {
        let saved = with_keys(form(vec![photo(9, "planted", "")]), &form(vec![]));
        assert!(saved.attachments.is_empty());
    }

    proptest! {
        /// Whatever a screen sends: each attachment of the draft is there once, with its own key and file.
        #[test]
        fn no_attachment_is_lost_or_forged(
            held in prop::collection::btree_set(0_u8..12, 0..8),
            sent in prop::collection::vec(0_u8..12, 0..16),
        ) {
            let held: Vec<_> = held.into_iter().map(|id| photo(id, &format!("key {id}"), "")).collect();
            let sent = form(sent.into_iter().map(|id| photo(id, "forged", "门")).collect());
            let saved = with_keys(sent, &form(held.clone())).attachments;
            let mut kept = saved.clone();
            kept.iter_mut().for_each(|one| one.caption = String::new());
            kept.sort_by_key(|one| one.id);
            prop_assert_eq!(kept, held);
            let named = saved.iter().take_while(|one| one.caption == "门").count();
            prop_assert!(saved[named..].iter().all(|one| one.caption.is_empty()), "the rest at the end");
        }
    }
}
