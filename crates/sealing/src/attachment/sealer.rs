//! Writing a sealed attachment.

use std::io::{self, Write};

use aead_stream::{Encryptor, StreamPrimitive};
use chacha20poly1305::XChaCha20Poly1305;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{
    AttachmentSum, CHUNK_LEN,
    header::{HEADER_LEN, Opening, PREFIX_LEN, Stream},
};
use crate::{error::SealingError, random, seal::TAG_LEN, secret::AttachmentKey};

/// Seals what is written to it and passes it on to the writer beneath, one chunk at a time.
///
/// Only [`finish`](Self::finish) makes the bytes complete: a sealer dropped before leaves a file that
/// cannot be opened, which is what should become of an attachment whose import was broken off.
/// `flush` does not force a chunk out. After an error from the writer beneath, the sealer refuses all
/// further work, for what has already gone out cannot be taken back.
pub struct AttachmentSealer<W: Write> {
    out: Outlet<W>,
    header: [u8; HEADER_LEN],
    encryptor: Encryptor<XChaCha20Poly1305, Stream>,
    /// Plaintext not yet sealed; at most one chunk. A full chunk waits here, for it may be the last.
    chunk: Zeroizing<Vec<u8>>,
    plain_len: u64,
    broken: bool,
}

impl<W: Write> AttachmentSealer<W> {
    /// Starts a sealed attachment by writing its header.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub fn new(key: &AttachmentKey, writer: W) -> io::Result<Self> {
        Self::with_prefix(key, &random::bytes(), writer)
    }

    pub(crate) fn with_prefix(
        key: &AttachmentKey,
        prefix: &[u8; PREFIX_LEN],
        writer: W,
    ) -> io::Result<Self> {
        let Opening { header, stream } = Opening::make(key, prefix);
        let mut out = Outlet { writer, hash: Sha256::new(), len: 0 };
        out.put(&header)?;
        Ok(Self {
            out,
            header,
            encryptor: stream.encryptor(),
            chunk: Zeroizing::new(Vec::with_capacity(CHUNK_LEN + TAG_LEN)),
            plain_len: 0,
            broken: false,
        })
    }

    /// Seals the last chunk, flushes the writer, and says what was written.
    ///
    /// # Errors
    /// [`SealingError::Io`] when the writer fails or failed before; what it holds is then worthless.
    pub fn finish(self) -> Result<AttachmentSum, SealingError> {
        if self.broken {
            return Err(already_broken().into());
        }
        let Self { mut out, header, encryptor, mut chunk, plain_len, .. } = self;
        encryptor.encrypt_last_in_place(&header, &mut *chunk).map_err(|_| too_long())?;
        out.put(&chunk)?;
        out.writer.flush()?;
        Ok(AttachmentSum { sha256: out.hash.finalize().into(), plain_len, sealed_len: out.len })
    }

    /// Seals the waiting chunk as one that is not the last.
    fn pass_chunk(&mut self) -> io::Result<()> {
        // Until the chunk is out and gone, the buffer holds ciphertext that must not be sealed again.
        self.broken = true;
        self.encryptor
            .encrypt_next_in_place(&self.header, &mut *self.chunk)
            .map_err(|_| too_long())?;
        self.out.put(&self.chunk)?;
        self.chunk.clear();
        self.broken = false;
        Ok(())
    }
}

impl<W: Write> Write for AttachmentSealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Err(already_broken());
        }
        if self.chunk.len() == CHUNK_LEN && !bytes.is_empty() {
            self.pass_chunk()?;
        }
        let taken = bytes.len().min(CHUNK_LEN - self.chunk.len());
        self.chunk.extend_from_slice(&bytes[..taken]);
        self.plain_len += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.writer.flush()
    }
}

/// The writer beneath, with what has gone through it.
struct Outlet<W> {
    writer: W,
    hash: Sha256,
    len: u64,
}

impl<W: Write> Outlet<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.hash.update(bytes);
        self.len += bytes.len() as u64;
        Ok(())
    }
}

fn already_broken() -> io::Error {
    io::Error::other("an earlier write of this attachment failed")
}

/// STREAM counts chunks in 32 bits: 4 PiB.
fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "the attachment is too long to seal")
}
