//! Sealed files on their way up and down. They travel as they lie; what came of one that is not whole yet lies in
//! `incoming/` and outlasts a restart.

use super::link::Stage;
use crate::attachment::{name_of, names};
use crate::error::VaultError;
use crate::folder::{make_private, remove_if_there, sync_folder_of};
use crate::reader::Reader;
use crate::vault::Vault;
use casework::id::{DeviceId, VisitId};
use history::{Hash, Header};
use protocol::SealedChange;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A sealed file that the station is not known to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedBlob {
    /// The hash of the sealed bytes.
    pub hash: Hash,
    /// How many there are; the largest number where the disk does not say.
    pub len: u64,
}

/// A sealed file that a signed note names and that is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedBlob {
    /// The hash of the sealed bytes.
    pub hash: Hash,
    /// So many are here, from the first.
    pub have: u64,
    /// More than this it cannot be, by what the note says.
    pub most: u64,
}

/// What became of a part of a sealed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobTaken {
    /// It is kept; more must come.
    Part,
    /// The file is whole and has its hash.
    Whole,
    /// The whole does not have its hash, or the part does not begin where what is here ends. Nothing is kept.
    Wrong,
}

/// What sealing adds to a file at most: a head, and a tag for each MiB that was begun.
const OVERHEAD: u64 = 1024;
const TAG: u64 = 16;

impl Vault {
    /// A sealed file that a signed note names and the station is not known to have, but for these.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn blob_to_send(&self, but: &BTreeSet<Hash>) -> Result<Option<SealedBlob>, VaultError> {
        let sql = "SELECT DISTINCT sealed FROM attachment_names
             WHERE draft = 0 AND sealed NOT IN (SELECT sealed FROM blobs_sent) ORDER BY sealed";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let Some(hash) = name.parse().ok().filter(|hash| !but.contains(hash)) else { continue };
            match fs::metadata(self.attachments().path_of(&name)?) {
                Ok(found) => return Ok(Some(SealedBlob { hash, len: found.len() })),
                // Somebody else's, that did not come yet.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                // Whoever reads it is told why that cannot be; the others do not wait for it.
                Err(_) => return Ok(Some(SealedBlob { hash, len: u64::MAX })),
            }
        }
        Ok(None)
    }

    /// How many sealed files that signed notes name are here and not known to be at the station.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn attachments_waiting(&self) -> Result<u64, VaultError> {
        let sql = "SELECT DISTINCT sealed FROM attachment_names
             WHERE draft = 0 AND sealed NOT IN (SELECT sealed FROM blobs_sent)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            count += u64::from(self.attachments().path_of(&name)?.exists());
        }
        Ok(count)
    }

    /// A part of a sealed file: `max` bytes, fewer at its end.
    ///
    /// # Errors
    /// [`VaultError::AttachmentMissing`]; faults of the disk.
    pub fn read_blob(&self, hash: Hash, offset: u64, max: usize) -> Result<Vec<u8>, VaultError> {
        let path = self.attachments().path_of(&hash.to_string())?;
        let mut file = File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => VaultError::AttachmentMissing,
            _ => error.into(),
        })?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(max as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The station has the sealed file.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn blob_sent(&mut self, hash: Hash) -> Result<(), VaultError> {
        let sql = "INSERT OR IGNORE INTO blobs_sent (sealed) VALUES (?)";
        self.conn.prepare_cached(sql)?.execute([hash.to_string()])?;
        Ok(())
    }

    /// How many sealed files that a signed note names the station is not known to have.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn blobs_waiting(&self) -> Result<u64, VaultError> {
        let sql = "SELECT count(DISTINCT sealed) FROM attachment_names
             WHERE draft = 0 AND sealed NOT IN (SELECT sealed FROM blobs_sent)";
        let count: i64 = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// A sealed file that a signed note names and that is not here, but for these.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn blob_wanted(&self, but: &BTreeSet<Hash>) -> Result<Option<WantedBlob>, VaultError> {
        let mut statement =
            self.conn.prepare_cached("SELECT sealed, owner FROM blobs_wanted ORDER BY sealed")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, owner): (String, [u8; 16]) = (row.get(0)?, row.get(1)?);
            let Some(hash) = name.parse().ok().filter(|hash| !but.contains(hash)) else { continue };
            if self.attachments().path_of(&name)?.exists() {
                // One's own, or it came with another note.
                self.came(&name)?;
                continue;
            }
            let Some(size) = size_of(self.read(), VisitId::from_bytes(owner), &name)? else {
                continue;
            };
            let have = length(&self.part(hash))?;
            return Ok(Some(WantedBlob { hash, have, most: sealed_len_at_most(size) }));
        }
        Ok(None)
    }

    /// Whether a sealed file that a visit's note names and that is not here will come from the station: somebody else wrote
    /// the note, or the station had the file.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn is_on_its_way(&self, visit: VisitId, sealed: &str) -> Result<bool, VaultError> {
        let member = matches!(self.station()?, Some(link) if link.stage == Stage::Member);
        if !member || size_of(self.read(), visit, sealed)?.is_none() {
            return Ok(false);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM blobs_sent WHERE sealed = ?1)
            OR NOT EXISTS (SELECT 1 FROM log WHERE record = ?2 AND author = ?3)";
        let whose = params![sealed, visit.bytes(), self.identity().device.bytes()];
        Ok(self.conn.query_row(sql, whose, |row| row.get(0))?)
    }

    /// Asks for a sealed file that [will come](Self::is_on_its_way), with the next ones.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn want_blob(&mut self, visit: VisitId, sealed: &str) -> Result<(), VaultError> {
        Ok(names::want(&self.conn, sealed, visit.bytes())?)
    }

    /// Whether a sealed file that is not here is asked for and [will come](Self::is_on_its_way).
    pub(crate) fn is_expected(&self, sealed: &str) -> Result<bool, VaultError> {
        let sql = "SELECT owner FROM blobs_wanted WHERE sealed = ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let owners = statement.query_map([sealed], |row| row.get(0))?;
        for owner in owners.collect::<Result<Vec<_>, _>>()? {
            if self.is_on_its_way(VisitId::from_bytes(owner), sealed)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn came(&self, sealed: &str) -> Result<(), VaultError> {
        self.conn.prepare_cached("DELETE FROM blobs_wanted WHERE sealed = ?")?.execute([sealed])?;
        Ok(())
    }

    /// Keeps a part of a sealed file that begins where what is here ends; `total` is the length of the whole.
    ///
    /// # Errors
    /// Faults of the disk.
    pub fn take_blob(
        &mut self,
        hash: Hash,
        offset: u64,
        bytes: &[u8],
        total: u64,
    ) -> Result<BlobTaken, VaultError> {
        make_private(&self.folder.incoming())?;
        let taken = self.add_to_part(&self.part(hash), hash, offset, bytes, total)?;
        if taken == BlobTaken::Whole {
            self.blob_sent(hash)?;
        }
        Ok(taken)
    }

    /// Adds to a file that comes in parts, and puts it in its place when it is whole.
    pub(crate) fn add_to_part(
        &self,
        part: &Path,
        hash: Hash,
        offset: u64,
        bytes: &[u8],
        total: u64,
    ) -> Result<BlobTaken, VaultError> {
        let reached = offset.saturating_add(bytes.len() as u64);
        if length(part)? != offset || reached > total {
            remove_if_there(part)?;
            return Ok(BlobTaken::Wrong);
        }
        append(part, bytes)?;
        if reached < total {
            return Ok(BlobTaken::Part);
        }
        if hash_of(part)? != hash {
            remove_if_there(part)?;
            return Ok(BlobTaken::Wrong);
        }
        let place = self.attachments().path_of(&hash.to_string())?;
        fs::rename(part, &place)?;
        sync_folder_of(&place)?;
        self.came(&hash.to_string())?;
        Ok(BlobTaken::Whole)
    }

    /// More than this a sealed file cannot be, by the notes that name it; nothing where none does.
    pub(crate) fn most_of(&self, hash: Hash) -> Result<Option<u64>, VaultError> {
        let name = hash.to_string();
        let mut most = None;
        for owner in names::owners_of(&self.conn, &name)? {
            most = most.max(size_of(self.read(), owner, &name)?.map(sealed_len_at_most));
        }
        Ok(most)
    }

    fn part(&self, hash: Hash) -> PathBuf {
        self.folder.incoming().join(format!("{}{PART}", name_of(hash.bytes())))
    }
}

/// Somebody else's change that was here came once more: the station had lost it and was given it again by somebody, who may
/// not have had the sealed files that it names. They are offered again: it costs a question each.
pub(super) fn offer_again(
    conn: &Connection,
    me: DeviceId,
    change: &SealedChange,
) -> Result<(), VaultError> {
    let Ok(header) = Header::decode(&change.header) else { return Ok(()) };
    if header.author == me {
        return Ok(());
    }
    conn.prepare_cached(
        "DELETE FROM blobs_sent
         WHERE sealed IN (SELECT sealed FROM attachment_names WHERE owner = ? AND draft = 0)",
    )?
    .execute([header.record.bytes()])?;
    Ok(())
}

fn sealed_len_at_most(size: u64) -> u64 {
    let tags = size.div_ceil(1 << 20).saturating_add(1).saturating_mul(TAG);
    size.saturating_add(tags).saturating_add(OVERHEAD)
}

/// How files end that came in part.
pub(crate) const PART: &str = ".part";

/// How long an attachment is before sealing, by the note that names it.
fn size_of(reader: Reader<'_>, visit: VisitId, sealed: &str) -> Result<Option<u64>, VaultError> {
    let notes = reader.notes_numbered(visit)?;
    let mut named = notes.iter().flat_map(|found| &found.note.form.attachments);
    Ok(named.find(|one| one.sealed_sha256 == sealed).map(|one| one.size))
}

fn length(path: &Path) -> Result<u64, VaultError> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error.into()),
    }
}

fn append(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    Ok(file.sync_all()?)
}

fn hash_of(path: &Path) -> Result<Hash, VaultError> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(Hash(hash.finalize().into())),
            read => hash.update(&chunk[..read]),
        }
    }
}
