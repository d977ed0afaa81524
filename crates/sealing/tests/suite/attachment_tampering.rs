//! Attachments in the hands of somebody who wants them to say something else (trust 13, 14).

use std::io;

use proptest::prelude::*;
use sealing::{ATTACHMENT_CHUNK_LEN as CHUNK, AttachmentKey, SealingError, open_attachment};

use crate::attachment::{pattern, sealed};

const HEADER: usize = 57;
const SEALED_CHUNK: usize = CHUNK + 16;

fn assert_closed(key: &AttachmentKey, bytes: &[u8]) {
    assert!(matches!(open_attachment(key, bytes, io::sink()), Err(SealingError::CannotOpen)));
}

/// Header and chunks of a sealed attachment.
fn parts(bytes: &[u8]) -> (&[u8], Vec<&[u8]>) {
    let (header, rest) = bytes.split_at(HEADER);
    (header, rest.chunks(SEALED_CHUNK).collect())
}

fn joined(header: &[u8], chunks: &[&[u8]]) -> Vec<u8> {
    [header, &chunks.concat()].concat()
}

#[test]
fn another_key_opens_nothing() {
    let (bytes, _) = sealed(&AttachmentKey::make(), b"photo");
    assert_closed(&AttachmentKey::make(), &bytes);
}

#[test]
fn trust_13_chunks_cannot_be_moved_dropped_or_doubled() {
    let key = AttachmentKey::make();
    let (bytes, _) = sealed(&key, &pattern(4 * CHUNK));
    let (header, chunks) = parts(&bytes);
    let [a, b, c, last] = chunks[..] else { panic!("four chunks") };
    assert!(open_attachment(&key, joined(header, &chunks).as_slice(), io::sink()).is_ok());
    for tampered in [
        vec![b, a, c, last],
        vec![a, b, last, c],
        vec![a, c, last],
        vec![b, c, last],
        vec![a, b, c],
        vec![a, b, b, c, last],
        vec![a, b, c, last, last],
        vec![a, b, c, last, a],
        vec![last],
        vec![],
    ] {
        assert_closed(&key, &joined(header, &tampered));
    }
}

#[test]
fn trust_13_chunks_of_another_attachment_do_not_fit() {
    let key = AttachmentKey::make();
    let (one, _) = sealed(&key, &pattern(2 * CHUNK));
    let (two, _) = sealed(&key, &pattern(2 * CHUNK));
    let ((header, a), (other, b)) = (parts(&one), parts(&two));
    assert_closed(&key, &joined(header, &[a[0], b[1]]));
    assert_closed(&key, &joined(header, &[b[0], a[1]]));
    assert_closed(&key, &joined(other, &a));
}

#[test]
fn trust_13_cut_at_and_around_every_border() {
    let key = AttachmentKey::make();
    let (bytes, _) = sealed(&key, &pattern(2 * CHUNK + 3));
    let borders = [0, HEADER, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK, bytes.len()];
    let lengths = borders.into_iter().flat_map(|border| {
        (border.saturating_sub(18)..border + 18).filter(|length| *length < bytes.len())
    });
    for length in lengths.step_by(3) {
        assert_closed(&key, &bytes[..length]);
    }
}

#[test]
fn bytes_after_the_end_are_noticed() {
    let key = AttachmentKey::make();
    for length in [0, 10, CHUNK] {
        let (mut bytes, _) = sealed(&key, &pattern(length));
        bytes.push(0);
        assert_closed(&key, &bytes);
    }
}

#[test]
fn every_flipped_bit_of_a_short_one_fails() {
    let key = AttachmentKey::make();
    let (bytes, _) = sealed(&key, b"x");
    for position in 0..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[position] ^= 1u8 << bit;
            assert_closed(&key, &changed);
        }
    }
}

#[test]
fn every_truncation_of_a_short_one_fails() {
    let key = AttachmentKey::make();
    let (bytes, _) = sealed(&key, b"a few words");
    for length in 0..bytes.len() {
        assert_closed(&key, &bytes[..length]);
    }
}

#[test]
fn a_broken_chunk_is_not_written() {
    let key = AttachmentKey::make();
    let plaintext = pattern(2 * CHUNK);
    let (mut bytes, _) = sealed(&key, &plaintext);
    bytes[HEADER + SEALED_CHUNK + 5] ^= 1;
    let mut opened = Vec::new();
    assert!(open_attachment(&key, bytes.as_slice(), &mut opened).is_err());
    assert!(opened == plaintext[..CHUNK]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_flip_and_any_cut_of_a_long_one_fails(
        length in CHUNK..CHUNK * 2 + 100,
        at: prop::sample::Index,
        bit in 0..8u8,
    ) {
        let key = AttachmentKey::make();
        let (mut bytes, _) = sealed(&key, &pattern(length));
        let position = at.index(bytes.len());
        assert_closed(&key, &bytes[..position]);
        bytes[position] ^= 1u8 << bit;
        assert_closed(&key, &bytes);
    }

    #[test]
    fn trust_21_arbitrary_bytes_open_to_nothing(bytes: Vec<u8>) {
        assert_closed(&AttachmentKey::make(), &bytes);
    }
}
