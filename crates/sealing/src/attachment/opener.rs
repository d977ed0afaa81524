//! Reading a sealed attachment back.

use std::io::{self, Read, Write};

use aead_stream::StreamPrimitive;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{
    AttachmentSum, CHUNK_LEN,
    header::{HEADER_LEN, Opening},
};
use crate::{error::SealingError, seal::TAG_LEN, secret::AttachmentKey};

const SEALED_CHUNK_LEN: usize = CHUNK_LEN + TAG_LEN;

/// Opens a whole sealed attachment from `reader` into `writer`, and says what went through, so that the
/// caller can hold it against the hash and length in the change that named the attachment.
///
/// Chunks are written as each is verified: after an error, `writer` may hold a genuine beginning, which
/// the caller must throw away.
///
/// # Errors
/// [`SealingError::CannotOpen`] for a wrong key and for anything changed, cut, moved or added;
/// [`SealingError::Io`] when reading or writing itself fails.
pub fn open_attachment<R: Read, W: Write>(
    key: &AttachmentKey,
    reader: R,
    mut writer: W,
) -> Result<AttachmentSum, SealingError> {
    let mut inlet = Inlet { reader, hash: Sha256::new(), len: 0 };
    let mut header = [0; HEADER_LEN];
    if inlet.fill(&mut header)? < HEADER_LEN {
        return Err(SealingError::CannotOpen);
    }
    let Opening { header, stream } = Opening::read(key, header)?;
    let mut decryptor = stream.decryptor();
    let mut plain_len = 0;
    // One chunk is read ahead: only the end of the file tells which chunk claims to be the last.
    let mut chunk = inlet.chunk()?;
    loop {
        let next =
            if chunk.len() == SEALED_CHUNK_LEN { inlet.chunk()? } else { Zeroizing::default() };
        if next.is_empty() {
            decryptor
                .decrypt_last_in_place(&header, &mut *chunk)
                .map_err(|_| SealingError::CannotOpen)?;
            plain_len += put(&mut writer, &chunk)?;
            break;
        }
        decryptor
            .decrypt_next_in_place(&header, &mut *chunk)
            .map_err(|_| SealingError::CannotOpen)?;
        plain_len += put(&mut writer, &chunk)?;
        chunk = next;
    }
    writer.flush()?;
    Ok(AttachmentSum { sha256: inlet.hash.finalize().into(), plain_len, sealed_len: inlet.len })
}

fn put<W: Write>(writer: &mut W, chunk: &[u8]) -> io::Result<u64> {
    writer.write_all(chunk)?;
    Ok(chunk.len() as u64)
}

/// The reader beneath, with what has come through it.
struct Inlet<R> {
    reader: R,
    hash: Sha256,
    len: u64,
}

impl<R: Read> Inlet<R> {
    /// Reads until `buffer` is full or the reader has ended; how many bytes there were.
    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.reader.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.hash.update(&buffer[..filled]);
        self.len += filled as u64;
        Ok(filled)
    }

    /// The next sealed chunk; shorter than a full one only at the end, empty when nothing is left.
    fn chunk(&mut self) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut chunk = Zeroizing::new(vec![0; SEALED_CHUNK_LEN]);
        let filled = self.fill(&mut chunk)?;
        chunk.truncate(filled);
        Ok(chunk)
    }
}
