//! Headers as bytes: a CBOR array of 16 (RFC 8949, core deterministic encoding). There is one encoding of a
//! header and no other is read, so that no two byte strings stand for one change.

use super::{FORMAT, Header};
use crate::clock::HybridClock;
use crate::field::{FieldId, RecordKind};
use crate::hash::Hash;
use crate::id::{DeviceId, FileId, RecordId, StationId};
use crate::kind::ChangeKind;
use minicbor::data::Type;
use minicbor::decode::Error as CborError;
use minicbor::encode::Error as WriteError;
use minicbor::{Decoder, Encoder};
use std::convert::Infallible;

/// Longest encoded header, in bytes.
pub const MAX_HEADER_LEN: usize = 80 * 1024;

/// Most hashes in one list of a header.
pub const MAX_LISTED: usize = 1024;

const ITEMS: u64 = 16;

/// The bytes are not a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Longer than [`MAX_HEADER_LEN`], or a list longer than [`MAX_LISTED`].
    #[error("the header is too long")]
    TooLong,
    /// Written in a format that came after this program.
    #[error("the header has format {0}, which a newer version wrote")]
    NewerFormat(u8),
    /// Not the layout of a header.
    #[error("the header is malformed")]
    Malformed,
    /// A header, but not in its one canonical encoding; or bytes follow it.
    #[error("the header is not in canonical form")]
    NotCanonical,
}

impl From<CborError> for DecodeError {
    fn from(_: CborError) -> Self {
        Self::Malformed
    }
}

impl Header {
    /// The canonical bytes: what is hashed and signed. Lists are written sorted and without repetition; one
    /// longer than [`MAX_LISTED`] is written, but nobody will read it.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        let written = write(self, &mut Encoder::new(&mut bytes));
        debug_assert!(written.is_ok(), "a Vec takes all bytes");
        bytes
    }

    /// The header in these bytes.
    ///
    /// # Errors
    /// Anything but the canonical encoding of a header of a known format and bounded length.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_HEADER_LEN {
            return Err(DecodeError::TooLong);
        }
        let header = read(&mut Decoder::new(bytes))?;
        if header.encode() == bytes { Ok(header) } else { Err(DecodeError::NotCanonical) }
    }
}

type Written = Result<(), WriteError<Infallible>>;

fn write(header: &Header, to: &mut Encoder<&mut Vec<u8>>) -> Written {
    to.array(ITEMS)?.u8(header.format)?;
    to.bytes(&header.station.bytes())?
        .bytes(&header.file.bytes())?
        .bytes(&header.record.bytes())?;
    to.u16(header.record_kind.0)?.u16(header.field.0)?.u8(header.kind.0)?;
    to.bytes(&header.author.bytes())?.u64(header.seq)?;
    match &header.previous {
        Some(previous) => to.bytes(previous.bytes())?,
        None => to.null()?,
    };
    write_set(&header.supersedes, to)?;
    to.bytes(header.directory_head.bytes())?;
    write_set(&header.seen, to)?;
    to.array(2)?.u64(header.clock.millis)?.u16(header.clock.counter)?;
    to.u16(header.schema)?.bytes(&header.commitment)?;
    Ok(())
}

fn write_set(hashes: &[Hash], to: &mut Encoder<&mut Vec<u8>>) -> Written {
    let mut sorted = hashes.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    to.array(sorted.len() as u64)?;
    for hash in &sorted {
        to.bytes(hash.bytes())?;
    }
    Ok(())
}

fn read(from: &mut Decoder<'_>) -> Result<Header, DecodeError> {
    let items = from.array()?;
    let format = from.u8()?;
    // A newer format may well be longer: say so before anything else is found wrong with it.
    if format > FORMAT {
        return Err(DecodeError::NewerFormat(format));
    }
    if format != FORMAT || items != Some(ITEMS) {
        return Err(DecodeError::Malformed);
    }
    let header = Header {
        format,
        station: StationId::from_bytes(read_bytes(from)?),
        file: FileId::from_bytes(read_bytes(from)?),
        record: RecordId::from_bytes(read_bytes(from)?),
        record_kind: RecordKind(from.u16()?),
        field: FieldId(from.u16()?),
        kind: ChangeKind(from.u8()?),
        author: DeviceId::from_bytes(read_bytes(from)?),
        seq: from.u64()?,
        previous: read_previous(from)?,
        supersedes: read_set(from)?,
        directory_head: Hash(read_bytes(from)?),
        seen: read_set(from)?,
        clock: read_clock(from)?,
        schema: from.u16()?,
        commitment: read_bytes(from)?,
    };
    if header.seq == 0 { Err(DecodeError::Malformed) } else { Ok(header) }
}

fn read_bytes<const N: usize>(from: &mut Decoder<'_>) -> Result<[u8; N], DecodeError> {
    from.bytes()?.try_into().map_err(|_| DecodeError::Malformed)
}

fn read_previous(from: &mut Decoder<'_>) -> Result<Option<Hash>, DecodeError> {
    if from.datatype()? == Type::Null {
        from.null()?;
        return Ok(None);
    }
    Ok(Some(Hash(read_bytes(from)?)))
}

fn read_set(from: &mut Decoder<'_>) -> Result<Vec<Hash>, DecodeError> {
    let count = from.array()?.ok_or(DecodeError::Malformed)?;
    if count > MAX_LISTED as u64 {
        return Err(DecodeError::TooLong);
    }
    (0..count).map(|_| read_bytes(from).map(Hash)).collect()
}

fn read_clock(from: &mut Decoder<'_>) -> Result<HybridClock, DecodeError> {
    if from.array()? != Some(2) {
        return Err(DecodeError::Malformed);
    }
    Ok(HybridClock { millis: from.u64()?, counter: from.u16()? })
}
