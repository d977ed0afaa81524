//! Changes that break a rule of the record. They are kept and shown, and never applied.

use crate::hash::ChangeId;

/// A change that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Violation {
    /// The change.
    pub change: ChangeId,
    /// The rule it breaks.
    pub rule: Rule,
}

/// A rule that a change can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// It is not proven to be its author's. Nothing of it is believed.
    Unproven,
    /// It belongs to another station, file, record or kind of record than the one it was found with.
    Elsewhere,
    /// It says itself that it is of another case or client than the one in whose file it is signed. Who may write in one
    /// file has thereby no say in another.
    AnotherFile,
    /// It claims to take the place of a signed note, which never changes.
    SupersedesNote {
        /// The note.
        note: ChangeId,
    },
    /// It is a note that claims to take the place of something. Notes replace nothing.
    NoteSupersedes,
    /// It is a note of a laptop that has signed one of the record before.
    SecondNote,
    /// It is an addendum to no note: the one it names is not here, or there is none.
    AddendumWithoutNote,
    /// It is a review of no note: the note is not here, or there is none.
    ReviewWithoutNote,
    /// It is a review of no note that the record has.
    ReviewOfAnotherNote,
    /// It is a review by the note's own author.
    OwnReview,
    /// It claims to take the place of a change of another field, or of a kind it cannot replace.
    CannotSupersede {
        /// The change it names.
        named: ChangeId,
    },
}

impl Rule {
    /// The change as a whole is not applied. Otherwise only its claim is ignored, and what it says counts.
    #[must_use]
    pub fn rejects(self) -> bool {
        !matches!(self, Self::CannotSupersede { .. })
    }
}
