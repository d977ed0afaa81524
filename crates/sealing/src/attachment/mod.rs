//! Attachments: files of any length, sealed chunk by chunk so that a photo or an hour of voice never has to
//! fit in memory.
//!
//! Layout: `header ‖ chunk ‖ … ‖ last chunk`. Each chunk is 1 MiB of plaintext (the last: 0 to 1 MiB) and
//! a 16-byte tag, by STREAM with a big-endian 32-bit counter and a last-chunk flag in the nonce; the header
//! is associated data of every chunk. So no chunk can be dropped, moved, doubled, added, cut, or taken from
//! another file. The last chunk of a file whose length is a multiple of 1 MiB is a full one; an empty
//! file has one empty chunk: one plaintext has one shape.

mod header;
mod opener;
mod sealer;

pub(crate) use header::PREFIX_LEN;
pub use opener::open_attachment;
pub use sealer::AttachmentSealer;

/// Plaintext bytes in one chunk.
pub const CHUNK_LEN: usize = 1024 * 1024;

/// What is known of a sealed attachment once all of it has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttachmentSum {
    /// SHA-256 of the sealed bytes, header and all: the name under which the attachment is stored.
    pub sha256: [u8; 32],
    /// Length of the plaintext, in bytes.
    pub plain_len: u64,
    /// Length of the sealed bytes, in bytes.
    pub sealed_len: u64,
}
