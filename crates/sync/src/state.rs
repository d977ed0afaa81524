//! Where a laptop stands with its station, as plain data for the screens.

use protocol::api::Refused;
use protocol::{ChangeId, DeviceId, DirectoryFault, Hash};

use crate::call::Unreachable;

/// Where a laptop stands with its station.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// How many own changes the station is not known to have.
    pub waiting: u64,
    /// When all was last brought together since this engine began, in milliseconds since 1970.
    pub last_synced_at: Option<u64>,
    /// What is going on.
    pub phase: Phase,
    /// Changes that the station did not take when they were last offered, each with its reason. They are kept.
    pub refused: Vec<RefusedChange>,
    /// Why the station did not take what this laptop had to say in the directory.
    pub refused_entry: Option<Refused>,
    /// The directory has an entry that a newer version wrote: this program must be renewed.
    pub newer_directory: bool,
    /// The station takes nothing at present; what it has it serves.
    pub read_only: bool,
    /// How many of the changes that came in the last round are not believed, or not yet. They are kept.
    pub held: usize,
    /// Sealed files that could not be sent or fetched in the last round. One that the station does not have yet is none
    /// of them: it is on its way.
    pub stuck_blobs: Vec<Hash>,
    /// Something that a person must know. Stays until it is [taken](crate::Engine::take_alarm).
    pub alarm: Option<Alarm>,
}

/// What is going on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was tried yet.
    #[default]
    Idle,
    /// Under way.
    Working(Stage),
    /// Both have all.
    Synced,
    /// There was no answer; it is tried again.
    Offline(Unreachable),
    /// It does not go on; it is tried again, seldom.
    Blocked(Block),
}

/// The parts of a round, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The device shows that it has its key.
    #[default]
    Session,
    /// The directory comes down.
    Directory,
    /// Entries that the station has lost go up again.
    DirectoryAgain,
    /// What this laptop has to say in the directory goes up.
    Acts,
    /// Both say how far they are.
    Heads,
    /// Changes that the station has lost go up again.
    ChangesAgain,
    /// Own changes go up.
    ChangesUp,
    /// Snapshots come down, to a laptop that has nothing yet.
    SnapshotsDown,
    /// Others' changes come down.
    ChangesDown,
    /// Earlier changes of files that are new here come down.
    Backfills,
    /// Snapshots of what this laptop wrote go up. Nobody waits for them: they hold up no change.
    SnapshotsUp,
    /// What revoked laptops left at the station comes down, and when they came there.
    LastWords,
    /// Sealed files go up. They come after all changes: a note is more urgent than a film.
    BlobsUp,
    /// Sealed files come down.
    BlobsDown,
}

impl Stage {
    const ALL: [Self; 14] = [
        Self::Session,
        Self::Directory,
        Self::DirectoryAgain,
        Self::Acts,
        Self::Heads,
        Self::ChangesAgain,
        Self::ChangesUp,
        Self::SnapshotsDown,
        Self::ChangesDown,
        Self::Backfills,
        Self::SnapshotsUp,
        Self::LastWords,
        Self::BlobsUp,
        Self::BlobsDown,
    ];

    /// The part after this one; none after the last.
    #[must_use]
    pub fn following(self) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| *stage > self)
    }

    /// It sends something that the station would have to keep.
    #[must_use]
    pub fn is_upward(self) -> bool {
        matches!(
            self,
            Self::DirectoryAgain
                | Self::Acts
                | Self::BlobsUp
                | Self::ChangesAgain
                | Self::ChangesUp
                | Self::SnapshotsUp
        )
    }
}

/// Why it does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The station refuses the laptop, or everything.
    Refused(Refused),
    /// Another station is there, or one that was never founded.
    OtherStation,
    /// This program is older than the directory allows.
    Outdated {
        /// The least format of entries.
        min_format: u8,
    },
    /// The directory has an entry that a newer version wrote: nothing more is said in it from here.
    NewerDirectory,
    /// The station does not answer as a station may.
    Misbehaved(Misbehaviour),
    /// See [`SyncState::alarm`].
    Alarm,
}

/// How a station does not answer as a station may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misbehaviour {
    /// Something else than was asked for.
    OtherAnswer,
    /// A list that is longer than it may be, out of order, or empty where more is promised.
    OutOfBounds,
    /// A place before the one that was asked after, or one that no place can be.
    WrongPlace,
    /// More is promised, and nothing comes.
    NoProgress,
    /// Pages upon pages of what cannot be believed.
    Rubbish,
    /// It says that this laptop was revoked, and no signed entry says so.
    FalseRevocation,
}

/// A change that the station did not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedChange {
    /// Its author.
    pub author: DeviceId,
    /// Its number.
    pub seq: u64,
    /// The change.
    pub id: ChangeId,
    /// Why.
    pub why: Refused,
}

/// Something that a person must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// The station lost changes that it had, as after a backup was restored there. They are sent again from here.
    StationLost {
        /// Of so many authors.
        authors: usize,
    },
    /// The station lost entries of the directory that it had. They are sent again from here.
    DirectoryLost,
    /// The station shows another directory than before, or one that breaks the rules. Nothing is sent or taken.
    DirectoryFault(DirectoryFault),
    /// The station has changes of this laptop which the laptop does not have and cannot get, as after an old
    /// backup was restored here: what it writes would collide with them. It needs to join anew.
    OwnAhead {
        /// The number of the furthest.
        seq: u64,
    },
    /// An author signed two changes with one number: two laptops from one vault, or somebody lies. If it is this
    /// laptop, it needs to join anew.
    Forked {
        /// The author.
        author: DeviceId,
    },
}
