//! A record that is signed as a whole: immutable once it exists, corrected by addenda.

use crate::fields::RecordKind;
use crate::id::{CaseId, ClientId, PersonId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A form that becomes a signed note.
pub trait Note {
    /// The kind of record that it is the note of.
    const KIND: RecordKind;
}

/// A form as it was signed, in the manner of [`crate::visit::VisitNote`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Signed<F> {
    /// The case it belongs to.
    pub case: CaseId,
    /// Whom it is about.
    pub client: ClientId,
    /// Who wrote and signed it.
    pub author: PersonId,
    /// The author's name at the time.
    pub author_name: String,
    /// When it was signed, by the laptop's clock.
    pub signed_at: DateTime<FixedOffset>,
    /// The form as it stood, complete by its check.
    pub form: F,
}
