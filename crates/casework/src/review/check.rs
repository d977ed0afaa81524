//! Who may review a note, and what a review must say.

use super::{NotePart, ReviewComment, ReviewForm, Verdict, locate};
use crate::addendum::Addendum;
use crate::id::PersonId;
use crate::limits::{MAX_COMMENTS, MAX_FIELD_CHARS, MAX_NOTE_CHARS};
use crate::problem::{Problem, Told, bare, with};
use crate::role::Role;
use crate::text::{self, TextError};
use crate::visit::VisitNote;

/// Why a person may not review a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MayNotReview {
    /// Reviewing is for supervisors and managers.
    #[error("reviewing is for supervisors and managers")]
    NotHerRole,
    /// Nobody reviews a note of her own.
    #[error("the note is the reviewer's own")]
    OwnNote,
}

/// Whether a person may review a note.
///
/// # Errors
/// Why she may not.
pub fn may_review(role: Role, person: PersonId, author: PersonId) -> Result<(), MayNotReview> {
    if !role.reviews() {
        return Err(MayNotReview::NotHerRole);
    }
    if person == author { Err(MayNotReview::OwnNote) } else { Ok(()) }
}

/// The texts of a note that a remark may be about.
#[derive(Clone, Copy, Debug)]
pub struct NoteTexts<'a> {
    /// The note.
    pub note: &'a VisitNote,
    /// Its addenda.
    pub addenda: &'a [Addendum],
}

impl NoteTexts<'_> {
    fn of(&self, part: NotePart) -> Vec<&str> {
        match part {
            NotePart::Observations => vec![&self.note.form.observations],
            NotePart::Judgement => vec![&self.note.form.judgement],
            NotePart::Addenda => self.addenda.iter().map(|added| added.text.as_str()).collect(),
        }
    }
}

/// One thing that is wrong with a review.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// The words on the whole. A return needs its reasons; a comment needs words or a remark.
    #[error("words: {0}")]
    Words(TextError),
    /// A remark.
    #[error("remark {index}: {error}")]
    Remark {
        /// Which, from 0.
        index: usize,
        /// What is wrong.
        error: RemarkError,
    },
    /// More remarks than anybody answers.
    #[error("more than {limit} remarks")]
    TooMany {
        /// Most there may be.
        limit: usize,
    },
}

/// What is wrong with a remark.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RemarkError {
    /// Its words.
    #[error("{0}")]
    Words(TextError),
    /// The note does not say so.
    #[error("its passage is not in the note")]
    NotInNote,
}

impl ReviewError {
    /// The problem as screens translate it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        match self {
            Self::Words(wrong) => Problem::of("text", wrong),
            Self::Remark { error, .. } => Problem::of("comments", error),
            Self::TooMany { .. } => Problem::of("comments", self),
        }
    }
}

impl Told for ReviewError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Words(wrong) => wrong.told(),
            Self::Remark { error, .. } => error.told(),
            Self::TooMany { limit } => with("too_many", limit),
        }
    }
}

impl Told for RemarkError {
    fn told(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Words(wrong) => wrong.told(),
            Self::NotInNote => bare("not_in_note"),
        }
    }
}

/// The review as it is signed: texts clean, every passage found in the note.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check(
    verdict: Verdict,
    form: &ReviewForm,
    texts: NoteTexts<'_>,
) -> Result<ReviewForm, Vec<ReviewError>> {
    let mut errors = Vec::new();
    let silent =
        verdict == Verdict::Approve || (verdict == Verdict::Comment && !form.comments.is_empty());
    let words = if silent {
        text::check(&form.text, MAX_NOTE_CHARS).map(|words| words.trim().to_owned())
    } else {
        text::check_some(&form.text, MAX_NOTE_CHARS)
    };
    let words = words.map_err(|error| errors.push(ReviewError::Words(error))).unwrap_or_default();
    if form.comments.len() > MAX_COMMENTS {
        errors.push(ReviewError::TooMany { limit: MAX_COMMENTS });
    }
    let mut comments = Vec::with_capacity(form.comments.len());
    for (index, comment) in form.comments.iter().enumerate() {
        match remark(comment, texts) {
            Ok(comment) => comments.push(comment),
            Err(error) => errors.push(ReviewError::Remark { index, error }),
        }
    }
    if errors.is_empty() { Ok(ReviewForm { text: words, comments }) } else { Err(errors) }
}

fn remark(comment: &ReviewComment, texts: NoteTexts<'_>) -> Result<ReviewComment, RemarkError> {
    let words = text::check_some(&comment.text, MAX_FIELD_CHARS).map_err(RemarkError::Words)?;
    let passage = comment.passage.clone();
    text::check(&passage.quote, MAX_FIELD_CHARS).map_err(RemarkError::Words)?;
    if texts.of(passage.part).into_iter().all(|text| locate(text, &passage).is_none()) {
        return Err(RemarkError::NotInNote);
    }
    Ok(ReviewComment { passage, text: words })
}

#[cfg(test)]
mod tests;
