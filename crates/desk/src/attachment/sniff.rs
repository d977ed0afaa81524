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
    // Telephones write the place into these; JPEG, PNG and WebP are rewritten without it.
    let located = media_type.starts_with("image/") || media_type.starts_with("video/");
    let harmless = matches!(media_type, "image/gif" | "image/bmp");
    Sniffed {
        kind,
        media_type,
        location_stuck: located && kind == AttachmentKind::Document && !harmless,
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
}
