//! The review of signed notes: a supervisor's queue, a note beside its case's timeline, and what she says of it.

pub mod get;
pub mod queue;
pub(crate) mod show;
pub mod sign;
pub mod view;

use crate::failure::{Code, Failure};
use ::vault::{ReviewAuthors, ReviewFilter, ReviewGroup, Vault};
use casework::review::MayNotReview;

/// The notes that wait for the person whose vault this is, who does not review her own.
pub(crate) fn waiting_for(vault: &Vault) -> ReviewFilter {
    let authors = ReviewAuthors::But(vault.identity().person);
    ReviewFilter { group: ReviewGroup::ToReview, risks: Vec::new(), authors }
}

/// Refuses whose role is another.
pub(crate) fn reviewer(vault: &Vault) -> Result<(), Failure> {
    if vault.role().reviews() { Ok(()) } else { Err(Code::NotYourRole.into()) }
}

impl From<MayNotReview> for Code {
    fn from(why: MayNotReview) -> Self {
        match why {
            MayNotReview::NotHerRole => Self::NotYourRole,
            MayNotReview::OwnNote => Self::OwnNote,
        }
    }
}

/// The half-filled form under which a review is kept while it is being written.
pub(crate) fn form_key(visit: casework::id::VisitId) -> String {
    format!("review/{visit}")
}
