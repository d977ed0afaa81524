//! Parcels: what laptops without a network send on a stick, and what goes back to them. What comes is judged as what comes
//! over the network is, one by one; the parcel itself must be signed, as a whole, by a laptop that belongs to the station.

mod export;
mod import;

pub use export::{Exported, For, export};
pub use import::{Imported, Sent, import, look};

use std::io;

use protocol::api::Refused;
use protocol::parcel::ParcelFault;

/// Why a parcel was not taken or not made.
#[derive(Debug, thiserror::Error)]
pub enum ParcelError {
    /// It is none, or no whole one. Nothing of it was taken.
    #[error("{0}: nothing was taken")]
    Fault(#[from] ParcelFault),
    /// It is another station's.
    #[error("the parcel is another station's: nothing was taken")]
    OtherStation,
    /// It is for a person.
    #[error("the parcel is for a laptop, not for the station: nothing was taken")]
    NotForStation,
    /// No laptop of the station signed it.
    #[error("no laptop that belongs to the station has signed the parcel: nothing was taken")]
    Unsigned,
    /// The station was not founded yet.
    #[error("the station was not founded yet")]
    NotFounded,
    /// There is no such person, or she has no laptop.
    #[error("there is no such person at the station, or she has no laptop")]
    NobodyThere,
    /// The file is there already. It was not touched.
    #[error("the file exists already: it was not touched")]
    Exists,
    /// The station refused to go on.
    #[error("the station stopped: {0:?}. What came before is kept; import the file again")]
    Refused(Refused),
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

impl From<Refused> for ParcelError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}
