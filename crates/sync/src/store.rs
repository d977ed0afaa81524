//! What the engine must know of a laptop's vault, and what it leaves there. Every call that changes something is
//! durable as a whole when it returns, or has changed nothing: between two calls the laptop may lose power.

use std::collections::{BTreeMap, BTreeSet};

use protocol::api::{Answer, AuthorHead, DirectoryHead, LastSeen, Numbered};
use protocol::directory::SignedEntry;
use protocol::proof::CHALLENGE_LEN;
use protocol::snapshot::SealedSnapshot;
use protocol::{
    ChangeId, DeviceId, DirectoryFault, FileId, Hash, SealedChange, Signature, StationId,
};

/// A change of this laptop that the station is not known to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its number.
    pub seq: u64,
    /// The change.
    pub change: SealedChange,
}

/// How far entries of the directory went in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entries {
    /// So many, from the first. They are kept.
    pub applied: usize,
    /// Why the next did not.
    pub fault: Option<DirectoryFault>,
}

/// What became of changes that came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// So many are new and in their place.
    pub taken: usize,
    /// So many were here before.
    pub known: usize,
    /// So many are not believed, or not yet: kept aside.
    pub held: usize,
    /// So many of those no honest station sends: nobody who is known signed them, or they were altered since.
    pub rubbish: usize,
    /// A change of this device came in whose place another is here, or that follows such a one: there is a second laptop
    /// that is this device.
    pub forked: bool,
}

/// Snapshots that a laptop owes the station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotsDue {
    /// The snapshots.
    pub snapshots: Vec<SealedSnapshot>,
    /// With them the station has snapshots of all that this device wrote up to this number of its own.
    pub upto: u64,
}

/// A file whose changes a person waits for before all others'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstFile {
    /// The file.
    pub file: FileId,
    /// They are here up to this place at the station.
    pub after: u64,
}

/// Changes of a file that went by before this person was let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// The file.
    pub file: FileId,
    /// They are here up to this place at the station,
    pub after: u64,
    /// and lacking up to this one.
    pub upto: u64,
}

/// A sealed file that the station is not known to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedBlob {
    /// The hash of the sealed bytes.
    pub hash: Hash,
    /// How many there are.
    pub len: u64,
}

/// A sealed file that a change names and that is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedBlob {
    /// The hash of the sealed bytes.
    pub hash: Hash,
    /// So many are here, from the first.
    pub have: u64,
    /// More than this it cannot be, by what the change says.
    pub most: u64,
}

/// What became of a part of a sealed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobTaken {
    /// It is kept; more must come.
    Part,
    /// The file is whole and has its hash.
    Whole,
    /// The whole does not have its hash. Nothing of it is kept.
    WrongHash,
    /// The disk did not take it. It is asked for again in another round.
    Failed,
}

/// The laptop's side.
pub trait Store {
    /// Faults of the disk, and whatever else ends the work.
    type Error;

    /// The station it belongs to.
    fn station(&self) -> StationId;

    /// The device it is.
    fn device(&self) -> DeviceId;

    /// Signs [`proof::session`](protocol::proof::session) with the device's key.
    ///
    /// # Errors
    /// [`Self::Error`], as all below.
    fn sign_challenge(&mut self, challenge: &[u8; CHALLENGE_LEN])
    -> Result<Signature, Self::Error>;

    /// The end of the directory as it is here.
    fn directory_head(&self) -> Result<Option<DirectoryHead>, Self::Error>;

    /// The directory as it is here says that this device was revoked. Nothing else that a station says means it.
    fn ended(&self) -> Result<bool, Self::Error>;

    /// Up to which number what the station keeps aside of a revoked author is here; none where the author was not
    /// revoked, or is this device.
    fn aside_upto(&self, author: DeviceId) -> Result<Option<u64>, Self::Error>;

    /// Keeps what a revoked author left at the station, and that it is here up to this number.
    fn receive_aside(
        &mut self,
        author: DeviceId,
        items: Vec<Numbered>,
        upto: u64,
    ) -> Result<Received, Self::Error>;

    /// Whether there are revoked devices of which this person may hear when they came to the station, and it is not
    /// known of all that they have destroyed their keys.
    fn awaits_farewells(&self) -> Result<bool, Self::Error>;

    /// Keeps when revoked devices came to the station.
    fn take_farewells(&mut self, all: &[LastSeen]) -> Result<(), Self::Error>;

    /// An entry of the directory.
    fn entry(&self, index: u64) -> Result<Option<SignedEntry>, Self::Error>;

    /// Verifies and keeps the next entries, up to the first that does not go in.
    fn apply_entries(&mut self, entries: &[SignedEntry]) -> Result<Entries, Self::Error>;

    /// The next entry with what this laptop has to say in the directory as it stands here; none where it has
    /// nothing to say. It is not in the directory before it comes back through
    /// [`apply_entries`](Self::apply_entries). `now` is for display, in milliseconds since 1970.
    fn plan_entry(&mut self, now: u64) -> Result<Option<SignedEntry>, Self::Error>;

    /// The furthest change of each author that is here.
    fn heads(&self) -> Result<Vec<AuthorHead>, Self::Error>;

    /// The furthest change of each author that the station must have: others' that came from it, one's own that
    /// it acknowledged.
    fn pinned(&self) -> Result<Vec<AuthorHead>, Self::Error>;

    /// The change of an author with this number, if it is here.
    fn change_at(&self, author: DeviceId, seq: u64) -> Result<Option<ChangeId>, Self::Error>;

    /// Authors of whom the station was last seen to have less than it must ([`pinned`](Self::pinned)), each with the
    /// number up to which it has them. Not this device, once the station acknowledged a further change of it.
    fn short(&self) -> Result<BTreeMap<DeviceId, u64>, Self::Error>;

    /// Keeps what [`short`](Self::short) tells. Where something was lost anew, it forgets with the same commit what the
    /// station is believed to have: all changes are asked for again, all sealed files offered again, and own changes
    /// after the number that is told of this device wait once more. What is pinned stays so.
    fn note_short(
        &mut self,
        short: &BTreeMap<DeviceId, u64>,
        rewind: bool,
    ) -> Result<(), Self::Error>;

    /// Own changes after this number that were not acknowledged, in order; as many as `max_bytes` hold, one at
    /// least where there are any, and no more than [`MAX_BATCH`](protocol::api::MAX_BATCH). Those that the station
    /// refused before are among them: it may have reason to take them by now.
    fn outbox(&self, after: u64, max_bytes: usize) -> Result<Vec<Outgoing>, Self::Error>;

    /// What the station answered to own changes, by their numbers. What it has is acknowledged; what it refused
    /// is kept with the reason.
    fn settle(&mut self, answers: &[(u64, Answer)]) -> Result<(), Self::Error>;

    /// An author's changes after this number, as they are here, in order and bounded as the
    /// [`outbox`](Self::outbox).
    fn changes_of(
        &self,
        author: DeviceId,
        after: u64,
        max_bytes: usize,
    ) -> Result<Vec<Outgoing>, Self::Error>;

    /// The number up to which the station is known to have this device's changes, and they are here.
    fn acknowledged(&self) -> Result<u64, Self::Error>;

    /// The place at the station up to which its changes are here.
    fn cursor(&self) -> Result<u64, Self::Error>;

    /// Verifies and keeps changes, and moves the cursor to `next` with the same commit. One that is not believed
    /// is held and stops no other. Where the places leap ([`LEAP`](protocol::api::LEAP)), the station was put back from a
    /// backup: all sealed files are offered again, for what came after the changes that name them may be lost.
    ///
    /// Somebody else's that was here before shows that the station lost it and was sent it again: the sealed files that it
    /// names are offered again, for they may be lost as well.
    fn receive(&mut self, items: Vec<Numbered>, next: u64) -> Result<Received, Self::Error>;

    /// Snapshots of files in which this device has written since it last gave any, once the station has all that was
    /// written there; no more than [`MAX_BATCH`](protocol::api::MAX_BATCH), and of an upper bound in bytes.
    fn snapshots_due(&mut self) -> Result<Option<SnapshotsDue>, Self::Error>;

    /// The station took snapshots, or never will, of what this device wrote up to this number of its own.
    fn snapshots_sent(&mut self, upto: u64) -> Result<(), Self::Error>;

    /// Nothing of the station's changes has come yet: what there is may be shown by snapshots meanwhile.
    fn wants_snapshots(&self) -> Result<bool, Self::Error>;

    /// Shows what these say, as not yet checked, where the changes are not here. One that is not believed is passed over.
    fn receive_snapshots(&mut self, items: Vec<SealedSnapshot>) -> Result<(), Self::Error>;

    /// A file that a person waits for.
    fn first_file(&self) -> Result<Option<FirstFile>, Self::Error>;

    /// As [`receive`](Self::receive), for a file that a person waits for: `so_far` is up to where its changes are here, and
    /// whether there are more. No cursor moves.
    fn receive_first(
        &mut self,
        file: FileId,
        items: Vec<Numbered>,
        so_far: (u64, bool),
    ) -> Result<Received, Self::Error>;

    /// All of the station's changes are here: what only snapshots say is shown no longer.
    fn all_came(&mut self) -> Result<(), Self::Error>;

    /// A file whose earlier changes are lacking, but for these.
    fn backfill(&self, but: &BTreeSet<FileId>) -> Result<Option<Backfill>, Self::Error>;

    /// As [`receive`](Self::receive), for the file: its changes are here up to `next`.
    fn receive_backfill(
        &mut self,
        file: FileId,
        items: Vec<Numbered>,
        next: u64,
    ) -> Result<Received, Self::Error>;

    /// A sealed file that is here, is named by a change, and that the station is not known to have, but for these. What
    /// came from the station it is known to have.
    fn blob_to_send(&self, but: &BTreeSet<Hash>) -> Result<Option<SealedBlob>, Self::Error>;

    /// A part of a sealed file: `max` bytes, fewer at its end, and none where it cannot be read.
    fn read_blob(&self, hash: Hash, offset: u64, max: usize) -> Result<Vec<u8>, Self::Error>;

    /// The station has the sealed file.
    fn blob_sent(&mut self, hash: Hash) -> Result<(), Self::Error>;

    /// A sealed file that is lacking, but for these.
    fn blob_wanted(&self, but: &BTreeSet<Hash>) -> Result<Option<WantedBlob>, Self::Error>;

    /// Keeps a part of a sealed file that begins where what is here ends; `total` is the length of the whole.
    fn take_blob(
        &mut self,
        hash: Hash,
        offset: u64,
        bytes: &[u8],
        total: u64,
    ) -> Result<BlobTaken, Self::Error>;

    /// How many own changes wait to be acknowledged.
    fn waiting(&self) -> Result<u64, Self::Error>;

    /// All was brought together at this time, in milliseconds since 1970; for display.
    fn synced(&mut self, now: u64) -> Result<(), Self::Error>;
}
