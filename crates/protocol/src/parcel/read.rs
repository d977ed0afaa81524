//! Reading a parcel.

use super::part::{BlobPiece, End, Kind, Part};
use super::{CHECK_LEN, Head, PART_HEAD_LEN, ParcelFault, check};
use crate::api::MAX_BODY_LEN;
use crate::codec::Wire;
use crate::hash::Hash;
use crate::signature::{BadSignature, DevicePublic, Namespace, Signature, verify};

/// A parcel that was read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    check: Hash,
    signature: Option<Signature>,
}

impl Ended {
    /// Whether this device packed all of it.
    ///
    /// # Errors
    /// [`BadSignature`] when not, or when nobody signed it.
    pub fn verify(&self, device: &DevicePublic) -> Result<(), BadSignature> {
        let signature = self.signature.as_ref().ok_or(BadSignature)?;
        verify(device, Namespace::Parcel, self.check.bytes(), signature)
    }
}

/// Takes the bytes of a parcel, after its head, as they come, and gives its parts. Holds one part at most, and what was fed.
#[derive(Debug)]
pub struct Reader {
    buffer: Vec<u8>,
    /// So many bytes of the buffer are read.
    read: usize,
    check: [u8; CHECK_LEN],
    last: Option<Kind>,
    /// The attachment whose pieces are coming: its hash, how much of it came, its length.
    blob: Option<(Hash, u64, u64)>,
    ended: Option<Ended>,
    fault: Option<ParcelFault>,
}

impl Reader {
    /// Begins to read the parcel with this head.
    #[must_use]
    pub fn new(head: &Head) -> Self {
        Self {
            buffer: Vec::new(),
            read: 0,
            check: head.check(),
            last: None,
            blob: None,
            ended: None,
            fault: None,
        }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.fault.is_none() {
            self.buffer.drain(..self.read);
            self.read = 0;
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The next part; none where more must be fed, or where the end was read.
    ///
    /// # Errors
    /// [`ParcelFault`], and the same again from then on.
    pub fn part(&mut self) -> Result<Option<Part>, ParcelFault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.next_part().inspect_err(|fault| {
            self.fault = Some(*fault);
            self.buffer = Vec::new();
        })
    }

    /// Nothing more comes: whether all of it was read.
    ///
    /// # Errors
    /// [`ParcelFault::CutShort`], or the fault that was found before.
    pub fn finish(&self) -> Result<Ended, ParcelFault> {
        match (self.fault, self.ended) {
            (Some(fault), _) => Err(fault),
            (None, Some(ended)) if self.read == self.buffer.len() => Ok(ended),
            (None, Some(_)) => Err(ParcelFault::Damaged),
            (None, None) => Err(ParcelFault::CutShort),
        }
    }

    fn next_part(&mut self) -> Result<Option<Part>, ParcelFault> {
        let rest = &self.buffer[self.read..];
        if self.ended.is_some() {
            // Nothing follows the end.
            return if rest.is_empty() { Ok(None) } else { Err(ParcelFault::Damaged) };
        }
        let Some((head, rest)) = rest.split_at_checked(PART_HEAD_LEN) else { return Ok(None) };
        let [number, length @ ..] = head else { return Ok(None) };
        let length = length.try_into().map(u32::from_be_bytes).map_err(|_| ParcelFault::Damaged)?;
        let length = usize::try_from(length).map_err(|_| ParcelFault::Damaged)?;
        let kind = Kind::of(*number);
        if length > kind.map_or(MAX_BODY_LEN, Kind::max_len) {
            return Err(ParcelFault::Damaged);
        }
        let Some((payload, rest)) = rest.split_at_checked(length) else { return Ok(None) };
        let Some(found) = rest.get(..CHECK_LEN) else { return Ok(None) };
        let expected = check(&self.check, head, payload);
        if found != expected {
            return Err(ParcelFault::Damaged);
        }
        let kind =
            kind.ok_or(if *number == 0 { ParcelFault::Damaged } else { ParcelFault::Newer })?;
        self.follows(kind)?;
        let part = Self::decode(kind, payload)?;
        let End { signature } = match part {
            Decoded::Part(part) => {
                self.note_blob(&part)?;
                self.pass(kind, length, expected);
                return Ok(Some(part));
            }
            Decoded::End(end) => end,
        };
        self.ended = Some(Ended { check: Hash(self.check), signature });
        self.pass(kind, length, expected);
        self.next_part()
    }

    fn pass(&mut self, kind: Kind, length: usize, check: [u8; CHECK_LEN]) {
        self.last = Some(kind);
        self.check = check;
        self.read += PART_HEAD_LEN + length + CHECK_LEN;
    }

    /// Whether a part of this kind may stand here.
    fn follows(&self, kind: Kind) -> Result<(), ParcelFault> {
        let in_order = match self.last {
            None => kind == Kind::Label,
            Some(last) => kind > Kind::Label && kind >= last,
        };
        let whole = self.blob.is_none_or(|(_, reached, total)| reached == total);
        if in_order && (whole || kind == Kind::Blob) { Ok(()) } else { Err(ParcelFault::Damaged) }
    }

    /// Pieces follow each other from the first byte of an attachment to its last.
    fn note_blob(&mut self, part: &Part) -> Result<(), ParcelFault> {
        let Part::Blob(piece) = part else { return Ok(()) };
        let BlobPiece { hash, offset, total, .. } = piece;
        let expected = match self.blob {
            Some((of, reached, of_total)) if reached < of_total => (of, reached, of_total),
            _ => (*hash, 0, *total),
        };
        if (*hash, *offset, *total) != expected {
            return Err(ParcelFault::Damaged);
        }
        self.blob = Some((*hash, piece.end(), *total));
        Ok(())
    }

    fn decode(kind: Kind, payload: &[u8]) -> Result<Decoded, ParcelFault> {
        Ok(Decoded::Part(match kind {
            Kind::Label => Part::Label(Wire::from_bytes(payload)?),
            Kind::Entries => Part::Entries(Wire::from_bytes(payload)?),
            Kind::Changes => Part::Changes(Wire::from_bytes(payload)?),
            Kind::Blob => Part::Blob(Wire::from_bytes(payload)?),
            Kind::End => return Ok(Decoded::End(Wire::from_bytes(payload)?)),
        }))
    }
}

enum Decoded {
    Part(Part),
    End(End),
}
