//! Photos, voice files and documents kept with a visit: what a signed note says about each.

use crate::id::AttachmentId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What an attachment is, told from its bytes, never from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A photo that can be shown and printed (JPEG, PNG, WebP).
    Photo,
    /// Sound.
    Voice,
    /// Anything else: kept and handed back as it came, never rendered.
    Document,
}

/// An attachment as the note names it. The bytes lie encrypted beside the vault.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Attachment {
    /// Its identity.
    pub id: AttachmentId,
    /// Photo, voice or document.
    pub kind: AttachmentKind,
    /// File name as it came.
    pub name: String,
    /// Media type told from its bytes, such as `image/jpeg`.
    pub media_type: String,
    /// Length of the stored bytes before encryption.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub size: u64,
    /// SHA-256 of the stored bytes before encryption, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the encrypted file, in hexadecimal: its name on disk.
    pub sealed_sha256: String,
    /// Key of the encrypted file, in hexadecimal. It travels inside the sealed note and is left out
    /// of what the screens get.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub key: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// The place where a photo was taken was kept on purpose.
    pub location_kept: bool,
    /// What it shows.
    pub caption: String,
}

/// Without the key, and without what the file is called or shows.
impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attachment")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .field("media_type", &self.media_type)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_printed() {
        let attachment = Attachment {
            id: AttachmentId::from_bytes([1; 16]),
            kind: AttachmentKind::Photo,
            name: "灶台.jpg".into(),
            media_type: "image/jpeg".into(),
            size: 3,
            sha256: "planted-hash".into(),
            sealed_sha256: "planted-name".into(),
            key: "planted-key".into(),
            added_at: DateTime::UNIX_EPOCH,
            location_kept: false,
            caption: "planted-caption".into(),
        };
        let printed = format!("{attachment:?}");
        assert!(!printed.contains("planted") && !printed.contains("灶台"), "{printed}");
        assert!(printed.contains("image/jpeg"));
    }
}
