use super::*;
use image::RgbImage;
use proptest::prelude::*;

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

proptest! {
    /// Whatever a file looks like, what is taken out stays out.
    #[test]
    fn stripping_twice_changes_nothing_more(
        noise in prop::collection::vec(prop_oneof![Just(0xFF_u8), Just(0xE1), Just(0), any::<u8>()], 0..80),
        place in 2_usize..1_000,
        cut in 0_usize..1_200,
    ) {
        let mut bytes = telephones(jpeg(24, 16));
        let place = place.min(bytes.len());
        bytes.splice(place..place, noise);
        bytes.truncate(bytes.len().saturating_sub(cut).max(2));
        let once = without_location(&bytes, "image/jpeg").unwrap();
        let twice = without_location(&once, "image/jpeg").unwrap();
        prop_assert_eq!(once, twice);
    }
}
