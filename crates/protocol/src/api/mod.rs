//! The station's HTTP interface: paths, bodies, refusals. Bodies are `application/cbor`; a body that does not
//! decode is refused, and so is one longer than [`MAX_BODY_LEN`].

mod change;
mod directory;
mod farewell;
mod invitation;
mod refused;
mod session;

pub use crate::directory::DirectoryHead;
pub use change::{
    Answer, Answers, AuthorHead, ChangesPage, Heads, LEAP, MAX_ANSWERED, MAX_BATCH, Numbered, Push,
};
pub use directory::{DirectoryPage, MAX_ENTRIES};
pub use farewell::{Farewell, Farewells, LastSeen};
pub use invitation::{FoundRequest, PutInvitation, SealedBundle};
pub use refused::{RefusalCode, Refused};
pub use session::{Challenge, Hello, Session, SessionBegin, SessionOpen, Token};

/// Longest body of a request or an answer in CBOR, in bytes.
pub const MAX_BODY_LEN: usize = 5 * 1024 * 1024;

/// Where a batch or a page is full, in bytes: one more change of the longest kind still fits in
/// [`MAX_BODY_LEN`] where it stands alone.
pub const BATCH_LEN: usize = 4 * 1024 * 1024;

/// The type of bodies.
pub const CONTENT_TYPE: &str = "application/cbor";

/// Paths. Ids are written as UUIDs, hashes and lookups in lower-case hexadecimal digits.
pub mod path {
    /// `GET` → [`Hello`](super::Hello).
    pub const HELLO: &str = "/v1/hello";
    /// `GET {this}/{lookup}` → [`SealedBundle`](super::SealedBundle), for everybody;
    /// `PUT {this}/{lookup}` with [`PutInvitation`](super::PutInvitation).
    pub const INVITATIONS: &str = "/v1/invitations";
    /// `POST` with [`FoundRequest`](super::FoundRequest) → [`DirectoryHead`](super::DirectoryHead).
    pub const FOUND: &str = "/v1/found";
    /// `POST` with a signed entry → [`DirectoryHead`](super::DirectoryHead).
    pub const JOIN: &str = "/v1/join";
    /// `POST` with [`SessionBegin`](super::SessionBegin) → [`Challenge`](super::Challenge).
    pub const SESSION_BEGIN: &str = "/v1/session/begin";
    /// `POST` with [`SessionOpen`](super::SessionOpen) → [`Session`](super::Session).
    pub const SESSION: &str = "/v1/session";
    /// `GET ?after=index` (without it from the first) → [`DirectoryPage`](super::DirectoryPage), also for
    /// whoever is invited and about to join ([`header::INVITATION`](super::header::INVITATION)); `POST` with a
    /// signed entry → [`DirectoryHead`](super::DirectoryHead), or
    /// [`RefusalCode::StaleHead`](super::RefusalCode::StaleHead).
    pub const DIRECTORY: &str = "/v1/directory";
    /// `POST` with [`Push`](super::Push) → [`Answers`](super::Answers);
    /// `GET ?after=n&max_bytes=b` → [`ChangesPage`](super::ChangesPage).
    pub const CHANGES: &str = "/v1/changes";
    /// `GET {this}/{file}/changes?after=n&upto=n` → [`ChangesPage`](super::ChangesPage).
    pub const FILES: &str = "/v1/files";
    /// `GET {this}/{device}/kept-aside?after=seq` → [`ChangesPage`](super::ChangesPage): what the device signed and the
    /// directory does not admit, by its numbers in the device's chain, of files in which the asking person is a member,
    /// or her own.
    pub const DEVICES: &str = "/v1/devices";
    /// `POST` with [`Farewell`](super::Farewell), by a device that was revoked.
    pub const FAREWELL: &str = "/v1/farewell";
    /// `GET` → [`Farewells`](super::Farewells), for managers.
    pub const FAREWELLS: &str = "/v1/farewells";
    /// `POST` with [`PutSnapshots`](crate::snapshot::PutSnapshots) → [`Answers`](super::Answers), one for each: stored,
    /// already there (a later one is), or refused; `GET ?after=n&max_bytes=b` →
    /// [`SnapshotsPage`](crate::snapshot::SnapshotsPage).
    pub const SNAPSHOTS: &str = "/v1/snapshots";
    /// `GET` → [`Heads`](super::Heads).
    pub const HEADS: &str = "/v1/heads";
    /// `HEAD`, `PATCH`, `GET {this}/{sha256}`; see [`header`](super::header).
    pub const BLOBS: &str = "/v1/blobs";
    /// `GET` → a stream of server-sent events; see [`event`](super::event).
    pub const EVENTS: &str = "/v1/events";
}

/// Headers of the transfer of attachments, which are raw bytes and not CBOR; and of whoever is invited.
pub mod header {
    /// `PATCH`: where the bytes sent begin. `HEAD`, and in the answer to `PATCH`: how many the station has.
    /// A `GET` names its part by `range: bytes=N-` or `bytes=N-M`.
    pub const OFFSET: &str = "upload-offset";
    /// `PATCH`: how many the whole has. In answers to `HEAD`, `PATCH` and `GET` too, once the station has the whole.
    pub const LENGTH: &str = "upload-length";
    /// Stands in `authorization` before the lookup of an invitation that waits, in the place of a token: whoever is
    /// invited reads the directory that she is about to join, and nothing else.
    pub const INVITATION: &str = "Invitation ";
    /// The type of the bytes.
    pub const BYTES: &str = "application/octet-stream";
}

/// Names of server-sent events. The data of each is a decimal number.
pub mod event {
    /// There are changes; the number is the last one's place at the station.
    pub const CHANGES: &str = "changes";
    /// The directory has grown; the number is the last entry's index.
    pub const DIRECTORY: &str = "directory";
}
