//! The notes of a record, and what hangs on each. A laptop has one note of a record, its first; notes of several laptops
//! stand side by side, whatever their clocks say, and a person sees both.

use crate::entry::Entry;
use crate::hash::ChangeId;
use crate::kind::ChangeKind;
use crate::state::RecordState;
use crate::violation::Rule;
use casework::fields::value;
use casework::review::Review;
use std::collections::BTreeMap;

impl RecordState {
    /// The signed notes, one a laptop, in display order. More than one is a conflict that no rule decides. The content of
    /// each may be newer or unreadable; it is a note all the same.
    #[must_use]
    pub fn notes(&self) -> Vec<&Entry> {
        self.notes.iter().filter_map(|id| self.entry(*id)).collect()
    }

    /// The first of the [`notes`](Self::notes).
    #[must_use]
    pub fn note(&self) -> Option<&Entry> {
        self.entry(*self.notes.first()?)
    }

    /// The addenda to a note, in display order. One that names no note is its author's own note's; of an author without
    /// one it stands with each note, for it may be to any.
    #[must_use]
    pub fn addenda_of(&self, note: ChangeId) -> Vec<&Entry> {
        let notes = self.notes();
        let is_of = |addendum: &&Entry| notes_of(&notes, addendum).any(|found| found.id == note);
        self.addenda().into_iter().filter(is_of).collect()
    }

    /// The reviews of a note, in display order: those that name it, and those that cannot be read.
    #[must_use]
    pub fn reviews_of(&self, note: ChangeId) -> Vec<&Entry> {
        let is_of =
            |review: &&Entry| said(review).is_none_or(|said| said.seen.contains(&note.to_string()));
        self.reviews().into_iter().filter(is_of).collect()
    }
}

/// The note of each laptop among those that claim to replace nothing: its first by its own numbering, which it cannot
/// rewrite unseen. In display order.
pub(crate) fn firsts<'a>(notes: &[&'a Entry]) -> Vec<&'a Entry> {
    let mut firsts: BTreeMap<_, &Entry> = BTreeMap::new();
    let key = |note: &Entry| (note.header.seq, note.display_key());
    for note in notes {
        let first = firsts.entry(note.header.author).or_insert(note);
        if key(note) < key(first) {
            *first = note;
        }
    }
    let mut firsts: Vec<&Entry> = firsts.into_values().collect();
    firsts.sort_unstable_by_key(|note| note.display_key());
    firsts
}

/// The notes that an addendum is to.
fn notes_of<'a>(notes: &'a [&'a Entry], addendum: &Entry) -> impl Iterator<Item = &'a Entry> {
    let named = addendum.value().and_then(|value| value.get("note")?.as_str());
    let named = named.filter(|named| !named.is_empty()).map(str::to_owned);
    let author = addendum.header.author;
    let has_own = notes.iter().any(|note| note.header.author == author);
    notes.iter().copied().filter(move |note| match &named {
        Some(named) => note.id.to_string() == *named,
        None => !has_own || note.header.author == author,
    })
}

/// Why an addendum is not applied.
pub(crate) fn breach_of_addendum(notes: &[&Entry], addendum: &Entry) -> Option<Rule> {
    notes_of(notes, addendum).next().is_none().then_some(Rule::AddendumWithoutNote)
}

/// Why a review is not applied. One that cannot be read says nothing, and is listed as such.
pub(crate) fn breach_of_review(notes: &[&Entry], review: &Entry) -> Option<Rule> {
    if notes.is_empty() {
        return Some(Rule::ReviewWithoutNote);
    }
    if notes.iter().all(|note| is_own(note, review)) {
        return Some(Rule::OwnReview);
    }
    let named = said(review)?.seen;
    let mut of = notes.iter().filter(|note| named.contains(&note.id.to_string())).peekable();
    if of.peek().is_none() {
        return Some(Rule::ReviewOfAnotherNote);
    }
    of.any(|note| is_own(note, review)).then_some(Rule::OwnReview)
}

/// Whether who reviews a note wrote it, by laptop or by what both say.
fn is_own(note: &Entry, review: &Entry) -> bool {
    let author = note.value().and_then(|value| value.get("author"));
    let same = said(review).is_some_and(|said| author == Some(&value(&said.reviewer)));
    same || note.header.author == review.header.author
}

fn said(review: &Entry) -> Option<Review> {
    let is_review = review.header.kind == ChangeKind::REVIEW;
    serde_json::from_value(review.value().filter(|_| is_review)?.clone()).ok()
}
