//! Attachments: whoever knows the hash of the sealed bytes has seen a change that names them.

use std::time::Instant;

use protocol::Hash;
use protocol::api::{RefusalCode, Refused};

use crate::blobs::{BlobError, Extent, Found, MAX_BLOB_LEN, Piece};
use crate::counters::add;
use crate::station::{AWAY, Asker, Station};

impl Station {
    /// How much of an attachment there is.
    ///
    /// # Errors
    /// [`RefusalCode::NotFound`] where nothing of it is here.
    pub fn blob_extent(&self, asker: Asker, hash: Hash) -> Result<Extent, Refused> {
        match self.blobs.extent(hash, asker.device) {
            Ok(Extent::Part(0)) => Err(RefusalCode::NotFound.into()),
            Ok(extent) => Ok(extent),
            Err(error) => Err(self.blob_refusal(&error)),
        }
    }

    /// Takes some bytes of an attachment; they are durable when it returns.
    ///
    /// # Errors
    /// [`RefusalCode::WrongOffset`], [`RefusalCode::WrongHash`], [`RefusalCode::TooLarge`],
    /// [`RefusalCode::ReadOnly`], [`RefusalCode::Away`].
    pub fn take_blob(&self, piece: Piece<'_>) -> Result<Extent, Refused> {
        self.writable()?;
        let extent = self.blobs.take(piece).map_err(|error| self.blob_refusal(&error))?;
        add(&self.counters.blob_bytes, piece.bytes.len() as u64);
        Ok(extent)
    }

    /// A whole attachment, to be read.
    ///
    /// # Errors
    /// [`RefusalCode::NotFound`], [`RefusalCode::Away`].
    pub fn open_blob(&self, hash: Hash) -> Result<Found, Refused> {
        let found = self.blobs.open(hash).map_err(|error| self.blob_refusal(&error))?;
        found.ok_or(RefusalCode::NotFound.into())
    }

    pub(crate) fn blob_refusal(&self, error: &BlobError) -> Refused {
        match error {
            BlobError::WrongOffset(here) => {
                Refused { code: RefusalCode::WrongOffset, detail: Some(*here) }
            }
            BlobError::WrongHash => RefusalCode::WrongHash.into(),
            BlobError::TooLong => {
                Refused { code: RefusalCode::TooLarge, detail: Some(MAX_BLOB_LEN) }
            }
            BlobError::Full => {
                self.space.note_full(Instant::now());
                RefusalCode::ReadOnly.into()
            }
            BlobError::Away => Refused { code: RefusalCode::Away, detail: Some(AWAY) },
            BlobError::Io(error) => {
                tracing::error!(kind = %error.kind(), "an attachment failed");
                RefusalCode::Failed.into()
            }
        }
    }
}
