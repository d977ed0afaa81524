//! What the station has done since it started: numbers alone.

use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers that only rise, and two that go up and down.
#[derive(Debug, Default)]
pub struct Counters {
    /// Requests answered, by hundreds of their status: 2, 3, 4, 5.
    pub answers: [AtomicU64; 4],
    /// Changes kept.
    pub stored: AtomicU64,
    /// Changes that were there already.
    pub repeated: AtomicU64,
    /// Changes that wait for the one before them.
    pub waiting: AtomicU64,
    /// Changes refused.
    pub refused: AtomicU64,
    /// Entries appended to the directory.
    pub entries: AtomicU64,
    /// Changes handed out.
    pub served: AtomicU64,
    /// Bytes of attachments taken.
    pub blob_bytes: AtomicU64,
    /// Connections that are open.
    pub connections: AtomicU64,
    /// Laptops that listen for what is new.
    pub listeners: AtomicU64,
}

/// Adds to a number.
pub fn add(counter: &AtomicU64, many: u64) {
    counter.fetch_add(many, Ordering::Relaxed);
}

/// A number as it stands.
#[must_use]
pub fn value(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

/// Counts as one as long as it lives.
pub struct Present<'a>(&'a AtomicU64);

impl<'a> Present<'a> {
    /// Begins to count.
    #[must_use]
    pub fn at(counter: &'a AtomicU64) -> Self {
        add(counter, 1);
        Self(counter)
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Counters {
    /// Counts an answer by its status.
    pub fn answered(&self, status: u16) {
        let class = usize::from(status / 100).clamp(2, 5) - 2;
        if let Some(counter) = self.answers.get(class) {
            add(counter, 1);
        }
    }
}
