//! The station to which the sample belongs, and its people.

use super::error::SampleError;
use serde::Deserialize;

/// Who works where in the sample.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleStation {
    /// The station, as it stands on paper.
    pub station: String,
    /// The worker, who signs the notes.
    pub worker: String,
    /// The supervisor, who reviews them.
    pub supervisor: String,
    /// The manager, who founded the station.
    pub manager: String,
}

impl SampleStation {
    /// Reads the station and its people.
    ///
    /// # Errors
    /// [`SampleError::Syntax`] with the line.
    pub fn parse(text: &str) -> Result<Self, SampleError> {
        toml::from_str(text).map_err(|error| SampleError::syntax(text, &error))
    }
}
