//! What an MP4 (ISO 14496-12) holds: sound alone, or pictures as well, and whether it tells a place. The window
//! records sound into an MP4 whose brand says nothing about that, and so do some telephones.

/// Whether every track is sound.
pub(super) fn is_sound_alone(bytes: &[u8]) -> bool {
    let Some(movie) = find(bytes, *b"moov") else { return false };
    let tracks: Option<Vec<[u8; 4]>> =
        boxes(movie).filter(|(kind, _)| kind == b"trak").map(|(_, track)| handler(track)).collect();
    tracks.is_some_and(|kinds| !kinds.is_empty() && kinds.iter().all(|kind| kind == b"soun"))
}

/// As telephones and recorders write a place: QuickTime's `©xyz`, 3GPP's `loci`, the keys of `meta`, and XMP.
const PLACES: [&[u8]; 5] =
    [b"\xa9xyz", b"loci", b"location.ISO6709", b"GPSLatitude", b"GPSCoordinates"];

/// Whether anything but the sound itself tells a place: it may stand in the movie, and beside it in a `meta` or a
/// `uuid`. What cannot be told apart into boxes is searched as well.
pub(super) fn tells_place(mut bytes: &[u8]) -> bool {
    while let Some((kind, body, rest)) = first_box(bytes) {
        if kind != *b"mdat" && holds_place(body) {
            return true;
        }
        bytes = rest;
    }
    holds_place(bytes)
}

fn holds_place(bytes: &[u8]) -> bool {
    PLACES.into_iter().any(|mark| bytes.windows(mark.len()).any(|found| found == mark))
}

/// What a track holds: `soun`, `vide`, …
fn handler(track: &[u8]) -> Option<[u8; 4]> {
    let handler = find(find(track, *b"mdia")?, *b"hdlr")?;
    // After a version with flags (4 bytes) and a reserved field (4 bytes).
    handler.get(8..12)?.try_into().ok()
}

fn find(bytes: &[u8], kind: [u8; 4]) -> Option<&[u8]> {
    boxes(bytes).find(|(found, _)| *found == kind).map(|(_, body)| body)
}

/// The boxes side by side in `bytes`, each its kind and what is in it, up to the first that does not fit.
fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (kind, body, rest) = first_box(bytes)?;
        bytes = rest;
        Some((kind, body))
    })
}

/// The first box in `bytes`: its kind, what is in it, and what follows; nothing where it does not fit.
fn first_box(bytes: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let kind: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let short = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    let (head, size) = match short {
        // The last one, as long as the file.
        0 => (8, bytes.len()),
        1 => (16, usize::try_from(u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)).ok()?),
        size => (8, size as usize),
    };
    Some((kind, bytes.get(head..size)?, bytes.get(size..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes()[..], kind, body].concat()
    }

    fn track(handler: &[u8; 4]) -> Vec<u8> {
        let head = boxed(b"hdlr", &[&[0; 8][..], handler, &[0; 12]].concat());
        boxed(b"trak", &[boxed(b"tkhd", &[0; 84]), boxed(b"mdia", &head)].concat())
    }

    /// As the window's recorder begins a file, sound following in fragments.
    fn file(tracks: &[Vec<u8>], more: &[u8]) -> Vec<u8> {
        let movie = [boxed(b"mvhd", &[0; 100]), tracks.concat(), more.to_vec()].concat();
        let brand = boxed(b"ftyp", b"mp42\0\0\0\0mp42mp41isomiso2");
        [brand, boxed(b"moov", &movie), boxed(b"moof", &[0; 20])].concat()
    }

    #[test]
    fn a_recording_is_sound_alone() {
        assert!(is_sound_alone(&file(&[track(b"soun")], &[])));
        assert!(is_sound_alone(&file(&[track(b"soun"), track(b"soun")], &[])));
    }

    #[test]
    fn a_film_is_not_and_what_cannot_be_told_is_not_either() {
        assert!(!is_sound_alone(&file(&[track(b"soun"), track(b"vide")], &[])));
        assert!(!is_sound_alone(&file(&[track(b"soun"), boxed(b"trak", &[])], &[])));
        assert!(!is_sound_alone(&file(&[], &[])));
        assert!(!is_sound_alone(b""));
    }

    #[test]
    fn sound_that_tells_a_place_is_asked_about() {
        for mark in [b"\xa9xyz", b"loci"] {
            let place = boxed(b"udta", &boxed(mark, b"+30.59+114.30/"));
            let file = file(&[track(b"soun")], &place);
            assert!(is_sound_alone(&file));
            assert!(tells_place(&file));
        }
        assert!(!tells_place(&file(&[track(b"soun")], &[])));
        assert!(!tells_place(b""));
    }

    #[test]
    fn a_place_is_found_beside_the_movie_and_in_what_is_cut_off() {
        let plain = file(&[track(b"soun")], &[]);
        let key = b"com.apple.quicktime.location.ISO6709+30.59+114.30/";
        let xmp = b"<rdf:Description exif:GPSLatitude=\"30,35.4N\"/>";
        for place in [boxed(b"meta", key), boxed(b"uuid", &[&[7; 16][..], xmp].concat())] {
            assert!(tells_place(&[&plain[..], &place].concat()), "after the movie");
            assert!(tells_place(&[&place[..], &plain].concat()), "before it");
            let cut = &place[..place.len() - 1];
            assert!(tells_place(&[&plain[..], cut].concat()), "shorter than it says");
        }
    }

    #[test]
    fn what_the_sound_happens_to_contain_is_no_place() {
        let sound = boxed(b"mdat", b"..loci..");
        assert!(!tells_place(&[file(&[track(b"soun")], &[]), sound].concat()));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0usize..300) {
            let _ = (is_sound_alone(&bytes), tells_place(&bytes));
            let mut whole = file(&[track(b"soun")], &[]);
            whole.truncate(at);
            whole.extend(bytes);
            let _ = (is_sound_alone(&whole), tells_place(&whole));
        }
    }
}
