//! The head of a sealed attachment: `"JFAT" ‖ format (1) ‖ suite (1) ‖ nonce prefix (19) ‖ commitment (32)`.

use aead_stream::StreamBE32;
use chacha20poly1305::XChaCha20Poly1305;

use crate::{
    derive::domain,
    error::SealingError,
    seal::{COMMITMENT_LEN, Committed, SUITE},
    secret::AttachmentKey,
};

const MAGIC: [u8; 4] = *b"JFAT";
const FORMAT: u8 = 1;
/// Random part of the nonce; STREAM fills the other five of the 24 bytes with counter and last flag.
pub(crate) const PREFIX_LEN: usize = 19;
const PREFIX_AT: usize = MAGIC.len() + 2;
const COMMITMENT_AT: usize = PREFIX_AT + PREFIX_LEN;
pub(super) const HEADER_LEN: usize = COMMITMENT_AT + COMMITMENT_LEN;

pub(super) type Stream = StreamBE32<XChaCha20Poly1305>;

/// The header bytes (associated data of every chunk) and the stream they belong to.
pub(super) struct Opening {
    pub(super) header: [u8; HEADER_LEN],
    pub(super) stream: Stream,
}

impl Opening {
    /// The header and stream for a fresh attachment.
    pub(super) fn make(key: &AttachmentKey, prefix: &[u8; PREFIX_LEN]) -> Self {
        let committed = Committed::derive(key.bytes(), domain::ATTACHMENT, prefix, &[]);
        let mut header = [0; HEADER_LEN];
        header[..MAGIC.len()].copy_from_slice(&MAGIC);
        header[MAGIC.len()] = FORMAT;
        header[MAGIC.len() + 1] = SUITE;
        header[PREFIX_AT..COMMITMENT_AT].copy_from_slice(prefix);
        header[COMMITMENT_AT..].copy_from_slice(&committed.commitment);
        Self { header, stream: stream(committed, prefix) }
    }

    /// The stream that belongs to a header found at the start of a file.
    pub(super) fn read(
        key: &AttachmentKey,
        header: [u8; HEADER_LEN],
    ) -> Result<Self, SealingError> {
        let mut prefix = [0; PREFIX_LEN];
        prefix.copy_from_slice(&header[PREFIX_AT..COMMITMENT_AT]);
        let committed = Committed::derive(key.bytes(), domain::ATTACHMENT, &prefix, &[]);
        let known =
            header[..MAGIC.len()] == MAGIC && header[MAGIC.len()..PREFIX_AT] == [FORMAT, SUITE];
        if !known || !committed.matches(&header[COMMITMENT_AT..]) {
            return Err(SealingError::CannotOpen);
        }
        Ok(Self { header, stream: stream(committed, &prefix) })
    }
}

fn stream(committed: Committed, prefix: &[u8; PREFIX_LEN]) -> Stream {
    aead_stream::NewStream::from_aead(committed.cipher, &(*prefix).into())
}
