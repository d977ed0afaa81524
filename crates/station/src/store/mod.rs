//! What a station keeps, and what a store must promise. The server above knows this trait alone; SQLite stands
//! behind it, or PostgreSQL.
//!
//! Two promises carry everything: a call that returned `Ok` is durable, and changes are judged and kept under one
//! state of the directory (`judged_at`), so that a revocation that was acknowledged is never overtaken.

mod chain;
mod opened;
pub mod postgres;
mod queue;
mod shared;
pub mod sqlite;

use std::collections::HashSet;
use std::sync::Arc;

use protocol::api::{Answer, AuthorHead, LastSeen, Numbered, Refused};
use protocol::directory::{DirectoryHead, SignedEntry};
use protocol::invitation::LOOKUP_LEN;
use protocol::snapshot::{NumberedSnapshot, SealedSnapshot, SnapshotHeader};
use protocol::{ChangeId, ChangeKind, DeviceId, DevicePublic, FileId, SealedChange, StationId};

pub use opened::{Opened, about, directory_end, open, set_address};
pub use shared::{Ends, Shared};

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no room: nothing was kept.
    #[error("there is no room left")]
    Full,
    /// The directory has grown since the caller looked at it: look again.
    #[error("the directory has grown meanwhile")]
    DirectoryMoved,
    /// The station was founded already.
    #[error("the station was founded already")]
    AlreadyFounded,
    /// A newer version of the program made the database.
    #[error("a newer version of the program made this database")]
    Newer,
    /// What is kept does not read as what was written.
    #[error("what is kept is damaged")]
    Damaged,
    /// The store was shut down.
    #[error("the store is closed")]
    Closed,
    /// The database is not to be reached, or not to be written to, at present. What was asked is not acknowledged;
    /// it may have been done all the same.
    #[error("the database is not to be reached at present")]
    Away,
    /// The station is kept in a PostgreSQL, and nobody said where that is.
    #[error(
        "the station is kept in PostgreSQL: say where, with --postgres or JIAFANG_STATION_POSTGRES"
    )]
    NoAddress,
    /// The address of the PostgreSQL is none.
    #[error("the address of the PostgreSQL is none: {0}")]
    BadAddress(String),
    /// There is no such station in the database.
    #[error("the database does not have this station")]
    Unknown,
    /// The database failed.
    #[error("the database failed")]
    Database,
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] std::io::Error),
}

impl StoreError {
    /// The same failure, for one more of those whom it struck.
    fn again(&self) -> Self {
        match self {
            Self::Full => Self::Full,
            Self::Damaged => Self::Damaged,
            Self::Away => Self::Away,
            Self::Unknown => Self::Unknown,
            Self::Io(error) => Self::Io(error.kind().into()),
            _ => Self::Database,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        sqlite::fault(&error)
    }
}

/// By what a station that waits will be founded.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The public key made from the founding code.
    pub key: DevicePublic,
    /// What the bundle is kept under.
    pub lookup: [u8; LOOKUP_LEN],
    /// The sealed bundle.
    pub sealed: Vec<u8>,
}

/// What a station is called and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its name for the operator.
    pub name: String,
    /// Its address, `HOST:PORT`.
    pub address: String,
}

/// A change that was judged: signed by its author, admitted by the directory or not yet.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its identity.
    pub id: ChangeId,
    /// Its author.
    pub author: DeviceId,
    /// Its number among the author's.
    pub seq: u64,
    /// The author's change before.
    pub previous: Option<ChangeId>,
    /// Its file.
    pub file: FileId,
    /// What it does: somebody who audits the file is given its accesses alone.
    pub kind: ChangeKind,
    /// Why the directory does not admit it. It then takes its place in the author's chain and is not handed out.
    pub refused: Option<Refused>,
    /// The change; shared, because it may have to be judged again.
    pub change: Arc<SealedChange>,
}

/// What became of a judged change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept, at this place.
    Stored(u64),
    /// It was kept before.
    AlreadyThere,
    /// The author's change before it is not there.
    Waiting,
    /// It is not admitted, and holds its place.
    Refused(Refused),
    /// The author signed another change in its place, or one that does not follow. It is kept as evidence.
    Fork,
}

/// A snapshot that was judged: signed by its author, who may write in the file.
#[derive(Clone, Debug)]
pub struct JudgedSnapshot {
    /// What it is of.
    pub header: SnapshotHeader,
    /// The snapshot.
    pub snapshot: SealedSnapshot,
}

/// Snapshots by their places.
#[derive(Debug, Default)]
pub struct SnapshotsFound {
    /// The snapshots.
    pub items: Vec<NumberedSnapshot>,
    /// What to ask after next.
    pub next: u64,
    /// There are further ones.
    pub more: bool,
}

/// The files whose changes a person is given.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// All changes of these.
    pub read: HashSet<FileId>,
    /// The accesses to these and nothing else.
    pub audited: HashSet<FileId>,
}

impl Scope {
    /// A change of this kind in this file is among them.
    #[must_use]
    pub fn holds(&self, file: FileId, kind: ChangeKind) -> bool {
        self.read.contains(&file) || (kind == ChangeKind::ACCESS && self.audited.contains(&file))
    }
}

/// Which changes are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// After this place.
    pub after: u64,
    /// Up to and with this place.
    pub upto: u64,
    /// Stop where this many bytes are full; one change comes all the same.
    pub max_bytes: usize,
    /// Stop after this many.
    pub max_items: usize,
    /// Pass over this author's changes up to this number: whoever asks has them.
    pub but: Option<(DeviceId, u64)>,
}

/// Changes by their places.
#[derive(Debug, Default)]
pub struct Page {
    /// The changes.
    pub items: Vec<Numbered>,
    /// What to ask after next.
    pub next: u64,
    /// There are further ones.
    pub more: bool,
}

/// An invitation to be kept.
#[derive(Clone, Debug)]
pub struct KeptInvitation {
    /// What it is kept under.
    pub lookup: [u8; LOOKUP_LEN],
    /// The key by which the directory knows it.
    pub invitation: DevicePublic,
    /// The sealed bundle.
    pub sealed: Vec<u8>,
    /// Until when it is served, in seconds since 1970-01-01 UTC.
    pub expires_at: u64,
}

/// An invitation as it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundInvitation {
    /// The key by which the directory knows it.
    pub invitation: DevicePublic,
    /// The sealed bundle; empty once it was used up or withdrawn.
    pub sealed: Vec<u8>,
    /// Its time is over.
    pub expired: bool,
}

/// An entry of the directory to be appended.
#[derive(Clone, Debug)]
pub struct Appended {
    /// Its place.
    pub head: DirectoryHead,
    /// The entry.
    pub entry: SignedEntry,
    /// Invitations that it uses up or withdraws: their bundles go with the same commit. Their lookups stay, so that
    /// whoever has the code is told what became of it.
    pub spent: Vec<DevicePublic>,
}

/// How much a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Changes.
    pub changes: u64,
    /// Changes that are not admitted and hold their places.
    pub refused: u64,
    /// Place of the last.
    pub last: u64,
    /// Pieces of evidence that an author signed two changes in one place.
    pub forks: u64,
    /// Invitations that wait.
    pub invitations: u64,
    /// Bytes of the database; where it holds several stations, of what this one has sent to it.
    pub bytes: u64,
}

/// What a station keeps. Every call may block for a while; every write is durable when it returns.
pub trait Store: Send + Sync + 'static {
    /// The station; none before it is founded.
    ///
    /// # Errors
    /// [`StoreError`], as all below.
    fn station(&self) -> Result<Option<StationId>, StoreError>;

    /// The key by which it will be founded; none afterwards.
    ///
    /// # Errors
    /// [`StoreError`].
    fn founding_key(&self) -> Result<Option<DevicePublic>, StoreError>;

    /// Founds the station with the first entry of its directory.
    ///
    /// # Errors
    /// [`StoreError::AlreadyFounded`].
    fn found(&self, station: StationId, first: Appended) -> Result<(), StoreError>;

    /// Appends an entry, if the one before it is still the last.
    ///
    /// # Errors
    /// [`StoreError::DirectoryMoved`].
    fn append_entry(&self, entry: Appended) -> Result<(), StoreError>;

    /// Entries after an index (from the first without one), as many as fit into `max_bytes`, one at least; and
    /// whether there are more.
    ///
    /// # Errors
    /// [`StoreError`].
    fn entries(
        &self,
        after: Option<u64>,
        max_bytes: usize,
    ) -> Result<(Vec<SignedEntry>, bool), StoreError>;

    /// Keeps changes that were judged when the directory ended at `judged_at`; one answer for each. One that was kept
    /// as refused and is admitted by now gets a place as if it had come in only now.
    ///
    /// # Errors
    /// [`StoreError::DirectoryMoved`] when it ends elsewhere by now; nothing is kept then.
    fn append(&self, judged_at: u64, changes: Vec<Judged>) -> Result<Vec<Kept>, StoreError>;

    /// Changes in this scope.
    ///
    /// # Errors
    /// [`StoreError`].
    fn page(&self, scope: &Scope, span: Span) -> Result<Page, StoreError>;

    /// Changes of one file, as far as they are in this scope.
    ///
    /// # Errors
    /// [`StoreError`].
    fn file_page(&self, file: FileId, scope: &Scope, span: Span) -> Result<Page, StoreError>;

    /// An author's changes that are kept and not handed out, by their numbers in her chain (the span's places too).
    ///
    /// # Errors
    /// [`StoreError`].
    fn kept_aside(&self, author: DeviceId, span: Span) -> Result<Page, StoreError>;

    /// Notes that a device came after it was revoked. What was noted of it first stays.
    ///
    /// # Errors
    /// [`StoreError`].
    fn note_farewell(&self, seen: LastSeen) -> Result<(), StoreError>;

    /// The devices that came after they were revoked, by device.
    ///
    /// # Errors
    /// [`StoreError`].
    fn farewells(&self) -> Result<Vec<LastSeen>, StoreError>;

    /// Keeps snapshots, each in the place of its file's last one unless that is a later one of the same author; one answer
    /// for each.
    ///
    /// # Errors
    /// [`StoreError`].
    fn keep_snapshots(&self, all: Vec<JudgedSnapshot>) -> Result<Vec<Answer>, StoreError>;

    /// Snapshots of the files that are read in this scope, after the span's place; its end is of no meaning.
    ///
    /// # Errors
    /// [`StoreError`].
    fn snapshots(&self, scope: &Scope, span: Span) -> Result<SnapshotsFound, StoreError>;

    /// Every author's last change, refused or not, by author.
    ///
    /// # Errors
    /// [`StoreError`].
    fn heads(&self) -> Result<Vec<AuthorHead>, StoreError>;

    /// Keeps an invitation, in the place of one with the same lookup and key.
    ///
    /// # Errors
    /// [`StoreError`].
    fn put_invitation(&self, invitation: KeptInvitation) -> Result<bool, StoreError>;

    /// The invitation under this lookup, as it is at this time.
    ///
    /// # Errors
    /// [`StoreError`].
    fn invitation(
        &self,
        lookup: &[u8; LOOKUP_LEN],
        now: u64,
    ) -> Result<Option<FoundInvitation>, StoreError>;

    /// How much there is.
    ///
    /// # Errors
    /// [`StoreError`].
    fn figures(&self) -> Result<Figures, StoreError>;
}
