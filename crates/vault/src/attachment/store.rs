//! The folder of sealed files.

use super::intake::{Intake, capacity};
use crate::error::VaultError;
use crate::folder::{Folder, make_private, remove_if_there};
use casework::attachment::Attachment;
use sealing::{AttachmentKey, AttachmentSum, SealingError, hazmat};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The sealed files of an open vault. Needs no key of the vault's: each file has its own, and whoever names
/// the file knows it. May be used from another thread while the vault is written to.
#[derive(Clone, Debug)]
pub struct AttachmentStore {
    folder: Folder,
}

/// What a note must know to name a stored file.
#[derive(Debug)]
pub struct Stored {
    /// Length before sealing.
    pub size: u64,
    /// SHA-256 before sealing, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the sealed file, in hexadecimal: its name.
    pub sealed_sha256: String,
    /// Key of the file, in hexadecimal.
    pub key: Zeroizing<String>,
}

impl AttachmentStore {
    pub(crate) fn new(folder: Folder) -> Self {
        Self { folder }
    }

    /// Begins to take a file in.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn begin(&self) -> Result<Intake, VaultError> {
        make_private(&self.folder.incoming())?;
        let name = name_of(&sealing::make_salt());
        Intake::begin(self.clone(), self.folder.incoming().join(name))
    }

    /// Stores bytes that are in memory already.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn put(&self, bytes: &[u8]) -> Result<Stored, VaultError> {
        let mut intake = self.begin()?;
        intake.push(bytes)?;
        intake.finish()?.keep()
    }

    /// The bytes of an attachment, held against all that its note says of them.
    ///
    /// # Errors
    /// [`VaultError::AttachmentMissing`]; [`VaultError::AttachmentDamaged`] for a file that was cut, changed
    /// or swapped; faults of the disk.
    pub fn read(&self, attachment: &Attachment) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        // The note's word on the length is not trusted with memory: the file's own bounds it.
        let length = fs::metadata(self.path_of(&attachment.sealed_sha256)?).map_err(missing)?.len();
        let mut bytes = Zeroizing::new(Vec::with_capacity(capacity(length)));
        self.read_to(attachment, &mut *bytes)?;
        Ok(bytes)
    }

    /// Writes the bytes of an attachment to `writer`. After an error the writer may hold a beginning of
    /// them, to be thrown away.
    ///
    /// # Errors
    /// As [`read`](Self::read), and faults of the writer.
    pub fn read_to(&self, attachment: &Attachment, writer: impl Write) -> Result<(), VaultError> {
        let path = self.path_of(&attachment.sealed_sha256)?;
        let key = key_of(attachment)?;
        let file = File::open(path).map_err(missing)?;
        let mut writer = Hashing { writer, hash: Sha256::new() };
        let sum = sealing::open_attachment(&key, file, &mut writer).map_err(unopened)?;
        let sha256: [u8; 32] = writer.hash.finalize().into();
        if is_as_named(&sum, &sha256, attachment) {
            Ok(())
        } else {
            Err(VaultError::AttachmentDamaged)
        }
    }

    /// Whether the sealed file is there and has the bytes that its name says, without opening it.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn check(&self, sealed_sha256: &str) -> Result<(), VaultError> {
        let mut file = File::open(self.path_of(sealed_sha256)?).map_err(missing)?;
        let mut hash = Sha256::new();
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            hash.update(&chunk[..read]);
        }
        let found: [u8; 32] = hash.finalize().into();
        if name_of(&found) == sealed_sha256 { Ok(()) } else { Err(VaultError::AttachmentDamaged) }
    }

    /// Removes a sealed file. The caller knows that nothing names it.
    pub(crate) fn remove(&self, sealed_sha256: &str) -> Result<(), VaultError> {
        Ok(remove_if_there(&self.path_of(sealed_sha256)?)?)
    }

    /// The names of all sealed files, sorted.
    pub(crate) fn list(&self) -> Result<Vec<String>, VaultError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.folder.attachments())? {
            let name = entry?.file_name();
            names.extend(name.to_str().filter(|name| is_name(name)).map(str::to_owned));
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Where a file of this name lies. A name that is no hash names nothing: it came from a change, and
    /// must not lead out of the folder.
    pub(crate) fn path_of(&self, sealed_sha256: &str) -> Result<PathBuf, VaultError> {
        if is_name(sealed_sha256) {
            Ok(self.folder.attachments().join(sealed_sha256))
        } else {
            Err(VaultError::AttachmentMissing)
        }
    }
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn name_of(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Whether a text can be the name of a sealed file.
pub(crate) fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// An attachment that does not open was cut, changed or swapped.
pub(super) fn unopened(error: SealingError) -> VaultError {
    match error {
        SealingError::CannotOpen => VaultError::AttachmentDamaged,
        other => other.into(),
    }
}

fn missing(error: std::io::Error) -> VaultError {
    match error.kind() {
        std::io::ErrorKind::NotFound => VaultError::AttachmentMissing,
        _ => error.into(),
    }
}

fn key_of(attachment: &Attachment) -> Result<AttachmentKey, VaultError> {
    let hash: history::Hash = attachment.key.parse().map_err(|_| VaultError::AttachmentDamaged)?;
    let bytes = Zeroizing::new(hash.0);
    Ok(hazmat::attachment_key_from_bytes(&bytes))
}

fn is_as_named(sum: &AttachmentSum, sha256: &[u8; 32], attachment: &Attachment) -> bool {
    name_of(&sum.sha256) == attachment.sealed_sha256
        && name_of(sha256) == attachment.sha256
        && sum.plain_len == attachment.size
}

/// Hashes what passes.
struct Hashing<W> {
    writer: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.writer.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}
