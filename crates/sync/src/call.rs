//! Requests to a station and its answers, as plain data: what the engine says and a transport carries.

use protocol::api::{
    Answers, Challenge, ChangesPage, DirectoryHead, DirectoryPage, Farewell, Farewells,
    FoundRequest, Heads, Hello, Push, PutInvitation, Refused, SealedBundle, Session, SessionBegin,
    SessionOpen, Token,
};
use protocol::directory::SignedEntry;
use protocol::invitation::LOOKUP_LEN;
use protocol::snapshot::{PutSnapshots, SnapshotsPage};
use protocol::{DeviceId, FileId, Hash, SealedChange, WireError};

/// A request, and who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What is asked.
    pub request: Request,
    /// Who asks.
    pub asker: Asker,
}

/// What a laptop shows of who it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Asker {
    /// Nothing: greetings, sessions, founding and joining.
    #[default]
    Anybody,
    /// The token of its session.
    Session(Token),
    /// The lookup of an invitation, to read the directory before it joins.
    Invited([u8; LOOKUP_LEN]),
}

/// What a laptop asks of its station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Who is there. Answered by [`Response::Hello`].
    Hello,
    /// The sealed bundle of an invitation. Answered by [`Response::Invitation`].
    Invitation {
        /// Under which it is kept.
        lookup: [u8; LOOKUP_LEN],
    },
    /// The first entry of a directory. Answered by [`Response::Appended`].
    Found(FoundRequest),
    /// The entry by which a device comes in. Answered by [`Response::Appended`].
    Join(SignedEntry),
    /// A challenge. Answered by [`Response::Challenge`].
    SessionBegin(SessionBegin),
    /// A session. Answered by [`Response::Session`].
    SessionOpen(SessionOpen),
    /// A bundle to be kept for somebody. Answered by [`Response::Kept`].
    PutInvitation {
        /// Under which it is kept.
        lookup: [u8; LOOKUP_LEN],
        /// The bundle.
        invitation: PutInvitation,
    },
    /// Entries of the directory. Answered by [`Response::Directory`].
    Directory {
        /// After this index; from the first without one.
        after: Option<u64>,
        /// About so many bytes.
        max_bytes: usize,
    },
    /// An entry to be appended. Answered by [`Response::Appended`].
    Append(SignedEntry),
    /// How far the station has each author's changes. Answered by [`Response::Heads`].
    Heads,
    /// What the station keeps aside of a device. Answered by [`Response::Changes`]; their places are the numbers in the
    /// device's chain.
    KeptAside {
        /// The device.
        device: DeviceId,
        /// After this number.
        after: u64,
    },
    /// When revoked devices came to the station. Answered by [`Response::Farewells`].
    Farewells,
    /// The last word of a device that was revoked. Answered by [`Response::Kept`].
    Farewell(Farewell),
    /// Snapshots to be kept. Answered by [`Response::Answers`].
    PutSnapshots(PutSnapshots),
    /// Snapshots. Answered by [`Response::Snapshots`].
    Snapshots {
        /// After this place.
        after: u64,
        /// About so many bytes.
        max_bytes: usize,
    },
    /// Changes to be kept. Answered by [`Response::Answers`].
    Push(Push),
    /// Changes. Answered by [`Response::Changes`].
    Changes {
        /// After this place.
        after: u64,
        /// But for this device's own up to this number, which it has.
        but_mine: u64,
        /// About so many bytes.
        max_bytes: usize,
    },
    /// Changes of one file. Answered by [`Response::Changes`].
    FileChanges {
        /// The file.
        file: FileId,
        /// After this place.
        after: u64,
        /// Up to this place.
        upto: u64,
        /// About so many bytes.
        max_bytes: usize,
    },
    /// How much the station has of a sealed file. Answered by [`Response::BlobHas`].
    BlobHead {
        /// The hash of the whole.
        hash: Hash,
    },
    /// A part of a sealed file. Answered by [`Response::BlobHas`].
    BlobPatch {
        /// The hash of the whole.
        hash: Hash,
        /// Where the part begins.
        offset: u64,
        /// Length of the whole.
        total: u64,
        /// The part.
        bytes: Vec<u8>,
    },
    /// A part of a sealed file is wanted. Answered by [`Response::Blob`].
    BlobGet {
        /// The hash of the whole.
        hash: Hash,
        /// Where the part begins.
        offset: u64,
        /// Longest part, in bytes.
        max: usize,
    },
}

impl Request {
    /// How many bytes it sends or asks for, where a link may be too slow for them.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Push(push) => push.changes.iter().map(SealedChange::wire_len).sum(),
            Self::PutSnapshots(put) => {
                put.snapshots.iter().map(protocol::snapshot::SealedSnapshot::wire_len).sum()
            }
            Self::BlobPatch { bytes, .. } => bytes.len(),
            Self::BlobGet { max: bytes, .. }
            | Self::Directory { max_bytes: bytes, .. }
            | Self::Snapshots { max_bytes: bytes, .. }
            | Self::Changes { max_bytes: bytes, .. }
            | Self::FileChanges { max_bytes: bytes, .. } => *bytes,
            _ => 0,
        }
    }
}

/// What a station answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Who it is.
    Hello(Hello),
    /// A sealed bundle.
    Invitation(SealedBundle),
    /// A challenge to be signed.
    Challenge(Challenge),
    /// A session has begun.
    Session(Session),
    /// It is kept.
    Kept,
    /// Entries of the directory.
    Directory(DirectoryPage),
    /// The directory has grown up to here.
    Appended(DirectoryHead),
    /// How far it has each author's changes.
    Heads(Heads),
    /// When revoked devices came.
    Farewells(Farewells),
    /// One answer for each change.
    Answers(Answers),
    /// Snapshots.
    Snapshots(SnapshotsPage),
    /// Changes.
    Changes(ChangesPage),
    /// How many bytes it has of a sealed file; none where it has heard nothing of it.
    BlobHas {
        /// So many, from the first.
        have: u64,
    },
    /// A part of a sealed file.
    Blob {
        /// Length of the whole, as the station says.
        total: u64,
        /// The part.
        bytes: Vec<u8>,
    },
    /// It refuses.
    Refused(Refused),
}

/// Why there is no answer. Nobody knows then whether the station got the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// There is no network, or nobody at the address.
    #[error("nobody is there")]
    Offline,
    /// It took too long.
    #[error("it took too long")]
    TimedOut,
    /// Whoever is there does not show the station's certificate.
    #[error("whoever is there is not our station: the certificate is another's")]
    OtherCertificate,
    /// Whoever is there does not speak as a station does: a proxy, or a page that asks to sign in to a network.
    #[error("whoever is there is not our station: it does not speak as one")]
    NotAStation,
    /// The connection broke off.
    #[error("the connection broke off")]
    BrokenOff,
    /// The answer is longer than such an answer may be.
    #[error("the answer is too long")]
    TooLong,
    /// The answer does not read as what was asked for.
    #[error("the answer cannot be read: {0}")]
    Garbled(#[from] WireError),
    /// Somebody stopped it.
    #[error("stopped")]
    Cancelled,
}
