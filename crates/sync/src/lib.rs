//! Bringing a laptop and its station together: what one has and the other lacks, until both have all.
//!
//! The [`Engine`] plans and does no I/O: it says which request is next and takes the answer. What it knows of
//! the laptop it asks of a [`Store`], and everything it learns is in the store before the next request goes out:
//! cut off anywhere, it begins anew and loses nothing. A [`Transport`] carries the requests; where there is no network, a
//! [`parcel`] carries what they would.

mod backoff;
mod call;
mod engine;
pub mod https;
mod pace;
pub mod parcel;
mod state;
mod store;
mod transport;

pub use backoff::Backoff;
pub use call::{Asker, Call, Request, Response, Unreachable};
pub use engine::{Engine, Step};
pub use state::{Alarm, Block, Misbehaviour, Phase, RefusedChange, Stage, SyncState};
pub use store::{
    Backfill, BlobTaken, Entries, FirstFile, Outgoing, Received, SealedBlob, SnapshotsDue, Store,
    WantedBlob,
};
pub use transport::{Transport, Turned, turn};
