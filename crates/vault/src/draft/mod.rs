//! Drafts: what is being written and not yet signed. Their author's alone, durable from the first
//! autosave, kept 30 days after they are thrown away.

mod purge;
mod read;
mod write;

pub(crate) use purge::purge;
pub(crate) use read::{every, present};

use casework::id::{CaseId, ClientId, VisitId};
use casework::visit::VisitForm;
use chrono::{DateTime, FixedOffset};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftKind {
    /// The form of a visit that is not yet signed.
    Visit,
    /// An addendum to a signed visit.
    Addendum,
}

impl DraftKind {
    /// As it stands in the column `kind`.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Addendum => "addendum",
        }
    }

    /// From the column `kind`.
    pub(crate) fn of(column: &str) -> Option<Self> {
        [Self::Visit, Self::Addendum].into_iter().find(|kind| kind.column() == column)
    }
}

/// What is written so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftContent {
    /// The form of a visit.
    Visit(Box<VisitForm>),
    /// The text of an addendum.
    Addendum(String),
}

impl DraftContent {
    /// What is being written.
    #[must_use]
    pub fn kind(&self) -> DraftKind {
        match self {
            Self::Visit(_) => DraftKind::Visit,
            Self::Addendum(_) => DraftKind::Addendum,
        }
    }
}

/// A draft as it lies in the vault. There is at most one of each kind for a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The visit that it will be, or to which it is an addendum.
    pub id: VisitId,
    /// The case.
    pub case: CaseId,
    /// Whom it is about.
    pub client: ClientId,
    /// What is written so far.
    pub content: DraftContent,
    /// When it was begun, by the laptop's clock.
    pub begun_at: DateTime<FixedOffset>,
    /// When it was last saved.
    pub saved_at: DateTime<FixedOffset>,
    /// When it was thrown away, if it was.
    pub discarded_at: Option<DateTime<FixedOffset>>,
}
