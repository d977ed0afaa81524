//! The station and the worker to whom the sample belongs.

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
}

impl SampleStation {
    /// Reads station and worker.
    ///
    /// # Errors
    /// [`SampleError::Syntax`] with the line.
    pub fn parse(text: &str) -> Result<Self, SampleError> {
        toml::from_str(text).map_err(|error| SampleError::syntax(text, &error))
    }
}
