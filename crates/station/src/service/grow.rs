//! The directory: how it begins, how it grows, how it is read.

use std::sync::atomic::Ordering;

use protocol::api::{BATCH_LEN, DirectoryPage, FoundRequest, RefusalCode, Refused};
use protocol::directory::{Act, Directory, DirectoryHead, Entry, Fate, SignedEntry};
use protocol::{DeviceId, DevicePublic, Namespace, proof, verify};

use crate::counters::add;
use crate::station::{News, Station};
use crate::store::Appended;

impl Station {
    /// Founds the station. Sent again, the same entry is answered as before.
    ///
    /// # Errors
    /// [`RefusalCode::AlreadyFounded`], [`RefusalCode::BadSignature`], and what the directory refuses.
    pub fn found(&self, request: &FoundRequest) -> Result<DirectoryHead, Refused> {
        self.writable()?;
        self.reach(None)?;
        let root = request.entry.hash();
        let entry = request.entry.read()?;
        let mut directory = self.directory_mut();
        if let Some(founded) = directory.as_ref() {
            let again = founded.hash_at(0) == Some(root);
            let head = DirectoryHead { index: 0, hash: root };
            return if again { Ok(head) } else { Err(RefusalCode::AlreadyFounded.into()) };
        }
        let key = self.store.founding_key().map_err(|error| self.refusal(&error))?;
        let key = key.ok_or(RefusalCode::AlreadyFounded)?;
        let words = proof::found(entry.station, root);
        verify(&key, Namespace::Found, &words, &request.proof)
            .map_err(|_| RefusalCode::BadSignature)?;
        let mut begun = Directory::begin(entry.station, Some(root));
        begun.apply(&request.entry)?;
        let head = begun.head().ok_or(RefusalCode::Failed)?;
        let first = Appended { head, entry: request.entry.clone(), spent: vec![key] };
        if let Err(error) = self.store.found(entry.station, first) {
            // Another server may have been asked as well.
            self.unsure.store(true, Ordering::Release);
            return Err(self.refusal(&error));
        }
        *directory = Some(begun);
        tracing::info!(station = %entry.station, "founded");
        Ok(head)
    }

    /// Lets a device in: an entry whose first act is that it joins.
    ///
    /// # Errors
    /// [`RefusalCode::NotAllowed`] for any other entry; what [`append_entry`](Self::append_entry) refuses.
    pub fn join(&self, entry: SignedEntry) -> Result<DirectoryHead, Refused> {
        match entry.read()?.acts.first() {
            Some(Act::Join { .. }) => self.append_entry(entry),
            _ => Err(RefusalCode::NotAllowed.into()),
        }
    }

    /// Appends an entry, if it follows the last one and keeps every rule. Whoever sends it, its author has signed it.
    /// Sent again, an entry that is in the chain is answered as before.
    ///
    /// # Errors
    /// [`RefusalCode::StaleHead`], and what the directory refuses.
    pub fn append_entry(&self, entry: SignedEntry) -> Result<DirectoryHead, Refused> {
        self.writable()?;
        let Entry { acts, author, .. } = entry.read()?;
        let mut again = self.shared.is_some();
        loop {
            self.reach(None)?;
            match self.try_append(&entry, &acts, author) {
                // Another server may have appended what this one does not know yet.
                Err(refused) if again && refused.code == RefusalCode::StaleHead => {
                    again = false;
                    self.catch_up().map_err(|error| self.refusal(&error))?;
                }
                done => return done,
            }
        }
    }

    fn try_append(
        &self,
        entry: &SignedEntry,
        acts: &[Act],
        author: DeviceId,
    ) -> Result<DirectoryHead, Refused> {
        let mut guard = self.directory_mut();
        let directory = guard.as_mut().ok_or(RefusalCode::NotFounded)?;
        let hash = entry.hash();
        if let Some(index) = directory.index_of(hash) {
            return Ok(DirectoryHead { index, hash });
        }
        directory.apply(entry).map_err(|fault| said_more(directory, fault.into()))?;
        let head = directory.head().ok_or(RefusalCode::Failed)?;
        let appended = Appended { head, entry: entry.clone(), spent: spent(directory, acts) };
        if let Err(error) = self.store.append_entry(appended) {
            // What is in memory must not be ahead of what is kept; until that was read, nothing is answered from it.
            self.unsure.store(true, Ordering::Release);
            drop(guard);
            let refused = self.refusal(&error);
            self.reach(None)?;
            return Err(self.with_directory(|directory| Ok(said_more(directory, refused)))?);
        }
        drop(guard);
        add(&self.counters.entries, 1);
        if self.shared.is_none() {
            // Nobody may be listening.
            let _ = self.news.send(News::Directory(head.index, author));
        }
        Ok(head)
    }

    /// Entries after an index, from the first without one.
    ///
    /// # Errors
    /// [`RefusalCode::Failed`].
    pub fn entries(
        &self,
        after: Option<u64>,
        max_bytes: Option<u64>,
    ) -> Result<DirectoryPage, Refused> {
        let asked = max_bytes.and_then(|bytes| usize::try_from(bytes).ok());
        let max_bytes = asked.map_or(BATCH_LEN, |bytes| bytes.clamp(1, BATCH_LEN));
        let page = self.store.entries(after, max_bytes).map_err(|error| self.refusal(&error))?;
        Ok(DirectoryPage { entries: page.0, more: page.1 })
    }
}

/// The number that goes with a refusal.
fn said_more(directory: &Directory, refused: Refused) -> Refused {
    let detail = match refused.code {
        RefusalCode::StaleHead => directory.head().map(|head| head.index),
        RefusalCode::TooOld => Some(u64::from(directory.min_format())),
        _ => refused.detail,
    };
    Refused { detail, ..refused }
}

/// Invitations that no longer count after acts that may have ended some.
fn spent(directory: &Directory, acts: &[Act]) -> Vec<DevicePublic> {
    let ends = |act: &Act| {
        matches!(
            act,
            Act::Join { .. }
                | Act::Withdraw { .. }
                | Act::SetRole { .. }
                | Act::RevokeDevice { .. }
                | Act::RemovePerson { .. }
        )
    };
    if !acts.iter().any(ends) {
        return Vec::new();
    }
    let all = directory.invitations();
    all.filter(|(_, invitation)| invitation.fate != Fate::Open).map(|(key, _)| key).collect()
}
