//! What a file is, told from its bytes. Its name is only a name: a picture called `.pdf` is a picture,
//! and a script inside an SVG stays a document that nothing renders.

use super::mp4;
use casework::attachment::AttachmentKind;

/// What a file was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sniffed {
    /// Photo, voice or document.
    pub kind: AttachmentKind,
    /// Media type.
    pub media_type: &'static str,
    /// A format that may carry the place it was taken and that this program cannot rewrite.
    pub location_stuck: bool,
}

/// Media types that are shown and printed.
pub const SHOWN: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// Tells a file by its bytes, of which the first ones are enough for most. Unknown bytes are a document of no particular type.
#[must_use]
pub fn sniff(head: &[u8]) -> Sniffed {
    let Some(found) = infer::get(head) else {
        let media_type =
            if looks_like_svg(head) { "image/svg+xml" } else { "application/octet-stream" };
        return Sniffed { kind: AttachmentKind::Document, media_type, location_stuck: false };
    };
    let media_type = match found.mime_type() {
        "video/mp4" if mp4::is_sound_alone(head) => "audio/mp4",
        told => told,
    };
    let kind = if SHOWN.contains(&media_type) {
        AttachmentKind::Photo
    } else if media_type.starts_with("audio/") {
        AttachmentKind::Voice
    } else {
        AttachmentKind::Document
    };
    Sniffed { kind, media_type, location_stuck: is_location_stuck(kind, media_type, head) }
}

/// Telephones write the place into these; JPEG, PNG and WebP are rewritten without it.
fn is_location_stuck(kind: AttachmentKind, media_type: &str, bytes: &[u8]) -> bool {
    match media_type {
        "image/gif" | "image/bmp" => false,
        "audio/mp4" | "audio/m4a" => mp4::tells_place(bytes),
        told => {
            let located = told.starts_with("image/") || told.starts_with("video/");
            located && kind == AttachmentKind::Document
        }
    }
}

fn looks_like_svg(head: &[u8]) -> bool {
    let head = &head[..head.len().min(4096)];
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    text.contains("<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_does_not_make_a_picture() {
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0];
        assert_eq!(sniff(&jpeg).kind, AttachmentKind::Photo);
        assert_eq!(sniff(b"%PDF-1.7\n").media_type, "application/pdf");
        assert_eq!(sniff(b"MZ\x90\0").kind, AttachmentKind::Document);
        assert_eq!(sniff(b"").media_type, "application/octet-stream");
    }

    #[test]
    fn an_svg_is_a_document_that_nothing_renders() {
        let svg = br#"<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>"#;
        let found = sniff(svg);
        assert_eq!(found.kind, AttachmentKind::Document);
        assert!(!SHOWN.contains(&found.media_type));
    }

    #[test]
    fn a_telephones_heic_keeps_its_place_unless_told() {
        let mut heic = vec![0, 0, 0, 24];
        heic.extend_from_slice(b"ftypheic\0\0\0\0mif1heic");
        let found = sniff(&heic);
        assert_eq!(found.kind, AttachmentKind::Document);
        assert!(found.location_stuck);
    }

    #[test]
    fn sound_is_voice() {
        let mut ogg = b"OggS".to_vec();
        ogg.resize(64, 0);
        assert_eq!(sniff(&ogg).kind, AttachmentKind::Voice);
    }

    #[test]
    fn sound_of_a_telephone_is_voice_and_keeps_its_place_unless_told() {
        // `ftyp`, and a movie with one track of sound; its handler stands after a version and a reserved field.
        let movie =
            b"\0\0\0\x30moov\0\0\0\x28trak\0\0\0\x20mdia\0\0\0\x18hdlr\0\0\0\0\0\0\0\0soun\0\0\0\0";
        let place = b"\0\0\0\x14meta\xa9xyz+30+114/";
        for (brand, media_type) in [(b"M4A ", "audio/m4a"), (b"mp42", "audio/mp4")] {
            let plain = [&b"\0\0\0\x14ftyp"[..], brand, b"\0\0\0\0isom", movie].concat();
            let found = sniff(&plain);
            assert_eq!((found.kind, found.media_type), (AttachmentKind::Voice, media_type));
            assert!(!found.location_stuck);
            let placed = sniff(&[&plain[..], place].concat());
            assert_eq!((placed.kind, placed.media_type), (AttachmentKind::Voice, media_type));
            assert!(placed.location_stuck, "{media_type}");
        }
    }
}
