//! Backups: one file with everything a station is, made while it serves.
//!
//! A tar archive: `station.db` (or `postgres`, which says in which database the station is: that one is not in here), `s3`
//! where attachments are in a bucket (which says whose place there is ours: that is not in here either),
//! `tls/…`, `blobs/…`, and last `manifest.json` with the hash of each. Without its last part it is no backup: a file that
//! was cut short is found out before anything is put back. It holds the key of the station's authority and must be kept as
//! carefully as the station itself; what it holds of cases is sealed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path, PathBuf};

use protocol::Hash;
use serde_json::{Value, json};

use crate::blobs::{Folder, hash_of};
use crate::home::{Home, private_folder, sync_folder};
use crate::store::StoreError;
use crate::store::sqlite::SqliteStore;

const FORMAT: u64 = 1;
const MANIFEST: &str = "manifest.json";
const TLS: [&str; 4] = ["authority.pem", "authority.key", "server.pem", "server.key"];
/// Longest manifest that is read, in bytes.
const MAX_MANIFEST: u64 = 256 << 20;

/// Why there is no backup, or why it is not put back.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no station in the folder.
    #[error("there is no station in this folder")]
    NoStation,
    /// The file is there already. It was not touched.
    #[error("the file exists already: it was not touched")]
    Exists,
    /// The folder to restore into is not empty. It was not touched.
    #[error("the folder is not empty: nothing in it was touched")]
    NotEmpty,
    /// The file is no backup, was cut short or was changed. Nothing was put back.
    #[error("the file is no whole backup of a station: nothing was put back")]
    Damaged,
    /// A newer version wrote it.
    #[error("a newer version of the program wrote this backup")]
    Newer,
    /// The database could not be copied or checked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

/// Writes a backup of a station, which may be serving. Returns how many attachments are in it.
///
/// # Errors
/// [`ArchiveError`]; an existing file is never replaced.
pub fn back_up(home: &Home, file: &Path) -> Result<usize, ArchiveError> {
    if !home.has_a_station() {
        return Err(ArchiveError::NoStation);
    }
    if file.exists() {
        return Err(ArchiveError::Exists);
    }
    let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    // Beside the backup, where there must be room for it anyway.
    let work = tempfile::Builder::new().prefix(".jiafang-backup").tempdir_in(folder)?;
    let in_postgres = home.postgres_key()?.is_some();
    let database = work.path().join("station.db");
    if !in_postgres {
        SqliteStore::copy(&home.database(), &database)?;
    }
    let part = work.path().join("backup");
    let options = File::options().write(true).create_new(true).mode(0o600).open(&part)?;
    let mut archive = Archive::new(options);
    if in_postgres {
        archive.add("postgres", &home.postgres())?;
    } else {
        archive.add("station.db", &database)?;
    }
    if home.has_a_bucket() {
        archive.add("s3", &home.bucket())?;
    }
    for name in TLS {
        archive.add(&format!("tls/{name}"), &home.tls(name))?;
    }
    // After the database: whatever it names was here before.
    let blobs = Folder::at(home.blobs()).all()?;
    for (hash, path) in &blobs {
        archive.add(&format!("blobs/{hash}"), path)?;
    }
    archive.end()?;
    put_in_place(&part, file, |part, file| fs::hard_link(part, file))?;
    sync_folder(folder)?;
    Ok(blobs.len())
}

/// Gives a whole backup its name, unless somebody else has made a file of that name meanwhile. Sticks and shares have no hard
/// links as a rule: there the name is taken by an empty file first, which the backup then replaces.
fn put_in_place(
    part: &Path,
    file: &Path,
    link: impl FnOnce(&Path, &Path) -> io::Result<()>,
) -> Result<(), ArchiveError> {
    let taken = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => ArchiveError::Exists,
        _ => error.into(),
    };
    match link(part, file) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(taken(error)),
        Err(_) => {}
    }
    drop(File::create_new(file).map_err(taken)?);
    fs::rename(part, file).inspect_err(|_| {
        // It is empty, and ours.
        let _ = fs::remove_file(file);
    })?;
    Ok(())
}

struct Archive {
    tar: tar::Builder<BufWriter<File>>,
    hashes: BTreeMap<String, Hash>,
}

impl Archive {
    fn new(file: File) -> Self {
        Self { tar: tar::Builder::new(BufWriter::new(file)), hashes: BTreeMap::new() }
    }

    fn add(&mut self, name: &str, path: &Path) -> io::Result<()> {
        self.hashes.insert(name.to_owned(), hash_of(path)?);
        let mut file = File::open(path)?;
        self.tar.append_data(&mut header(file.metadata()?.len()), name, &mut file)
    }

    fn end(mut self) -> io::Result<()> {
        let files: BTreeMap<_, _> =
            self.hashes.iter().map(|(name, hash)| (name, hash.to_string())).collect();
        let manifest = json!({ "format": FORMAT, "files": files }).to_string();
        let length = manifest.len() as u64;
        self.tar.append_data(&mut header(length), MANIFEST, manifest.as_bytes())?;
        let mut file = self.tar.into_inner()?;
        file.flush()?;
        file.get_ref().sync_all()
    }
}

fn header(length: u64) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.set_size(length);
    header.set_mode(0o600);
    header
}

/// Puts a backup back into an empty home. Nothing is there before everything was checked.
///
/// # Errors
/// [`ArchiveError`]; the home is then as empty as before.
pub fn restore(file: &Path, home: &Home) -> Result<(), ArchiveError> {
    if !home.is_empty()? {
        return Err(ArchiveError::NotEmpty);
    }
    let beside = home.path().parent().filter(|folder| *folder != Path::new(""));
    let beside = beside.unwrap_or(Path::new("."));
    private_folder(beside)?;
    let work = tempfile::Builder::new().prefix(".jiafang-restore").tempdir_in(beside)?;
    let new = Home::at(work.path().join("home"));
    private_folder(new.path())?;
    private_folder(&new.path().join("tls"))?;
    private_folder(&new.blobs())?;
    unpack(file, &new)?;
    if new.postgres_key()?.is_none() {
        SqliteStore::take_over(&new.database())?;
    }
    if home.path().exists() {
        fs::remove_dir(home.path())?;
    }
    fs::rename(new.path(), home.path())?;
    sync_folder(beside)?;
    Ok(())
}

fn unpack(file: &Path, home: &Home) -> Result<(), ArchiveError> {
    let mut archive = tar::Archive::new(BufReader::new(File::open(file)?));
    let mut found: BTreeMap<String, Hash> = BTreeMap::new();
    let mut manifest = None;
    for entry in archive.entries()? {
        let mut entry = entry.map_err(|_| ArchiveError::Damaged)?;
        let name = entry.path().map_err(|_| ArchiveError::Damaged)?.into_owned();
        let name = name.to_str().ok_or(ArchiveError::Damaged)?.to_owned();
        if manifest.is_some() || !entry.header().entry_type().is_file() {
            return Err(ArchiveError::Damaged);
        }
        if name == MANIFEST {
            let mut text = Vec::new();
            entry.take(MAX_MANIFEST).read_to_end(&mut text)?;
            manifest = Some(listed(&text)?);
            continue;
        }
        let path = place(home, &name).ok_or(ArchiveError::Damaged)?;
        path.parent().map_or(Ok(()), private_folder)?;
        let mut out = File::options().write(true).create_new(true).mode(0o600).open(&path)?;
        io::copy(&mut entry, &mut out).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => ArchiveError::Io(error),
            _ => ArchiveError::Damaged,
        })?;
        out.sync_all()?;
        found.insert(name, hash_of(&path)?);
    }
    if manifest == Some(found) { Ok(()) } else { Err(ArchiveError::Damaged) }
}

/// Where a part of a backup belongs; none for a name that no backup of ours has.
fn place(home: &Home, name: &str) -> Option<PathBuf> {
    let parts: Vec<_> = Path::new(name).components().collect();
    match parts.as_slice() {
        [Component::Normal(file)] if *file == "station.db" => Some(home.database()),
        [Component::Normal(file)] if *file == "postgres" => Some(home.postgres()),
        [Component::Normal(file)] if *file == "s3" => Some(home.bucket()),
        [Component::Normal(folder), Component::Normal(file)] => {
            let (folder, file) = (folder.to_str()?, file.to_str()?);
            match folder {
                "tls" if TLS.contains(&file) => Some(home.tls(file)),
                "blobs" => Some(Folder::at(home.blobs()).whole(file.parse().ok()?)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn listed(manifest: &[u8]) -> Result<BTreeMap<String, Hash>, ArchiveError> {
    let manifest: Value = serde_json::from_slice(manifest).map_err(|_| ArchiveError::Damaged)?;
    match manifest["format"].as_u64() {
        Some(FORMAT) => {}
        Some(newer) if newer > FORMAT => return Err(ArchiveError::Newer),
        _ => return Err(ArchiveError::Damaged),
    }
    let files = manifest["files"].as_object().ok_or(ArchiveError::Damaged)?;
    let hash = |hash: &Value| hash.as_str().and_then(|hash| hash.parse().ok());
    files
        .iter()
        .map(|(name, value)| Some((name.clone(), hash(value)?)))
        .collect::<Option<_>>()
        .ok_or(ArchiveError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_31_a_disk_without_hard_links_gets_its_backup_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (part, file) = (folder.path().join("part"), folder.path().join("backup"));
        let no_links = |_: &Path, _: &Path| Err(io::Error::from(io::ErrorKind::PermissionDenied));
        fs::write(&part, b"whole").unwrap();
        put_in_place(&part, &file, no_links).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"whole");

        fs::write(&part, b"another").unwrap();
        for link in [no_links as fn(&Path, &Path) -> _, |part, file| fs::hard_link(part, file)] {
            assert!(matches!(put_in_place(&part, &file, link), Err(ArchiveError::Exists)));
        }
        assert_eq!(fs::read(&file).unwrap(), b"whole");
        // What cannot be put in place leaves nothing of its name.
        let nowhere = folder.path().join("second");
        assert!(put_in_place(&folder.path().join("gone"), &nowhere, no_links).is_err());
        assert!(!nowhere.exists());
    }
}
