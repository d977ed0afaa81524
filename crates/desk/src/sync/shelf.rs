//! The open vault as a parcel is packed from it. It is held for a part at a time.

use crate::desk::Desk;
use crate::failure::{Code, Failure};
use chrono::{DateTime, FixedOffset};
use history::Hash;
use protocol::directory::SignedEntry;
use protocol::parcel::{BlobPiece, Label};
use protocol::{SealedChange, Signature};
use std::ops::ControlFlow;
use sync::parcel::Shelf;
use vault::{PackedUpTo, Packing, Progress, Watcher};

/// What a parcel is packed from, and how far it is.
pub(super) struct VaultShelf<'a> {
    desk: &'a Desk,
    packing: &'a Packing,
    now: DateTime<FixedOffset>,
    watcher: Watcher<'a>,
    progress: Progress,
    entries_after: Option<u64>,
    pending: Option<SignedEntry>,
    place: PackedUpTo,
    attachments: Vec<(Hash, u64)>,
    offset: u64,
}

impl<'a> VaultShelf<'a> {
    pub(super) fn new(
        desk: &'a Desk,
        packing: &'a Packing,
        now: DateTime<FixedOffset>,
        watcher: Watcher<'a>,
    ) -> Self {
        let attachments: Vec<_> =
            packing.attachments.iter().map(|(hash, len)| (*hash, *len)).collect();
        let total = packing.changes * A_CHANGE + packing.attachments.values().sum::<u64>();
        Self {
            desk,
            packing,
            now,
            watcher,
            progress: Progress { done: 0, total },
            entries_after: packing.entries_after,
            pending: packing.pending.clone(),
            place: PackedUpTo::default(),
            attachments,
            offset: 0,
        }
    }

    fn advance(&mut self, by: u64) -> Result<(), Failure> {
        let done = self.progress.done.saturating_add(by).min(self.progress.total);
        self.progress.done = done;
        match (self.watcher)(self.progress) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Code::Cancelled.into()),
        }
    }
}

/// About how long a change is, in bytes: for how far the work has come.
const A_CHANGE: u64 = 1024;

impl Shelf for VaultShelf<'_> {
    type Error = Failure;

    fn label(&mut self) -> Result<Label, Failure> {
        self.desk.open(|vault| Ok(vault.parcel_label(self.packing, self.now)?))
    }

    fn entries(&mut self) -> Result<Vec<SignedEntry>, Failure> {
        self.advance(0)?;
        let entries = self.desk.open(|vault| Ok(vault.parcel_entries(self.entries_after)?))?;
        if entries.is_empty() {
            return Ok(self.pending.take().into_iter().collect());
        }
        let before = self.entries_after.map_or(0, |after| after + 1);
        self.entries_after = Some(before + entries.len() as u64 - 1);
        Ok(entries)
    }

    fn changes(&mut self) -> Result<Vec<SealedChange>, Failure> {
        let (packing, place) = (self.packing, &mut self.place);
        let packed = self.desk.open(|vault| Ok(vault.parcel_changes(packing, place)?))?;
        self.advance(A_CHANGE * packed.changes.len() as u64)?;
        Ok(packed.changes)
    }

    fn piece(&mut self) -> Result<Option<BlobPiece>, Failure> {
        let Some((hash, total)) = self.attachments.last().copied() else { return Ok(None) };
        let piece = self.desk.open(|vault| Ok(vault.parcel_piece(hash, self.offset, total)?))?;
        let piece = piece.ok_or(Code::AttachmentDamaged)?;
        self.advance(piece.bytes.len() as u64)?;
        self.offset = piece.end();
        if self.offset == total {
            self.attachments.pop();
            self.offset = 0;
        }
        Ok(Some(piece))
    }

    fn sign(&mut self, check: Hash) -> Result<Signature, Failure> {
        self.desk.open(|vault| Ok(vault.sign_parcel(check)))
    }
}
