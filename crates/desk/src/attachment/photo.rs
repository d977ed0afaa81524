//! A photo as it is kept: the picture untouched, everything else that the camera wrote taken out (place,
//! owner, serial number, hidden previews), but for which way is up. And a small picture of it.

use crate::failure::Code;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use img_parts::ImageEXIF;
use img_parts::png::Png;
use img_parts::webp::WebP;
use std::io::Cursor;

/// Pictures with more pixels are not opened: 100 million take 300 MB of memory, and a worker's laptop
/// has little.
pub const MAX_PIXELS: u64 = 100_000_000;

const MARKER: u8 = 0xFF;
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const APP1: u8 = 0xE1;
const COM: u8 = 0xFE;

/// Longest side of a thumbnail in pixels.
pub const THUMBNAIL_SIDE: u32 = 480;

/// The photo without what its camera wrote about the place.
///
/// # Errors
/// [`Code::AttachmentUnreadable`] where the file cannot be taken apart.
pub fn without_location(bytes: &[u8], media_type: &str) -> Result<Vec<u8>, Code> {
    match media_type {
        "image/jpeg" => strip_jpeg(bytes),
        "image/png" => Png::from_bytes(bytes.to_vec().into()).ok().map(strip_png),
        "image/webp" => WebP::from_bytes(bytes.to_vec().into()).ok().map(strip_webp),
        _ => return Err(Code::LocationNotRemovable),
    }
    .ok_or(Code::AttachmentUnreadable)
}

/// A JPEG without what its camera wrote. Telephones append previews with EXIF of their own after the end
/// marker, and segments may stand between the scans of a progressive picture: so the whole file is walked.
fn strip_jpeg(jpeg: &[u8]) -> Option<Vec<u8>> {
    let rest = jpeg.strip_prefix(&[MARKER, SOI])?;
    let mut kept = vec![MARKER, SOI];
    if let Some(turned) = orientation_in(jpeg).filter(|value| *value != 1) {
        let exif = [b"Exif\0\0", orientation_only(turned).as_slice()].concat();
        let length = u16::try_from(exif.len() + 2).ok()?;
        kept.extend_from_slice(&[MARKER, APP1]);
        kept.extend_from_slice(&length.to_be_bytes());
        kept.extend_from_slice(&exif);
    }
    let mut at = 0;
    while at < rest.len() {
        let marker = if rest[at] == MARKER { rest.get(at + 1).copied() } else { None };
        match marker {
            Some(EOI) => break,
            // A stuffed zero, a fill byte and restart markers belong to the picture's data.
            Some(0x00 | 0x01 | 0xD0..=0xD8 | MARKER) | None => {
                kept.push(rest[at]);
                at += 1;
            }
            Some(other) => {
                let segment = &rest[at..at + segment_length(&rest[at..])];
                if stays(other, segment) {
                    kept.extend_from_slice(segment);
                }
                at += segment.len();
            }
        }
    }
    kept.extend_from_slice(&[MARKER, EOI]);
    Some(kept)
}

/// Of the application segments JFIF, the colour profile and Adobe's colour transform stay, without which
/// colours change. The rest (EXIF, XMP, IPTC, previews, makers' notes, comments) goes.
fn stays(marker: u8, segment: &[u8]) -> bool {
    let contents = segment.get(4..).unwrap_or_default();
    match marker {
        0xE0 => contents.starts_with(b"JFIF"),
        0xE2 => contents.starts_with(b"ICC_PROFILE"),
        0xEE => contents.starts_with(b"Adobe"),
        0xE1..=0xEF | COM => false,
        _ => true,
    }
}

/// Length of a segment with its marker, cut where the file is.
fn segment_length(segment: &[u8]) -> usize {
    match segment {
        [_, _, high, low, ..] => {
            (2 + usize::from(u16::from_be_bytes([*high, *low]))).min(segment.len())
        }
        _ => segment.len(),
    }
}

fn strip_png(mut png: Png) -> Vec<u8> {
    const KEPT: [&[u8; 4]; 12] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"pHYs", b"bKGD",
    ];
    png.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.kind()));
    png.encoder().bytes().to_vec()
}

fn strip_webp(mut webp: WebP) -> Vec<u8> {
    let turned = webp.exif().and_then(|exif| orientation_of(exif.to_vec()));
    webp.remove_chunks_by_id(*b"XMP ");
    webp.set_exif(turned.filter(|value| *value != 1).map(|value| orientation_only(value).into()));
    webp.encoder().bytes().to_vec()
}

fn orientation_in(jpeg: &[u8]) -> Option<u16> {
    orientation_field(&exif::Reader::new().read_from_container(&mut Cursor::new(jpeg)).ok()?)
}

fn orientation_of(tiff: Vec<u8>) -> Option<u16> {
    orientation_field(&exif::Reader::new().read_raw(tiff).ok()?)
}

fn orientation_field(parsed: &exif::Exif) -> Option<u16> {
    let field = parsed.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?;
    u16::try_from(field.value.get_uint(0)?).ok().filter(|value| (1..=8).contains(value))
}

/// EXIF that says which way is up and nothing else: a TIFF header and one entry (TIFF 6.0, tag 0x0112).
fn orientation_only(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend_from_slice(&orientation.to_be_bytes());
    tiff.extend_from_slice(&[0; 6]);
    tiff
}

/// A small JPEG of the photo, the right way up.
///
/// # Errors
/// [`Code::PictureTooLarge`] above [`MAX_PIXELS`]; [`Code::AttachmentUnreadable`] where it cannot be
/// decoded.
pub fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, Code> {
    let small = open(bytes)?.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE);
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80);
    small.to_rgb8().write_with_encoder(encoder).map_err(|_| Code::AttachmentUnreadable)?;
    Ok(jpeg)
}

/// The decoded picture, the right way up.
///
/// # Errors
/// As [`thumbnail`].
pub fn open(bytes: &[u8]) -> Result<DynamicImage, Code> {
    let unreadable = |_| Code::AttachmentUnreadable;
    let reader = || {
        ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|_| Code::AttachmentUnreadable)
    };
    let (width, height) = reader()?.into_dimensions().map_err(unreadable)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Code::PictureTooLarge);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 8);
    let mut reader = reader()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, 90])
        });
        let mut bytes = Vec::new();
        picture.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut bytes)).unwrap();
        bytes
    }

    /// As a telephone writes it: EXIF with a place and a quarter turn, a comment, a preview at the end.
    fn telephones(mut jpeg: Vec<u8>) -> Vec<u8> {
        let mut tiff = orientation_only(6);
        tiff.extend_from_slice(b"GPS N31.2304 E121.4737");
        let exif = [b"Exif\0\0".as_slice(), &tiff].concat();
        let mut segments = vec![0xFF, 0xE1];
        segments.extend_from_slice(&(exif.len() as u16 + 2).to_be_bytes());
        segments.extend_from_slice(&exif);
        segments.extend_from_slice(&[0xFF, 0xFE, 0, 10]);
        segments.extend_from_slice(b"GPS home");
        jpeg.splice(2..2, segments);
        jpeg.extend_from_slice(b"\xFF\xD8\xFF\xE1GPS in the preview\xFF\xD9");
        jpeg
    }

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|window| window == word)
    }

    #[test]
    fn the_place_goes_and_the_picture_and_its_turn_stay() {
        let plain = jpeg(64, 32);
        let taken = telephones(plain.clone());
        assert!(holds(&taken, b"GPS"));
        let kept = without_location(&taken, "image/jpeg").unwrap();
        assert!(!holds(&kept, b"GPS"));
        let (was, is) = (open(&plain).unwrap(), open(&kept).unwrap());
        assert_eq!((is.width(), is.height()), (32, 64), "still turned");
        assert_eq!(was.rotate90().to_rgb8(), is.to_rgb8(), "pixel for pixel");
    }

    #[test]
    fn a_photo_with_nothing_to_remove_keeps_its_pixels() {
        let plain = jpeg(40, 40);
        let kept = without_location(&plain, "image/jpeg").unwrap();
        assert_eq!(open(&plain).unwrap().to_rgb8(), open(&kept).unwrap().to_rgb8());
    }

    #[test]
    fn png_and_webp_lose_their_words_too() {
        for (format, media_type) in
            [(image::ImageFormat::Png, "image/png"), (image::ImageFormat::WebP, "image/webp")]
        {
            let mut bytes = Vec::new();
            let picture = DynamicImage::ImageRgb8(RgbImage::new(20, 10));
            picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
            let kept = without_location(&bytes, media_type).unwrap();
            assert_eq!(open(&kept).unwrap().width(), 20);
        }
    }

    #[test]
    fn thumbnails_are_small_and_the_right_way_up() {
        let small = thumbnail(&telephones(jpeg(1200, 600))).unwrap();
        let picture = open(&small).unwrap();
        assert_eq!((picture.width(), picture.height()), (240, 480));
    }

    #[test]
    fn a_picture_of_400_million_pixels_is_not_opened() {
        let mut bytes = jpeg(8, 8);
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x4E, 0x20, 0x4E, 0x20]);
        assert_eq!(thumbnail(&bytes).unwrap_err(), Code::PictureTooLarge);
    }

    #[test]
    fn damaged_pictures_are_told_and_never_a_panic() {
        assert_eq!(thumbnail(b"").unwrap_err(), Code::AttachmentUnreadable);
        assert_eq!(without_location(b"not a jpeg", "image/jpeg"), Err(Code::AttachmentUnreadable));
        let whole = telephones(jpeg(64, 64));
        for cut in 0..whole.len() {
            let _ = without_location(&whole[..cut], "image/jpeg");
        }
    }
}
