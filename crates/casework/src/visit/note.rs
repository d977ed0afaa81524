//! The signed note: immutable once it exists. Corrections are addenda.

use super::form::VisitForm;
use crate::id::{CaseId, ClientId, PersonId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A visit note as signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VisitNote {
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
    /// The form as it stood: complete by [`super::readiness::missing`].
    pub form: VisitForm,
}
