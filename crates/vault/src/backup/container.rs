//! The bytes of a backup, written and read once from front to end.

use super::manifest::{Listed, Manifest, admit};
use crate::error::VaultError;
use crate::progress::Meter;
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

const MAGIC: &[u8; 15] = b"JIAFANG BACKUP\0";
const FORMAT: u8 = 1;
const FILE: u8 = b'F';
const MANIFEST: u8 = b'M';
/// Longest name that can stand in a backup.
const MAX_NAME: u16 = 128;
/// Longest manifest: far beyond a million attachments would be needed to reach it.
const MAX_MANIFEST: u32 = 256 * 1024 * 1024;
const CHUNK: usize = 256 * 1024;

/// Writes a backup.
pub(super) struct Packer<W> {
    out: W,
    hash: Sha256,
    files: Vec<Listed>,
}

impl<W: Write> Packer<W> {
    pub(super) fn begin(out: W) -> Result<Self, VaultError> {
        let mut packer = Self { out, hash: Sha256::new(), files: Vec::new() };
        packer.put(MAGIC)?;
        packer.put(&[FORMAT])?;
        Ok(packer)
    }

    /// Adds a file of a known length.
    pub(super) fn add(
        &mut self,
        name: &str,
        length: u64,
        mut from: impl Read,
        meter: &mut Meter<'_>,
    ) -> Result<(), VaultError> {
        admit(&self.files, name)?;
        let name_length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        self.put(&[FILE])?;
        self.put(&name_length.to_be_bytes())?;
        self.put(name.as_bytes())?;
        self.put(&length.to_be_bytes())?;
        let mut hash = Sha256::new();
        copy(&mut from, length, meter, |chunk| {
            hash.update(chunk);
            self.put(chunk)
        })?;
        self.files.push(Listed::new(name, length, hash.finalize().into()));
        Ok(())
    }

    /// Adds manifest and hash. Answers the writer, to be synced.
    pub(super) fn finish(
        mut self,
        describe: impl FnOnce(Vec<Listed>) -> Manifest,
    ) -> Result<W, VaultError> {
        let manifest = describe(std::mem::take(&mut self.files));
        let json = serde_json::to_vec(&manifest).map_err(std::io::Error::from)?;
        let length = u32::try_from(json.len()).map_err(|_| VaultError::NotStorable)?;
        self.put(&[MANIFEST])?;
        self.put(&length.to_be_bytes())?;
        self.put(&json)?;
        let hash: [u8; 32] = self.hash.finalize().into();
        self.out.write_all(&hash)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        self.hash.update(bytes);
        Ok(self.out.write_all(bytes)?)
    }
}

/// Reads a backup. `open` gives the place for each file, in the order of the backup. The files are believed
/// only when this has returned: then every byte was covered by a hash, and nothing is missing.
pub(super) fn unpack<W: Write>(
    from: impl Read,
    meter: &mut Meter<'_>,
    mut open: impl FnMut(&str) -> Result<W, VaultError>,
    mut close: impl FnMut(W) -> Result<(), VaultError>,
) -> Result<Manifest, VaultError> {
    let mut inlet = Inlet { from, hash: Sha256::new() };
    inlet.greeting()?;
    let mut files = Vec::new();
    loop {
        match inlet.array::<1>()? {
            [FILE] => {
                let (name, length) = inlet.file_head()?;
                admit(&files, &name)?;
                let mut out = open(&name)?;
                let mut hash = Sha256::new();
                inlet.file_bytes(length, meter, |chunk| {
                    hash.update(chunk);
                    Ok(out.write_all(chunk)?)
                })?;
                close(out)?;
                files.push(Listed::new(&name, length, hash.finalize().into()));
            }
            [MANIFEST] => return inlet.manifest(&files),
            _ => return Err(VaultError::BackupDamaged),
        }
    }
}

struct Inlet<R> {
    from: R,
    hash: Sha256,
}

impl<R: Read> Inlet<R> {
    fn greeting(&mut self) -> Result<(), VaultError> {
        if self.array()? != *MAGIC {
            return Err(VaultError::BackupDamaged);
        }
        match self.array()? {
            [FORMAT] => Ok(()),
            [0] => Err(VaultError::BackupDamaged),
            [found] => Err(VaultError::BackupTooNew { found }),
        }
    }

    fn file_head(&mut self) -> Result<(String, u64), VaultError> {
        let name_length = u16::from_be_bytes(self.array()?);
        if name_length > MAX_NAME {
            return Err(VaultError::BackupDamaged);
        }
        let mut name = vec![0; name_length.into()];
        self.fill(&mut name)?;
        let name = String::from_utf8(name).map_err(|_| VaultError::BackupDamaged)?;
        Ok((name, u64::from_be_bytes(self.array()?)))
    }

    fn file_bytes(
        &mut self,
        length: u64,
        meter: &mut Meter<'_>,
        mut each: impl FnMut(&[u8]) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let Self { from, hash } = self;
        copy(from, length, meter, |chunk| {
            hash.update(chunk);
            each(chunk)
        })
    }

    fn manifest(mut self, files: &[Listed]) -> Result<Manifest, VaultError> {
        let length = u32::from_be_bytes(self.array()?);
        if length > MAX_MANIFEST {
            return Err(VaultError::BackupDamaged);
        }
        let mut json = Vec::new();
        (&mut self.from).take(length.into()).read_to_end(&mut json)?;
        self.hash.update(&json);
        let expected: [u8; 32] = self.hash.finalize_reset().into();
        let found: [u8; 32] = self.array()?;
        let nothing_follows = self.from.read(&mut [0])? == 0;
        let manifest: Manifest =
            serde_json::from_slice(&json).map_err(|_| VaultError::BackupDamaged)?;
        if found == expected && nothing_follows && manifest.files == files && files.len() >= 2 {
            Ok(manifest)
        } else {
            Err(VaultError::BackupDamaged)
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], VaultError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), VaultError> {
        self.from.read_exact(bytes).map_err(cut_short)?;
        self.hash.update(bytes);
        Ok(())
    }
}

/// Passes exactly `length` bytes on in chunks.
fn copy(
    from: &mut impl Read,
    length: u64,
    meter: &mut Meter<'_>,
    mut each: impl FnMut(&[u8]) -> Result<(), VaultError>,
) -> Result<(), VaultError> {
    let mut chunk = vec![0; CHUNK];
    let mut left = length;
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        let part = &mut chunk[..wanted];
        from.read_exact(part).map_err(cut_short)?;
        each(part)?;
        meter.advance(wanted)?;
        left -= wanted as u64;
    }
    Ok(())
}

fn cut_short(error: std::io::Error) -> VaultError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => VaultError::BackupDamaged,
        _ => error.into(),
    }
}
