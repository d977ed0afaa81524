//! Attachments: what was sealed comes back, whatever its length and however it was written and read.

use std::io::{self, Read, Write};

use proptest::prelude::*;
use sealing::{
    ATTACHMENT_CHUNK_LEN as CHUNK, AttachmentKey, AttachmentSealer, AttachmentSum, SealingError,
    open_attachment,
};
use sha2::{Digest, Sha256};

pub(crate) fn sealed(key: &AttachmentKey, plaintext: &[u8]) -> (Vec<u8>, AttachmentSum) {
    let mut written = Vec::new();
    let mut sealer = AttachmentSealer::new(key, &mut written).unwrap();
    sealer.write_all(plaintext).unwrap();
    let sum = sealer.finish().unwrap();
    (written, sum)
}

pub(crate) fn pattern(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

#[test]
fn every_length_around_a_chunk_comes_back() {
    let key = AttachmentKey::make();
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
        let plaintext = pattern(length);
        let (bytes, sum) = sealed(&key, &plaintext);
        let chunks = length.div_ceil(CHUNK).max(1);
        assert_eq!(bytes.len(), 57 + length + 16 * chunks);
        assert_eq!(sum.plain_len, length as u64);
        assert_eq!(sum.sealed_len, bytes.len() as u64);
        assert_eq!(sum.sha256, <[u8; 32]>::from(Sha256::digest(&bytes)));
        let mut opened = Vec::new();
        assert_eq!(open_attachment(&key, bytes.as_slice(), &mut opened).unwrap(), sum);
        assert!(opened == plaintext, "length {length}");
    }
}

#[test]
fn sealing_twice_gives_different_bytes() {
    let key = AttachmentKey::make();
    assert_ne!(sealed(&key, b"photo").0, sealed(&key, b"photo").0);
}

/// Gives one byte at a time, and is interrupted before each.
struct Stutter<R> {
    reader: R,
    interrupted: bool,
}

impl<R: Read> Read for Stutter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let one = buffer.len().min(1);
        self.reader.read(&mut buffer[..one])
    }
}

#[test]
fn a_stuttering_reader_changes_nothing() {
    let key = AttachmentKey::make();
    let (bytes, _) = sealed(&key, b"a short voice note");
    let mut opened = Vec::new();
    let reader = Stutter { reader: bytes.as_slice(), interrupted: false };
    open_attachment(&key, reader, &mut opened).unwrap();
    assert_eq!(opened, b"a short voice note");
}

/// A disk with room for so many bytes.
struct FullDisk(usize);

impl Write for FullDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 < bytes.len() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0 -= bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_full(error: &SealingError) -> bool {
    matches!(error, SealingError::Io(error) if error.kind() == io::ErrorKind::StorageFull)
}

#[test]
fn trust_29_a_full_disk_says_so_and_stops_the_sealer() {
    let key = AttachmentKey::make();
    assert!(AttachmentSealer::new(&key, FullDisk(10)).is_err());

    let mut sealer = AttachmentSealer::new(&key, FullDisk(1000)).unwrap();
    let error = sealer.write_all(&pattern(CHUNK + 1)).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    assert!(sealer.write(b"more").is_err());
    assert!(matches!(sealer.finish(), Err(SealingError::Io(_))));

    let mut sealer = AttachmentSealer::new(&key, FullDisk(1000)).unwrap();
    sealer.write_all(&pattern(2000)).unwrap();
    assert!(is_full(&sealer.finish().unwrap_err()));
}

#[test]
fn trust_29_a_full_disk_while_opening_is_not_a_broken_attachment() {
    let key = AttachmentKey::make();
    let (bytes, _) = sealed(&key, &pattern(2000));
    let error = open_attachment(&key, bytes.as_slice(), FullDisk(100)).unwrap_err();
    assert!(is_full(&error));
}

#[test]
fn a_sealer_dropped_before_its_end_leaves_nothing_that_opens() {
    let key = AttachmentKey::make();
    let mut written = Vec::new();
    let mut sealer = AttachmentSealer::new(&key, &mut written).unwrap();
    sealer.write_all(&pattern(CHUNK + 1)).unwrap();
    drop(sealer);
    assert!(matches!(
        open_attachment(&key, written.as_slice(), io::sink()),
        Err(SealingError::CannotOpen)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn how_it_is_written_does_not_matter(
        pieces in prop::collection::vec(0..CHUNK * 3 / 4, 0..5),
    ) {
        let key = AttachmentKey::make();
        let plaintext = pattern(pieces.iter().sum());
        let mut written = Vec::new();
        let mut sealer = AttachmentSealer::new(&key, &mut written).unwrap();
        let mut rest = plaintext.as_slice();
        for piece in pieces {
            let (now, later) = rest.split_at(piece);
            sealer.write_all(now).unwrap();
            sealer.flush().unwrap();
            rest = later;
        }
        let sum = sealer.finish().unwrap();
        let mut opened = Vec::new();
        prop_assert_eq!(open_attachment(&key, written.as_slice(), &mut opened).unwrap(), sum);
        prop_assert!(opened == plaintext);
    }
}
