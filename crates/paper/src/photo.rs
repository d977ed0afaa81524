//! Photos, made small enough for paper: turned upright, scaled to print size, written as JPEG. What a
//! camera hides in a file (place, device, the larger picture) does not come along.

use crate::error::PhotoFault;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage};
use std::io::Cursor;

/// A photo ready for the page.
#[derive(Debug)]
pub(crate) struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The JPEG, three channels of eight bits.
    pub jpeg: Vec<u8>,
}

/// What a decoded photo may take up: about 80 million pixels.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Longer sides are refused before anything is decoded.
const LONGEST_SIDE: u32 = 30_000;
/// Dots per inch on paper: twice what an office printer resolves in a photo.
const RESOLUTION: f32 = 200.0;
const QUALITY: u8 = 80;
const POINTS_PER_INCH: f32 = 72.0;

/// Prepares a JPEG, PNG or WebP for a place of at most `width` by `height` points.
///
/// # Errors
/// [`PhotoFault::Unreadable`], [`PhotoFault::TooLarge`].
pub(crate) fn prepare(bytes: &[u8], width: f32, height: f32) -> Result<Picture, PhotoFault> {
    let photo = decode(bytes)?;
    let (width, height) = (pixels(width), pixels(height));
    let fits = photo.width() <= width && photo.height() <= height;
    let small = if fits { photo } else { photo.thumbnail(width, height) };
    let flat = on_white(&small);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&flat)
        .map_err(|_| PhotoFault::Unreadable)?;
    Ok(Picture { width: flat.width(), height: flat.height(), jpeg })
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, PhotoFault> {
    let unreadable = |_| PhotoFault::Unreadable;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| PhotoFault::Unreadable)?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    if decoder.total_bytes() > MEMORY {
        return Err(PhotoFault::TooLarge);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut photo = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    photo.apply_orientation(upright);
    Ok(photo)
}

fn fault(error: image::ImageError) -> PhotoFault {
    match error {
        image::ImageError::Limits(_) => PhotoFault::TooLarge,
        _ => PhotoFault::Unreadable,
    }
}

fn pixels(points: f32) -> u32 {
    (points / POINTS_PER_INCH * RESOLUTION).round().max(1.0) as u32
}

/// Paper is white: what shows through a transparent picture is too.
fn on_white(photo: &DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.to_rgb8();
    }
    let source = photo.to_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let [r, g, b, alpha] = source.get_pixel(x, y).0;
        let over = |ink: u8| {
            let mixed = u32::from(ink) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| {
            Rgb([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 90])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_large_photo_shrinks_to_print_size_and_keeps_its_shape() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let picture = prepare(&encoded(1600, 1200, format), 204.0, 153.0).unwrap();
            assert_eq!((picture.width, picture.height), (567, 425), "{format:?}");
            assert!(picture.jpeg.len() < 120_000, "{}", picture.jpeg.len());
            assert_eq!(image::guess_format(&picture.jpeg).unwrap(), ImageFormat::Jpeg);
        }
    }

    #[test]
    fn a_small_photo_is_not_blown_up() {
        let picture = prepare(&encoded(40, 30, ImageFormat::Png), 204.0, 153.0).unwrap();
        assert_eq!((picture.width, picture.height), (40, 30));
    }

    #[test]
    fn a_transparent_picture_lies_on_white() {
        let clear = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        clear.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let picture = prepare(&bytes.into_inner(), 100.0, 100.0).unwrap();
        let seen = image::load_from_memory(&picture.jpeg).unwrap().to_rgb8();
        assert!(seen.get_pixel(4, 4).0.iter().all(|v| *v > 250));
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".as_slice();
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".as_slice();
        let mut cut = encoded(600, 400, ImageFormat::Png);
        cut.truncate(cut.len() / 2);
        for bytes in [b"".as_slice(), svg, heic, &cut] {
            assert_eq!(prepare(bytes, 204.0, 153.0).unwrap_err(), PhotoFault::Unreadable);
        }
    }

    #[test]
    fn a_photo_of_four_hundred_million_pixels_is_refused_before_it_is_decoded() {
        let mut bytes = encoded(8, 8, ImageFormat::Jpeg);
        let frame = bytes.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x4E, 0x20, 0x4E, 0x20]);
        assert_eq!(prepare(&bytes, 204.0, 153.0).unwrap_err(), PhotoFault::TooLarge);
    }
}
