//! The open vault as the engine knows a laptop.

use super::background::Background;
use casework::id::{DeviceId, FileId, StationId};
use chrono::{DateTime, FixedOffset};
use history::{ChangeId, Hash, Header};
use protocol::api::{Answer, AuthorHead, DirectoryHead, LastSeen, Numbered};
use protocol::directory::SignedEntry;
use protocol::proof::CHALLENGE_LEN;
use protocol::snapshot::SealedSnapshot;
use protocol::{SealedChange, Signature};
use std::collections::{BTreeMap, BTreeSet};
use sync::{
    Backfill, BlobTaken, Entries, FirstFile, Outgoing, Received, SealedBlob, SnapshotsDue, Store,
    WantedBlob,
};
use vault::{LinkError, ReceivedChanges, Source, Vault, VaultError};

/// The open vault, for one step.
pub(super) struct Laptop<'a> {
    pub(super) vault: &'a mut Vault,
    /// The wall clock, for display.
    pub(super) now: DateTime<FixedOffset>,
    /// What a person waits for.
    pub(super) waits: &'a Background,
    /// Something came that the window may show.
    pub(super) changed: bool,
}

impl Laptop<'_> {
    fn received(&mut self, received: &ReceivedChanges) -> Received {
        self.changed |= received.taken > 0;
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Received {
            taken: count(received.taken),
            known: count(received.there),
            held: received.held.len(),
            rubbish: rubbish(received),
            forked: received.forked.contains(&self.vault.identity().device),
        }
    }
}

/// How many of the changes no honest sender sends.
pub(super) fn rubbish(received: &ReceivedChanges) -> usize {
    received.held.iter().filter(|(_, reason)| reason.is_rubbish()).count()
}

fn outgoing(changes: Vec<SealedChange>) -> Vec<Outgoing> {
    let numbered = changes.into_iter().filter_map(|change| {
        let seq = Header::decode(&change.header).ok()?.seq;
        Some(Outgoing { seq, change })
    });
    numbered.collect()
}

impl Store for Laptop<'_> {
    type Error = VaultError;

    fn station(&self) -> StationId {
        self.vault.identity().station_id
    }

    fn device(&self) -> DeviceId {
        self.vault.identity().device
    }

    fn sign_challenge(&mut self, challenge: &[u8; CHALLENGE_LEN]) -> Result<Signature, VaultError> {
        Ok(self.vault.sign_session(challenge))
    }

    fn directory_head(&self) -> Result<Option<DirectoryHead>, VaultError> {
        Ok(self.vault.directory().and_then(|directory| directory.head()))
    }

    fn ended(&self) -> Result<bool, VaultError> {
        Ok(self.vault.is_ended())
    }

    fn aside_upto(&self, author: DeviceId) -> Result<Option<u64>, VaultError> {
        self.vault.aside_upto(author)
    }

    fn receive_aside(
        &mut self,
        author: DeviceId,
        items: Vec<Numbered>,
        upto: u64,
    ) -> Result<Received, VaultError> {
        self.changed |= !items.is_empty();
        self.vault.receive_aside(author, &items, upto)?;
        Ok(Received { held: items.len(), ..Received::default() })
    }

    fn awaits_farewells(&self) -> Result<bool, VaultError> {
        self.vault.awaits_farewells()
    }

    fn take_farewells(&mut self, all: &[LastSeen]) -> Result<(), VaultError> {
        self.vault.take_farewells(all)
    }

    fn entry(&self, index: u64) -> Result<Option<SignedEntry>, VaultError> {
        self.vault.directory_entry(index)
    }

    fn apply_entries(&mut self, entries: &[SignedEntry]) -> Result<Entries, VaultError> {
        let applied = self.vault.directory_apply(entries)?;
        self.changed |= applied.entries > 0;
        let applied_here = usize::try_from(applied.entries).unwrap_or(usize::MAX);
        Ok(Entries { applied: applied_here, fault: applied.fault })
    }

    fn plan_entry(&mut self, _: u64) -> Result<Option<SignedEntry>, VaultError> {
        match self.vault.pending_acts(self.now) {
            Ok(entry) => Ok(entry),
            Err(LinkError::Vault(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    fn heads(&self) -> Result<Vec<AuthorHead>, VaultError> {
        self.vault.heads()
    }

    fn pinned(&self) -> Result<Vec<AuthorHead>, VaultError> {
        self.vault.pinned()
    }

    fn change_at(&self, author: DeviceId, seq: u64) -> Result<Option<ChangeId>, VaultError> {
        self.vault.change_at(author, seq)
    }

    fn short(&self) -> Result<BTreeMap<DeviceId, u64>, VaultError> {
        self.vault.short()
    }

    fn note_short(
        &mut self,
        short: &BTreeMap<DeviceId, u64>,
        rewind: bool,
    ) -> Result<(), VaultError> {
        self.vault.note_short(short, rewind, self.now)
    }

    fn outbox(&self, after: u64, max_bytes: usize) -> Result<Vec<Outgoing>, VaultError> {
        Ok(outgoing(self.vault.outbox(after, max_bytes)?))
    }

    fn settle(&mut self, answers: &[(u64, Answer)]) -> Result<(), VaultError> {
        self.vault.settle(answers)
    }

    fn changes_of(
        &self,
        author: DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Outgoing>, VaultError> {
        Ok(outgoing(self.vault.changes_of(author, after, max_bytes)?))
    }

    fn acknowledged(&self) -> Result<u64, VaultError> {
        Ok(self.vault.sync_state()?.acknowledged)
    }

    fn cursor(&self) -> Result<u64, VaultError> {
        Ok(self.vault.sync_state()?.pulled)
    }

    fn receive(&mut self, items: Vec<Numbered>, next: u64) -> Result<Received, VaultError> {
        let received = self.vault.receive(&items, next, Source::Station)?;
        Ok(self.received(&received))
    }

    fn snapshots_due(&mut self) -> Result<Option<SnapshotsDue>, VaultError> {
        let due = self.vault.snapshots_due()?;
        Ok(due.map(|due| SnapshotsDue { snapshots: due.snapshots, upto: due.upto }))
    }

    fn snapshots_sent(&mut self, upto: u64) -> Result<(), VaultError> {
        self.vault.snapshots_sent(upto)
    }

    fn wants_snapshots(&self) -> Result<bool, VaultError> {
        self.vault.wants_snapshots()
    }

    fn receive_snapshots(&mut self, items: Vec<SealedSnapshot>) -> Result<(), VaultError> {
        self.changed |= !items.is_empty();
        self.vault.receive_snapshots(&items)
    }

    fn first_file(&self) -> Result<Option<FirstFile>, VaultError> {
        Ok(self.waits.first_file())
    }

    fn receive_first(
        &mut self,
        file: FileId,
        items: Vec<Numbered>,
        (next, more): (u64, bool),
    ) -> Result<Received, VaultError> {
        let received = self.vault.receive(&items, next, Source::Elsewhere)?;
        if !more {
            self.vault.file_came(file)?;
            self.changed = true;
        }
        self.waits.first_came(file, more.then_some(next));
        Ok(self.received(&received))
    }

    fn all_came(&mut self) -> Result<(), VaultError> {
        self.changed |= self.vault.unchecked()? > 0;
        self.vault.all_came(self.now)
    }

    fn backfill(&self, but: &BTreeSet<FileId>) -> Result<Option<Backfill>, VaultError> {
        let found = self.vault.backfill(but)?;
        Ok(found.map(|one| Backfill { file: one.file, after: one.after, upto: one.upto }))
    }

    fn receive_backfill(
        &mut self,
        file: FileId,
        items: Vec<Numbered>,
        next: u64,
    ) -> Result<Received, VaultError> {
        let received = self.vault.receive(&items, next, Source::Backfill(file))?;
        Ok(self.received(&received))
    }

    fn blob_to_send(&self, but: &BTreeSet<Hash>) -> Result<Option<SealedBlob>, VaultError> {
        let found = self.vault.blob_to_send(but)?;
        Ok(found.map(|blob| SealedBlob { hash: blob.hash, len: blob.len }))
    }

    fn read_blob(&self, hash: Hash, offset: u64, max: usize) -> Result<Vec<u8>, VaultError> {
        match self.vault.read_blob(hash, offset, max) {
            // One file that the disk does not give stops no other, and no note.
            Err(VaultError::AttachmentMissing | VaultError::Disk(_) | VaultError::ReadOnly) => {
                Ok(Vec::new())
            }
            read => read,
        }
    }

    fn blob_sent(&mut self, hash: Hash) -> Result<(), VaultError> {
        self.vault.blob_sent(hash)
    }

    fn blob_wanted(&self, but: &BTreeSet<Hash>) -> Result<Option<WantedBlob>, VaultError> {
        let found = self.vault.blob_wanted(but)?;
        Ok(found.map(|blob| WantedBlob { hash: blob.hash, have: blob.have, most: blob.most }))
    }

    fn take_blob(
        &mut self,
        hash: Hash,
        offset: u64,
        bytes: &[u8],
        total: u64,
    ) -> Result<BlobTaken, VaultError> {
        let taken = match self.vault.take_blob(hash, offset, bytes, total) {
            Err(VaultError::DiskFull | VaultError::Disk(_) | VaultError::ReadOnly) => {
                return Ok(BlobTaken::Failed);
            }
            taken => taken?,
        };
        Ok(match taken {
            vault::BlobTaken::Part => BlobTaken::Part,
            vault::BlobTaken::Wrong => BlobTaken::WrongHash,
            vault::BlobTaken::Whole => {
                self.changed = true;
                BlobTaken::Whole
            }
        })
    }

    fn waiting(&self) -> Result<u64, VaultError> {
        Ok(self.vault.sync_state()?.waiting)
    }

    fn synced(&mut self, _: u64) -> Result<(), VaultError> {
        self.vault.note_synced(self.now)
    }
}
