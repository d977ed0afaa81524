//! The station's home: the folder in which all of it lies.
//!
//! `station.db` (directory, changes) or, where these are in a PostgreSQL, `postgres` (which of its stations is ours);
//! `blobs/` (attachments) or `s3` (which place in a bucket has them), `tls/` (the authority and the server's certificate, with their keys), `lock` (held while it
//! serves). Files that hold a key are for their owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use protocol::Wire;
use protocol::invitation::Bundle;
use zeroize::Zeroizing;

use crate::blobs::{Blobs, Bucket, BucketError, Folder, Place};
use crate::certificate::{Address, Authority};
use crate::founding::{FoundingFailed, FoundingSecret};
use crate::store::postgres::{HomeKey, PostgresStore, PostgresUrl};
use crate::store::sqlite::SqliteStore;
use crate::store::{self, Founding, StoreError};

/// Why a home cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// The folder is not empty.
    #[error("the folder is not empty: nothing in it was touched")]
    NotEmpty,
    /// There is no station in the folder.
    #[error("there is no station in this folder")]
    NoStation,
    /// Another program serves this home.
    #[error("a station is running on this folder already")]
    InUse,
    /// The name is empty or longer than 120 characters.
    #[error("the station's name must have 1 to 120 characters")]
    BadName,
    /// A certificate could not be made or read.
    #[error("the certificate could not be made or read: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The founding code could not be made.
    #[error(transparent)]
    Founding(#[from] FoundingFailed),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The bucket of attachments cannot be used.
    #[error(transparent)]
    Bucket(#[from] BucketError),
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

/// Where everything lies in a home.
#[derive(Clone, Debug)]
pub struct Home(PathBuf);

/// Held while a station serves its home.
#[derive(Debug)]
pub struct HomeLock(#[expect(dead_code, reason = "holds the lock until it is dropped")] File);

impl Home {
    /// The home at this path, which need not exist.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.0.join("station.db")
    }

    /// The folder of attachments.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.0.join("blobs")
    }

    /// A file of the certificates: `authority.pem`, `authority.key`, `server.pem`, `server.key`.
    #[must_use]
    pub fn tls(&self, name: &str) -> PathBuf {
        self.0.join("tls").join(name)
    }

    /// The file that says which station of a PostgreSQL is ours.
    #[must_use]
    pub fn postgres(&self) -> PathBuf {
        self.0.join("postgres")
    }

    /// Which station of a PostgreSQL is ours; none where we have a database of our own.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn postgres_key(&self) -> Result<Option<HomeKey>, StoreError> {
        match fs::read_to_string(self.postgres()) {
            Ok(key) => key.parse().map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The file that says which place in a bucket is ours.
    #[must_use]
    pub fn bucket(&self) -> PathBuf {
        self.0.join("s3")
    }

    /// The attachments are in a bucket.
    #[must_use]
    pub fn has_a_bucket(&self) -> bool {
        self.bucket().is_file()
    }

    /// The attachments: in the folder, or at this place in a bucket. A station that has a folder and is given a place moves
    /// there: its attachments are copied, and stay in the folder as well.
    ///
    /// # Errors
    /// [`BucketError`]; [`BucketError::NoPlace`] when they are in a bucket and nobody says where.
    pub fn attachments(&self, place: Option<&Place>) -> Result<Blobs, BucketError> {
        let folder = Folder::at(self.blobs());
        match place {
            Some(place) => Ok(Blobs::Bucket(Bucket::open(place, &self.bucket(), &folder)?)),
            None if self.has_a_bucket() => Err(BucketError::NoPlace),
            None => Ok(Blobs::Folder(folder)),
        }
    }

    /// A station is here.
    #[must_use]
    pub fn has_a_station(&self) -> bool {
        self.database().is_file() || self.postgres().is_file()
    }

    /// The folder does not exist or has nothing in it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_empty(&self) -> io::Result<bool> {
        match fs::read_dir(&self.0) {
            Ok(mut entries) => Ok(entries.next().is_none()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Makes a station here, with its own authority, and returns the code by which it will be founded. The code is
    /// kept nowhere.
    ///
    /// # Errors
    /// [`HomeError`]; [`HomeError::NotEmpty`] before anything is written.
    pub fn init(&self, name: &str, address: &Address) -> Result<Zeroizing<String>, HomeError> {
        self.make(name, address, |founding| {
            SqliteStore::create(&self.database(), name, &address.to_string(), founding)
        })
    }

    /// The same, with everything but attachments and certificates in a PostgreSQL.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn init_in_postgres(
        &self,
        name: &str,
        address: &Address,
        url: &PostgresUrl,
    ) -> Result<Zeroizing<String>, HomeError> {
        self.make(name, address, |founding| {
            let key = PostgresStore::create(url, name, &address.to_string(), founding)?;
            Ok(write_private(&self.postgres(), format!("{key}\n").as_bytes())?)
        })
    }

    fn make(
        &self,
        name: &str,
        address: &Address,
        create: impl FnOnce(&Founding) -> Result<(), StoreError>,
    ) -> Result<Zeroizing<String>, HomeError> {
        if !(1..=120).contains(&name.chars().count()) {
            return Err(HomeError::BadName);
        }
        if !self.is_empty()? {
            return Err(HomeError::NotEmpty);
        }
        private_folder(&self.0)?;
        private_folder(&self.0.join("tls"))?;
        private_folder(&self.blobs())?;
        let authority = Authority::make(name)?;
        write_private(&self.tls("authority.pem"), authority.pem().as_bytes())?;
        write_private(&self.tls("authority.key"), authority.key_pem().as_bytes())?;
        self.certify(&authority, address)?;
        let secret = FoundingSecret::make()?;
        let bundle = Bundle { authority: authority.der().to_vec(), welcome: None };
        let founding = Founding {
            key: secret.public()?,
            lookup: secret.lookup()?,
            sealed: secret.seal_bundle(&bundle.to_bytes())?,
        };
        create(&founding)?;
        sync_folder(&self.0)?;
        Ok(secret.reveal())
    }

    /// Makes the server's certificate anew, for another address. Laptops that pinned the authority notice nothing.
    ///
    /// # Errors
    /// [`HomeError`].
    pub fn move_to(
        &self,
        address: &Address,
        postgres: Option<&PostgresUrl>,
    ) -> Result<(), HomeError> {
        if !self.has_a_station() {
            return Err(HomeError::NoStation);
        }
        let _lock = self.lock()?;
        let name = store::about(self, postgres)?.name;
        let read = |file: &str| fs::read_to_string(self.tls(file));
        let authority = Authority::read(&name, &read("authority.pem")?, &read("authority.key")?)?;
        self.certify(&authority, address)?;
        store::set_address(self, postgres, &address.to_string())?;
        Ok(())
    }

    fn certify(&self, authority: &Authority, address: &Address) -> Result<(), HomeError> {
        let mut hosts = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
        if !hosts.contains(&address.host) {
            hosts.insert(0, address.host.clone());
        }
        let server = authority.certify(&hosts)?;
        write_private(&self.tls("server.key"), server.key.as_bytes())?;
        write_private(&self.tls("server.pem"), server.certificate.as_bytes())?;
        Ok(())
    }

    /// Takes the home for this process alone.
    ///
    /// # Errors
    /// [`HomeError::InUse`] when another has it.
    pub fn lock(&self) -> Result<HomeLock, HomeError> {
        self.lock_by(File::try_lock)
    }

    /// Takes the home for serving: alone where the database is in it, else beside others.
    ///
    /// # Errors
    /// [`HomeError::InUse`] when another has it for itself.
    pub fn lock_for_serving(&self) -> Result<HomeLock, HomeError> {
        match self.postgres_key()? {
            None => self.lock(),
            Some(_) => self.lock_by(File::try_lock_shared),
        }
    }

    fn lock_by(
        &self,
        lock: impl FnOnce(&File) -> Result<(), fs::TryLockError>,
    ) -> Result<HomeLock, HomeError> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(self.0.join("lock"))?;
        match lock(&file) {
            Ok(()) => Ok(HomeLock(file)),
            Err(fs::TryLockError::WouldBlock) => Err(HomeError::InUse),
            Err(fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// A folder that its owner alone can enter; one that is there already is left as it is.
///
/// # Errors
/// When it cannot be made.
pub fn private_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Writes a file that its owner alone can read, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes what was renamed or created in a folder survive a power cut.
///
/// # Errors
/// When the folder cannot be opened.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}
