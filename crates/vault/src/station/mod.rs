//! The station this vault belongs to, if it belongs to one: how it came to it, its directory, and the changes that go up
//! and come down.
//!
//! A vault without a station works as it is. With one, who its people are and whose laptop is whose comes from the
//! directory, of which every entry is verified once, when it comes. A change that comes is taken into the log when its
//! author signed it, the directory admits it and its body opens under the key it is said to be under; any other is held
//! with the reason and tried again when the directory grows.
//!
//! No change waits for another: merging asks for no order, and a laptop that is a member of few files cannot tell a
//! change that is withheld from one that is none of its business.

mod acts;
mod alarm;
mod apply;
mod arrival;
mod blobs;
mod boxes;
mod caught_up;
mod chain;
mod chain_down;
mod covers;
mod cures;
mod escrow;
mod found;
mod glass;
mod heads;
mod held;
mod invite;
mod join;
mod keys;
mod label;
mod late;
mod link;
mod lost_key;
mod membership;
mod new_laptop;
mod notices;
mod outbox;
mod people;
mod proof;
mod pulled;
mod reason;
mod receive;
mod recovery;
mod renew;
mod reseal;
mod room;
mod roster;
mod settle;
mod snapshots;
mod withdraw;

pub use alarm::{AlarmKind, KeptAlarm};
pub use apply::Applied;
pub(crate) use blobs::PART;
pub use blobs::{BlobTaken, SealedBlob, WantedBlob};
pub(crate) use chain::Chain;
pub use covers::{day_number, day_of};
pub use glass::{ClosedFile, GlassSeen, NotedBy};
pub use held::Held;
pub use invite::Invited;
pub use late::{Farewell, LateChange};
pub use link::{LinkError, Stage, StationLink};
pub use new_laptop::NewLaptop;
pub use notices::{StationNotice, Told};
pub use outbox::SyncState;
pub(crate) use people::context;
pub use pulled::Backfill;
pub use reason::HeldReason;
pub use receive::{ReceivedChanges, Source};
pub use recovery::{RecoveryScope, RecoveryState};
pub use renew::Renewed;
pub use roster::{Roster, RosterDevice, RosterInvitation, RosterPerson};
pub use snapshots::SnapshotsDue;

use casework::role::Role;
use protocol::directory::Role as Wire;

/// A role as casework knows it.
fn role_of(role: Wire) -> Role {
    match role {
        Wire::Worker => Role::Worker,
        Wire::Supervisor => Role::Supervisor,
        Wire::Manager => Role::Manager,
        Wire::ChildDirector => Role::ChildDirector,
        Wire::Auditor => Role::Auditor,
    }
}

/// A role as it stands in the directory.
fn wire_role(role: Role) -> Wire {
    match role {
        Role::Worker => Wire::Worker,
        Role::Supervisor => Wire::Supervisor,
        Role::Manager => Wire::Manager,
        Role::ChildDirector => Wire::ChildDirector,
        Role::Auditor => Wire::Auditor,
    }
}
