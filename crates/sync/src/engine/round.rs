//! What is remembered of a round, and no longer.

use std::collections::{BTreeSet, VecDeque};

use protocol::api::DirectoryHead;
use protocol::directory::SignedEntry;
use protocol::proof::CHALLENGE_LEN;
use protocol::{ChangeId, DeviceId, FileId, Hash, Signature};

use crate::state::Stage;
use crate::store::{Backfill, FirstFile, SealedBlob, WantedBlob};

/// A round, from its beginning.
#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) stage: Stage,
    /// The station said who it is.
    pub(super) greeted: bool,
    pub(super) challenged: [u8; CHALLENGE_LEN],
    /// The answer to the challenge.
    pub(super) challenge: Option<Signature>,
    /// How many sessions ended in this round.
    pub(super) sessions: u32,
    /// The station's directory was seen to go on from ours.
    pub(super) joined_up: bool,
    /// Entries to be sent again, from this index; `None` before the station said where its directory ends.
    pub(super) entries_again: Option<u64>,
    /// How often the directory grew under what was being appended.
    pub(super) replans: u32,
    /// How many entries went up.
    pub(super) appended: u32,
    /// Authors whose changes go up again, each after a number.
    pub(super) again: VecDeque<(DeviceId, u64)>,
    /// The station says that this device was revoked.
    pub(super) told_ended: bool,
    /// The signed directory says so: what waits goes up, and nothing else.
    pub(super) leaving: bool,
    /// The station had a gap before what waits, and got everything of this device again.
    pub(super) gap_filled: bool,
    /// Revoked authors of whom the station keeps something aside, each after a number.
    pub(super) aside: VecDeque<(DeviceId, u64)>,
    /// It was asked when revoked devices came.
    pub(super) farewells_asked: bool,
    /// Own changes do not go up: the station has others in their place, or further ones.
    pub(super) own_held_back: bool,
    /// The station has further changes of this laptop, up to this number.
    pub(super) own_ahead: Option<u64>,
    /// Own changes up to this number went up or were refused.
    pub(super) sent: u64,
    /// A batch as a whole was refused: each change goes by itself.
    pub(super) one_by_one: bool,
    /// Snapshots came down up to this place; none before they are asked for.
    pub(super) snapshots: Option<u64>,
    pub(super) snapshot_pages: u32,
    pub(super) pages: u32,
    /// Pages on which there was something that no honest station sends.
    pub(super) rubbish: u32,
    /// It is over for this time, and there is more.
    pub(super) unfinished: bool,
    pub(super) skipped_files: BTreeSet<FileId>,
    pub(super) skipped_blobs: BTreeSet<Hash>,
    /// A sealed file under way, and where its next part begins.
    pub(super) blob: Option<(SealedBlob, u64)>,
    /// How often the station was elsewhere in it than it said.
    pub(super) blob_retries: u32,
    /// Bytes of sealed files that went up, and that came down.
    pub(super) blob_bytes: (u64, u64),
    /// How many sealed files a disk, here or there, did not give or take.
    pub(super) blob_faults: u32,
    /// How many own changes waited when no more of them went up.
    pub(super) left_waiting: u64,
}

impl Round {
    /// The next round. One that goes on with the work of this one remembers where it was, and of what nothing came.
    pub(super) fn following(self) -> Self {
        if !self.unfinished {
            return Self::default();
        }
        let Self { skipped_files, skipped_blobs, blob, blob_faults, .. } = self;
        Self { skipped_files, skipped_blobs, blob, blob_faults, ..Self::default() }
    }
}

/// A change on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pushed {
    pub(super) author: DeviceId,
    pub(super) seq: u64,
    pub(super) id: ChangeId,
}

/// The request whose answer is due.
#[derive(Debug)]
pub(super) enum Flight {
    Hello,
    Begin,
    Open,
    Directory {
        /// The end of our directory, with which the answer must begin.
        mine: Option<DirectoryHead>,
    },
    EntryAgain {
        index: u64,
    },
    Entry(SignedEntry),
    Heads,
    Push(Vec<Pushed>),
    PushAgain(Vec<Pushed>),
    Changes {
        after: u64,
        but_mine: u64,
        /// The end of our directory when it was asked.
        under: Option<DirectoryHead>,
    },
    SnapshotsUp {
        /// How many.
        count: usize,
        upto: u64,
    },
    SnapshotsDown {
        after: u64,
    },
    First(FirstFile),
    Backfill(Backfill),
    Aside {
        author: DeviceId,
        after: u64,
    },
    Farewells,
    BlobHead(SealedBlob),
    BlobPatch {
        blob: SealedBlob,
        /// Where the part ends.
        upto: u64,
    },
    BlobGet(WantedBlob),
}

impl Flight {
    /// It is about one sealed file, and nothing else depends on it.
    pub(super) fn is_of_a_blob(&self) -> bool {
        matches!(self, Self::BlobHead(_) | Self::BlobPatch { .. } | Self::BlobGet(_))
    }
}
