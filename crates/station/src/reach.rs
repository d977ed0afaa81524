//! What other servers have done, and what became of a write whose end nobody heard: the directory in memory is brought to
//! where the one that is kept ends, and whoever listens is told.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use protocol::api::Refused;
use protocol::directory::Directory;

use crate::station::{News, Station};
use crate::store::{Ends, Shared, Store, StoreError};

/// How often a server looks for itself, whatever it hears.
const LOOK: Duration = Duration::from_secs(2);
/// Most entries that are told one by one.
const MOST_TOLD: u64 = 64;

impl Station {
    /// Sees to it that the directory in memory has this entry of the one that is kept.
    pub(crate) fn reach(&self, entry: Option<u64>) -> Result<(), Refused> {
        let unsure = self.unsure.load(Ordering::Acquire);
        if unsure || entry.is_some_and(|entry| !self.has_entry(entry)) {
            self.catch_up().map_err(|error| self.refusal(&error))?;
        }
        Ok(())
    }

    fn has_entry(&self, entry: u64) -> bool {
        let directory = self.directory();
        let head = directory.as_ref().and_then(Directory::head);
        head.is_some_and(|head| head.index >= entry)
    }

    /// Reads what was appended since. Where memory is not a beginning of what is kept, all of it is read again.
    ///
    /// # Errors
    /// [`StoreError`]; memory is then as it was.
    pub(crate) fn catch_up(&self) -> Result<(), StoreError> {
        let mut guard = self.directory_mut();
        let store = self.store.as_ref();
        let sure = !self.unsure.load(Ordering::Acquire);
        let goes_on = match guard.as_mut() {
            Some(directory) if sure => match go_on(directory, store) {
                Ok(()) => self.ends_with(directory)?,
                Err(StoreError::Damaged) => false,
                Err(error) => return Err(error),
            },
            _ => false,
        };
        if !goes_on {
            *guard = read_directory(store)?;
        }
        self.unsure.store(false, Ordering::Release);
        Ok(())
    }

    /// Nothing is in memory that is not kept.
    fn ends_with(&self, directory: &Directory) -> Result<bool, StoreError> {
        let Some(shared) = &self.shared else { return Ok(true) };
        let kept = shared.ends()?.entry;
        Ok(directory.head().map(|head| head.index) <= kept)
    }

    /// Begins to watch what other servers do, where there may be some.
    pub(crate) fn watch(self: &Arc<Self>) -> Result<(), StoreError> {
        let Some(shared) = self.shared.clone() else { return Ok(()) };
        let mut told = shared.ends()?;
        let station = Arc::downgrade(self);
        let watch = move || while look(&station, shared.as_ref(), &mut told) {};
        thread::Builder::new().name("watch".into()).spawn(watch)?;
        Ok(())
    }

    /// Tells whoever listens what has come in since.
    fn tell_since(&self, shared: &dyn Shared, told: &mut Ends) -> Result<(), StoreError> {
        let now = shared.ends()?;
        if now.entry != told.entry {
            self.catch_up()?;
            // The last one stands for those that came long ago.
            let after = told.entry.max(now.entry.and_then(|last| last.checked_sub(MOST_TOLD)));
            for entry in self.store.entries(after, 8 << 20)?.0 {
                let read = entry.read().map_err(|_| StoreError::Damaged)?;
                // Nobody may be listening.
                let _ = self.news.send(News::Directory(read.index, read.author));
                told.entry = Some(read.index);
            }
        }
        if now.last > told.last {
            let written = shared.written_between(told.last, now.last)?;
            if !written.is_empty() {
                let _ = self.news.send(News::Changes(now.last, Arc::from(written)));
            }
        }
        told.last = now.last;
        Ok(())
    }
}

/// One look; false when the station is gone.
fn look(station: &Weak<Station>, shared: &dyn Shared, told: &mut Ends) -> bool {
    shared.wait(LOOK);
    let Some(station) = station.upgrade() else { return false };
    // What could not be asked now is asked the next time.
    if let Err(error) = station.tell_since(shared, told) {
        tracing::warn!(error = %error, "cannot see what other servers did");
    }
    true
}

/// The directory as it is kept: its rules are gone through again, its signatures were when they came.
pub(crate) fn read_directory(store: &dyn Store) -> Result<Option<Directory>, StoreError> {
    let Some(station) = store.station()? else { return Ok(None) };
    let mut directory = Directory::begin(station, None);
    go_on(&mut directory, store)?;
    Ok(Some(directory))
}

/// Goes on with what is kept.
fn go_on(directory: &mut Directory, store: &dyn Store) -> Result<(), StoreError> {
    let mut more = true;
    while more {
        let after = directory.head().map(|head| head.index);
        let (entries, further) = store.entries(after, 8 << 20)?;
        for entry in &entries {
            directory.replay_trusted(entry).map_err(|_| StoreError::Damaged)?;
        }
        more = further;
    }
    Ok(())
}
