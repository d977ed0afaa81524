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
            // Fill bytes before a marker (T.81, B.1.1.2) say nothing; left alone, one could join with what
            // follows a segment that goes.
            Some(MARKER) => at += 1,
            None if rest[at] == MARKER => break,
            // A stuffed zero and restart markers belong to the picture's data.
            Some(0x00 | 0x01 | 0xD0..=0xD8) | None => {
                kept.push(rest[at]);
                at += 1;
            }
            Some(other) => {
                let Some(segment) = segment(&rest[at..]) else { break };
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

/// The segment at the beginning of these bytes, with its marker; nothing where the file was cut within it.
fn segment(bytes: &[u8]) -> Option<&[u8]> {
    let length = u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]);
    bytes.get(..2 + usize::from(length).max(2))
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
mod tests;
