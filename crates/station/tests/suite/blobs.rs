//! Where attachments are kept, asked directly: a folder and a bucket behave alike.

use protocol::{DeviceId, Hash};
use sha2::{Digest as _, Sha256};
use station::blobs::{BlobError, Blobs, Bucket, Extent, Folder, MAX_BLOB_LEN, MAX_UPLOADS, Piece};

use crate::bucket::Fake;

fn both(story: impl Fn(&Blobs)) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Folder::at(folder.path().to_owned());
    story(&Blobs::Folder(blobs));
    let (fake, empty) = (Fake::start(), tempfile::tempdir().unwrap());
    let mark = folder.path().join("s3");
    let bucket = Bucket::open(&fake.place("shelf"), &mark, &Folder::at(empty.path().to_owned()));
    story(&Blobs::Bucket(bucket.unwrap()));
}

fn piece(whole: &[u8], from: usize, to: usize, device: u8) -> Piece<'_> {
    Piece {
        hash: Hash(Sha256::digest(whole).into()),
        device: DeviceId::from_bytes([device; 16]),
        offset: from as u64,
        length: whole.len() as u64,
        bytes: &whole[from..to],
    }
}

#[test]
fn trust_34_an_upload_goes_on_where_it_stopped() {
    both(|blobs| {
        let whole = vec![7; 100_000];
        let first = piece(&whole, 0, 40_000, 1);
        assert_eq!(blobs.take(first).unwrap(), Extent::Part(40_000));
        assert_eq!(blobs.extent(first.hash, first.device).unwrap(), Extent::Part(40_000));
        assert!(matches!(blobs.take(first), Err(BlobError::WrongOffset(40_000))));
        assert!(blobs.open(first.hash).unwrap().is_none());
        let rest = piece(&whole, 40_000, whole.len(), 1);
        assert_eq!(blobs.take(rest).unwrap(), Extent::Whole(100_000));
        assert_eq!(blobs.take(rest).unwrap(), Extent::Whole(100_000));
        let mut found = blobs.open(first.hash).unwrap().unwrap();
        assert_eq!(found.length(), 100_000);
        assert_eq!(blobs.read(&mut found, 0..u64::MAX).unwrap(), whole);
        assert_eq!(blobs.read(&mut found, 10..20).unwrap(), whole[10..20]);
        assert!(blobs.read(&mut found, 100_000..100_001).unwrap().is_empty());
    });
}

#[test]
fn trust_13_a_whole_with_another_hash_is_dropped_and_harms_no_other_upload() {
    both(|blobs| {
        let whole = b"sealed bytes".to_vec();
        let half = piece(&whole, 0, 6, 1);
        blobs.take(half).unwrap();
        let spoiled = Piece { bytes: b"rubbish ....", ..piece(&whole, 0, 0, 2) };
        assert!(matches!(blobs.take(spoiled), Err(BlobError::WrongHash)));
        // Also where the first piece was spoiled, and the rest is not.
        let spoiled = Piece { bytes: b"rubbi", ..piece(&whole, 0, 0, 2) };
        assert_eq!(blobs.take(spoiled).unwrap(), Extent::Part(5));
        assert!(matches!(blobs.take(piece(&whole, 5, 12, 2)), Err(BlobError::WrongHash)));
        assert_eq!(blobs.extent(half.hash, spoiled.device).unwrap(), Extent::Part(0));
        assert_eq!(blobs.take(piece(&whole, 6, 12, 1)).unwrap(), Extent::Whole(12));
    });
}

#[test]
fn an_upload_stays_within_what_it_said() {
    both(|blobs| {
        let whole = vec![1; 10];
        let long = Piece { length: 5, ..piece(&whole, 0, 10, 1) };
        assert!(matches!(blobs.take(long), Err(BlobError::TooLong)));
        let endless = Piece { length: MAX_BLOB_LEN + 1, ..piece(&whole, 0, 10, 1) };
        assert!(matches!(blobs.take(endless), Err(BlobError::TooLong)));
        let beyond = Piece { offset: u64::MAX, ..piece(&whole, 0, 10, 1) };
        assert!(matches!(blobs.take(beyond), Err(BlobError::TooLong)));
    });
}

#[test]
fn an_upload_too_many_drops_the_oldest_of_that_device() {
    both(|blobs| {
        let many: Vec<_> = (0..=MAX_UPLOADS).map(|n| n.to_be_bytes().to_vec()).collect();
        blobs.take(piece(&many[0], 0, 4, 2)).unwrap();
        for whole in &many {
            blobs.take(piece(whole, 0, 4, 1)).unwrap();
        }
        let extent = |whole, device| {
            let piece = piece(whole, 0, 0, device);
            blobs.extent(piece.hash, piece.device).unwrap()
        };
        let begun = many.iter().filter(|whole| extent(whole, 1) == Extent::Part(4));
        assert_eq!(begun.count(), MAX_UPLOADS);
        assert_eq!(extent(many.last().unwrap(), 1), Extent::Part(4));
        assert_eq!(extent(&many[0], 2), Extent::Part(4));
    });
}

#[test]
fn an_empty_attachment_is_whole_at_once() {
    both(|blobs| {
        let nothing = piece(&[], 0, 0, 1);
        assert_eq!(blobs.take(nothing).unwrap(), Extent::Whole(0));
        let mut found = blobs.open(nothing.hash).unwrap().unwrap();
        assert!(blobs.read(&mut found, 0..10).unwrap().is_empty());
    });
}
