//! Parcels: files on a stick that carry what else goes over the network, from laptop to laptop, from laptop to station
//! and back.
//!
//! Everything in a parcel is signed and sealed by itself already, and is believed or held one by one. The parcel adds that a
//! file that was cut, changed or mistaken is known for one, and lets the receiver tell the sender what came.
//!
//! [`Writer`] and [`Reader`] do no I/O: they make and take bytes, and hold no more than one part at a time.

mod label;
mod part;
mod read;
mod write;

pub use label::{Label, MAX_RECEIPTS, MAX_WANTS, Receipt, Span};
pub use part::{BlobPiece, End, Entries, MAX_PIECE_LEN, Part};
pub use read::{Ended, Reader};
pub use write::Writer;

use sha2::{Digest, Sha256};

use crate::codec::WireError;
use crate::id::StationId;

/// With what every parcel begins.
pub const MAGIC: &[u8; 15] = b"JIAFANG PARCEL\0";

/// The format of parcels that this program writes, and the newest it reads.
pub const FORMAT: u8 = 1;

/// Length of the head, in bytes.
pub const HEAD_LEN: usize = MAGIC.len() + 2 + 16;

/// Length of the lockbox of a sealed parcel, in bytes: it follows the head.
pub const BOX_LEN: usize = 81;

/// Kind and length of a part.
const PART_HEAD_LEN: usize = 5;
/// Length of the check after a part.
const CHECK_LEN: usize = 32;
/// Stands before the head that is hashed, so that no check is the hash of anything else.
const DOMAIN: &[u8] = b"jiafang parcel 1";
const OPEN: u8 = 1;
const SEALED: u8 = 2;

/// Why bytes are not a parcel, or not a whole one. What came of it before is as good as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParcelFault {
    /// There is not a byte in it.
    #[error("the file is empty")]
    Empty,
    /// It is something else.
    #[error("the file is no parcel")]
    Foreign,
    /// A newer version wrote it.
    #[error("a newer version of the program wrote the parcel")]
    Newer,
    /// It ends before its end.
    #[error("the parcel was cut short")]
    CutShort,
    /// It was changed on its way.
    #[error("the parcel is damaged")]
    Damaged,
}

impl From<WireError> for ParcelFault {
    fn from(error: WireError) -> Self {
        if error == WireError::Newer { Self::Newer } else { Self::Damaged }
    }
}

/// The first bytes of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The parts are sealed: a lockbox of [`BOX_LEN`] follows, and then the parts as a sealed attachment.
    pub sealed: bool,
    /// The station that it is about.
    pub station: StationId,
}

impl Head {
    /// As it is written.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; HEAD_LEN] {
        let mut bytes = [0; HEAD_LEN];
        let (magic, rest) = bytes.split_at_mut(MAGIC.len());
        magic.copy_from_slice(MAGIC);
        rest[0] = FORMAT;
        rest[1] = if self.sealed { SEALED } else { OPEN };
        rest[2..].copy_from_slice(&self.station.bytes());
        bytes
    }

    /// The head in the first bytes of a file: [`HEAD_LEN`], or all there are.
    ///
    /// # Errors
    /// [`ParcelFault`], as far as it shows so early.
    pub fn read(bytes: &[u8]) -> Result<Self, ParcelFault> {
        if bytes.is_empty() {
            return Err(ParcelFault::Empty);
        }
        let (magic, rest) = bytes.split_at(bytes.len().min(MAGIC.len()));
        if !MAGIC.starts_with(magic) {
            return Err(ParcelFault::Foreign);
        }
        match rest.first() {
            None | Some(&FORMAT) => {}
            Some(0) => return Err(ParcelFault::Damaged),
            Some(_) => return Err(ParcelFault::Newer),
        }
        let [_, manner, station @ ..] = rest else { return Err(ParcelFault::CutShort) };
        let sealed = match *manner {
            OPEN => false,
            SEALED => true,
            _ => return Err(ParcelFault::Damaged),
        };
        let station = station.get(..16).and_then(|id| id.try_into().ok());
        let station = StationId::from_bytes(station.ok_or(ParcelFault::CutShort)?);
        Ok(Self { sealed, station })
    }

    /// The check before the first part.
    fn check(&self) -> [u8; CHECK_LEN] {
        Sha256::new().chain_update(DOMAIN).chain_update(self.to_bytes()).finalize().into()
    }
}

/// The check after a part: it covers everything before it as well.
fn check(before: &[u8; CHECK_LEN], head: &[u8], payload: &[u8]) -> [u8; CHECK_LEN] {
    Sha256::new().chain_update(before).chain_update(head).chain_update(payload).finalize().into()
}
