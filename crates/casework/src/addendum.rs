//! The addendum 补记: how a signed note is corrected. It is dated, signed and shown beside the note,
//! which itself never changes.

use crate::id::PersonId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A signed addendum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Addendum {
    /// What is added or corrected.
    pub text: String,
    /// Who wrote it.
    pub author: PersonId,
    /// The author's name at the time.
    pub author_name: String,
    /// When it was signed, by the laptop's clock.
    pub signed_at: DateTime<FixedOffset>,
    /// The returns that it answers: the changes of the reviews that its author had before her, in hexadecimal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub answers: Vec<String>,
    /// The note that it is to: the change that signed it, in hexadecimal. Empty in what older versions wrote, where it is
    /// to the note of the visit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub note: String,
}
