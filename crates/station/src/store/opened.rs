//! The store that a home is kept in: its own SQLite, or a PostgreSQL.

use std::sync::Arc;

use super::postgres::{PostgresStore, PostgresUrl};
use super::sqlite::SqliteStore;
use super::{About, Shared, Store, StoreError};
use crate::home::Home;
use crate::sessions::{MemorySessions, Sessions};

/// A store and what goes with it.
pub struct Opened {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Who is speaking: in memory, or where every server finds it.
    pub sessions: Arc<dyn Sessions>,
    /// The same store, where several servers write to it.
    pub shared: Option<Arc<dyn Shared>>,
}

/// Opens the store of a home. `most_bytes` is how large it may become: past that it is [`StoreError::Full`].
///
/// # Errors
/// [`StoreError`]; [`StoreError::NoAddress`] when the home is kept in a PostgreSQL and no address is given.
pub fn open(
    home: &Home,
    postgres: Option<&PostgresUrl>,
    most_bytes: Option<u64>,
) -> Result<Opened, StoreError> {
    let Some(key) = home.postgres_key()? else {
        let store = Arc::new(SqliteStore::open(&home.database(), most_bytes)?);
        return Ok(Opened { store, sessions: Arc::new(MemorySessions::default()), shared: None });
    };
    let url = postgres.ok_or(StoreError::NoAddress)?;
    let store = Arc::new(PostgresStore::open(url, key, most_bytes)?);
    Ok(Opened {
        store: Arc::clone(&store) as _,
        sessions: Arc::clone(&store) as _,
        shared: Some(store),
    })
}

/// What the station of a home is called and where it is; the home may be served meanwhile.
///
/// # Errors
/// As [`open`].
pub fn about(home: &Home, postgres: Option<&PostgresUrl>) -> Result<About, StoreError> {
    match home.postgres_key()? {
        None => SqliteStore::about(&home.database()),
        Some(key) => {
            PostgresStore::open(postgres.ok_or(StoreError::NoAddress)?, key, None)?.about()
        }
    }
}

/// Notes another address.
///
/// # Errors
/// As [`open`].
pub fn set_address(
    home: &Home,
    postgres: Option<&PostgresUrl>,
    address: &str,
) -> Result<(), StoreError> {
    match home.postgres_key()? {
        None => SqliteStore::set_address(&home.database(), address),
        Some(key) => {
            let store = PostgresStore::open(postgres.ok_or(StoreError::NoAddress)?, key, None)?;
            store.set_address(address)
        }
    }
}

/// How many entries the directory of a store has, and the sixteen signs that stand for all of it up to its end, as laptops
/// show them; nothing before it was founded.
///
/// # Errors
/// [`StoreError`].
pub fn directory_end(store: &dyn Store) -> Result<Option<(u64, String)>, StoreError> {
    let directory = crate::reach::read_directory(store)?;
    let head = directory.as_ref().and_then(protocol::directory::Directory::head);
    Ok(head.map(|head| (head.index + 1, head.hash.to_string()[..16].to_uppercase())))
}
