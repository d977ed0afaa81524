//! The encrypted store of one laptop: one folder, one SQLCipher database, attachments beside it.
//!
//! Truth is the log of signed changes, each sealed as it would cross the wire. Everything that screens
//! read ([`Reader`]) is a view, refreshed in the same transaction as the log and built anew from it at
//! any time. Drafts are the exception: they are their author's alone, have no history, and are stored as
//! they stand.
//!
//! | file in the folder | what it is |
//! | --- | --- |
//! | `keyslots.json` | the vault key, wrapped under passphrase and recovery code |
//! | `vault.db` | SQLCipher, raw key; its first 16 bytes are the vault's id |
//! | `attachments/<sha256>` | sealed files, named by their sealed bytes |
//! | `incoming/` | uploads not yet finished, sealed as well; emptied at open |
//! | `arriving/` | a vault being created or restored, moved into place once it is whole |
//! | `wiping.json`, `wiped.json` | the vault is being destroyed, or was: when, and whom to ask |
//! | `set-aside-<time>/` | a vault that made room for a restored one |
//! | `vault.lock` | held while the vault is open: one process a vault |
//!
//! Nothing here reads a clock or prints; every failure is a [`VaultError`] to match on.

mod access;
mod attachment;
mod audit_key;
mod backup;
mod body_key;
#[cfg(feature = "testing")]
mod by_hand;
mod conflict;
mod context;
mod create;
mod database;
mod draft;
mod dump;
mod error;
mod file_key;
mod folder;
mod form;
mod id;
mod identity;
mod log;
mod migrations;
mod moving;
mod own_keys;
mod parcel;
mod progress;
mod reader;
mod rebuild;
mod recovery;
mod review;
mod same;
mod search;
mod snapshot;
mod state;
mod station;
#[cfg(feature = "testing")]
pub mod testing;
mod touching;
mod tx;
mod unlock;
mod vault;
mod verify;
mod views;
mod wipe;

pub use attachment::{AttachmentStore, Intake, Received, Stored};
pub use backup::{Restored, Still, Taken};
#[cfg(feature = "testing")]
pub use by_hand::Handed;
pub use draft::{Draft, DraftContent, DraftKind};
pub use error::{Damage, KeySlotsFault, VaultError};
pub use form::Form;
pub use id::make_id;
pub use identity::{Founding, Identity};
pub use parcel::{Accounted, Carried, Packed, Packing, Place as PackedUpTo, Receiver};
pub use progress::{Interrupter, Progress, Watcher};
pub use reader::Reader;
pub use search::{Found, Hit, HitKind, Piece};
pub use station::{
    AlarmKind, Applied, Backfill, BlobTaken, ClosedFile, Farewell, GlassSeen, Held, HeldReason,
    Invited, KeptAlarm, LateChange, LinkError, NewLaptop, NotedBy, ReceivedChanges, RecoveryScope,
    RecoveryState, Renewed, Roster, RosterDevice, RosterInvitation, RosterPerson, SealedBlob,
    SnapshotsDue, Source, Stage, StationLink, StationNotice, SyncState, Told, WantedBlob,
    day_number, day_of,
};
pub use tx::{NewChange, Tx};
pub use unlock::Opener;
pub use vault::Vault;
pub use verify::{Broken, Problem, Report};
pub use views::{
    AccessFilter, AccessRow, ActionRecord, AlikeRow, CaseColumn, CaseFilter, CaseLine, CaseRecord,
    CaseRow, ClientRecord, ConflictRow, DueVisit, EntryKind, JudgedRow, Listed, MemberRecord,
    PageCode, ReviewAuthors, ReviewFilter, ReviewGroup, ReviewRecord, ReviewRefusal, ReviewRow,
    SetAsideRow, TimelineEntry, TimelineVisit, Today, VillageCount, VisitCard, VisitRecord,
};
pub use wipe::WipeNotice;
