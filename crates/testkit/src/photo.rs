//! Pictures as telephones make them, and files that are not what they seem.

/// A picture that ships with the sample caseload: nothing in it but the picture.
const PLAIN: &[u8] = include_bytes!("../../../assets/sample/photos/dish.jpg");

/// Words in [`with_place`] that tell where it was taken and by whom.
pub const PLACE: &str = "N31.2304 E121.4737";

/// A JPEG without a word in it.
#[must_use]
pub fn plain() -> Vec<u8> {
    PLAIN.to_vec()
}

/// A JPEG with the place in its EXIF, in a comment, and in a preview after its end.
#[must_use]
pub fn with_place() -> Vec<u8> {
    // TIFF, big-endian, no entries: what follows is where a camera keeps its words.
    let exif = [b"Exif\0\0MM\0\x2A\0\0\0\x08\0\0\0\0\0\0".as_slice(), PLACE.as_bytes()].concat();
    let mut jpeg = PLAIN.to_vec();
    let segments = [segment(0xE1, &exif), segment(0xFE, PLACE.as_bytes())].concat();
    jpeg.splice(2..2, segments);
    jpeg.extend_from_slice(b"\xFF\xD8\xFF\xE1");
    jpeg.extend_from_slice(PLACE.as_bytes());
    jpeg.extend_from_slice(b"\xFF\xD9");
    jpeg
}

/// A JPEG that says it has 20,000 × 20,000 pixels.
#[must_use]
pub fn enormous() -> Vec<u8> {
    let mut jpeg = PLAIN.to_vec();
    // Baseline or progressive: length, precision, then height and width of two bytes each (T.81, B.2.2).
    let frame = jpeg.windows(2).position(|marker| matches!(marker, [0xFF, 0xC0 | 0xC2]));
    let frame = frame.unwrap_or_default();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x4E, 0x20, 0x4E, 0x20]);
    jpeg
}

/// The beginning of a picture as Apple's telephones write it.
#[must_use]
pub fn heic() -> Vec<u8> {
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.extend_from_slice(PLACE.as_bytes());
    heic
}

/// A drawing that would run a script where it is rendered.
#[must_use]
pub fn svg_with_script() -> Vec<u8> {
    br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#
        .to_vec()
}

/// Whether bytes hold a word.
#[must_use]
pub fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap_or(u16::MAX);
    [&[0xFF, marker], length.to_be_bytes().as_slice(), contents].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_in_three_places() {
        let jpeg = with_place();
        let found = jpeg.windows(PLACE.len()).filter(|part| *part == PLACE.as_bytes());
        assert_eq!(found.count(), 3);
        assert!(!holds(&plain(), PLACE));
    }
}
