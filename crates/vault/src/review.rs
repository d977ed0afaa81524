//! Signing a review of a signed note.

use crate::error::VaultError;
use crate::tx::{NewChange, Tx};
use casework::addendum::Addendum;
use casework::fields::{FieldId, RecordKind, value};
use casework::id::VisitId;
use casework::review::Review;
use history::{ChangeId, ChangeKind, Entry, RecordState};
use serde::de::DeserializeOwned;

impl Tx<'_> {
    /// Signs a review of a visit's note. Who may, and what it must say, is for the caller to ask
    /// ([`casework::review`]); a review that the record or the station does not allow is kept and does not count.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when the visit has no note; [`VaultError::ChangedMeanwhile`] when it has an addendum
    /// or a review that the reviewer has not seen; otherwise as [`append`](Self::append).
    pub fn sign_review(&mut self, visit: VisitId, review: &Review) -> Result<ChangeId, VaultError> {
        let found = self.visit_shown(visit, &review.seen)?.ok_or(VaultError::NotFound)?;
        self.knows(&found.state);
        let notes = found.state.notes();
        let unseen = |id: &ChangeId| !review.seen.contains(&id.to_string());
        let note = notes.iter().find(|note| !unseen(&note.id)).or(notes.first());
        let note = note.ok_or(VaultError::NotFound)?.id;
        if to_be_seen(&found.state, note).iter().any(unseen) {
            return Err(VaultError::ChangedMeanwhile { fields: vec![FieldId::WHOLE] });
        }
        self.append(NewChange {
            file: found.touched.file,
            record: visit.into(),
            record_kind: RecordKind::VISIT,
            field: FieldId::WHOLE,
            kind: ChangeKind::REVIEW,
            supersedes: Vec::new(),
            value: value(review),
        })
    }
}

/// What a reviewer must have before her: the note, and those of its addenda and reviews that can be read.
fn to_be_seen(state: &RecordState, note: ChangeId) -> Vec<ChangeId> {
    let addenda = state.addenda_of(note).into_iter().filter(|entry| reads_as::<Addendum>(entry));
    let reviews = state.reviews_of(note).into_iter().filter(|entry| reads_as::<Review>(entry));
    [note].into_iter().chain(addenda.chain(reviews).map(|entry| entry.id)).collect()
}

fn reads_as<T: DeserializeOwned>(entry: &Entry) -> bool {
    entry.value().is_some_and(|value| T::deserialize(value).is_ok())
}
