//! A store that several servers write to at once: how one of them hears of what the others did.

use std::time::Duration;

use super::StoreError;
use crate::station::Written;

/// How far a store has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Place of the last change; 0 before the first.
    pub last: u64,
    /// Index of the directory's last entry.
    pub entry: Option<u64>,
}

/// What a store that several servers write to can do besides.
pub trait Shared: Send + Sync {
    /// Waits until somebody has written, or for so long. It may return for nothing.
    fn wait(&self, patience: Duration);

    /// How far it has got.
    ///
    /// # Errors
    /// [`StoreError`].
    fn ends(&self) -> Result<Ends, StoreError>;

    /// What was written after a place and up to another.
    ///
    /// # Errors
    /// [`StoreError`].
    fn written_between(&self, after: u64, upto: u64) -> Result<Vec<Written>, StoreError>;
}
