//! How far a long work has come, and stopping it.

use crate::error::VaultError;
use crate::vault::Vault;
use rusqlite::InterruptHandle;
use std::ops::ControlFlow;

/// How far a long work has come: in bytes for a backup or a restore, in changes and files looked at otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done so far.
    pub done: u64,
    /// In all.
    pub total: u64,
}

/// Is told of progress; answers whether to go on.
pub type Watcher<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Counts, tells, and stops when told to.
pub(crate) struct Meter<'w> {
    progress: Progress,
    watcher: Watcher<'w>,
}

impl<'w> Meter<'w> {
    pub(crate) fn new(total: u64, watcher: Watcher<'w>) -> Self {
        Self { progress: Progress { done: 0, total }, watcher }
    }

    /// # Errors
    /// [`VaultError::Cancelled`] when the work is to stop.
    pub(crate) fn advance(&mut self, by: usize) -> Result<(), VaultError> {
        self.progress.done += by as u64;
        match (self.watcher)(self.progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(VaultError::Cancelled),
        }
    }
}

/// For those who only wait.
pub(crate) fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Breaks off the statement that an open vault is busy with, from any thread; what it was part of answers
/// [`VaultError::Cancelled`] and has changed nothing. Where nothing is under way, nothing happens. A save is
/// broken off like everything else: to be used while a long work is known to run, and beside its [`Watcher`],
/// which stops it between two statements.
pub struct Interrupter(InterruptHandle);

impl std::fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupter")
    }
}

impl Interrupter {
    /// Breaks off what is under way. After the vault was closed, does nothing.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Vault {
    /// A handle with which another thread breaks off what this vault is busy with.
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.conn.get_interrupt_handle())
    }
}
